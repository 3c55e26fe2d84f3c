"""What has a person to do at a dossier beside the moves of the map?"""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.ui.frame import Action
from intake.models import Dossier, HandOver
from intake.queries import book_end, book_here, is_held, untold_limits
from intake.rules.books import DEEDS, OVER
from intake.rules.consents import ask_page, head_of, may_answer, may_ask, newest_consent

SAID: Final = {True: "Đã đồng ý bổ sung lần nữa: lập phiếu", False: "Không đồng ý bổ sung lần nữa: xem ý kiến"}


def also_due(dossier: Dossier, user: User, handed: HandOver | None = None) -> list[Action]:
    """What reception has to do beside the moves; `handed`: a return that has not come to its end."""
    return [
        *_notices_due(dossier, user),
        *_consent_due(dossier, user),
        *(undelivered(dossier, user, handed) if handed else ()),
        *(() if is_held(handed) else _book_due(dossier, user)),
    ]


def _consent_due(dossier: Dossier, user: User) -> list[Action]:
    """The head is asked whether the applicant may be asked once more; whoever may ask is told the answer."""
    asked = newest_consent(dossier) if head_of(dossier) else None
    if asked is None:
        return []
    if asked.granted is None:
        label, name = ("Cho ý kiến bổ sung lần nữa" if may_answer(dossier, user) else ""), "answer_consent"
    else:
        label, name = (SAID[asked.granted] if may_ask(dossier, user) else ""), ask_page(dossier)
    about = f"hồ sơ {dossier}"
    return [Action(label, reverse(name, args=[dossier.pk]), method="get", about=about)] if label else []


def _book_due(dossier: Dossier, user: User) -> list[Action]:
    """A paper book that is still here after the result or the end; beside a result that lies here it waits with it."""
    if dossier.state not in OVER or not user.holds("intake.hand_over", dossier.receiving_office_id):
        return []
    if book_here(dossier) is None:
        return []
    return [Action(DEEDS[book_end(dossier)], reverse("return_book", args=[dossier.pk]), method="get",
                   about=f"hồ sơ {dossier}")]  # fmt: skip


def undelivered(dossier: Dossier, user: User, handed: HandOver) -> list[Action]:
    """Somebody may still come for what lies here, also after it was archived; what was sent arrives or comes back."""
    if not user.holds("intake.hand_over", dossier.receiving_office_id):
        return []
    if handed.outcome == HandOver.Outcome.NOT_COLLECTED:
        label, name = "Người dân đến nhận sau", "collect_later"
    elif is_held(handed):
        label, name = "Gửi lại hoặc giao tại quầy", "collect_later"
    elif handed.method == Dossier.ReturnMethod.POST:
        label, name = "Ghi kết quả phát bưu gửi", "post_result"
    else:
        label, name = "Cấp đường dẫn nhận kết quả", "result_links"
    return [Action(label, reverse(name, args=[dossier.pk]), method="get", about=f"hồ sơ {dossier}")]


def _notices_due(dossier: Dossier, user: User) -> list[Action]:
    """The notice that a limit has passed: without it nothing lapses (QĐ 2222), and nobody else thinks of it."""
    late = dossier.state == State.AWAITING_SUPPLEMENT and untold_limits(dossier).exists()
    if not late or not user.holds("intake.resume", dossier.receiving_office_id):
        return []
    return [Action("Báo quá hạn bổ sung", reverse("resume", args=[dossier.pk]) + "#qua-han", method="get",
                   about=f"hồ sơ {dossier}")]  # fmt: skip
