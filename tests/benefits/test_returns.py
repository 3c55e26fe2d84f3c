"""Does the person who gets a dossier back see at once that it came back, from whom and why?"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from benefits.actions import deciding, signing
from bhxh_archive.lifecycle import State, move
from intake.actions.desk import forwarding
from intake.models import Dossier
from intake.returns import given_back, open_return
from tests.benefits.conftest import As, ShortRoad

REASON = "Tháng 03/2012 chưa có trong sổ.\nĐề nghị đối chiếu lại."


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=list(args))).content.decode()


def give_back(road: ShortRoad, to: str = "propose") -> Dossier:
    road.to(to)
    return deciding.return_draft(dossier=road.fresh(), reason=REASON, by=road.user("truongphong"))


def test_the_officer_reads_the_reason_word_for_word_on_review_and_draft(
    unsigned_road: ShortRoad, signed_in: As
) -> None:
    dossier, officer = give_back(unsigned_road), signed_in("chuyenvien-hp")
    draft = dossier.drafts.get()

    for seen in (page(officer, "review", dossier.pk), page(officer, "draft", dossier.pk, draft.pk)):
        assert "Trả lại chuyên viên: Vũ Thị Thanh Huyền" in seen
        assert REASON in seen
    assert "bị trả lại" in page(officer, "queue", "toi-dang-xu-ly")


def test_it_stands_until_the_draft_goes_up_again(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = give_back(unsigned_road)
    assert given_back([dossier]) == {dossier.pk}

    unsigned_road.propose()
    head = signed_in("truongphong-hp")
    assert open_return(unsigned_road.fresh()) is None
    assert REASON not in page(head, "review", dossier.pk)
    assert "bị trả lại" not in page(head, "queue", "cho-kiem-soat")


def test_reception_reads_why_it_has_the_dossier_again(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    deciding.send_back(dossier=dossier, reason="Trang 2 mờ, quét lại", by=unsigned_road.user("chuyenvien"))

    seen = page(signed_in("tiepnhan-hp"), "dossier", dossier.pk)
    assert "Trả lại Bộ phận Tiếp nhận: Đặng Văn Bình" in seen and "Trang 2 mờ, quét lại" in seen

    forwarding.forward(dossier=unsigned_road.fresh(), by=unsigned_road.user("tiepnhan"))
    assert open_return(unsigned_road.fresh()) is None


def test_what_the_head_said_is_still_open_after_reception_did_its_part(unsigned_road: ShortRoad) -> None:
    dossier = give_back(unsigned_road)
    deciding.send_back(dossier=dossier, reason="Trang 2 mờ", by=unsigned_road.user("chuyenvien"))
    forwarding.forward(dossier=unsigned_road.fresh(), by=unsigned_road.user("tiepnhan"))

    found = open_return(unsigned_road.fresh())
    assert found and (found.verb, found.reason) == ("return_draft", REASON)


def test_a_recalled_dossier_lies_on_its_drafters_desk(short_road: ShortRoad, signed_in: As) -> None:
    short_road.to("sign")
    recalled = signing.recall(dossier=short_road.fresh(), reason=REASON, by=short_road.user("vanthu"))

    assert (recalled.state, recalled.holder) == (State.IN_REVIEW, short_road.user("chuyenvien"))
    assert REASON in page(signed_in("chuyenvien-hp"), "review", recalled.pk)


def test_an_ended_dossier_was_given_back_to_nobody(unsigned_road: ShortRoad) -> None:
    dossier = give_back(unsigned_road)
    ended = move(dossier, "withdraw", by=unsigned_road.user("tiepnhan"), reason="Người nộp rút hồ sơ")

    assert open_return(ended) is None
    assert given_back([ended]) == set()
