"""What comes after a verb: what was done, which slips to print, which dossier is next?"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bhxh_archive.lifecycle import MOVES, Move
from bhxh_archive.models import User
from bhxh_archive.queues import find
from bhxh_archive.ui.facts import Fact, Facts
from bhxh_archive.ui.frame import Action
from intake import queries, rules
from intake.models import Dossier, HandOver
from intake.needs.returns import open_ends
from intake.queries import goes_by_link, is_held
from intake.queries.papers import entry_of
from intake.views.frame import current_user, open_dossier
from intake.views.printing import print_offers

QUEUES: Final = {
    "accept": "dang-lap", "refuse": "dang-lap", "cancel": "da-tiep-nhan", "forward": "da-tiep-nhan",
    "request_supplement": "da-tiep-nhan", "resume": "cho-bo-sung", "withdraw": "da-tiep-nhan",
    "hand_over": "cho-tra", "consolidate": "cho-tich-hop", "rework": "cho-tich-hop",
    "transfer": "cho-chuyen-luu-tru", "accept_transfer": "cho-tiep-nhan-luu-tru",
    "reject_transfer": "cho-tiep-nhan-luu-tru",
}  # fmt: skip
PAPERS: Final = {
    "accept": ("receipt", "book_receipt", "cover_sheet", "separators", "line_separators"),
    "refuse": ("refusal", "papers_returned"),
    "request_supplement": ("supplement",), "resume": ("receipt", "control_slip"),
    "withdraw": ("withdrawal", "papers_returned"), "cancel": ("papers_returned",), "forward": ("control_slip",),
    "hand_over": ("return_slip",), "consolidate": ("paper_label", "closing", "control_slip"),
}  # fmt: skip
SAID: Final = {
    "accept": "Đã tiếp nhận. Đưa giấy tiếp nhận cho người nộp, đặt phiếu bìa lên tập giấy rồi quét.",
    "refuse": "Đã từ chối tiếp nhận. In phiếu từ chối, ký và trả giấy tờ cho người nộp.",
    "request_supplement": "Đã ghi yêu cầu bổ sung, đồng hồ thời hạn dừng. Đưa phiếu cho người nộp.",
    "resume": "Đã nhận đủ bổ sung. Ngày hẹn trả mới ở trên giấy tiếp nhận mới.",
    "withdraw": "Đã dừng giải quyết theo đề nghị của người nộp.",
    "cancel": "Đã hủy do trùng. Hồ sơ được giữ lại không thay đổi.",
    "forward": "Đã chuyển Bộ phận Chế độ BHXH.",
    "hand_over": "Đã ghi nhận trả kết quả. Tệp PDF/A của các thành phần được tạo sẵn để tích hợp.",
    "consolidate": "Đã tích hợp hồ sơ. Hồ sơ chờ chuyển lưu trữ tập trung.",
    "rework": "Đã mở lại bước tích hợp.",
    "transfer": "Đã chuyển Trung tâm Lưu trữ. Nếu gói bị trả lại, hồ sơ nằm ở hàng chờ «Lưu trữ trả lại».",
    "reject_transfer": "Đã trả lại nơi tiếp nhận, kèm lý do và báo cáo kiểm tra.",
}
MISSED: Final = (
    "Đã ghi nhận chưa đến nhận; kết quả được giữ tại Bộ phận Tiếp nhận. Khi có người đến nhận, mở hồ sơ và bấm "
    "«Người dân đến nhận sau»."
)
BY_LINK: Final = (
    "Đã ghi nhận trả bằng bản điện tử. Còn phải cấp đường dẫn; kết quả tính là đã giao khi người nhận tải đủ các văn "
    "bản."
)
BY_POST: Final = (
    "Đã ghi nhận gửi bưu chính. Khi có tin phát hoặc chuyển hoàn, mở hồ sơ và bấm «Ghi kết quả phát bưu gửi»."
)


@require_GET
def done(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """What was done to this dossier, its slips, and the next one of the same queue."""
    if verb not in SAID:
        raise Http404
    dossier, context = open_dossier(request, pk, tab="done")
    handed = context["handed"] if verb == "hand_over" else None
    missed, by_link = is_held(handed), goes_by_link(handed)
    names = () if missed or by_link else PAPERS.get(verb, ())
    context |= {
        "said": _on_its_way(handed) if handed else SAID[verb],
        "move": MOVES[verb],
        "facts": Facts(_paper_facts(dossier) if verb == "consolidate" else []),
        "open": open_ends(dossier, context["handed"]) if verb == "consolidate" else _lacking(dossier, verb),
        "heading": "Ghi nhận chưa đến nhận" if missed else MOVES[verb].label,
        "papers": print_offers(dossier, names, current_user(request)),
        "onward": [*(_links(dossier) if by_link else ()), *_onward(dossier, MOVES[verb], current_user(request))],
    }
    return render(request, "intake/done.html", context)


def _lacking(dossier: Dossier, verb: str) -> list[str]:
    """What the answers given with the acceptance ask for and nobody handed in: the applicant still stands there."""
    lines = queries.checklist_of(dossier) if verb == "accept" else []
    return rules.missing(line for rows in rules.not_received(lines) for line in rows)


def _paper_facts(dossier: Dossier) -> list[Fact]:
    """The number that the paper file got, and the box it lies in: what is written onto the cover."""
    entry = entry_of(dossier)
    return [
        Fact("Số hồ sơ giấy", dossier.paper_file_number),
        Fact("Hộp", entry.box.path if entry else "Chưa xếp vào hộp nào"),
        Fact("Nơi lưu giấy", dossier.paper_office.name),
    ]


def _on_its_way(handed: HandOver) -> str:
    """What was written down of a return that has not come to its end."""
    if is_held(handed):
        return MISSED
    return BY_LINK if goes_by_link(handed) else BY_POST


def _links(dossier: Dossier) -> list[Action]:
    """What is to be done at once: without a link nobody can fetch the result."""
    return [Action("Cấp đường dẫn nhận kết quả", reverse("result_links", args=[dossier.pk]), method="get",
                   kind="primary")]  # fmt: skip


def _onward(dossier: Dossier, move: Move, user: User) -> list[Action]:
    actions = []
    if dossier.state == "received":
        actions.append(Action("Tải trang quét", reverse("pages", args=[dossier.pk]), method="get", key="t"))
    if following := next_dossier(QUEUES.get(move.verb, ""), dossier, user):
        actions.append(Action("Hồ sơ tiếp theo", reverse("dossier", args=[following.pk]), method="get", key="n",
                              about=str(following)))  # fmt: skip
    if user.holds_anywhere("intake.register"):
        actions.append(Action("Tiếp nhận hồ sơ mới", reverse("register"), method="get", key="m"))
    return [*actions, Action("Về bàn làm việc", reverse("home"), method="get", kind="plain")]


def next_dossier(slug: str, dossier: Dossier, user: User) -> Dossier | None:
    """The most urgent dossier of that queue on this person's desk, other than the one just done."""
    queue = find(slug, user)
    return queue.rows(user).exclude(pk=dossier.pk).order_by("attend_on", "pk").first() if queue else None
