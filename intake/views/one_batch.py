"""How is a stack shown before it is filed: its parts, the pages of each, and what stands in the way?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bhxh_archive.access import log_view
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Foot
from intake.models import Batch, BatchPage, BatchPart, Component, Dossier, Page, Upload
from intake.queries import batches as queries
from intake.rules.stacks import asks_for_the_unscanned, kept_pages, obstacle
from intake.views.dossier_parts import label
from intake.views.files import ending, stream
from intake.views.frame import current_user, main_person
from intake.views.sheet import picture_url

STEPS: Final = 8
TONES: Final = {"open": "active", "filing": "active", "filed": "good", "dropped": "quiet"}


@dataclass(frozen=True)
class StackPage:
    """One page of the preview; `number` counts from 1 in the stack. Without `thumb_url` its picture is still drawn, or
    the page is `lost`: it can't be read."""

    index: int
    left_out: bool
    blank: bool
    thumb_url: str = ""
    view_url: str = ""
    lost: bool = False

    @property
    def number(self) -> int:
        return self.index + 1


@dataclass(frozen=True)
class Drawn:
    """The pages of the stack with their pictures by index, and the indexes of those that can't be read."""

    pictures: dict[int, Page]
    lost: set[int]


@dataclass(frozen=True)
class PartCard:
    """One part: where it goes, its pages, and why it can't go there."""

    part: BatchPart
    pages: Sequence[StackPage]
    obstacle: str
    kept: int
    choices: Sequence[tuple[int, str]] = ()
    counts: str = ""
    joins: bool = False

    @property
    def open(self) -> bool:
        return self.part.state == BatchPart.State.OPEN

    @property
    def ready(self) -> bool:
        return self.open and not self.obstacle

    @property
    def tone(self) -> str:
        return "warn" if self.open and self.obstacle else TONES[self.part.state]

    @property
    def person(self) -> str:
        found = main_person(self.part.dossier) if self.part.dossier else None
        return found.full_name if found else ""

    @property
    def asks_for_the_unscanned(self) -> bool:
        return self.part.dossier is not None and asks_for_the_unscanned(self.part)

    @property
    def place(self) -> str:
        return label(self.part.component) if self.part.component else "Khay chưa xếp của hồ sơ"


@dataclass(frozen=True)
class Stack:
    """All that the page shows of a stack."""

    cards: Sequence[PartCard]
    drawn: int
    upload: Upload
    ready: list[PartCard] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return self.upload.state == Upload.State.REFUSED

    @property
    def running(self) -> bool:
        filing = any(card.part.state == BatchPart.State.FILING for card in self.cards)
        return not self.upload.settled or filing or (not self.cards and not self.refused)

    @property
    def mark(self) -> str:
        """How far the stack is, in steps: the page shows its pages anew with each, not with every picture."""
        drawn = STEPS * self.drawn // max(1, self.upload.page_count)
        return f"{len(self.cards)}-{drawn}-{STEPS * self.filed // max(1, len(self.cards))}"

    @property
    def doubtful(self) -> int:
        return sum(1 for card in self.cards if card.open and card.obstacle)

    @property
    def filed(self) -> int:
        return sum(1 for card in self.cards if card.part.state == BatchPart.State.FILED)


@require_GET
def batch(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """The preview: progress, the parts with their pages, and one button for all that is sure."""
    found = queries.batch_for(current_user(request), batch_pk)
    log_view(request, f"batch:{found.pk}")
    return render(request, "batches/batch.html", _context(found))


@require_GET
def batch_state(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """How far it is, asked for by the page while something goes on; `n` is how far what it shows had come."""
    found = queries.batch_for(current_user(request), batch_pk)
    stack = stack_of(found)
    changed = request.GET.get("n") != stack.mark or not stack.running
    return render(request, "batches/progress.html", {"batch": found, "stack": stack, "changed": changed})


@require_GET
def batch_file(request: HttpRequest, batch_pk: int) -> HttpResponseBase:
    """The stack as it came."""
    found = queries.batch_for(current_user(request), batch_pk)
    if found.upload.file is None:
        raise Http404
    log_view(request, f"batch:{found.pk}", action="download")
    return stream(found.upload.file, f"chong-{found.pk}.{ending(found.upload.file)}")


def _context(found: Batch) -> dict[str, Any]:
    stack = stack_of(found)
    crumbs = [Crumb("Bàn làm việc", reverse("home")), Crumb("Khay chồng giấy quét", reverse("batches")),
              Crumb(found.upload.name)]  # fmt: skip
    return {"batch": found, "stack": stack, "crumbs": Breadcrumb(crumbs), "foot": _foot(found, stack)}


def _foot(found: Batch, stack: Stack) -> Foot | None:
    back = Action("Về khay", reverse("batches"), method="get")
    if not stack.ready:
        return Foot(others=[back])
    return Foot(primary=Action(f"Xếp {len(stack.ready)} phần vào hồ sơ", form="file-all"), others=[back])


def stack_of(found: Batch) -> Stack:
    """The parts as the page shows them, in a constant number of queries."""
    if found.upload.state == Upload.State.REFUSED:
        return Stack([], 0, found.upload)
    parts, read = list(queries.parts_of(found)), list(queries.read_pages(found))
    pictures = queries.pictures_of(found)
    dossiers = {part.dossier_id for part in parts if part.dossier_id and part.state == BatchPart.State.OPEN}
    choices, there = queries.choices_of(dossiers), queries.pages_there(dossiers)
    out = {page.index for page in read if page.left_out}
    kept = {part.pk: kept_pages(part, out) for part in parts}
    drawn = {*pictures, *queries.indexes_away(parts)}
    lost = set(range(found.upload.page_count)) - drawn if found.upload.settled else set()
    cards = [
        _card(part, before, read, Drawn(pictures, lost), choices, _counts(part, before, parts, kept, there),
              kept[part.pk])
        for before, part in zip([None, *parts], parts, strict=False)
    ]  # fmt: skip
    return Stack(cards, len(drawn), found.upload, [card for card in cards if card.ready])


def _card(
    part: BatchPart, before: BatchPart | None, read: list[BatchPage], drawn: Drawn,
    choices: dict[int, list[Component]], counts: str, kept: list[int],
) -> PartCard:  # fmt: skip
    is_open = part.state == BatchPart.State.OPEN
    shown = [] if part.state == BatchPart.State.FILED else [_page(row, drawn) for row in read[part.first : part.stop]]
    named = [(row.pk, label(row)) for row in choices.get(part.dossier_id or 0, [])]
    joins = bool(is_open and before and before.state == BatchPart.State.OPEN)
    doubt = obstacle(part, len(kept), drawn.lost.intersection(kept)) if is_open else ""
    return PartCard(part, shown, doubt, len(kept), named, counts, joins)


def _page(row: BatchPage, drawn: Drawn) -> StackPage:
    picture = drawn.pictures.get(row.index)
    if picture is None:
        return StackPage(row.index, row.left_out, row.blank, lost=row.index in drawn.lost)
    return StackPage(row.index, row.left_out, row.blank, picture_url(picture, "thumb"), picture_url(picture, "view"))


def _counts(
    part: BatchPart, before: BatchPart | None, parts: list[BatchPart], kept: dict[int, list[int]], there: dict[int, int]
) -> str:
    """Counted paper against images, once for each dossier: a sheet that nobody read shows itself here."""
    dossier = part.dossier
    first = dossier and not (before and before.dossier_id == part.dossier_id)
    if not dossier or not first or dossier.counted_pages is None or part.state != BatchPart.State.OPEN:
        return ""
    mine = [row for row in parts if row.dossier_id == dossier.pk and row.state == BatchPart.State.OPEN]
    return _compared(dossier, sum(len(kept[row.pk]) for row in mine), there.get(dossier.pk, 0))


def _compared(dossier: Dossier, here: int, there: int) -> str:
    if here + there == dossier.counted_pages:
        return ""
    had = f", hồ sơ đã có {there} trang" if there else ""
    return f"Đã đếm {dossier.counted_pages} trang giấy, chồng này có {here} trang{had}. Xem có sót tờ bìa nào không."
