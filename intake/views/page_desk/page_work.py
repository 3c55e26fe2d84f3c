"""What does each button of the contact sheet do to the chosen pages, and what is said of it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.http import QueryDict

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.typed import name_cells
from intake import queries
from intake.actions.lists.line_papers import file_to_line
from intake.actions.page_desk import cutting, editing, pages, replacing
from intake.models import Component, Dossier, ListLine, Page, PageFinding
from intake.views.lists.line_remarks import remark_on

Work = Callable[[Dossier, list[int], QueryDict, User], str]


def numbers(texts: list[str]) -> list[int]:
    """The whole numbers among what was posted."""
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


def _assign_rest(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """The chosen page and all behind it in its component go on in another one: one component becomes two."""
    first = queries.pages_of(dossier).filter(pk__in=chosen).first() if len(chosen) == 1 else None
    if first is None or first.component_id is None:
        raise NotValid("Hãy chọn một trang đã xếp: trang đó và các trang sau nó trong thành phần sẽ được chuyển.")
    home = queries.pages_of(dossier).filter(component=first.component_id)
    rest = [page.pk for page in home if (page.ordinal, page.pk) >= (first.ordinal, first.pk)]
    return _assign(dossier, rest, data, by)


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
    said = f"Đã xếp {len(done)} trang vào «{kind.name}» của dòng {lines[0].ordinal} {lines[0].full_name}."
    return said + remark_on(lines[0], kind)


def _which_line(typed: str, lines: list[ListLine]) -> str:
    if not lines:
        return f"Không có dòng nào khớp «{typed}». Gõ số dòng, họ tên hoặc mã số BHXH."
    some = "; ".join(f"{row.ordinal} {row.full_name}" for row in lines[:5])
    return f"Có {queries.said_count(lines)} dòng khớp «{typed}»: {some}. Gõ số dòng để chọn một dòng."


def _reorder(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """A drop, or one step up or down, both told by the whole sequence that was shown: a replay changes nothing."""
    order = numbers(data.getlist("order"))
    homes: dict[int, int | None] = {row.pk: row.component_id for row in queries.pages_of(dossier)}
    order = [pk for pk in order if pk in homes]
    if not {page.pk for page in pages.chosen(dossier, chosen)} <= set(order):
        raise NotValid("Các trang đã chọn không nằm trong thứ tự vừa gửi. Hãy tải lại danh sách trang rồi kéo lại.")
    home = homes[chosen[0]]
    if "dropped" in data:
        home = _home_of_drop(order, chosen, homes)
    else:
        order = _stepped([pk for pk in order if homes[pk] == home], chosen, -1 if data.get("direction") == "up" else 1)
    if home is None:
        raise NotValid("Trang chưa xếp nằm theo lần gửi và tên tệp. Hãy xếp trang vào thành phần rồi mới đổi thứ tự.")
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


name_cells({"degrees": "Góc nắn", "at": "Vị trí đường cắt"})
EDGES: Final = {"left": "Mép trái", "top": "Mép trên", "right": "Mép phải", "bottom": "Mép dưới"}


def is_decimal(text: str) -> bool:
    """Whether it is a number as it is typed here, with a comma."""
    return bool(re.fullmatch(r"-?\d{1,3}([.,]\d{1,2})?", text.strip()))


def _decimal(text: str, words: str) -> float:
    if not is_decimal(text):
        raise NotValid(f"{words}: hãy nhập một số, ví dụ 1,5.")
    return float(text.strip().replace(",", "."))


def _split(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """In the middle, or where the line was drawn: in percent of the picture as it is shown."""
    line = data.get("line", "") if "by_hand" in data else ""
    at = round(_decimal(data.get("at", ""), "Vị trí đường cắt") * 100) if "by_hand" in data else cutting.MIDDLE
    key = data.get("version", "")
    done = cutting.split_pages(dossier=dossier, page_ids=chosen, at=at, line=line, by=by, key=key)
    return f"Đã tách đôi {len(chosen)} ảnh thành {len(done)} trang; hình mới hiện sau giây lát."


def _merge(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """The order of the sheet counts; on a single page the other one is named, and on which side of it that lies."""
    other, side = whole_number(data.get("other")), data.get("side", "")
    pair = chosen if other is None else [other, *chosen] if side in ("left", "above") else [*chosen, other]
    level = side in ("above", "below")
    cutting.merge_pages(dossier=dossier, page_ids=pair, level=level, by=by, key=data.get("version", ""))
    return "Đã ghép hai nửa thành một trang; hình mới hiện sau giây lát."


def _original(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    for pk in chosen:
        editing.show_original(dossier=dossier, page_id=pk, by=by)
    return "Đang hiện lại ảnh gốc; hình mới hiện sau giây lát."


def _delete(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    return f"Đã xóa {len(pages.delete_pages(dossier=dossier, page_ids=chosen, by=by))} trang."


def _mark(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    kind = data.get("say_kind") or data.get("kind", "")  # a remedy says it itself, whatever the list beside it says
    done = pages.mark_pages(dossier=dossier, page_ids=chosen, kind=kind, by=by)
    return f"Đã đánh dấu {len(done)} trang là «{Page.Kind(kind).label}»."


def _check(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """Of several pages those that have to be scanned again are left, and told of."""
    unfit = queries.unfit_pages(dossier, chosen)
    fit = [pk for pk in chosen if pk not in {page.pk for page in unfit}] or chosen
    done = pages.check_pages(dossier=dossier, page_ids=fit, by=by)
    left = f" Còn lại {pages.unfit(unfit)}" if unfit else ""
    return f"Đã xác nhận kiểm tra {len(done)} trang.{left}"


def beside(verb: str, dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    """Before a button of one page does its own: a reason typed beside an open warning, and a kind chosen, are taken
    with it, for nobody meant to lose them. Raises ReasonRefused where what is typed is no reason."""
    if "from_page" not in data or verb not in TAKES_ALONG:
        return ""
    try:
        return _typed_beside(dossier, chosen, data, by)
    except NotValid as error:
        raise ReasonRefused(error.message) from error


class ReasonRefused(NotValid):
    """What stands in the box of the reason is none."""


TAKES_ALONG: Final = ("check", "assign", "mark", "rotate", "straighten", "crop", "split", "merge")


def _typed_beside(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    kinds = set(queries.pages_of(dossier).filter(pk__in=chosen).values_list("kind", flat=True))
    marks = data.get("kind", "") and "say_kind" not in data and {data["kind"]} != kinds
    accepts = data.get("reason", "").strip() and open_warnings(chosen)
    said = [work(dossier, chosen, data, by) for work, asked in ((_override, accepts), (_mark, marks)) if asked]
    return "".join(f"{text} " for text in said)


def open_warnings(chosen: list[int]) -> bool:
    """Whether any is left to give a reason for: somebody else may have accepted them since the page was shown."""
    rows = PageFinding.objects.filter(page__in=chosen, level=PageFinding.Level.WARNING, overridden_at=None)
    return rows.exists()


def _override(dossier: Dossier, chosen: list[int], data: QueryDict, by: User) -> str:
    shown = numbers(",".join(data.getlist("warned")).split(","))
    done = pages.override_findings(dossier=dossier, page_ids=chosen, reason=data.get("reason", ""), by=by, shown=shown)
    hard = PageFinding.objects.filter(page__in=chosen, page__folder=dossier.folder_id, level=PageFinding.Level.HARD)
    bad = hard.values("page").distinct().count()
    left = f" {bad} trang đã chọn có lỗi không chấp nhận được: quét lại các trang đó." if bad else ""
    return f"Đã chấp nhận {done} cảnh báo.{left}"


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


WORK: Final[dict[str, Work]] = {
    "assign": _assign, "reorder": _reorder, "rotate": _rotate, "delete": _delete, "mark": _mark, "check": _check,
    "override": _override, "line": _to_line, "straighten": _straighten, "crop": _crop, "original": _original,
    "split": _split, "merge": _merge, "assign-rest": _assign_rest, "replace": _replace, "bring-back": _bring_back,
}  # fmt: skip
