"""Which code lets the program on a leader's computer fetch what waits for that leader's token?"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from benefits.models import SigningCode
from benefits.signers.cosigners import may_sign_elsewhere
from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import User

LIVES: Final = timedelta(minutes=15)
_SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 letters and digits that nobody takes for one another; 16 of them are 80 bits."""


@transaction.atomic
def new_code(*, by: User) -> str:
    """Four groups of four; those given out before hold no more. Raises NotAllowed for who signs nowhere."""
    if not may_sign_elsewhere(by):
        raise NotAllowed("Chỉ người ký văn bản mới lấy được mã ký.")
    SigningCode.objects.filter(user=by).delete()
    code = get_random_string(16, _SIGNS)
    SigningCode.objects.create(user=by, digest=_digest(code), expires_at=timezone.now() + LIVES)
    return "-".join(code[start : start + 4] for start in range(0, 16, 4))


def user_of(typed: str) -> User | None:
    """Whose code this is, while it holds, the account is open and its owner signs anywhere."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    rows = SigningCode.objects.filter(digest=_digest(code), expires_at__gt=timezone.now(), user__is_active=True)
    found = rows.select_related("user").first()
    return found.user if found and may_sign_elsewhere(found.user) else None


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()
