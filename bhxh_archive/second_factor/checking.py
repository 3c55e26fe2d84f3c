"""Is this the code that somebody's device shows now, never seen before, or one of the recovery codes?

Wrong codes cost more and more time (1, 2, 4 … seconds, by django-otp, whoever tries and from wherever), and count as
wrong passwords do towards the lock-out at that address.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any, Final

from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from bhxh_archive.administration.trail import write_down
from bhxh_archive.models import User
from bhxh_archive.second_factor.recovery import DIGITS, codes_left, use_code

WRONG: Final = "Mã xác thực không đúng hoặc đã dùng."
WAIT: Final = "Vừa nhập sai mã. Chờ {seconds} giây rồi nhập lại."
_SPACING: Final = re.compile(r"[\s.-]")


def refusal(request: HttpRequest, user: User, typed: str) -> str:
    """Why the code is not taken, in a sentence; "" when it is, and then it is used up."""
    said = _refusal(user, _SPACING.sub("", typed))
    if said == WRONG:
        user_login_failed.send(__name__, credentials={"username": user.username}, request=request)
    return said


@transaction.atomic
def _refusal(user: User, code: str) -> str:
    """The row lock lets one of two requests with the same code through."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return WRONG
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return WAIT.format(seconds=_seconds_of(why))
    return "" if _is_taken(device, user, code) else WRONG


def _seconds_of(why: dict[str, Any]) -> int:
    return max(1, ceil((why["locked_until"] - timezone.now()).total_seconds()))


def _is_taken(device: TOTPDevice, user: User, code: str) -> bool:
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", code):
        return bool(device.verify_token(code if re.fullmatch(r"[0-9]{6}", code) else ""))
    if not use_code(user, code):
        device.throttle_increment()
        return False
    device.throttle_reset()
    write_down(by=user, verb="use_recovery_code", row=user, after={"codes_left": codes_left(user)})
    return True
