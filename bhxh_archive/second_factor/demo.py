"""How is the demo tried without a telephone? Its accounts have devices whose codes are shown, never in production."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice

from bhxh_archive.models import User
from bhxh_archive.second_factor.devices import DEMO, SECONDS, code_of, step_now


@dataclass(frozen=True)
class Shown:
    """The code that is taken next (`123 456`), or in how many seconds there is a new one."""

    code: str = ""
    seconds: int = 0


def give_demo_devices(users: Iterable[User]) -> None:
    """A device with a random secret for each of them who has none."""
    there = set(TOTPDevice.objects.values_list("user_id", flat=True))
    TOTPDevice.objects.bulk_create(TOTPDevice(user=user, name=DEMO) for user in users if user.pk not in there)


def shown_of(device: TOTPDevice) -> Shown | None:
    """None unless this is a demo, and the device one of its own. Who was let in with a code is shown the next one, as
    soon as it is taken: one step ahead of the clock."""
    if not settings.SHOW_DEMO_CODES or device.name != DEMO:
        return None
    now = step_now()
    step = max(now, device.last_t + 1)
    if step > now + 1:
        return Shown(seconds=(step - 1) * SECONDS - int(time.time()))
    code = code_of(device, step)
    return Shown(f"{code[:3]} {code[3:]}")
