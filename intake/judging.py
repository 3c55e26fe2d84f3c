"""What do the checks say of a page now, and what of it is new? What a clerk accepted before stays accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from django.db.models import F, Func, IntegerField, Q

from intake.models import Component, Page, PageFinding
from intake.pipeline.checks import (
    BLANK,
    BLURRY,
    CUT,
    LOW_RESOLUTION,
    REQUIRED_DPI,
    SIDEWAYS,
    SKEWED,
    check_resolution,
)
from intake.pipeline.likeness import ALIKE, NEAR_BITS, agreement
from intake.pipeline.verdict import Finding

DUPLICATE: Final = "duplicate"
UPSIDE_DOWN: Final = "upside_down"
OF_THE_PICTURE: Final = (BLANK, BLURRY, CUT, SIDEWAYS, SKEWED)
"""What depends on how the page is turned and cut, and is judged anew with its picture."""
_LIKE: Final = (
    "giống trang {number} của tệp «{name}»: quét trùng thì xóa một trang, là ảnh thứ hai (có giấy nhớ) thì đánh dấu."
)


def note(page: Page, findings: Iterable[Finding]) -> None:
    """Write down what was found. An electronic original is judged by its signature, not by how it was scanned."""
    if not page.upload.signed:
        PageFinding.objects.bulk_create((_row(page, found) for found in findings), ignore_conflicts=True)


def note_anew(page: Page, findings: Sequence[Finding], codes: Collection[str]) -> None:
    """Let `findings` take the place of those with one of these codes; one that is still there keeps its acceptance."""
    kept = {found.code: found.measure for found in findings}
    old = page.findings.filter(code__in=codes)
    gone = [row.pk for row in old if row.code not in kept or row.measure != kept[row.code]]
    page.findings.filter(pk__in=gone).delete()
    note(page, findings)


def _row(page: Page, found: Finding) -> PageFinding:
    return PageFinding(page=page, code=found.code, level=found.level, message=found.message[:300],
                       measure=found.measure)  # fmt: skip


def note_resolution(pages: Iterable[Page], component: Component | None) -> None:
    """Maps and drawings want 300 dots per inch (Circular 05/2025/TT-BNV): judged where the page lies now."""
    required = component.type.scan_dpi if component else REQUIRED_DPI
    rows = [page for page in pages if not page.upload.signed]
    known = PageFinding.objects.filter(page__in=rows, code=LOW_RESOLUTION)
    said = {row.page_id: row.message for row in known}
    for page in rows:
        found = check_resolution(page.dpi, required)
        if said.get(page.pk) != (found[0].message if found else None):
            page.findings.filter(code=LOW_RESOLUTION).delete()
            note(page, found)


class DifferingBits(Func):
    """How many bits are set in a number of 64 bits; the database sieves, so that a stack of 1,000 pages is not read
    once for every page."""

    template = "bit_count((%(expressions)s)::bit(64))"
    output_field = IntegerField()


def note_duplicate(page: Page) -> None:
    """Say which earlier page of the dossier this one looks like, if any."""
    _note_twin(page, Q(pk__lt=page.pk))


def judge_arrivals(pages: Sequence[Page]) -> None:
    """Judge pages that came into their folder from another one: what they were like there counts no more. Each is
    compared with what lay in the folder before, and with those that came along before it."""
    forget_twins(pages)
    came = [page.pk for page in pages]
    for place, page in enumerate(pages):
        _note_twin(page, ~Q(pk__in=came[place:]))


def forget_twins(pages: Collection[Page]) -> None:
    """These pages leave their folder: nothing of it looks like them any more, nor they like anything of it."""
    of_them = Q(page__in=pages) | Q(other__in=pages)
    PageFinding.objects.filter(of_them, code=DUPLICATE).delete()


def _note_twin(page: Page, among: Q) -> None:
    """Say which of these pages of its folder this one looks like; the oldest of several."""
    if page.upload.signed or not page.likeness:
        return
    there = Page.objects.filter(among, folder_id=page.folder_id, deleted_at=None, upload__signed=False)
    near = there.annotate(bits=DifferingBits(F("dhash").bitxor(page.dhash))).filter(bits__lte=NEAR_BITS)
    rows = near.order_by("pk").values_list("pk", "likeness")
    like = next((pk for pk, known in rows if agreement(bytes(page.likeness), bytes(known)) >= ALIKE), None)
    if like:
        other = Page.objects.select_related("upload").get(pk=like)
        message = _LIKE.format(number=other.upload_index + 1, name=other.upload.name[:80])
        PageFinding.objects.get_or_create(
            page=page, code=DUPLICATE, defaults={"level": "warning", "message": message[:300], "other": other}
        )
