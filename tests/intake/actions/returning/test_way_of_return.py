"""Does another way of return hold once the applicant asked for it, and until when may it be asked for?"""

from __future__ import annotations

from typing import Any

import pytest

from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning import returning
from intake.actions.returning.way_of_return import change_return_way
from intake.models import Dossier
from tests.intake.rows import add_result, put_in_state

POSTED: dict[str, Any] = {"tracking_number": "EM1VN", "carrier": "VNPOST", "printed_copies": 2, "printed_now": True}


def asked(dossier: Dossier, by: User, **facts: Any) -> Dossier:
    """What the insured person asks for, with what a test changes of it."""
    given: dict[str, Any] = {"method": "post", "address": "Số 5 ngõ Mẫu", "reason": "Chuyển nơi ở"}
    given["asked_by"] = dossier.persons.earliest("pk").pk
    return change_return_way(dossier=dossier, by=by, **given | facts)


def test_what_was_asked_for_is_the_registered_way(scanned: Dossier, clerk_user: User) -> None:
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    changed = asked(issued, clerk_user)

    assert asked(changed, clerk_user).version == issued.version + 1
    told = issued.events.get(verb="change_return_way")
    assert (told.reason, told.detail["before"], told.detail["after"]) == ("Chuyển nơi ở", "counter", "post")
    with pytest.raises(ChangedMeanwhile):
        returning.hand_over(dossier=issued, method="post", by=clerk_user, version=issued.version, **POSTED)
    assert returning.hand_over(dossier=issued, method="post", by=clerk_user, **POSTED).method == "post"


def test_the_place_for_the_post_goes_with_the_post(accepted: Dossier, clerk_user: User) -> None:
    asked(accepted, clerk_user)
    back = asked(accepted, clerk_user, method="counter")  # the form sends along what stood in it

    assert (back.return_method, back.return_address) == ("counter", "")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"address": " "}, "địa chỉ"), ({"reason": ""}, "lý do"), ({"asked_by": 0}, "người đề nghị"),
        ({"method": "chim"}, "cách nhận"),
    ],
)  # fmt: skip
def test_a_request_is_whole(accepted: Dossier, clerk_user: User, facts: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {
        "method": "post",
        "address": "Số 5",
        "reason": "Chuyển nơi ở",
        "asked_by": accepted.persons.get().pk,
    }
    with pytest.raises(NotValid, match=said):
        change_return_way(dossier=accepted, by=clerk_user, **given | facts)


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.ARCHIVED, State.WITHDRAWN])
def test_not_before_the_receipt_nor_after_the_return(accepted: Dossier, clerk_user: User, state: State) -> None:
    with pytest.raises(NotNow):
        asked(put_in_state(accepted, state), clerk_user)


def test_what_nobody_came_for_may_still_be_sent(scanned: Dossier, clerk_user: User) -> None:
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    returning.not_collected(dossier=issued, attempts=3, proof="ba lần gọi", by=clerk_user)

    assert asked(issued, clerk_user).return_method == "post"


def test_only_reception_changes_it(accepted: Dossier, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        asked(accepted, demo["chuyenvien-hp"])
