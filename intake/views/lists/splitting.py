"""How are lines of an employer's list split off: a summary of what goes and what stays, then a dossier of their own?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.errors import ChangedMeanwhile, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.money import dong
from bhxh_archive.ui.facts import Fact, SummaryCard
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from intake import queries
from intake.actions.lists.splitting import SPLITTABLE, split_lines
from intake.models import Dossier, ListLine, Page
from intake.queries.line_marks import marks_with_papers, read_marks
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.printing import PrintOffer, print_offers

COUNT_AGAIN: Final = (
    "Đếm lại {}: số đã đếm chung cho cả danh sách không cho biết chắc bao nhiêu tờ là của các dòng vừa tách. Sửa ở mục "
    "«Thành phần» của hồ sơ {} và {}, rồi in lại giấy tiếp nhận."
)
NONE_CHOSEN: Final = "Chưa chọn dòng nào. Hãy đánh dấu các dòng rồi bấm lại."
NONE_LEFT: Final = "Các dòng này không còn ở hồ sơ: đã được tách ở nơi khác. Hồ sơ đã nhận các dòng ghi ở trang này."
SHOWN = 200
"""So many of the lines are listed on the summary."""


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """First press: what would go; second press: it goes."""
    dossier, context = open_to_change(request, pk, "intake.register", tab="employer_list")
    if dossier.state not in SPLITTABLE:
        raise NotNow("Chỉ tách được dòng khi hồ sơ đang ở Bộ phận Tiếp nhận, trước khi chuyển giải quyết.")
    seen = _wanted(request, dossier)
    if "confirm" not in request.POST:
        return _summary(request, dossier, context, list(seen))
    try:
        new = split_lines(dossier=dossier, ids=list(seen), by=current_user(request),
                          key=request.POST.get("key", ""), seen=seen)  # fmt: skip
    except ChangedMeanwhile as error:
        return _summary(request, dossier, context, list(seen), changed=error.message)
    return _gone(request, dossier, new)


def _gone(request: HttpRequest, dossier: Dossier, new: Dossier) -> HttpResponse:
    if again := queries.to_count_again(dossier):
        messages.warning(request, COUNT_AGAIN.format(", ".join(f"«{paper}»" for paper in again), dossier, new))
    if new.state != State.DRAFT:
        return redirect("lines_split", new.pk)
    messages.success(request, f"Đã tách sang hồ sơ {new}.")
    return redirect("employer_list", new.pk)


@require_GET
def lines_split(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be printed after a split: for the new dossier, and anew for the one that the lines left."""
    new, context = open_dossier(request, pk, tab="employer_list")
    found = queries.list_of(new)
    old = queries.split_from(found) if found else None
    if old is None:
        return redirect("employer_list", pk)
    user = current_user(request)
    context |= {
        "old": old, "papers": [*_offers(new, user), *_offers(old, user)],
        "free": old.state == State.AWAITING_SUPPLEMENT and not queries.open_items(old).exists(),
    }  # fmt: skip
    return render(request, "dossier/list_split_done.html", context)


def _offers(dossier: Dossier, user: User) -> list[tuple[PrintOffer, str]]:
    """The receipt, and the slip while it is waited for, each with the words of its button."""
    names = ("receipt", "supplement") if dossier.state == State.AWAITING_SUPPLEMENT else ("receipt",)
    return [(offer, f"In {offer.label}: hồ sơ {dossier}") for offer in print_offers(dossier, names, user)]


def _wanted(request: HttpRequest, dossier: Dossier) -> dict[int, str]:
    """The ticked lines, those of the summary with their marks, or with `which` all that want mending or have no
    papers."""
    found = queries.list_of(dossier)
    if found and request.POST.get("which") == "bad":
        bad = queries.lines_of(found).filter(standing=ListLine.Standing.BAD)
        return dict.fromkeys(bad.values_list("pk", flat=True), "")
    if found and request.POST.get("which") == "lacking":
        return dict.fromkeys(queries.lines_without_papers(found).values_list("pk", flat=True), "")
    return read_marks([*request.POST.getlist("chosen"), *request.POST.get("ids", "").split("-")])


def _summary(
    request: HttpRequest, dossier: Dossier, context: dict[str, object], ids: list[int], changed: str = ""
) -> HttpResponse:
    """`changed`: what became of the lines since they were shown, told where some are left to be shown again."""
    found = queries.list_of(dossier)
    # the marks come first: what changes after them is asked about again, never split unseen
    marks = marks_with_papers(queries.lines_of(found).filter(pk__in=ids)) if found else {}
    lines = list(queries.lines_of(found).filter(pk__in=list(marks))) if found else []
    if not found or not lines:
        messages.error(request, NONE_LEFT if ids else NONE_CHOSEN)
        return redirect("employer_list", dossier.pk)
    if changed:
        messages.warning(request, changed)
    total = sum(queries.line_counts(found).values())
    pages = Page.objects.filter(component__line__in=[line.pk for line in lines], deleted_at=None).count()
    context |= {
        "lines": lines[:SHOWN], "key": get_random_string(16),
        "ids": "-".join(f"{line.pk}.{marks[line.pk]}" for line in lines),
        "more": max(0, len(lines) - SHOWN),
        "summary": SummaryCard(
            [Fact("Tách sang hồ sơ mới", f"{dong(len(lines))} dòng, {dong(pages)} trang giấy tờ"),
             Fact("Ở lại hồ sơ này", f"{dong(total - len(lines))} dòng"), Fact("Đơn vị", str(found)),
             Fact("Hồ sơ mới", _future(dossier))],
            heading="Kiểm tra lại trước khi tách", warnings=["Việc tách không hoàn tác được."],
        ),
        "foot": Foot(Action(f"Tách {dong(len(lines))} dòng", form="verb",
                            why_not="Phải để lại ít nhất một dòng." if len(lines) == total else ""),
                     [back_unchanged(reverse("employer_list", args=[dossier.pk]))]),
    }  # fmt: skip
    return render(request, "dossier/list_split.html", context, status=409 if changed else 200)


def _future(dossier: Dossier) -> str:
    if dossier.state == State.DRAFT:
        return "Bản nháp liên kết với hồ sơ này, tiếp nhận riêng"
    return "Được tiếp nhận ngay: mã hồ sơ, giấy tiếp nhận và thời hạn riêng tính từ bây giờ"
