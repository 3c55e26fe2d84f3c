"""Who works on a dossier, and what when two want it?"""

import pytest

from benefits.actions import claiming
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow
from bhxh_archive.models import Assignment
from tests.benefits.conftest import ShortRoad


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
