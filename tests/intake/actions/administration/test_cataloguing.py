"""Is a procedure changed by closing the version that runs and opening the next, never by overwriting?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import AdminEvent, User
from intake.actions.administration import cataloguing
from intake.actions.counter import registration
from intake.loading.catalogue import load_catalogue
from intake.models import ComponentType, Dossier, Procedure, Question
from intake.queries import procedure_on, procedures_on
from intake.queries.versions import version_of
from intake.rules.versions import differences_of
from tests.days import today, tomorrow
from tests.intake.conftest import draft_of


@pytest.fixture
def chief(demo: dict[str, User]) -> User:
    return demo["quantri"]


@pytest.fixture
def running(chief: User) -> Procedure:
    return procedure_on("TNLD_BNN", today())


@pytest.fixture
def draft(running: Procedure, chief: User) -> Procedure:
    return cataloguing.open_next(procedure=running, by=chief)


def in_force(draft: Procedure, chief: User, **values: object) -> Procedure:
    cataloguing.change_next(draft=draft, values=values or {"deadline_amount": 8}, by=chief)
    return cataloguing.put_in_force(draft=draft, valid_from=tomorrow(), by=chief)


def test_the_next_version_begins_as_a_whole_copy_that_no_dossier_sees(draft: Procedure, running: Procedure) -> None:
    assert differences_of(version_of(running), version_of(draft)) == []
    assert {row.question.procedure for row in version_of(draft).components if row.question} == {draft}
    assert procedure_on("TNLD_BNN", tomorrow()) == running


def test_a_second_press_goes_on_with_the_same_draft(draft: Procedure, running: Procedure, chief: User) -> None:
    assert cataloguing.open_next(procedure=running, by=chief) == draft


def test_the_running_version_is_closed_the_day_before(draft: Procedure, running: Procedure, chief: User) -> None:
    made = in_force(draft, chief)

    running.refresh_from_db()
    assert (running.deadline_amount, running.valid_to) == (10, today())
    assert procedure_on("TNLD_BNN", today()) == running
    assert procedure_on("TNLD_BNN", tomorrow()) == made
    assert [row.code for row in procedures_on(tomorrow())].count("TNLD_BNN") == 1


def test_the_log_has_every_value_that_differs(draft: Procedure, chief: User) -> None:
    in_force(draft, chief, deadline_amount=8, source="QĐ 1/QĐ-BHXH")

    event = AdminEvent.objects.latest("seq")
    assert (event.verb, event.by) == ("open_version", chief)
    assert event.before == {"Thủ tục: Thời hạn": "10", "Thủ tục: Nguồn": event.before["Thủ tục: Nguồn"]}
    assert event.after["Thủ tục: Thời hạn"] == "8"
    assert event.after["valid_from"] == tomorrow().isoformat()


def test_a_dossier_keeps_the_rules_of_its_day_of_receipt(
    draft: Procedure, running: Procedure, chief: User, demo: dict[str, User]
) -> None:
    case = draft_of(demo["tiepnhan-hp"], "TNLD_BNN")

    in_force(draft, chief)

    assert registration.accept(dossier=case, by=demo["tiepnhan-hp"]).procedure == running


def test_parts_are_changed_added_and_left_out(draft: Procedure, running: Procedure, chief: User) -> None:
    asked = Question(code="NGOAI_GIO", ordinal=9, text="Có xảy ra ngoài giờ làm việc không?", source="QĐ 1/QĐ-BHXH")
    question = cataloguing.set_part(draft=draft, part=asked, values={}, by=chief)
    invoice = draft.component_types.get(code="HOA_DON_GIAM_DINH")
    cataloguing.set_part(draft=draft, part=invoice, values={"question": question, "answers": ["YES"]}, by=chief)
    cataloguing.drop_part(draft=draft, part=draft.component_types.get(code="MOI_TRUONG_LD"), by=chief)

    changed = {(row.part, row.label) for row in differences_of(version_of(running), version_of(draft))}
    assert changed >= {("Câu hỏi NGOAI_GIO", "Câu hỏi"), ("Giấy tờ MOI_TRUONG_LD", "Giấy tờ"),
                       ("Giấy tờ HOA_DON_GIAM_DINH", "Theo câu trả lời")}  # fmt: skip
    with pytest.raises(NotValid, match="Còn giấy tờ hoặc thời hạn theo câu hỏi này"):
        cataloguing.drop_part(draft=draft, part=question, by=chief)
    assert running.component_types.filter(code="MOI_TRUONG_LD").exists()


@pytest.mark.parametrize("days", [0, -30])
def test_a_day_that_has_begun_is_refused(draft: Procedure, chief: User, days: int) -> None:
    cataloguing.change_next(draft=draft, values={"deadline_amount": 8}, by=chief)
    with pytest.raises(NotValid, match="từ ngày mai"):
        cataloguing.put_in_force(draft=draft, valid_from=today() + timedelta(days=days), by=chief)


def test_what_changes_nothing_or_cannot_work_is_refused(draft: Procedure, chief: User) -> None:
    with pytest.raises(NotValid, match="Chưa có thay đổi nào"):
        cataloguing.put_in_force(draft=draft, valid_from=tomorrow(), by=chief)
    invoice = draft.component_types.get(code="HOA_DON_GIAM_DINH")
    cataloguing.set_part(draft=draft, part=invoice, values={"question": None, "answers": []}, by=chief)
    with pytest.raises(NotValid, match="chưa chọn câu hỏi"):
        cataloguing.put_in_force(draft=draft, valid_from=tomorrow(), by=chief)


def test_a_version_that_does_not_run_yet_can_be_taken_back(draft: Procedure, running: Procedure, chief: User) -> None:
    made = in_force(draft, chief)

    again = cataloguing.withdraw_version(version=made, by=chief)
    running.refresh_from_db()
    assert (again.valid_from, running.valid_to) == (None, None)

    cataloguing.discard_next(draft=again, by=chief)
    assert not Procedure.objects.filter(pk=again.pk).exists()


def test_what_runs_is_neither_changed_nor_taken_back(running: Procedure, chief: User) -> None:
    for work in (
        lambda: cataloguing.change_next(draft=running, values={"fee": 1}, by=chief),
        lambda: cataloguing.drop_part(draft=running, part=running.component_types.earliest("pk"), by=chief),
        lambda: cataloguing.discard_next(draft=running, by=chief),
        lambda: cataloguing.withdraw_version(version=running, by=chief),
    ):
        with pytest.raises(NotNow):
            work()


@pytest.mark.parametrize("name", ["quantri-hp", "tiepnhan-hp", "giamdoc-hp"])
def test_only_the_chief_administrator_changes_the_catalogue(
    running: Procedure, demo: dict[str, User], name: str
) -> None:
    with pytest.raises(NotAllowed):
        cataloguing.open_next(procedure=running, by=demo[name])


def test_loading_the_shipped_catalogue_again_leaves_later_versions_alone(draft: Procedure, chief: User) -> None:
    made = in_force(draft, chief)

    load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")

    assert procedure_on("TNLD_BNN", tomorrow()) == made
    assert made.component_types.count() == ComponentType.objects.filter(procedure=made).count()
    assert Dossier.objects.filter(procedure=made).count() == 0
    assert procedure_on("TNLD_BNN", date(2025, 8, 1)).valid_to == today()
