"""How does a developer or a test get a real S3 server without a system package?

MiniStack (MIT, PyPI) pins its own botocore, so it lives in a virtual environment of its own. It checks no credentials
and forgets object locks on a restart: for development and tests, never for production.
"""

from tools.s3server.environment import CannotInstall, ensure
from tools.s3server.server import CannotStart, running

__all__ = ["CannotInstall", "CannotStart", "ensure", "running"]
