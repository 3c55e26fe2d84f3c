"""Is a port of this machine free?"""

import socket

from tools.run.errors import CannotRun

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on 127.0.0.1 at this port now."""
    with socket.socket() as probe:
        # As servers do: a port in its closing wait is free, one that somebody listens on is not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def require_free(port: int, otherwise: str) -> None:
    """Raises CannotRun, saying what to do, when the port is taken."""
    if not is_free(port):
        raise CannotRun(f"Cổng {port} đang được chương trình khác sử dụng. {otherwise}")


def free_port(wished: int) -> int:
    """The wished port when it is free, otherwise any free one."""
    if is_free(wished):
        return wished
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
