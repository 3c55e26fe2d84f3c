"""What does each button of the contact sheet do? Every one answers with the sheet again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.toast import undoable
from intake import queries
from intake.actions import editing, pages, replacing
from intake.actions.line_papers import file_to_line
from intake.models import Component, Dossier, ListLine, Page
from intake.views.frame import current_user, open_to_change

DONE_WITH: Final = ("assign", "line", "delete")
"""After these the page on screen gives way to the one that followed it."""
EDITING: Final = ("rotate", "straighten", "crop", "original")
Work = Callable[[Dossier, list[int], QueryDict, User], str]


@require_POST
def change_pages(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do what the pressed button says to the chosen pages."""
    work = WORK.get(verb)
    if work is None:
        raise Http404
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    chosen = _numbers(request.POST.getlist("page"))
    if verb == "check" and "all" in request.POST:
        chosen = list(queries.pages_of(dossier).filter(checked_at=None).values_list("pk", flat=True))
    try:
        said = work(dossier, chosen, request.POST, current_user(request))
    except NotValid as error:
        messages.error(request, error.message)
        return redirect(_way_back(request, dossier, "from_page"))
    _tell(request, dossier, verb, said, chosen)
    onward = {"replace": ("new", "from_page")}.get(verb, ("from_page",))
    if verb in DONE_WITH:
        onward = ("next_page", "from_page")
    return redirect(_way_back(request, dossier, *onward))


def _tell(request: HttpRequest, dossier: Dossier, verb: str, said: str, chosen: list[int]) -> None:
    undo = _undo_url(dossier, verb, chosen)
    if undo:
        undoable(request, said, undo_url=undo)
    else:
        messages.success(request, said)


def _undo_url(dossier: Dossier, verb: str, chosen: list[int]) -> str:
    """Where the work just done is taken back, or ''."""
    ids = chosen if verb == "delete" else queries.newest_edits(dossier, chosen) if verb in EDITING else []
    name = "restore_pages" if verb == "delete" else "undo_edits"
    return reverse(name, args=[dossier.pk, "-".join(map(str, ids))]) if ids else ""


def _way_back(request: HttpRequest, dossier: Dossier, *names: str) -> str:
    """The first of the pages that these fields name and that is still there, else the sheet."""
    named = [pk for name in names if (pk := whole_number(request.POST.get(name))) is not None]
    there = set(queries.pages_of(dossier).filter(pk__in=named).values_list("pk", flat=True))
    found = next((pk for pk in named if pk in there), None)
    return reverse("page", args=[dossier.pk, found]) if found else reverse("pages", args=[dossier.pk])


@require_POST
def undo_edits(request: HttpRequest, pk: int, ids: str) -> HttpResponse:
    """Take back these edits of pictures."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    try:
        back = editing.undo_edits(dossier=dossier, edit_ids=_numbers(ids.split("-")), by=current_user(request))
    except (NotNow, NotValid) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Đã hoàn tác trên {len(back)} trang; hình mới hiện sau giây lát.")
    return redirect(_way_back(request, dossier, "from_page"))


@require_POST
def restore_pages(request: HttpRequest, pk: int, ids: str) -> HttpResponse:
    """Undo a deletion; `ids` are the deleted pages, or 0 for all of them."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    wanted = _numbers(ids.split("-"))
    if wanted == [0]:
        wanted = list(queries.deleted_pages(dossier).values_list("pk", flat=True))
    try:
        back = pages.restore_pages(dossier=dossier, page_ids=wanted, by=current_user(request))
    except NotValid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Đã khôi phục {len(back)} trang.")
    return redirect("pages", pk)


def _numbers(texts: list[str]) -> list[int]:
    return [found for found in map(whole_number, texts) if found is not None]


def _target(dossier: Dossier, data: QueryDict) -> Component | None:
    """The component that was pressed; 0 is the unsorted tray."""
    chosen = whole_number(data.get("component"))
    if chosen is None:
        raise NotValid("Chọn thành phần để xếp trang vào.")
    return queries.components_of(dossier).get(pk=chosen) if chosen else None


def _assign(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    target = _target(dossier, data)
    done = pages.file_pages(dossier=dossier, page_ids=chosen, component=target, by=by)
    return f"Đã xếp {len(done)} trang vào «{target.type.name}»." if target else f"Đã gỡ {len(done)} trang về khay."


def _to_line(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """File to the line of an employer's list that was named by its number in the list, a name or an identifier."""
    found, typed = queries.list_of(dossier), data.get("line", "").strip()
    kind = queries.line_paper_types(dossier).filter(pk=whole_number(data.get("line_kind")) or 0).first()
    if found is None or kind is None or not typed:
        raise NotValid("Chọn loại giấy tờ và gõ số dòng, họ tên hoặc mã số BHXH của dòng.")
    lines = queries.line_called(found, typed)
    if len(lines) != 1:
        raise NotValid(_which_line(typed, lines))
    done = file_to_line(dossier=dossier, line=lines[0], kind=kind, page_ids=chosen, by=by)
    return f"Đã xếp {len(done)} trang vào «{kind.name}» của dòng {lines[0].ordinal} {lines[0].full_name}."


def _which_line(typed: str, lines: list[ListLine]) -> str:
    if not lines:
        return f"Không có dòng nào khớp «{typed}». Gõ số dòng, họ tên hoặc mã số BHXH."
    some = "; ".join(f"{row.ordinal} {row.full_name}" for row in lines[:5])
    return f"Có {len(lines)} dòng khớp «{typed}»: {some}. Gõ số dòng để chọn một dòng."


def _reorder(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """A drop, or one step up or down, both told by the whole sequence that was shown: a replay changes nothing."""
    order = _numbers(data.getlist("order"))
    homes: dict[int, int | None] = {row.pk: row.component_id for row in queries.pages_of(dossier)}
    order = [pk for pk in order if pk in homes]
    if not chosen or not set(chosen) <= set(order):
        raise NotValid("Chưa chọn trang, hoặc trang đã được người khác xóa. Hãy tải lại danh sách trang.")
    home = homes[chosen[0]]
    if "dropped" in data:
        home = _home_of_drop(order, chosen, homes)
    else:
        order = _stepped([pk for pk in order if homes[pk] == home], chosen, -1 if data.get("direction") == "up" else 1)
    if home is None:
        raise NotValid("Khay chưa xếp theo tên tệp. Hãy xếp trang vào thành phần rồi mới đổi thứ tự.")
    target = queries.components_of(dossier).get(pk=home)
    pages.place_pages(dossier=dossier, page_ids=chosen, order=order, component=target, by=by)
    return "Đã sắp xếp lại trang."


def _home_of_drop(order: list[int], chosen: list[int], homes: dict[int, int | None]) -> int | None:
    """Pages dropped among those of a component belong to it: the neighbour before counts, else the one after."""
    first = min(order.index(pk) for pk in chosen)
    last = max(order.index(pk) for pk in chosen)
    before, after = order[:first][-1:], order[last + 1 :][:1]
    if before and after and homes[after[0]] == homes[chosen[0]]:
        return homes[after[0]]
    return homes[(before or after or chosen[:1])[0]]


def _stepped(order: list[int], chosen: list[int], step: int) -> list[int]:
    """The sequence after the chosen pages went one place up (-1) or down (1)."""
    moving, row = set(chosen), list(order)
    indexes = range(len(row)) if step < 0 else range(len(row) - 1, -1, -1)
    for index in indexes:
        other = index + step
        if row[index] in moving and 0 <= other < len(row) and row[other] not in moving:
            row[index], row[other] = row[other], row[index]
    return row


def _rotate(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    degrees = whole_number(data.get("turn")) or 0
    done = pages.rotate_pages(dossier=dossier, page_ids=chosen, degrees=degrees, by=by, key=data.get("version", ""))
    return f"Đã xoay {len(done)} trang; hình mới hiện sau giây lát."


def _straighten(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    typed = data.get("degrees", "").strip() if "by_hand" in data else ""
    degrees = _decimal(typed, "Góc nắn") if typed else None
    key = data.get("version", "")
    done = editing.straighten_pages(dossier=dossier, page_ids=chosen, degrees=degrees, by=by, key=key)
    return f"Đã nắn thẳng {len(done)} trang; hình mới hiện sau giây lát."


def _crop(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """What is cut off each edge, in percent of the picture as it is shown."""
    if len(chosen) != 1:
        raise NotValid("Mỗi lần chỉ cắt mép được một trang.")
    off = [round(_decimal(data.get(name, "") or "0", words) * 100) for name, words in EDGES.items()]
    box = (off[0], off[1], 10_000 - off[2], 10_000 - off[3])
    editing.crop_page(dossier=dossier, page_id=chosen[0], box=box, by=by, key=data.get("version", ""))
    return "Đã cắt mép trang; hình mới hiện sau giây lát."


EDGES: Final = {"left": "Mép trái", "top": "Mép trên", "right": "Mép phải", "bottom": "Mép dưới"}


def _decimal(text: str, words: str) -> float:
    """A number as it is typed here, with a comma."""
    if not re.fullmatch(r"-?\d{1,3}([.,]\d{1,2})?", text.strip()):
        raise NotValid(f"{words}: hãy nhập một số, ví dụ 1,5.")
    return float(text.strip().replace(",", "."))


def _original(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    for pk in chosen:
        editing.show_original(dossier=dossier, page_id=pk, by=by)
    return "Đang hiện lại ảnh gốc; hình mới hiện sau giây lát."


def _delete(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    return f"Đã xóa {len(pages.delete_pages(dossier=dossier, page_ids=chosen, by=by))} trang."


def _mark(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    kind = data.get("kind", "")
    done = pages.mark_pages(dossier=dossier, page_ids=chosen, kind=kind, by=by)
    return f"Đã đánh dấu {len(done)} trang là «{Page.Kind(kind).label}»."


def _check(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    return f"Đã xác nhận kiểm tra {len(pages.check_pages(dossier=dossier, page_ids=chosen, by=by))} trang."


def _override(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    done = pages.override_findings(dossier=dossier, page_ids=chosen, reason=data.get("reason", ""), by=by)
    return f"Đã chấp nhận {done} cảnh báo."


def _replace(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    new = whole_number(data.get("new"))
    if len(chosen) != 1 or new is None:
        raise NotValid("Hãy chọn trang trong khay để thay vào.")
    replacing.replace_page(dossier=dossier, page_id=chosen[0], new_id=new, by=by)
    return "Đã thay trang bằng bản quét mới; bản cũ được giữ trong lịch sử của trang."


def _bring_back(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    for pk in chosen:
        replacing.undo_replacement(dossier=dossier, page_id=pk, by=by)
    return "Đã đưa bản cũ trở lại; bản quét mới nằm ở khay chưa xếp."


WORK: dict[str, Work] = {
    "assign": _assign, "reorder": _reorder, "rotate": _rotate, "delete": _delete, "mark": _mark, "check": _check,
    "override": _override, "line": _to_line, "straighten": _straighten, "crop": _crop, "original": _original,
    "replace": _replace, "bring-back": _bring_back,
}  # fmt: skip
