"""How do two pages scanned as one image become two, and two halves of one sheet one page? The images stay as they came.

Splitting shows two parts of the same image, merging shows two images as one: recorded derivations, both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.trail import was_done
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.editing import scans
from intake.actions.page_desk.pages import done
from intake.actions.page_desk.stepping import one_step
from intake.models import Dossier, Folder, Page, PageEdit, PageFinding
from intake.pages.judging import DUPLICATE, OF_THE_PICTURE, UPSIDE_DOWN
from intake.pages.reshaping import reshape
from intake.pipeline.shape import Box, Part, Shape, halves
from intake.queries import pages_of
from intake.rules.sending import as_sent

LINES: Final = ("", "upright", "level")
"""How the line of a cut may run; "": across the longer side of what is shown."""
JUDGED_ANEW: Final = (*OF_THE_PICTURE, DUPLICATE, UPSIDE_DOWN)
MIDDLE: Final = 5000
ALIKE: Final = ("folder", "upload", "upload_index", "component", "ordinal", "kind", "image", "view", "thumb", "width",
                "height", "dpi", "colour", "rotation", "shape", "in_place_of")  # fmt: skip
"""What both halves of an image have in common."""


@transaction.atomic
def split_pages(
    *, dossier: Dossier, page_ids: Sequence[int], by: User, at: int = MIDDLE, line: str = "", key: str = ""
) -> list[Page]:
    """Cut each page in two at a line, `at` ten-thousandths from the left or top of what is shown; returns all halves.

    The first half keeps the page, the second one stands behind it. `key` names one press of the button. Raises
    NotValid for a signed file or a line too near an edge.
    """
    if line not in LINES:
        raise NotValid("Chọn đường cắt dọc hoặc ngang.")
    locked = lock_for_pages(dossier, by)
    pages = scans(locked, page_ids)
    if was_done(locked, "split_pages", key):
        return pages
    Folder.objects.select_for_update().get(pk=locked.folder_id)
    seconds = {page.pk: _second(page, by) for page in pages}
    return _split(dossier=locked, by=by, pages=pages, seconds=seconds, at=at, line=line, key=key)


@one_step("split_pages")
def _split(
    *, dossier: Dossier, by: User, pages: Sequence[Page], seconds: Mapping[int, Page], at: int, line: str, key: str
) -> list[Page]:
    for page in pages:
        second = seconds[page.pk]
        second.deleted_at = second.deleted_by = second.part_of = None
        second.save(update_fields=["deleted_at", "deleted_by", "part_of"])
        _cut(page, second, at, line, by)
    _stand_behind(pages, seconds)
    both = [half for page in pages for half in (page, seconds[page.pk])]
    return done(dossier, "split_pages", both, by, at=at, line=line, key=key)


def _second(page: Page, by: User) -> Page:
    """Another row for the same image, which is shown within the page as yet; what does not depend on the cut goes
    along with it."""
    siblings = Page.objects.filter(upload=page.upload_id, upload_index=page.upload_index)
    facts: dict[str, Any] = {name: getattr(page, name) for name in ALIKE}
    last = max(siblings.values_list("part", flat=True))
    made = Page.objects.create(part=last + 1, part_of=page, deleted_at=timezone.now(), deleted_by=by, **facts)
    for finding in page.findings.exclude(code__in=JUDGED_ANEW):
        finding.pk, finding.page = None, made
        finding.save()
    return made


def _cut(page: Page, second: Page, at: int, line: str, by: User) -> None:
    upright = line == "upright" or (not line and _is_wide(page))
    shape = Shape.from_json(page.shape)
    try:
        shapes = [shape.cropped(box, page.rotation).as_json() for box in halves(at, upright=upright)]
    except ValueError as error:
        raise NotValid("Đường cắt quá sát mép trang. Hãy chọn lại vị trí đường cắt.") from error
    for half, look in zip((page, second), shapes, strict=True):
        reshape(half, PageEdit.Verb.SPLIT, by, shape=look)


def _is_wide(page: Page) -> bool:
    """Whether what is shown of the page is wider than it is high."""
    shape = Shape.from_json(page.shape)
    whole = _side_by_side(page, shape.parts) if shape.parts else (page.width, page.height)
    across, down = _turned(shape.box, whole, page.rotation)
    return across > down


def _side_by_side(page: Page, parts: Sequence[Part]) -> tuple[float, float]:
    """Width and height of the parts laid down as they were shown before, in inches; halves are taken to be alike where
    the other one is not within this page."""
    images = {row.image.digest: row for row in (page, *page.parts.select_related("image"))}
    scans = [(part, images.get(part.digest, page)) for part in parts]
    sizes = [_turned(part.box, (row.width / part.dpi, row.height / part.dpi), part.rotation) for part, row in scans]
    return sum(width for width, _ in sizes), max(height for _, height in sizes)


def _turned(box: Box, size: tuple[float, float], rotation: int) -> tuple[float, float]:
    """Width and height of the box on a picture of this size that is shown turned."""
    width, height = (box[2] - box[0]) * size[0], (box[3] - box[1]) * size[1]
    return (width, height) if rotation % 180 == 0 else (height, width)


def _stand_behind(pages: Sequence[Page], seconds: Mapping[int, Page]) -> None:
    """Each second half right behind its first one, in the order of their component; the tray has an order by itself."""
    behind = [second.pk for second in seconds.values()]
    for component in {page.component_id for page in pages if page.component_id}:
        rows = Page.objects.filter(component=component, deleted_at=None).exclude(pk__in=behind)
        order = [half for row in rows.order_by("ordinal", "id") for half in (row, seconds.get(row.pk)) if half]
        for ordinal, row in enumerate(order, start=1):
            row.ordinal = ordinal
        Page.objects.bulk_update(order, ["ordinal"])


@transaction.atomic
@one_step("merge_pages")
def merge_pages(*, dossier: Dossier, page_ids: Sequence[int], by: User, level: bool = False, key: str = "") -> Page:
    """Show two pages as one, the first on the left, or on top where the sheet was cut `level`; it keeps its place, the
    other one is shown within it.

    `key` names one press of the button. Raises NotValid unless these are two scans that lie side by side in one place,
    neither of them merged before, and nothing stands against the second one that would be lost from sight.
    """
    locked = lock_for_pages(dossier, by)
    pages = scans(locked, page_ids)
    if was_done(locked, "merge_pages", key):
        return pages[0]
    if len(pages) != 2:
        raise NotValid("Hãy chọn đúng hai trang để ghép: nửa trái hoặc nửa trên trước, nửa kia sau.")
    first, second = pages
    _check_halves(first, second)
    _check_neighbours(locked, first, second)
    shape, rotation = _stacked(first, second) if level else (Shape(parts=(_part(first), _part(second))), 0)
    reshape(first, PageEdit.Verb.MERGE, by, shape=shape.as_json(), rotation=rotation)
    second.part_of, second.deleted_at, second.deleted_by = first, timezone.now(), by
    second.save(update_fields=["part_of", "deleted_at", "deleted_by"])
    digests = [page.image.digest for page in pages]
    return done(locked, "merge_pages", pages, by, digests=digests, level=level, key=key)[0]


def _stacked(upper: Page, lower: Page) -> tuple[Shape, int]:
    """Both turned clockwise, with their left edges up and the lower half on the left; the whole is turned back."""
    return Shape(parts=(_part(lower, turn=90), _part(upper, turn=90))), 270


def _check_neighbours(dossier: Dossier, one: Page, other: Page) -> None:
    """Halves of one sheet lie one behind the other, as they are shown: another page would be missed where it lies."""
    places = [page.component.type.name if page.component else "khay chưa xếp" for page in (one, other)]
    if one.component_id != other.component_id:
        raise NotValid(f"Hai trang nằm ở hai nơi: «{places[0]}» và «{places[1]}». {_TOGETHER}")
    there = [page for page in pages_of(dossier) if page.component_id == one.component_id]
    order = [page.pk for page in (there if one.component_id else as_sent(there))]
    if between := abs(order.index(one.pk) - order.index(other.pk)) - 1:
        raise NotValid(f"Giữa hai trang còn {between} trang khác. {_TOGETHER}")


_TOGETHER: Final = "Hai nửa của một tờ phải nằm liền nhau: xếp chúng cạnh nhau trong cùng một thành phần rồi ghép."


def _check_halves(left: Page, right: Page) -> None:
    if any("parts" in page.shape for page in (left, right)):
        raise NotValid("Trang đã ghép thì không ghép tiếp được. Mỗi tờ chỉ ghép từ hai nửa.")
    lasting = right.findings.filter(overridden_at=None).exclude(code__in=JUDGED_ANEW).first()
    hard = PageFinding.objects.filter(page=left, level=PageFinding.Level.HARD).first()
    if found := lasting or hard:
        raise NotValid(f"Chưa ghép được: {found.message} Xử lý cảnh báo này rồi ghép lại.")


def _part(page: Page, turn: int = 0) -> Part:
    shape = Shape.from_json(page.shape)
    return Part(page.image.digest, page.dpi, (page.rotation + turn) % 360, shape.angle, shape.box)
