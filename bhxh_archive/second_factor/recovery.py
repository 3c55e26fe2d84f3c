"""With which codes does somebody go on whose device is lost?

They are digits alone: typed into the same field as the device's codes, also on a telephone's number pad.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

from django.utils import timezone

from bhxh_archive.models import RecoveryCode, User

MANY: Final = 10
DIGITS: Final = 20


def give_codes(user: User) -> list[str]:
    """Ten new codes in groups of four digits, in place of all earlier ones; they are kept as digests only."""
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" for _ in range(MANY)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return [" ".join(code[start : start + 4] for start in range(0, DIGITS, 4)) for code in codes]


def use_code(user: User, digits: str) -> bool:
    """Whether it is one of the codes left; it is none afterwards."""
    found = user.recovery_codes.filter(digest=_digest(user, digits), used_at=None)
    return found.update(used_at=timezone.now()) == 1


def codes_made(user: User) -> bool:
    """Whether there ever were codes: none left is another thing than none made."""
    return user.recovery_codes.exists()


def codes_left(user: User) -> int:
    """How many were not used yet."""
    return user.recovery_codes.filter(used_at=None).count()


def _digest(user: User, digits: str) -> str:
    return sha256(f"{user.pk}:{digits}".encode()).hexdigest()
