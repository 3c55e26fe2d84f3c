"""How does gunicorn serve the application? Threads, because pages wait for the database more than they compute."""

from typing import Any

from gunicorn.glogging import Logger

from bhxh_archive.settings.logs import told


class Discreet(Logger):
    """Writes down which page was asked for, but no code that opens one."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().atoms(*args, **kwargs)
        return found | {"U": told(found["U"])}


logger_class = Discreet

workers = 2
threads = 4
worker_class = "gthread"
timeout = 120
graceful_timeout = 10
keepalive = 5
# Nobody steers the server from outside.
control_socket_disable = True
worker_tmp_dir = "/dev/shm"  # noqa: S108 - gunicorn's heartbeat file, unlinked at once
accesslog = "-"
# The path without its query: what was searched for stays out of the log.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
