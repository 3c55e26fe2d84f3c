"""How is a moment written in package metadata?"""

from datetime import datetime, timedelta, timezone

from archive.packaging.model import PackagingError

VIETNAM = timezone(timedelta(hours=7))


def iso(moment: datetime) -> str:
    """ISO 8601 to the second at +07:00 (Circular 05/2025/TT-BNV). Raises PackagingError for a naive time."""
    if moment.tzinfo is None:
        raise PackagingError("times in a package must carry an offset")
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")
