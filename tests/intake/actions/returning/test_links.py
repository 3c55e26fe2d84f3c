"""Does a one-time link open for the right person only, and as long as it should?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Parameter, User
from intake.actions.returning import postal, returning
from intake.actions.returning.links import fetch_result, issue_link, revoke_link
from intake.actions.returning.way_of_return import change_return_way
from intake.models import Dossier, HandOver, Person, Result, ResultLink, ResultRemark
from intake.queries import STANDINGS, is_held, open_hand_over, recorded_returns, standing_at, undelivered
from intake.queries.links import link_of
from intake.rules.standing import standing
from intake.trail.sentences import sentence
from intake.views.frame import delivery_word
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result, put_in_state

RIGHT = "0123"
"""The last digits of the personal number of the person in the tests."""


@pytest.fixture
def online(scanned: Dossier, clerk_user: User) -> Dossier:
    """A dossier whose result goes out electronically."""
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    returning.hand_over(dossier=put_in_state(scanned, State.ISSUED), method="online", by=clerk_user)
    return Dossier.objects.get(pk=scanned.pk)


@pytest.fixture
def link(online: Dossier, clerk_user: User) -> ResultLink:
    return issue_link(dossier=online, receiver=online.persons.get(), by=clerk_user)[0]


def fetched(link: ResultLink, fact: str = RIGHT) -> bool:
    result = link.hand_over.dossier.results.get()
    return fetch_result(link=link, fact=fact, result=result.pk, address="127.0.0.1") is not None


def test_the_secret_is_kept_nowhere_and_opens_the_link(online: Dossier, clerk_user: User) -> None:
    link, secret = issue_link(dossier=online, receiver=online.persons.get(), by=clerk_user)

    assert link_of(secret) == link and link_of(secret[:-1]) is None
    assert len(secret) >= 32 and secret not in str(ResultLink.objects.values().get())


def test_once_the_result_was_replaced_a_link_given_before_opens_nothing_and_one_given_knowingly_does(
    link: ResultLink, clerk_user: User
) -> None:
    dossier = link.hand_over.dossier
    ResultRemark.objects.create(result=dossier.results.get(), text="Thay bằng quyết định mẫu", ends=True)

    with pytest.raises(NotNow, match="thay thế hoặc thu hồi"):
        fetched(link)
    again, _ = issue_link(dossier=dossier, receiver=dossier.persons.get(), by=clerk_user, despite=True)
    assert fetched(again)


def test_with_the_last_file_the_result_is_delivered(link: ResultLink) -> None:
    first = link.hand_over.dossier.results.get()
    version = first.versions.latest("pk")
    second = Result.objects.get(pk=first.pk)
    second.pk, second.kind, second.number, second.number_folded, second.main = None, "04-HSB", "06", "06", False
    second.save()
    version.pk, version.result = None, second
    version.save()

    fetch_result(link=link, fact=RIGHT, result=second.pk, address=None)
    returned = recorded_returns(link.hand_over.dossier).get()
    assert returned.outcome_words == "Người nhận đã tải 1 văn bản, chưa đủ"
    link.refresh_from_db()
    assert (link.fetched_at, HandOver.objects.get().open) == (None, True)

    fetch_result(link=link, fact=RIGHT, result=first.pk, address=None)
    link.refresh_from_db()
    assert link.fetched_at and not HandOver.objects.get().open


def test_with_the_only_file_the_result_is_delivered(link: ResultLink, clerk_user: User) -> None:
    dossier = link.hand_over.dossier
    assert standing_at(undelivered(clerk_user), "online").exists()

    assert fetched(link)
    assert HandOver.objects.get().outcome == HandOver.Outcome.DELIVERED
    assert not any(standing_at(undelivered(clerk_user), name).exists() for name in STANDINGS)
    told = dossier.events.get(verb="fetch_result")
    assert (told.by, told.detail["link"], link.uses.get().address) == (None, link.pk, "127.0.0.1")


def test_a_file_is_fetched_so_often_and_no_more(link: ResultLink) -> None:
    Parameter.objects.create(key="result_link_downloads", value="1", valid_from=timezone.localdate())
    assert fetched(link)
    with pytest.raises(NotNow, match="đã được tải 1 lần"):
        fetched(link)


def test_a_link_is_used_up_soon_after_the_first_file_and_replaced(link: ResultLink, clerk_user: User) -> None:
    Parameter.objects.create(key="result_link_grace", value="10", valid_from=timezone.localdate())
    assert fetched(link) and fetched(link), "a download that broke off goes on by the same link"
    ResultLink.objects.update(fetched_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(NotNow, match="chỉ dùng được một lần"):
        fetched(link)
    assert fetched(issue_link(dossier=link.hand_over.dossier, receiver=link.receiver, by=clerk_user)[0])


def test_the_grace_counts_from_the_first_file_and_not_from_a_wrong_fact(link: ResultLink) -> None:
    assert not fetched(link, "9999") and ResultLink.objects.get().fetched_at is None
    assert fetched(link)
    first = ResultLink.objects.get().fetched_at
    assert fetched(link) and ResultLink.objects.get().fetched_at == first


def test_wrong_facts_lock_the_link(link: ResultLink) -> None:
    for slip in ("", "123", "O123", "00"):
        with pytest.raises(NotValid, match="đủ 4 chữ số"):
            fetched(link, slip)
    assert [fetched(link, fact) for fact in ("9999", "0000", "1111", "0124", "3210")] == [False] * 5
    with pytest.raises(NotNow, match="bị khóa"):
        fetched(link)


def test_a_dead_link_is_replaced(link: ResultLink, clerk_user: User) -> None:
    ResultLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotNow, match="hết hạn"):
        fetched(link)

    again, _ = issue_link(dossier=link.hand_over.dossier, receiver=link.receiver, by=clerk_user)
    with pytest.raises(NotNow, match="thu hồi"):
        fetched(link)
    assert fetched(again)
    for _ in range(2):
        revoke_link(link=again, by=clerk_user)
    with pytest.raises(NotNow, match="thu hồi"):
        fetched(again)
    assert link.hand_over.dossier.events.filter(verb="revoke_link").count() == 1


def test_who_gives_a_link_and_to_whom(
    online: Dossier, issued_elsewhere: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    with pytest.raises(NotAllowed):
        issue_link(dossier=online, receiver=online.persons.get(), by=demo["chuyenvien-hp"])
    with pytest.raises(NotNow):
        issue_link(dossier=issued_elsewhere, receiver=issued_elsewhere.persons.get(), by=clerk_user)
    Person.objects.filter(dossier=online).update(personal_id="", insurance_number="")
    with pytest.raises(NotValid, match="số định danh"):
        issue_link(dossier=online, receiver=online.persons.get(), by=clerk_user)


def test_another_way_of_return_ends_the_link_and_goes_on_to_its_end(link: ResultLink, clerk_user: User) -> None:
    dossier = link.hand_over.dossier
    asked_by = dossier.persons.get().pk
    way: dict[str, Any] = {"address": "Số 5 ngõ Mẫu", "reason": "Không tải được", "asked_by": asked_by}
    posted = change_return_way(dossier=dossier, method="post", by=clerk_user, **way)

    with pytest.raises(NotNow, match="thu hồi: người nhận đổi cách nhận"):
        fetched(link)
    with pytest.raises(NotNow, match="bằng bản điện tử"):
        issue_link(dossier=posted, receiver=link.receiver, by=clerk_user)
    handed = open_hand_over(posted)
    assert handed and is_held(handed) and delivery_word(handed) == "chờ gửi bưu chính"
    assert [name for name in STANDINGS if standing_at(undelivered(clerk_user), name).exists()] == ["rerouted"]
    assert standing(posted, handed).advice == "Kết quả được gửi qua bưu chính đến địa chỉ đã đăng ký."
    assert "thu hồi đường dẫn" in sentence(posted.events.get(verb="change_return_way"))

    facts = {"tracking_number": "EM1VN", "carrier": "VNPOST", "printed_copies": 2, "printed_now": True}
    returning.collect_later(dossier=posted, method="post", by=clerk_user, **facts)
    postal.confirm_delivery(dossier=posted, on=timezone.localdate(), proof="Người nhận ký", by=clerk_user)
    assert not posted.hand_overs.filter(open=True).exists()


def test_who_comes_back_to_the_electronic_way_gets_a_new_link(link: ResultLink, clerk_user: User) -> None:
    dossier = link.hand_over.dossier
    way: dict[str, Any] = {"address": "", "reason": "Đổi ý", "asked_by": dossier.persons.get().pk, "by": clerk_user}
    change_return_way(dossier=dossier, method="counter", **way)
    back = change_return_way(dossier=dossier, method="online", **way)

    with pytest.raises(NotNow, match="thu hồi hoặc thay"):
        fetched(link)
    assert fetched(issue_link(dossier=back, receiver=link.receiver, by=clerk_user)[0])


@pytest.fixture
def issued_elsewhere(clerk_user: User) -> Dossier:
    """A dossier whose result is to be fetched at the counter."""
    return put_in_state(draft_of(clerk_user), State.ISSUED)


def test_a_dead_link_shows_in_the_queue_until_it_is_given_anew(
    online: Dossier, clerk_user: User, link: ResultLink
) -> None:
    def dead() -> bool:
        return standing_at(undelivered(clerk_user), "dead").filter(pk=online.pk).exists()

    handed = open_hand_over(online)
    assert not dead() and handed and delivery_word(handed) == "chờ nhận bản điện tử"
    ResultLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    handed = open_hand_over(online)
    assert dead() and handed and delivery_word(handed) == "chưa có đường dẫn còn hiệu lực"
    issue_link(dossier=online, receiver=online.persons.get(), by=clerk_user)
    assert not dead()
