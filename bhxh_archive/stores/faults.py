"""Which faults of the disk are the store's, and what are they called?"""

import contextlib
import errno
from collections.abc import Iterator

from bhxh_archive.stores.errors import StoreFull, StoreUnavailable

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BROKEN = {errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.ESTALE, errno.ENOTCONN}


@contextlib.contextmanager
def storage_faults(where: object) -> Iterator[None]:
    """Raise StoreFull or StoreUnavailable for a full or broken disk; other errors pass as they are."""
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise StoreFull(f"no space for {where}") from fault
        if fault.errno in _BROKEN:
            raise StoreUnavailable(f"{where}: {fault.strerror}") from fault
        raise
