"""Which process has the libraries at hand, and forks each child that reads hostile bytes?

To start Python with its libraries costs more than to read a page: this program does it once. It never sees what a child
is asked, nor a byte of a file; the children, each from the same clean start, are confined by `worker`.
"""

import gc
import os
import select
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress

from intake.pipeline import worker

LONGEST_PATH = 4096


def main() -> None:
    """Serve the socket on stdin until its other end is closed: a temporary folder and the child's stdin, stdout and
    stderr come in one message, the exit status of the child goes back."""
    gc.freeze()  # no collection of a child writes into the pages that all of them share
    with socket.socket(fileno=0) as parent, suppress(ConnectionError):
        while True:
            folder, streams, _, _ = socket.recv_fds(parent, LONGEST_PATH, 3)
            status = _ended(os.fsdecode(folder), streams, parent) if folder else None
            if status is None:
                return
            parent.sendall(str(status).encode())


def _ended(folder: str, streams: Sequence[int], parent: socket.socket) -> int | None:
    """The exit status of a child; None when the parent was gone before, and the child is killed."""
    ending, alive = os.pipe()
    if (pid := os.fork()) == 0:
        _be_child(folder, streams)
    for held in (alive, *streams):
        os.close(held)
    ready, _, _ = select.select([ending, parent.fileno()], [], [])
    os.close(ending)
    if ending not in ready:
        os.kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return status if ending in ready else None


def _be_child(folder: str, streams: Sequence[int]) -> None:
    """Never returns: whatever happens, a child does not go on as a server."""
    status = 1
    try:
        for number, stream in enumerate(streams):  # the first takes the place of the parent's socket
            os.dup2(stream, number)
        os.setsid()
        os.environ["TMPDIR"] = folder
        status = worker.main()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to tidy up, and libraries would complain about what they still hold
