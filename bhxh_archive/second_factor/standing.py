"""For how long need somebody who typed a code type no other one? In this session alone, until it is signed out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

_KEY: Final = "second_factor"


def begin(request: HttpRequest, device: TOTPDevice) -> None:
    """A code was taken: the person stands for `SIGN_CODE_MINUTES` from now."""
    until = timezone.now() + timedelta(minutes=settings.SIGN_CODE_MINUTES)
    request.session[_KEY] = {"device": device.pk, "until": until.timestamp()}


def stands_until(request: HttpRequest, device: TOTPDevice) -> datetime | None:
    """Until when no code is asked; None when one is. A device set up since wants a code of its own."""
    kept = request.session.get(_KEY, {})
    until = datetime.fromtimestamp(kept.get("until", 0), UTC)
    return until if kept.get("device") == device.pk and until > timezone.now() else None
