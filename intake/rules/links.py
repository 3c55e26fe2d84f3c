"""Does a one-time link still open, and what is asked of who opens it?"""

from __future__ import annotations

from django.utils import timezone

from intake.models import Person, ResultLink

DIGITS = 4


def second_fact(person: Person) -> tuple[str, str]:
    """What the receiver must know, in words, and the answer; two empty strings where no number is on record."""
    if len(person.personal_id) >= DIGITS:
        return f"{DIGITS} số cuối của số định danh cá nhân (căn cước)", person.personal_id[-DIGITS:]
    if len(person.insurance_number) >= DIGITS:
        return f"{DIGITS} số cuối của mã số BHXH", person.insurance_number[-DIGITS:]
    return "", ""


def link_problem(link: ResultLink, most_failures: int) -> str:
    """Why the link opens nothing any more, or ''."""
    if link.revoked_at:
        return "Đường dẫn này đã được thu hồi hoặc thay bằng đường dẫn khác."
    if link.expires_at <= timezone.now():
        return "Đường dẫn này đã hết hạn."
    if link.failures >= most_failures:
        return "Đường dẫn này đã bị khóa vì nhập sai nhiều lần."
    return ""
