"""Which code does a demo account's device show, for a test that signs in its name?"""

from __future__ import annotations

from typing import Any

from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from bhxh_archive.second_factor.devices import code_of, step_now
from intake.loading.demo import PASSWORD


def code_for(username: str) -> str:
    """A code that is taken. The device forgets which one it took last: no test waits half a minute for the next."""
    devices = TOTPDevice.objects.filter(user__username=username, confirmed=True)
    devices.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
    return code_of(devices.get(), step_now())


def typed_by(username: str, **more: Any) -> dict[str, Any]:
    """What the person sends to confirm a signature."""
    return {"password": PASSWORD, "otp": code_for(username), **more}


def confirm_with_code(page: Page, password: str = PASSWORD) -> None:
    """Type password and code into a confirmation, as the demo shows the code; none where one holds still."""
    page.get_by_label("Mật khẩu").fill(password)
    shown = page.locator("[data-demo-code]")
    if not page.get_by_label("Mã xác thực").count():
        return
    expect(shown).not_to_have_attribute("data-demo-code", "", timeout=40_000)
    page.get_by_label("Mã xác thực").fill(shown.get_attribute("data-demo-code") or "")
