"""Which device shows somebody's codes (TOTP, RFC 6238: six digits, a new code every 30 seconds)?"""

from __future__ import annotations

import time
from base64 import b32encode
from typing import Final

from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice

from bhxh_archive.models import User

OWN: Final = "own"
DEMO: Final = "demo"
"""Names of devices: a person's own, and that of a demo account, whose codes the demo shows."""
SECONDS: Final = 30


def device_of(user: User) -> TOTPDevice | None:
    """The one whose codes are taken; None for who has not set one up."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def key_text(device: TOTPDevice) -> str:
    """The secret as an authenticator app takes it when typed: letters and digits 2-7 in groups of four."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def step_now() -> int:
    """How many times 30 seconds have passed since 1970."""
    return int(time.time()) // SECONDS


def code_of(device: TOTPDevice, step: int) -> str:
    """The six digits that the device shows during that step."""
    return f"{hotp(device.bin_key, step):06d}"
