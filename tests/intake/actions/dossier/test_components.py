"""In which ways is a component answered without a scan?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import queries, rules
from intake.actions.counter import registration
from intake.actions.dossier import books, components
from intake.models import Component, Dossier, Page, Person
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages, picture, put_in_state


def missing(dossier: Dossier) -> list[str]:
    return [line.component.type.code for line in queries.checklist_of(dossier) if line.missing]


def test_one_of_a_group_answers_the_group(draft: Dossier, clerk_user: User) -> None:
    assert missing(draft) == ["SO_BHXH", "12-HSB", "14-HSB"]

    components.satisfy_by_data(
        dossier=draft, component=component(draft, "14-HSB"), source="Cổng DVC", snapshot="Đơn điện tử", by=clerk_user
    )

    assert missing(draft) == ["SO_BHXH"]


def test_the_paper_that_was_handed_in_stands_for_its_group(draft: Dossier, clerk_user: User) -> None:
    Component.objects.filter(pk=component(draft, "14-HSB").pk).update(sheets=1, pages_counted=2)

    said = {line.component.type.code: line.say for line in queries.checklist_of(draft)}

    assert (said["14-HSB"], said["12-HSB"]) == ("Chưa quét", "Không phải nộp")
    assert missing(draft) == ["SO_BHXH", "14-HSB"]


def test_a_blank_back_is_no_scanned_page_of_its_component(accepted: Dossier, clerk_user: User) -> None:
    request = component(accepted, "14-HSB")
    front, _back = add_pages(accepted, 2, component=request)
    Page.objects.exclude(pk=front.pk).update(kind=Page.Kind.BLANK_BACK)

    said = {line.component.type.code: line.say for line in queries.checklist_of(accepted)}

    assert said["14-HSB"] == "Đã quét 1 trang"


@pytest.mark.parametrize(("source", "snapshot"), [("", "Họ tên ..."), ("CSDL hộ tịch", " ")])
def test_looked_up_data_name_source_and_content(draft: Dossier, clerk_user: User, source: str, snapshot: str) -> None:
    with pytest.raises(NotValid):
        components.satisfy_by_data(
            dossier=draft, component=component(draft, "14-HSB"), source=source, snapshot=snapshot, by=clerk_user
        )


def test_a_waiver_has_its_ground_and_can_be_taken_back(draft: Dossier, clerk_user: User) -> None:
    book = component(draft, "SO_BHXH")
    with pytest.raises(NotValid):
        components.waive_component(dossier=draft, component=book, reason=" ", by=clerk_user)

    components.waive_component(dossier=draft, component=book, reason="Điều 25 Luật 41/2024", by=clerk_user)
    assert "SO_BHXH" not in missing(draft)

    components.reset_component(dossier=draft, component=book, by=clerk_user)
    assert "SO_BHXH" in missing(draft)


def test_taking_back_leaves_what_else_answers_it(draft: Dossier, clerk_user: User) -> None:
    paper, book = component(draft, "14-HSB"), component(draft, "SO_BHXH")
    Component.objects.filter(pk=paper.pk).update(original=picture(), satisfied=Component.Satisfied.ELECTRONIC)
    components.satisfy_by_data(dossier=draft, component=paper, source="CSDL", snapshot="Đúng", by=clerk_user)
    books.take_book(dossier=draft, form="paper", covers=1, leaves=0, by=clerk_user)
    components.waive_component(dossier=draft, component=book, reason="Điều 25", by=clerk_user)

    for chosen in (paper, book):
        components.reset_component(dossier=draft, component=chosen, by=clerk_user)

    assert component(draft, "14-HSB").satisfied == Component.Satisfied.ELECTRONIC
    assert component(draft, "SO_BHXH").satisfied == Component.Satisfied.CUSTODY


def test_a_conditional_paper_is_missing_only_when_its_case_applies(draft: Dossier, clerk_user: User) -> None:
    paper = component(draft, "13-HSB")
    assert "13-HSB" not in missing(draft)

    components.ask_component(dossier=draft, component=paper, asked=True, by=clerk_user)

    assert "13-HSB" in missing(draft)


def test_a_mandatory_paper_depends_on_no_case(draft: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="không tùy trường hợp"):
        components.ask_component(dossier=draft, component=component(draft, "SO_BHXH"), asked=False, by=clerk_user)
    assert "SO_BHXH" in missing(draft)


@pytest.mark.parametrize(("form", "way"), [("paper", "custody"), ("electronic", "missing")])
def test_the_book_is_in_custody_or_waits_to_be_looked_up(draft: Dossier, clerk_user: User, form: str, way: str) -> None:
    book = books.take_book(dossier=draft, form=form, covers=1, leaves=2, by=clerk_user)

    assert component(draft, "SO_BHXH").satisfied == way
    assert book.held_by == (draft.receiving_office if form == "paper" else None)
    assert str(book) == ("Sổ giấy: 1 bìa, 2 tờ rời" if form == "paper" else "Sổ điện tử")


def test_what_was_looked_up_answers_for_an_electronic_book(draft: Dossier, clerk_user: User) -> None:
    books.take_book(dossier=draft, form="electronic", covers=0, leaves=0, by=clerk_user)
    assert "SO_BHXH" in missing(draft)
    lines = queries.checklist_of(draft)
    said = "Chưa tra cứu dữ liệu của sổ BHXH điện tử, thay cho: Sổ bảo hiểm xã hội"
    assert any(text.startswith(said) for text in rules.missing(lines))
    row = component(draft, "SO_BHXH")
    components.satisfy_by_data(
        dossier=draft, component=row, source="CSDL BHXH", snapshot="20 năm 3 tháng", by=clerk_user
    )
    books.take_book(dossier=draft, form="electronic", covers=0, leaves=0, by=clerk_user)
    assert "SO_BHXH" not in missing(draft)

    components.reset_component(dossier=draft, component=row, by=clerk_user)
    assert "SO_BHXH" in missing(draft)


def test_the_count_of_the_whole_follows_the_counts_that_it_is_the_sum_of(clerk_user: User) -> None:
    draft = draft_of(clerk_user, counted_pages=None, counted_sheets=None)
    first, second = component(draft, "12-HSB"), component(draft, "14-HSB")

    components.count_components(dossier=draft, counts={first.pk: (1, 2, 3), second.pk: (1, 1, 2)}, by=clerk_user)
    components.count_components(dossier=draft, counts={first.pk: (1, 9, 9)}, by=clerk_user)

    draft.refresh_from_db(fields=["counted_pages", "counted_sheets"])
    assert (draft.counted_sheets, draft.counted_pages) == (10, 11)

    Dossier.objects.filter(pk=draft.pk).update(counted_sheets=20, counted_pages=8)  # counted as a whole, by hand
    components.count_components(dossier=draft, counts={first.pk: (1, 10, 10)}, by=clerk_user)
    draft.refresh_from_db(fields=["counted_pages", "counted_sheets"])
    assert (draft.counted_sheets, draft.counted_pages) == (20, 12), "kept, but never less than its parts"


def test_saving_the_same_counts_writes_no_event(draft: Dossier, clerk_user: User) -> None:
    counts = {component(draft, "12-HSB").pk: (1, 1, 2)}
    for _ in range(2):
        components.count_components(dossier=draft, counts=counts, by=clerk_user)

    assert draft.events.filter(verb="count_components").count() == 1


def test_a_component_of_another_dossier_is_refused(draft: Dossier, clerk_user: User) -> None:
    foreign = component(draft_of(clerk_user), "12-HSB")

    with pytest.raises(NotValid):
        components.count_components(dossier=draft, counts={foreign.pk: (1, 1, 1)}, by=clerk_user)
    with pytest.raises(NotValid):
        components.compare_with_original(dossier=draft, component=foreign, by=clerk_user)


def survivors(clerk: User) -> tuple[Dossier, Component, Person]:
    """A draft after a death, a paper that each relative hands in, and the one relative."""
    people = [{"role": "deceased", "full_name": "Lê Văn An"}, {"role": "relative", "full_name": "Y Ghiê Kđoh"}]
    draft = draft_of(clerk, "TUAT_T", persons=people)
    like = draft.components.filter(type__per_person=True).select_related("type").first()
    assert like
    return draft, like, draft.persons.get(role=Person.Role.RELATIVE)


def test_a_paper_of_each_relative_is_asked_once_a_person(clerk_user: User) -> None:
    draft, like, relative = survivors(clerk_user)

    one = components.add_component(dossier=draft, like=like, person=relative, by=clerk_user)
    same = components.add_component(dossier=draft, like=like, person=relative, by=clerk_user)

    assert one.pk == same.pk
    with pytest.raises(NotValid):
        common = draft.components.filter(type__per_person=False).select_related("type").first()
        assert common
        components.add_component(dossier=draft, like=common, person=relative, by=clerk_user)


def without_relatives(draft: Dossier, clerk: User) -> None:
    dead = draft.persons.get(role=Person.Role.DECEASED)
    kept = [{"id": dead.pk, "role": "deceased", "full_name": dead.full_name}]
    registration.edit_registration(dossier=draft, persons=kept, by=clerk)


def test_with_a_person_go_the_papers_asked_for_once_more_and_no_other(clerk_user: User) -> None:
    draft, like, relative = survivors(clerk_user)
    components.add_component(dossier=draft, like=like, person=relative, by=clerk_user)
    alone = draft.components.exclude(type=like.type).first()
    assert alone
    Component.objects.filter(pk=alone.pk).update(person=relative)

    without_relatives(draft, clerk_user)

    assert list(draft.components.filter(type=like.type)) == [like]
    alone.refresh_from_db()
    assert alone.person is None


def test_of_two_papers_of_a_person_who_goes_one_stays(clerk_user: User) -> None:
    draft, like, relative = survivors(clerk_user)
    Component.objects.filter(pk=like.pk).update(person=relative)
    other = draft.persons.get(role=Person.Role.DECEASED)
    components.add_component(dossier=draft, like=like, person=other, by=clerk_user)

    registration.edit_registration(dossier=draft, persons=[{"role": "deceased", "full_name": "Ai khác"}], by=clerk_user)

    assert [row.person for row in draft.components.filter(type=like.type)] == [None]


def test_a_person_whose_paper_has_pages_is_not_removed(clerk_user: User) -> None:
    draft, like, relative = survivors(clerk_user)
    add_pages(draft, component=components.add_component(dossier=draft, like=like, person=relative, by=clerk_user))

    with pytest.raises(NotValid, match="gỡ các trang đó trước khi bỏ người này"):
        without_relatives(draft, clerk_user)

    assert draft.persons.filter(pk=relative.pk).exists()


def test_a_paper_is_not_given_to_a_person_who_has_it_already(clerk_user: User) -> None:
    draft, like, relative = survivors(clerk_user)
    components.add_component(dossier=draft, like=like, person=relative, by=clerk_user)

    with pytest.raises(NotValid, match="đã có một dòng"):
        components.count_component(
            dossier=draft, component=like, copies=1, sheets=1, pages=1, person=relative, by=clerk_user
        )


def test_components_are_read_only_in_review(accepted: Dossier, clerk_user: User) -> None:
    reviewed = put_in_state(accepted, State.IN_REVIEW)

    with pytest.raises(NotNow):
        components.waive_component(
            dossier=reviewed, component=component(reviewed, "13-HSB"), reason="không cần", by=clerk_user
        )
    assert component(reviewed, "13-HSB").satisfied == Component.Satisfied.MISSING


def test_what_stands_on_a_paper_is_recorded(draft: Dossier, clerk_user: User) -> None:
    paper = component(draft, "12-HSB")
    facts: dict[str, Any] = {"number": "12/QĐ-CT", "issued_on": date(2026, 4, 28), "issuer": "Công ty Mẫu"}
    components.describe_component(dossier=draft, component=paper, by=clerk_user, **facts)

    paper.refresh_from_db()
    assert {name: getattr(paper, name) for name in facts} == facts
    assert draft.events.filter(verb="describe_component").count() == 1


@pytest.mark.parametrize(
    ("number", "day", "words"),
    [("1" * 12, None, "tối đa 11 ký tự"), ("1/QĐ", date(2999, 1, 1), "không thể sau hôm nay")],
)
def test_a_paper_from_the_future_or_with_an_endless_number_is_refused(
    draft: Dossier, clerk_user: User, number: str, day: date | None, words: str
) -> None:
    with pytest.raises(NotValid, match=words):
        components.describe_component(
            dossier=draft, component=component(draft, "12-HSB"), number=number, issued_on=day, issuer="", by=clerk_user
        )
