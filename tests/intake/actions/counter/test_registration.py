"""What does each verb of the counter ask for, and what does it leave behind?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.identifiers import is_valid_number
from bhxh_archive.lifecycle import ENDED, State
from bhxh_archive.models import Office, User
from intake import deadlines
from intake.actions.counter import registration
from intake.actions.dossier import books
from intake.guards import UNCOUNTED
from intake.models import Component, Decentralisation, Dossier, Procedure, RuleBook
from intake.queries import same_open_case
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages, put_in_state
from tests.room import PERSON


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"return_method": ""}, "Chưa chọn cách nhận kết quả."),
        ({"counted_pages": None}, UNCOUNTED),
        ({"persons": [{"role": "submitter", "full_name": "Lê Văn Nộp"}]}, "Chưa ghi người tham gia."),
    ],
)
def test_accepting_says_what_is_missing(clerk_user: User, without: dict[str, Any], said: str) -> None:
    draft = draft_of(clerk_user, **without)

    with pytest.raises(NotValid) as refused:
        registration.accept(dossier=draft, by=clerk_user)

    assert refused.value.problems == [said]
    draft.refresh_from_db(fields=["number"])
    assert draft.number is None


def test_accepting_gives_number_due_date_and_receipt(accepted: Dossier) -> None:
    assert accepted.state == State.RECEIVED
    assert accepted.number and is_valid_number(accepted.number)
    receipt = accepted.receipts.get()
    assert receipt.due_on == accepted.due_on
    assert receipt.due_on > receipt.counts_from


def test_only_who_receives_in_that_office_registers(demo: dict[str, User]) -> None:
    office = demo["tiepnhan-na"].office
    assert office

    with pytest.raises(NotAllowed):
        registration.register(office=office, procedure_code="HUU", persons=[PERSON], by=demo["tiepnhan-hp"])


def test_a_form_sent_twice_gives_the_dossier_it_made(clerk_user: User) -> None:
    first = draft_of(clerk_user, key="mot-to-khai")
    again = draft_of(clerk_user, key="mot-to-khai")

    assert again.pk == first.pk
    assert Dossier.objects.count() == 1


def test_a_draft_changed_meanwhile_is_not_overwritten(draft: Dossier, clerk_user: User) -> None:
    registration.edit_registration(dossier=draft, persons=[PERSON], by=clerk_user, version=0, note="người thứ nhất")

    with pytest.raises(ChangedMeanwhile):
        registration.edit_registration(dossier=draft, persons=[PERSON], by=clerk_user, version=0, note="người thứ hai")

    draft.refresh_from_db(fields=["note"])
    assert draft.note == "người thứ nhất"


def test_another_procedure_asks_for_other_papers_and_keeps_the_book(draft: Dossier, clerk_user: User) -> None:
    books.take_book(dossier=draft, form="paper", covers=1, leaves=3, by=clerk_user)

    changed = registration.edit_registration(
        dossier=draft, persons=[PERSON], by=clerk_user, procedure_code="BHXH1L"
    )  # fmt: skip

    assert not changed.components.filter(type__code="12-HSB").exists()
    book = component(changed, "SO_BHXH")
    assert (book.satisfied, book.sheets) == (Component.Satisfied.CUSTODY, 4)


def test_the_procedure_stays_while_pages_are_filed_under_it(draft: Dossier, clerk_user: User) -> None:
    add_pages(draft, component=component(draft, "12-HSB"))

    with pytest.raises(NotValid, match="gỡ các trang"):
        registration.edit_registration(dossier=draft, persons=[PERSON], by=clerk_user, procedure_code="BHXH1L")


def settled_elsewhere(draft: Dossier, office: Office, first: date, last: date | None = None) -> None:
    Decentralisation.objects.create(
        procedure_code="HUU", receiving_office=draft.receiving_office, settling_office=office, paper_office=office,
        valid_from=first, valid_to=last,
    )  # fmt: skip


def test_another_day_of_receipt_brings_the_offices_of_that_day(
    draft: Dossier, demo: dict[str, User], clerk_user: User
) -> None:
    before, elsewhere = timezone.now() - timedelta(days=3), demo["tiepnhan-na"].office
    assert elsewhere
    settled_elsewhere(draft, elsewhere, timezone.localdate(before), timezone.localdate(before))

    edited = registration.edit_registration(
        dossier=draft, persons=[PERSON], by=clerk_user, received_at=before, received_reason="bưu chính"
    )

    assert edited.settling_office == edited.paper_office == elsewhere


def test_accepting_settles_by_the_rule_of_that_day_and_says_so(
    draft: Dossier, demo: dict[str, User], clerk_user: User
) -> None:
    elsewhere = demo["tiepnhan-na"].office
    assert elsewhere
    settled_elsewhere(draft, elsewhere, timezone.localdate())

    received = registration.accept(dossier=draft, by=clerk_user)

    assert received.settling_office == received.paper_office == elsewhere
    assert received.events.filter(verb="follow_rules").count() == 1


def next_rule_book(draft: Dossier, *, without: str) -> Procedure:
    """A rule book that holds from today on, with a shorter deadline, one paper less and one more."""
    old = draft.procedure
    RuleBook.objects.filter(pk=old.rule_book_id).update(valid_to=timezone.localdate() - timedelta(days=1))
    book = RuleBook.objects.create(
        code="QD-MOI", name="Quy trình mới", number="1/QĐ-BHXH", issued_on=timezone.localdate(),
        valid_from=timezone.localdate(), source="thử",
    )  # fmt: skip
    kinds = [*old.component_types.exclude(code=without), old.component_types.get(code="14-HSB")]
    old.pk, old.rule_book, old.deadline_amount = None, book, 5
    old._state.adding = True
    old.save()
    kinds[-1].code = "MOI-HSB"
    for kind in kinds:
        kind.pk, kind.procedure = None, old
        kind._state.adding = True
        kind.save()
    return old


def test_accepted_under_the_next_rule_book_it_follows_that_one_and_keeps_what_was_filed(
    draft: Dossier, clerk_user: User
) -> None:
    paper = component(draft, "12-HSB")
    [page] = add_pages(draft, component=paper)
    following = next_rule_book(Dossier.objects.get(pk=draft.pk), without="13-HSB")

    received = registration.accept(dossier=draft, by=clerk_user)

    assert received.procedure == following
    assert received.due_on == deadlines.due_on(following, received.receipts.get().counts_from)
    assert {row.type.procedure_id for row in received.components.select_related("type")} == {following.pk}
    codes = set(received.components.values_list("type__code", flat=True))
    assert "13-HSB" not in codes and {"12-HSB", "MOI-HSB"} <= codes
    page.refresh_from_db()
    assert page.component_id == paper.pk


def test_a_paper_that_the_next_rule_book_does_not_ask_for_is_emptied_first(draft: Dossier, clerk_user: User) -> None:
    add_pages(draft, component=component(draft, "12-HSB"))
    next_rule_book(Dossier.objects.get(pk=draft.pk), without="12-HSB")

    with pytest.raises(NotValid, match="gỡ các trang"):
        registration.accept(dossier=draft, by=clerk_user)

    assert Dossier.objects.get(pk=draft.pk).state == State.DRAFT


def test_registration_is_read_only_after_acceptance(accepted: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotNow):
        registration.edit_registration(dossier=accepted, persons=[PERSON], by=clerk_user)


def test_refusing_needs_a_reason(draft: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid):
        registration.refuse(dossier=draft, reason="  ", by=clerk_user)

    refused = registration.refuse(dossier=draft, reason="Không thuộc thẩm quyền", by=clerk_user)
    assert refused.state == State.REFUSED


def test_only_the_head_of_intake_cancels(draft: Dossier, accepted: Dossier, demo: dict[str, User]) -> None:
    other = draft_of(demo["tiepnhan-hp"])

    with pytest.raises(NotAllowed):
        registration.cancel(dossier=other, survivor=accepted, reason="trùng", by=demo["tiepnhan-hp"])


def test_a_dossier_is_cancelled_for_another_one_that_lives(accepted: Dossier, demo: dict[str, User]) -> None:
    head, other = demo["truongtiepnhan-hp"], draft_of(demo["tiepnhan-hp"])
    for wrong in (None, other):
        with pytest.raises(NotValid):
            registration.cancel(dossier=other, survivor=wrong, reason="trùng", by=head)

    gone = registration.cancel(dossier=other, survivor=accepted, reason="Nộp hai lần", by=head)

    assert (gone.state, gone.survivor_id) == (State.CANCELLED, accepted.pk)


@pytest.mark.parametrize("state", sorted(ENDED - {State.ARCHIVED}))
def test_a_dossier_that_came_to_nothing_is_not_the_one_that_stays(
    accepted: Dossier, demo: dict[str, User], state: State
) -> None:
    other = draft_of(demo["tiepnhan-hp"])

    with pytest.raises(NotValid):
        registration.cancel(
            dossier=other, survivor=put_in_state(accepted, state), reason="trùng", by=demo["truongtiepnhan-hp"]
        )


def test_an_archived_dossier_may_be_the_one_that_stays(accepted: Dossier, demo: dict[str, User]) -> None:
    head, other = demo["truongtiepnhan-hp"], draft_of(demo["tiepnhan-hp"])
    stays = put_in_state(accepted, State.ARCHIVED)

    assert registration.cancel(dossier=other, survivor=stays, reason="trùng", by=head).survivor == stays


def test_two_are_not_cancelled_for_each_other_from_pages_opened_before(draft: Dossier, demo: dict[str, User]) -> None:
    head, other = demo["truongtiepnhan-hp"], draft_of(demo["tiepnhan-hp"])
    first, second = Dossier.objects.get(pk=draft.pk), Dossier.objects.get(pk=other.pk)

    registration.cancel(dossier=draft, survivor=second, reason="trùng", by=head)
    with pytest.raises(NotValid, match="đã kết thúc"):
        registration.cancel(dossier=other, survivor=first, reason="trùng", by=head)

    assert Dossier.objects.get(pk=other.pk).state == State.DRAFT


@pytest.mark.parametrize("state", [State.RECEIVED, State.IN_REVIEW, State.AWAITING_SIGNATURE])
def test_an_applicant_may_withdraw_until_the_result_is_signed(
    accepted: Dossier, clerk_user: User, state: State
) -> None:
    withdrawn = registration.withdraw(dossier=put_in_state(accepted, state), reason="Bảo lưu", by=clerk_user)

    assert withdrawn.state == State.WITHDRAWN


def test_a_signed_result_is_not_withdrawn(accepted: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotNow):
        registration.withdraw(dossier=put_in_state(accepted, State.SIGNED), reason="Bảo lưu", by=clerk_user)


def test_an_open_dossier_of_the_same_person_is_found(accepted: Dossier, clerk_user: User) -> None:
    twin = draft_of(clerk_user)
    stranger = draft_of(clerk_user, persons=[PERSON | {"personal_id": "001099000001", "insurance_number": ""}])

    assert list(same_open_case(twin)) == [accepted]
    assert accepted not in same_open_case(stranger)
