"""How does a process that reads strangers' bytes give up the network for the rest of its life?

A filter of system calls needs no privilege, unlike a network namespace: a container without capabilities may set it.
"""

import ctypes
import errno
import platform
import sys
from typing import Any, Final

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of <linux/bpf_common.h>: a word, two jumps, the end
_NUMBER, _MACHINE = 0, 4  # where struct seccomp_data holds them
_ALLOWED, _DENIED = 0x7FFF0000, 0x00050000 | errno.EACCES
_OTHER_TABLE: Final = 0x40000000
"""From this number on x86-64 takes a call for one of the x32 table, where the same call has another number."""
_IO_URING_SETUP: Final = 425  # on every machine; through it sockets can be had without a call of their own
_CALLS: Final = {
    "x86_64": (0xC000003E, (41, 42, _IO_URING_SETUP)),
    "aarch64": (0xC00000B7, (198, 203, _IO_URING_SETUP)),
}
"""Machine -> its audit number, and the numbers of `socket`, `connect` and `io_uring_setup`."""


class _Step(ctypes.Structure):
    """struct sock_filter: where a test goes on is counted in steps from the next one."""

    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def cut_off() -> bool:
    """No socket of any family can be opened from now on, by this process nor by what it starts: EACCES. There is no
    way back. False where such filters are not written for: elsewhere than on Linux of 64 bits, x86 or ARM. Raises
    OSError when the kernel refuses the filter."""
    if sys.platform != "linux" or sys.maxsize < 2**32 or platform.machine() not in _CALLS:
        return False
    steps = _filter(*_CALLS[platform.machine()])
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    _control(_PR_SET_NO_NEW_PRIVS, 1, None)  # what the kernel asks for of a process without privileges
    _control(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program))
    return True


def _filter(machine: int, calls: tuple[int, ...]) -> list[_Step]:
    """Calls of another table (32-bit, x32) are denied whole: Python makes none."""
    tests = [_Step(_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    return [
        _Step(_LOAD, 0, 0, _MACHINE), _Step(_EQUAL, 0, len(calls) + 3, machine),
        _Step(_LOAD, 0, 0, _NUMBER), _Step(_AT_LEAST, len(calls) + 1, 0, _OTHER_TABLE),
        *tests, _Step(_RETURN, 0, 0, _ALLOWED), _Step(_RETURN, 0, 0, _DENIED),
    ]  # fmt: skip


def _control(option: int, value: int, further: Any) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong)
    if libc.prctl(option, value, further, 0, 0):
        raise OSError(ctypes.get_errno(), "the network could not be cut off from a reader")
