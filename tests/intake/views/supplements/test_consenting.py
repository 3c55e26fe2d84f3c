"""Does the clerk see what a second request needs, and does the head find it on the desk?"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier
from tests.intake.actions.supplements.test_consenting import WHY, asked_once
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import SignIn

__all__ = ["asked_once"]

NAMED = {"reason": WHY, "cfree1": "Thiếu giấy ủy quyền", "rfree1": "Nộp bản chính"}


def test_from_the_clerk_to_the_head_and_back(asked_once: Dossier, clerk: Client, sign_in: SignIn) -> None:
    page, answer = (reverse(name, args=[asked_once.pk]) for name in ("request_supplement", "answer_consent"))
    assert "Xin ý kiến Trưởng Bộ phận Tiếp nhận" in clerk.get(page).content.decode()
    empty = clerk.post(reverse("ask_consent", args=[asked_once.pk]), {"reason": ""})
    assert empty.status_code == 422 and "Ghi vì sao lần trước chưa nêu" in empty.content.decode()
    nothing = clerk.post(reverse("ask_consent", args=[asked_once.pk]), {"reason": WHY})
    assert nothing.status_code == 422 and WHY in nothing.content.decode()
    assert "Hãy ghi ít nhất một nội dung" in nothing.content.decode()
    clerk.post(reverse("ask_consent", args=[asked_once.pk]), NAMED)
    assert "Đang chờ ý kiến" in clerk.get(page).content.decode()

    head = sign_in("truongtiepnhan-hp")
    assert str(asked_once) in head.get(reverse("queue", args=["cho-y-kien-bo-sung"])).content.decode()
    assert (
        reverse("answer_consent", args=[asked_once.pk])
        in head.get(reverse("dossier", args=[asked_once.pk])).content.decode()
    )
    shown = head.get(answer).content.decode()
    assert WHY in shown and "Thiếu giấy ủy quyền" in shown and "Nộp bản chính" in shown
    assert head.post(answer, {"granted": "0", "answer": ""}).status_code == 422
    head.post(answer, {"granted": "1"})

    granted = clerk.get(page)
    assert "đã đồng ý yêu cầu lần nữa" in granted.content.decode()
    assert granted.context["form"]["cfree1"].value() == "Thiếu giấy ủy quyền"
    assert (
        "Đã đồng ý bổ sung lần nữa: lập phiếu" in clerk.get(reverse("dossier", args=[asked_once.pk])).content.decode()
    )
    answered = reverse("queue", args=["da-co-y-kien-bo-sung"])
    assert answered in clerk.get("/").content.decode() and str(asked_once) in clerk.get(answered).content.decode()


def test_the_clerk_who_asked_for_a_dossier_in_review_finds_the_answer_on_the_own_desk(
    asked_once: Dossier, clerk: Client, sign_in: SignIn, clerk_user: User
) -> None:
    put_in_state(asked_once, State.IN_REVIEW)
    clerk.post(reverse("ask_consent", args=[asked_once.pk]), NAMED)
    sign_in("truongphong-hp").post(reverse("answer_consent", args=[asked_once.pk]), {"granted": "1"})

    queue = reverse("queue", args=["da-co-y-kien-bo-sung"])
    assert str(asked_once) in clerk.get(queue).content.decode()
    assert str(asked_once) not in sign_in("truongtiepnhan-hp").get(queue).content.decode()


def test_a_no_is_told_to_the_clerk_and_the_head_finds_the_way_to_answer(
    asked_once: Dossier, clerk: Client, sign_in: SignIn
) -> None:
    page, answer = (reverse(name, args=[asked_once.pk]) for name in ("request_supplement", "answer_consent"))
    clerk.post(reverse("ask_consent", args=[asked_once.pk]), NAMED)
    assert answer not in clerk.get(page).content.decode()
    head = sign_in("truongtiepnhan-hp")
    assert answer in head.get(page).content.decode()
    head.post(answer, {"granted": "0", "answer": "Tra cứu dữ liệu"})

    shown = clerk.get(reverse("dossier", args=[asked_once.pk])).content.decode()
    assert "Không đồng ý bổ sung lần nữa: xem ý kiến" in shown
    assert "Tra cứu dữ liệu" in clerk.get(page).content.decode()


def test_what_was_changed_after_the_yes_is_kept_and_asked_anew(
    asked_once: Dossier, clerk: Client, sign_in: SignIn
) -> None:
    page, ask = (reverse(name, args=[asked_once.pk]) for name in ("request_supplement", "ask_consent"))
    clerk.post(ask, NAMED)
    sign_in("truongtiepnhan-hp").post(reverse("answer_consent", args=[asked_once.pk]), {"granted": "1"})
    other = NAMED | {"cfree2": "Thiếu sổ hộ khẩu"}

    refused = clerk.post(page, other)
    shown = refused.content.decode()
    assert refused.status_code == 422 and "khác với nội dung đã được đồng ý" in shown
    assert f'formaction="{ask}"' in shown and "Thiếu sổ hộ khẩu" in shown and WHY in shown
    back = f'action="{page}" id="verb"'
    assert back in shown and 'form="verb"' in shown, "who types back what was agreed asks for it with the same button"
    empty = clerk.post(ask, other | {"reason": ""})
    assert empty.status_code == 422 and f'action="{ask}"' in empty.content.decode()
    clerk.post(ask, other)
    assert "Đang chờ ý kiến" in clerk.get(page).content.decode()
