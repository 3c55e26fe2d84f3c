"""Which PostgreSQL do the tests talk to?

DATABASE_URL where it is set, otherwise an embedded server of this run alone, shared by all xdist workers.
"""

import os
import shutil

from django.conf import settings

from bhxh_archive.settings.database import parse_database_url
from tests import memory_disk
from tools.postgres import Server, start


class TestServer:
    """The server of one pytest run, with its data in a temporary folder."""

    __test__ = False

    def __init__(self) -> None:
        self.home, self._held = memory_disk.new_folder()
        self.home.chmod(0o711)  # the database account has to pass through
        self.server: Server = start(self.home, durable=False)

    def stop(self) -> None:
        """Ends the server and removes its data."""
        self.server.stop()
        place = self.server.place
        shutil.rmtree(place.data.parent if place.moved else place.data)
        shutil.rmtree(self.home, ignore_errors=True)
        self._held.close()


def use(url: str) -> None:
    """Points this process, and those it starts, at the database.

    Django has read its settings before any conftest is loaded, so the connection settings are changed in place.
    """
    os.environ["DATABASE_URL"] = url
    settings.DATABASES["default"].update(parse_database_url(url), CONN_MAX_AGE=0)
