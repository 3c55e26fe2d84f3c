"""Are the days during which a rule holds said truly, also before it begins?"""

from datetime import timedelta

from django.utils import timezone

from bhxh_archive.ui.rendering import vn_date
from bhxh_archive.ui.templatetags.ui import span


def test_a_rule_that_begins_later_does_not_hold_until_now() -> None:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    assert span(today) == f"{vn_date(today)} – nay"
    assert span(tomorrow) == f"từ {vn_date(tomorrow)}"
    assert span(today, tomorrow) == f"{vn_date(today)} – {vn_date(tomorrow)}"
