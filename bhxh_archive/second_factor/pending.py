"""Which device is this session setting up? Shown is its secret to who gave the password a short time ago, here."""

from __future__ import annotations

import time
from typing import Final

from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

_KEY: Final = "second_factor_begun"
SECONDS: Final = 15 * 60


def remember(request: HttpRequest, device: TOTPDevice) -> None:
    """Let this session see the secret for a quarter of an hour."""
    request.session[_KEY] = {"device": device.pk, "until": time.time() + SECONDS}


def device_of(request: HttpRequest) -> TOTPDevice | None:
    """The device that is being set up here; None once it is in force, or too much time has passed."""
    kept = request.session.get(_KEY, {})
    if kept.get("until", 0) < time.time():
        return None
    return TOTPDevice.objects.filter(pk=kept["device"], user_id=request.user.pk, confirmed=False).first()


def forget(request: HttpRequest) -> None:
    """It is set up."""
    request.session.pop(_KEY, None)
