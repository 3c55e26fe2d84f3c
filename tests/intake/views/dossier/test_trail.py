"""Is every event said in a sentence, newest first, a page at a time?"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import MOVES
from bhxh_archive.models import OfficeName, User
from bhxh_archive.trail import record
from bhxh_archive.ui.facts import TimelineEvent
from intake.models import Dossier
from intake.trail.sentences import SENTENCES, event_of
from tests.intake.conftest import draft_of


def sentences(client: Client, dossier: Dossier, **query: Any) -> list[TimelineEvent]:
    answer = client.get(reverse("trail", args=[dossier.pk]), query)
    return list(answer.context["timeline"].newest_first)


def test_a_move_says_where_it_led_and_who_did_it(accepted: Dossier, clerk: Client) -> None:
    titles = [event.title for event in sentences(clerk, accepted)]

    assert titles == ["Tiếp nhận → Đã tiếp nhận", "Ghi nhận sổ BHXH: 1 bìa, 2 tờ rời", "Lập hồ sơ"]
    assert "Phạm Thu Trang, Tiếp nhận và trả kết quả" in clerk.get(
        reverse("trail", args=[accepted.pk])
    ).content.decode()  # fmt: skip


def test_every_verb_that_any_room_records_has_a_sentence() -> None:
    calls = (
        r"\b(?:record|write_down)\(\s*[\w.()=]+,\s*",
        r"_done\(\s*locked,\s*",
        r"_save\(\s*locked,[^\"]*",
        r"return _hold\([^\"]*",
    )
    written = re.compile(rf'(?:{"|".join(calls)})"(\w+)"')
    found: set[str] = set()
    for room in ("intake", "benefits", "archive"):
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py"):
            found |= set(written.findall(path.read_text(encoding="utf-8")))

    assert len(found) > 25
    assert found - SENTENCES.keys() - MOVES.keys() == set()


def test_a_long_trail_comes_page_by_page(draft: Dossier, clerk: Client, clerk_user: object) -> None:
    for _ in range(110):
        record(draft, "print_slip", by=draft.created_by, slip="receipt")

    first = clerk.get(reverse("trail", args=[draft.pk]))
    second = clerk.get(reverse("trail", args=[draft.pk]) + first.context["paging"].next_url)

    assert (len(first.context["timeline"].events), len(second.context["timeline"].events)) == (100, 11)


def test_an_event_names_its_office_as_it_was_called_on_that_day_in_vietnam(draft: Dossier) -> None:
    """Half past one of the day of renaming is still the day before in UTC."""
    office, event = draft.receiving_office, draft.events.get(verb="register")
    OfficeName.objects.create(office=office, name="Tên mới", place="Nơi mẫu", valid_from=date(2026, 7, 1))
    event.at = datetime(2026, 6, 30, 18, 30, tzinfo=UTC)

    assert event_of(event).office == "Tên mới"


def test_the_trail_holds_no_names(clerk: Client, draft: Dossier) -> None:
    dossier = draft_of(draft.created_by)

    assert "Phạm Thị Hường" not in str(list(dossier.events.values_list("detail", flat=True)))


def test_who_held_a_dossier_before_and_after_is_named(draft: Dossier, clerk: Client, demo: dict[str, User]) -> None:
    one, other = demo["chuyenvien-hp"], demo["truongphong-hp"]
    record(draft, "reassign", by=other, reason="Nghỉ phép", before=one.pk, to=other.pk)
    record(draft, "reassign", by=other, reason="Nghỉ phép", before=None, to=one.pk)

    second, first = sentences(clerk, draft)[:2]
    assert first.title == f"Phân công lại: {one} → {other}"
    assert second.title == f"Phân công lại: hàng chờ → {one}"
