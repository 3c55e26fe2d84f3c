"""Do head and leader see where the work lies, every number the length of the list behind it?"""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from benefits.actions import claiming
from benefits.overview import STAGES, Load
from benefits.views.overview import LABEL, WIDTH, bars_of
from bhxh_archive.lifecycle import State
from intake.models import Dossier
from tests.benefits.conftest import As, ShortRoad

LINK = re.compile(r'<a (?:class="late" )?href="([^"]+)">([\d.]+)</a>')


def late_and_due(road: ShortRoad) -> list[Dossier]:
    """Three in review: one late in somebody's hands, one due today in the same, one nobody has, due in four days."""
    today, made = timezone.localdate(), []
    for days in (-2, 0, 4):
        dossier = road.to("forward")
        Dossier.objects.filter(pk=dossier.pk).update(due_on=today + timedelta(days=days), promised_on=None)
        made.append(road.fresh())
    for dossier in made[:2]:
        claiming.claim(dossier=dossier, by=road.user("chuyenvien"))
    return made


def listed(client: Client, address: str) -> int:
    return client.get(address.replace("&amp;", "&")).content.decode().count('class="cell-link"')


def test_every_number_is_the_length_of_its_list(unsigned_road: ShortRoad, signed_in: As) -> None:
    late_and_due(unsigned_road)
    for username in ("truongphong-hp", "giamdoc-hp"):
        client = signed_in(username)
        shown = client.get(reverse("overview")).content.decode()
        found = LINK.findall(shown)
        assert len(found) >= 8
        for address, number in found:
            assert listed(client, address) == int(number), address
        assert "<strong>1 quá hạn</strong>" in shown and str(unsigned_road.user("chuyenvien")) in shown
        assert 'role="img"' in shown and "Chưa có ai" not in shown


def test_another_office_and_other_functions_see_nothing_of_it(unsigned_road: ShortRoad, signed_in: As) -> None:
    late_and_due(unsigned_road)
    assert "Không có hồ sơ nào đang ở" in signed_in("giamdoc-na").get(reverse("overview")).content.decode()
    for username in ("chuyenvien-hp", "tiepnhan-hp", "luutru"):
        assert signed_in(username).get(reverse("overview")).status_code == 403
    queue = reverse("queue", args=[STAGES[0].slug])
    assert signed_in("chuyenvien-hp").get(queue).status_code == 404
    assert queue not in signed_in("truongphong-hp").get(reverse("home")).content.decode(), "on no rail"


def test_the_same_as_a_spreadsheet(unsigned_road: ShortRoad, signed_in: As) -> None:
    late_and_due(unsigned_road)
    answer = signed_in("truongphong-hp").get(reverse("overview_file"))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["Chờ nhận xử lý"][:4] == (1, 0, 0, 1) and rows["Đang xét duyệt"][:4] == (2, 1, 1, 1)
    assert rows[str(unsigned_road.user("chuyenvien"))][:2] == (2, 1)


def test_the_longest_bar_fills_the_chart_and_no_piece_vanishes() -> None:
    loads = [Load("a", "s", None, 1000, 1, 0, 0, None), Load("b", "s", None, 0, 0, 0, 0, None)]
    (_, _, parts, number), (_, y, none, _) = bars_of(loads)
    assert [part.tone for part in parts] == ["bad", "quiet"] and min(part.width for part in parts) >= 2
    assert parts[0].x == LABEL and parts[-1].end <= WIDTH and number == 1000 and none == [] and y > 0


def test_the_steps_are_those_of_the_unit() -> None:
    states = {state for stage in STAGES for state in stage.states}
    assert State.SIGNED in states and State.DRAFT not in states and State.ISSUED not in states
