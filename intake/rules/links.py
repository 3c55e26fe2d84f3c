"""Does a one-time link still open, and what is asked of who opens it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from intake.models import Dossier, Person, ResultLink

DIGITS = 4


@dataclass(frozen=True)
class LinkLimits:
    """What an office allows a link: wrong second facts, and the time it stays open once every file went out."""

    failures: int
    grace: timedelta

    @property
    def grace_minutes(self) -> int:
        return int(self.grace.total_seconds() // 60)


def second_fact(person: Person) -> tuple[str, str]:
    """What the receiver must know, in words, and the answer; two empty strings where no number is on record."""
    if len(person.personal_id) >= DIGITS:
        return f"{DIGITS} số cuối của số định danh cá nhân (căn cước)", person.personal_id[-DIGITS:]
    if len(person.insurance_number) >= DIGITS:
        return f"{DIGITS} số cuối của mã số BHXH", person.insurance_number[-DIGITS:]
    return "", ""


def closes_at(link: ResultLink, limits: LinkLimits) -> datetime:
    """When the link opens nothing any more: soon after every file went out, as a download may break off; at the
    latest at the end of its days."""
    return min(link.expires_at, link.fetched_at + limits.grace) if link.fetched_at else link.expires_at


def link_problem(link: ResultLink, limits: LinkLimits, ended_at: datetime | None) -> str:
    """Why the link opens nothing any more, or ''. `ended_at`: when a result of the dossier was last replaced or
    revoked; what a link that is older would give out is not what it was given for. Of the dossier nothing is said but
    that the person asked for another way of return.
    """
    if _other_way(link):
        return "Đường dẫn này đã được thu hồi: người nhận đổi cách nhận."
    if link.revoked_at:
        return "Đường dẫn này đã được thu hồi hoặc thay bằng đường dẫn khác."
    if link.fetched_at and closes_at(link, limits) <= timezone.now():
        return "Đường dẫn này chỉ dùng được một lần, và kết quả đã được tải qua đường dẫn này."
    if link.expires_at <= timezone.now():
        return "Đường dẫn này đã hết hạn."
    if link.failures >= limits.failures:
        return "Đường dẫn này đã bị khóa vì nhập sai nhiều lần."
    if ended_at and link.at < ended_at:
        return "Kết quả đã được thay thế hoặc thu hồi sau khi cấp đường dẫn này."
    return ""


def _other_way(link: ResultLink) -> bool:
    """Whether the result is no longer to be fetched by a link; what it gave out already stays given."""
    elsewhere = link.hand_over.dossier.return_method != Dossier.ReturnMethod.ONLINE
    return elsewhere and (link.revoked_at is not None or link.hand_over.open)
