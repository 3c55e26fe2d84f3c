"""Is every difference of two histories settled with a reason, and does a draft wait for that?"""

from __future__ import annotations

import pytest

from benefits.actions import deciding
from benefits.actions.settling_history import Ruling, keep_record, settle
from benefits.arithmetic.months import Month
from benefits.arithmetic.period_csv import read_csv
from benefits.calculation import periods_of
from benefits.differences import against_record
from benefits.models import Draft, SettledDifference
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.models import User
from tests.benefits.conftest import ShortRoad

EXPORT = ("Từ tháng;Đến tháng;Đối tượng;Tiền lương\n01/2005;12/2009;DN;2.000.000\n01/2010;06/2012;DN;4.000.000\n"
          "07/2012;12/2019;DN;4.100.000\n01/2020;04/2026;DN;8.000.000\n")  # fmt: skip
RAISED, MISSING = "072012-122019", "052026-052026"


@pytest.fixture
def officer(unsigned_road: ShortRoad) -> User:
    return unsigned_road.user("chuyenvien")


@pytest.fixture
def compared(draft: Draft, officer: User) -> Draft:
    """The draft of example T3, to which the data of the collection department say otherwise twice."""
    keep_record(draft=draft, periods=read_csv(EXPORT)[0], by=officer)
    return draft


def unsettled(draft: Draft) -> list[str]:
    found = against_record(Draft.objects.get(pk=draft.pk))
    assert found
    return [row.key for row in found[1].unsettled]


def test_each_side_may_count_and_the_other_months_stay(compared: Draft, officer: User) -> None:
    assert unsettled(compared) == [RAISED, MISSING]
    rulings = {RAISED: Ruling("there", "Bảng lương tháng 7/2012"), MISSING: Ruling("here", "Đã đóng, chưa cập nhật")}
    settle(draft=compared, rulings=rulings, by=officer, version=compared.version)
    rows = [(str(row.start), str(row.end), row.salary) for row in periods_of(Draft.objects.get())]
    assert rows == [
        ("01/2005", "12/2009", 2_000_000), ("01/2010", "06/2012", 4_000_000), ("07/2012", "12/2019", 4_100_000),
        ("01/2020", "05/2026", 8_000_000),
    ]  # fmt: skip
    assert unsettled(compared) == []
    kept = SettledDifference.objects.get(choice="here")
    assert (kept.here, kept.there, kept.by) == ("DN 8.000.000", "không có", officer)


def test_a_draft_waits_until_all_is_settled(compared: Draft, officer: User) -> None:
    with pytest.raises(NotValid, match="Còn 2 chỗ khác"):
        deciding.propose(dossier=compared.dossier, by=officer)
    reason = Ruling("here", "Theo sổ BHXH đã chốt")
    settle(draft=compared, rulings=dict.fromkeys((RAISED, MISSING), reason), by=officer)
    deciding.propose(dossier=compared.dossier, by=officer)


def test_what_was_settled_opens_again_when_a_side_says_something_else(compared: Draft, officer: User) -> None:
    settle(draft=compared, rulings={RAISED: Ruling("here", "Theo sổ")}, by=officer)
    assert unsettled(compared) == [MISSING]
    keep_record(draft=compared, periods=read_csv(EXPORT.replace("4.100.000", "4.200.000"))[0], by=officer)
    assert unsettled(compared) == [RAISED, MISSING]


def test_what_is_not_whole_settles_nothing(compared: Draft, officer: User) -> None:
    for ruling, said in ((Ruling("", "Theo sổ"), "hãy chọn"), (Ruling("here", " "), "hãy ghi lý do"),
                         (Ruling("here", "Theo sổ " * 40), "dài quá")):  # fmt: skip
        with pytest.raises(NotValid, match=said):
            settle(draft=compared, rulings={RAISED: ruling, MISSING: Ruling("here", "Theo sổ")}, by=officer)
    with pytest.raises(NotValid, match="Chưa chọn"):
        settle(draft=compared, rulings={}, by=officer)
    assert not SettledDifference.objects.exists()


def test_what_changed_meanwhile_is_not_settled(compared: Draft, officer: User) -> None:
    chosen = {RAISED: Ruling("here", "Theo sổ")}
    with pytest.raises(ChangedMeanwhile):
        settle(draft=compared, rulings=chosen, by=officer, version=compared.version + 1)
    settle(draft=compared, rulings=chosen, by=officer)
    with pytest.raises(ChangedMeanwhile, match="đã được giải quyết"):
        settle(draft=compared, rulings=chosen, by=officer)


def test_while_a_row_can_not_be_read_nothing_is_taken_over(compared: Draft, officer: User) -> None:
    compared.entries["rows"] = [{"start": "??"}]
    compared.save()
    with pytest.raises(NotNow, match="chưa đọc được"):
        settle(draft=compared, rulings={RAISED: Ruling("there", "Theo dữ liệu")}, by=officer)


def test_months_are_named_as_the_form_names_them(compared: Draft) -> None:
    found = against_record(compared)
    assert found and [row.months for row in found[1].differences] == ["07/2012 - 12/2019 (90 tháng)", "05/2026"]
    assert found[1].differences[1].span.start == Month(2026, 5)
