"""What do the checks say of a page now, and what of it is new? What a clerk accepted before stays accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from django.db.models import BinaryField, F, Func, IntegerField, Q, QuerySet
from django.db.models.functions import Substr

from bhxh_archive.parameters import parameter
from intake.models import Batch, Component, Dossier, Page, PageFinding
from intake.pipeline.checks import (
    ASSUMED_RESOLUTION,
    BLANK,
    BLURRY,
    CUT,
    DARK,
    LOW_RESOLUTION,
    REQUIRED_DPI,
    SIDEWAYS,
    SKEWED,
    check_legible,
    check_resolution,
)
from intake.pipeline.likeness import NEAR_BITS, SKETCH_BYTES, nearest
from intake.pipeline.same_page import ALIKE, agreement
from intake.pipeline.verdict import Finding

DUPLICATE: Final = "duplicate"
UNCOUNTED: Final = "uncounted"
UPSIDE_DOWN: Final = "upside_down"
OUR_SHEET: Final = "our_sheet"
UNREAD_SHEET: Final = "unread_sheet"
TOLD_AS_SHEET: Final = (OUR_SHEET, UNREAD_SHEET)
OF_THE_PICTURE: Final = (BLANK, BLURRY, CUT, DARK, SIDEWAYS, SKEWED)
"""What depends on how the page is turned and cut, and is judged anew with its picture."""
_LEFT_OUT: Final[dict[str, str]] = {
    Page.Kind.BLANK_BACK: "đánh dấu mặt sau trắng nhưng ảnh có nội dung; nhầm thì bỏ đánh dấu, đúng thì ghi lý do.",
    Page.Kind.SEPARATOR: "đánh dấu tờ phân cách nên không vào hồ sơ; nhầm thì bỏ đánh dấu, đúng thì ghi lý do.",
}
_LIKE: Final = (
    "giống trang {number} của tệp «{name}». Hãy xem cả hai: nội dung khác thì giữ cả hai và ghi lý do, là ảnh thứ hai "
    "(có giấy nhớ) thì đánh dấu, chắc chắn quét trùng thì xóa một trang."
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


def note_our_sheet(page: Page, message: str) -> None:
    """Say that the page is a sheet of ours: it is asked no more whether it was scanned twice, nor is a page like it."""
    note(page, [Finding(OUR_SHEET, "warning", message)])
    forget_twins([page])


def note_unread_sheet(page: Page, message: str) -> None:
    """Say that the page may be a sheet of ours, whose code can't be read. Everything else is asked of it all the same,
    for it may as well be paper."""
    note(page, [Finding(UNREAD_SHEET, "warning", message)])


def note_kind(pages: Sequence[Page], kind: str) -> None:
    """What is marked not to be counted though something stands on it needs a reason: nobody else looks at it again."""
    said = _LEFT_OUT.get(kind, "")
    rows = [page for page in pages if not page.upload.signed]
    known = PageFinding.objects.filter(page__in=rows)
    known.filter(code=UNCOUNTED).exclude(message=said).delete()
    plain = set(known.filter(code__in=[BLANK, *TOLD_AS_SHEET]).values_list("page", flat=True)) if said else set()
    doubtful = [page for page in rows if said and page.pk not in plain]
    found = [_row(page, Finding(UNCOUNTED, "warning", said)) for page in doubtful]
    PageFinding.objects.bulk_create(found, ignore_conflicts=True)


def _row(page: Page, found: Finding) -> PageFinding:
    return PageFinding(page=page, code=found.code, level=found.level, message=found.message[:300],
                       measure=found.measure)  # fmt: skip


def note_resolution(pages: Iterable[Page], component: Component | None) -> None:
    """Maps and drawings want 300 dots per inch (Circular 05/2025/TT-BNV): judged where the page lies now.

    What can't be read is scanned again; a warning that was accepted when that was not asked yet stays accepted.
    """
    required = component.type.scan_dpi if component else REQUIRED_DPI
    rows = [page for page in pages if not page.upload.signed]
    low = {page.pk: found for page in rows if (found := check_resolution(page.dpi, required))}
    least = _least_dpi(rows[0]) if low else 0
    said = PageFinding.objects.filter(page__in=rows, code__in=[LOW_RESOLUTION, ASSUMED_RESOLUTION])
    known = {(row.page_id, row.code): row for row in said}
    for page in rows:
        old, warning = known.get((page.pk, LOW_RESOLUTION)), low.get(page.pk, [])
        assumed = (page.pk, ASSUMED_RESOLUTION) in known
        hard = check_legible(page.dpi, (page.width, page.height), least, required, assumed=assumed) if warning else []
        if not _stands(old, hard or warning, warning):
            page.findings.filter(code=LOW_RESOLUTION).delete()
            note(page, hard or warning)


def _stands(old: PageFinding | None, found: list[Finding], warning: list[Finding]) -> bool:
    """Whether what is on record is what is found now, or a warning that was accepted."""
    if old is None:
        return not found
    accepted = warning if old.overridden_at else found
    return old.message in [row.message for row in (*found, *accepted)]


def _least_dpi(page: Page) -> int:
    """Below how many dots per inch a page has to be scanned again, in the office whose dossier or stack it lies in."""
    dossier = Dossier.objects.filter(folder=page.folder_id).select_related("receiving_office").first()
    if dossier:
        return int(parameter("least_dpi", office=dossier.receiving_office))
    batch = Batch.objects.filter(folder=page.folder_id).select_related("office").first()
    return int(parameter("least_dpi", office=batch.office if batch else None))


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
    """Say which of these pages of its folder this one looks like, sheets of ours apart; the oldest of several."""
    if page.upload.signed or not page.likeness or page.findings.filter(code=OUR_SHEET).exists():
        return
    there = Page.objects.filter(among, folder_id=page.folder_id, deleted_at=None, upload__signed=False)
    there = there.exclude(findings__code=OUR_SHEET)
    other = _twin(page, there)
    if other:
        message = _LIKE.format(number=other.upload_index + 1, name=other.upload.name[:80])
        PageFinding.objects.get_or_create(
            page=page, code=DUPLICATE, defaults={"level": "warning", "message": message[:300], "other": other}
        )


def _twin(page: Page, there: QuerySet[Page]) -> Page | None:
    """The oldest of the nearest of these pages that is the same page. Ever finer comparisons leave ever fewer: the
    database reads one number of each page, then the start of what is kept, then all of a few."""
    own, sketch = bytes(page.likeness), Substr("likeness", 1, SKETCH_BYTES, output_field=BinaryField())
    near = there.annotate(bits=DifferingBits(F("dhash").bitxor(page.dhash))).filter(bits__lte=NEAR_BITS)
    rows = near.exclude(likeness=b"").values_list("pk", sketch)
    keys = nearest(own, [(pk, bytes(known)) for pk, known in rows])
    few = Page.objects.filter(pk__in=keys).select_related("upload").order_by("pk")
    return next((row for row in few if agreement(own, bytes(row.likeness)) >= ALIKE), None)
