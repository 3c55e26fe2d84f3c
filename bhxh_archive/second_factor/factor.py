"""What is asked of this person, in this session, before a signature with a key of the server?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from bhxh_archive.models import User
from bhxh_archive.second_factor.demo import Shown, shown_of
from bhxh_archive.second_factor.devices import device_of
from bhxh_archive.second_factor.standing import stands_until


@dataclass(frozen=True)
class Factor:
    """`until`: a code was typed in this session a short time ago, and none is asked before that."""

    device: TOTPDevice | None
    until: datetime | None = None

    @property
    def missing(self) -> bool:
        """Not set up yet: nothing can be signed."""
        return self.device is None

    @property
    def asked(self) -> bool:
        return self.device is not None and self.until is None

    @property
    def shown(self) -> Shown | None:
        """The code that the demo shows of its own accounts."""
        return shown_of(self.device) if self.device else None


def factor_of(request: HttpRequest, user: User) -> Factor:
    """One query."""
    device = device_of(user)
    return Factor(device, stands_until(request, device) if device else None)
