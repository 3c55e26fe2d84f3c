"""How does a program we start end when we do, even when we are killed?"""

import ctypes
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """A `preexec_fn` by which Linux sends `number` to the child when the starting thread ends; None elsewhere.

    Call the program from the main thread: the kernel watches the thread, not the process.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)

    return ask_kernel
