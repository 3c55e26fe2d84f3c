"""Does an officer find, settle and read again in what a history differs from the data?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from benefits.arithmetic.period_csv import write_csv
from benefits.calculation import periods_of
from benefits.differences import unsettled_problems
from benefits.models import Draft
from tests.benefits.actions.test_settling_history import EXPORT, MISSING, RAISED
from tests.benefits.conftest import As, ShortRoad


@pytest.fixture
def officer(unsigned_road: ShortRoad, signed_in: As) -> Client:
    unsigned_road.to("draft")
    return signed_in("chuyenvien-hp")


def url(name: str) -> str:
    draft = Draft.objects.get()
    return reverse(name, args=[draft.dossier_id, draft.pk])


def test_from_the_import_to_the_last_reason(officer: Client) -> None:
    assert officer.get(url("differences")).status_code == 409, "nothing to compare with"
    looked = officer.post(url("periods_import"), {"text": EXPORT}).content.decode()
    assert "đối chiếu 2 chỗ khác" in looked
    kept = officer.post(url("periods_import"), {"text": EXPORT, "compare": "1", "version": 1}, follow=True)
    assert kept.redirect_chain[-1][0] == url("differences") and "DN 4.100.000" in kept.content.decode()
    assert "2 chưa giải quyết" in officer.get(url("draft")).content.decode()

    sent = {"key": [RAISED, MISSING], f"choice-{RAISED}": "there", f"reason-{RAISED}": "Bảng lương 7/2012",
            "choice": "here", "reason": "", "version": Draft.objects.get().version}  # fmt: skip
    refused = officer.post(url("differences"), sent)
    page = refused.content.decode()
    assert refused.status_code == 422 and "05/2026: hãy ghi lý do" in page
    assert 'value="Bảng lương 7/2012"' in page and '<option value="there" selected>' in page
    done = officer.post(url("differences"), sent | {"reason": "Tháng cuối chưa cập nhật"}, follow=True).content.decode()
    assert "Đã giải quyết 2 chỗ khác" in done and "Mọi chỗ khác đã được giải quyết" in done
    assert "Bảng lương 7/2012" in done and "Tháng cuối chưa cập nhật" in done
    trail = officer.get(reverse("trail", args=[Draft.objects.get().dossier_id])).content.decode()
    assert "1 theo bảng đang có, 1 theo dữ liệu đã nhập" in trail


def test_rows_taken_over_whole_are_what_later_changes_stand_against(officer: Client) -> None:
    officer.post(url("periods_import"), {"text": EXPORT, "take": "1", "version": Draft.objects.get().version})
    assert "giống hệt dữ liệu đã nhập" in officer.get(url("differences")).content.decode()


def test_another_employer_is_told_and_holds_nothing_up(officer: Client) -> None:
    draft = Draft.objects.get()
    draft.periods.update(employer="Công ty TNHH May Mẫu")
    said = ["CÔNG TY TNHH  MAY MẪU", "Công ty Dệt Mẫu", "Công ty Dệt Mẫu", "Công ty Dệt Mẫu"]
    head, *lines = write_csv(periods_of(draft)).splitlines()
    columns = head.split(";").index("Đơn vị")
    rows = [line.split(";") for line in lines]
    for row, employer in zip(rows, said, strict=False):
        row[columns] = employer
    text = "\n".join([head, *(";".join(row) for row in rows)])
    looked = officer.post(url("periods_import"), {"text": text}).content.decode()
    assert "trừ tên đơn vị" in looked and "Công ty Dệt Mẫu" in looked
    officer.post(url("periods_import"), {"text": text, "compare": "1", "version": draft.version})
    page = officer.get(url("differences")).content.decode()
    assert "Khác tên đơn vị" in page and page.count("Công ty Dệt Mẫu") == 1 and unsettled_problems(draft) == []
    assert "CÔNG TY TNHH" not in page, "another way of writing the same name"


def test_the_head_reads_it_and_settles_nothing(officer: Client, unsigned_road: ShortRoad, signed_in: As) -> None:
    officer.post(url("periods_import"), {"text": EXPORT, "compare": "1", "version": 1})
    head = signed_in("truongphong-hp")
    assert url("differences") in head.get(reverse("review", args=[Draft.objects.get().dossier_id])).content.decode()
    shown = head.get(url("differences")).content.decode()
    assert "07/2012 - 12/2019" in shown and "<select" not in shown.split("<main", 1)[-1]
    assert head.post(url("differences"), {"key": RAISED}).status_code == 403
