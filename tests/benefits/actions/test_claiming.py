"""Who works on a dossier, and what when two want it?"""

import pytest
from django.test import Client
from django.urls import reverse

from benefits.actions import claiming
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.models import Assignment, User
from tests.benefits.conftest import ShortRoad


def colleague_of(officer: User) -> User:
    """A second officer of the same office."""
    seat = officer.assignments.get()
    other = User.objects.create(username="chuyenvien-2", full_name="Lý Thị Bích")
    Assignment.objects.create(user=other, office=seat.office, role=seat.role, valid_from=seat.valid_from)
    return other


@pytest.fixture
def road(unsigned_road: ShortRoad) -> ShortRoad:
    unsigned_road.to("forward")
    return unsigned_road


def test_claiming_twice_changes_nothing(road: ShortRoad) -> None:
    officer = road.user("chuyenvien")
    first = claiming.claim(dossier=road.dossier, by=officer)
    second = claiming.claim(dossier=road.dossier, by=officer)

    assert second.holder == officer and second.version == first.version


def test_the_second_person_is_told_who_was_faster(road: ShortRoad) -> None:
    claiming.claim(dossier=road.dossier, by=road.user("chuyenvien"))
    head = road.user("truongphong")

    with pytest.raises(ChangedMeanwhile, match="Đặng Văn Bình"):
        claiming.claim(dossier=road.dossier, by=head)


def test_the_head_gives_it_to_another_officer_with_a_reason(road: ShortRoad) -> None:
    claiming.claim(dossier=road.dossier, by=road.user("chuyenvien"))
    head, other = road.user("truongphong"), colleague_of(road.user("chuyenvien"))
    given = claiming.reassign(dossier=road.dossier, to=other, reason="Nghỉ phép", by=head)

    event = road.dossier.events.latest("seq")
    assert given.holder == other
    assert (event.verb, event.reason, event.by) == ("reassign", "Nghỉ phép", head)
    assert event.detail == {"to": other.pk, "before": road.user("chuyenvien").pk}


def test_it_goes_to_nobody_without_a_reason_or_from_elsewhere(road: ShortRoad) -> None:
    head, officer = road.user("truongphong"), road.user("chuyenvien")

    with pytest.raises(NotValid, match="lý do"):
        claiming.reassign(dossier=road.dossier, to=officer, reason=" ", by=head)
    with pytest.raises(NotValid, match="không phải chuyên viên"):
        claiming.reassign(dossier=road.dossier, to=road.people["chuyenvien-na"], reason="Nghỉ phép", by=head)
    with pytest.raises(NotAllowed):
        claiming.reassign(dossier=road.dossier, to=officer, reason="Nghỉ phép", by=officer)


def test_where_nobody_else_is_the_page_says_so(road: ShortRoad) -> None:
    claiming.claim(dossier=road.dossier, by=road.user("chuyenvien"))
    head = Client()
    head.force_login(road.user("truongphong"))
    page = reverse("reassign", args=[road.dossier.pk])
    assert "Nhờ quản trị viên thêm chuyên viên" in head.get(page).content.decode()

    other = colleague_of(road.user("chuyenvien"))
    shown = head.get(page).content.decode()
    assert "Nhờ quản trị viên" not in shown and str(other) in shown


def test_what_somebody_else_touched_meanwhile_is_not_given_away(road: ShortRoad) -> None:
    claiming.claim(dossier=road.dossier, by=road.user("chuyenvien"))

    with pytest.raises(ChangedMeanwhile):
        claiming.reassign(dossier=road.dossier, to=colleague_of(road.user("chuyenvien")), reason="Nghỉ phép",
                          by=road.user("truongphong"), version=road.dossier.version)  # fmt: skip


def test_only_the_holder_releases(road: ShortRoad) -> None:
    claiming.claim(dossier=road.dossier, by=road.user("chuyenvien"))

    with pytest.raises(NotNow):
        claiming.release(dossier=road.dossier, by=road.user("truongphong"))
    assert claiming.release(dossier=road.dossier, by=road.user("chuyenvien")).holder is None


def test_another_office_may_not_claim(road: ShortRoad) -> None:
    with pytest.raises(NotAllowed):
        claiming.claim(dossier=road.dossier, by=road.people["chuyenvien-na"])


def test_a_function_that_ended_yesterday_gives_no_right(road: ShortRoad) -> None:
    officer = road.user("chuyenvien")
    Assignment.objects.filter(user=officer).update(valid_to="2026-01-31")
    officer.__dict__.pop("seats", None)

    with pytest.raises(NotAllowed):
        claiming.claim(dossier=road.dossier, by=officer)
