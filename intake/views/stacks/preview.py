"""How is a stack shown before it is filed: its parts, the pages of each, and what stands in the way?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from bhxh_archive.access import log_view
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Foot
from bhxh_archive.ui.reading import whole_number
from intake.models import Batch, BatchPart, Dossier, Upload
from intake.queries import batches as queries
from intake.rules.stacks import UNDECIDED, kept_pages
from intake.views.files import ending, stream
from intake.views.frame import current_user
from intake.views.lists.line_places import LineKinds, line_kinds
from intake.views.stacks.counts import counts_of
from intake.views.stacks.leaves import chosen_leaf, leaves_of
from intake.views.stacks.part_cards import Drawn, Known, PartCard, card_of
from intake.views.stacks.read_codes import read_codes

STEPS: Final = 8


@dataclass(frozen=True)
class Stack:
    """All that the page shows of a stack."""

    cards: list[PartCard]
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
        return sum(1 for card in self.cards if card.open and not card.sure)

    @property
    def untouched(self) -> bool:
        """Whether its parts are known, and none is in a dossier or on its way there."""
        going = (BatchPart.State.FILING, BatchPart.State.FILED)
        return bool(self.cards) and not any(card.part.state in going for card in self.cards)

    @property
    def filed(self) -> int:
        return sum(1 for card in self.cards if card.part.state == BatchPart.State.FILED)


@require_GET
def batch(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """The preview: progress, the parts with their pages, and one button for all that is sure."""
    found = queries.batch_for(current_user(request), batch_pk)
    log_view(request, f"batch:{found.pk}")
    return render(request, "batches/batch.html", _context(found, request.GET))


def choice_refused(request: HttpRequest, found: Batch, message: str, status: int = 422) -> HttpResponse:
    """The preview once more: what was typed and chosen for a part stands in its boxes, with what is wrong there; of a
    part that is open no more above all of them."""
    log_view(request, f"batch:{found.pk}")
    typed = {"part": whole_number(request.POST.get("part")), "component": request.POST.get("component", ""),
             "number": request.POST.get("number", ""), "message": message}  # fmt: skip
    context = _context(found, {"phan": str(typed["part"] or "")}) | {"typed": typed, "page_errors": True}
    context["typed_for_none"] = all(card.part.pk != typed["part"] or not card.open for card in context["stack"].cards)
    return render(request, "batches/batch.html", context, status=status)


@require_GET
def batch_state(request: HttpRequest, batch_pk: int) -> HttpResponse:
    """How far it is, asked for by the page while something goes on; `n` is how far what it shows had come."""
    found = queries.batch_for(current_user(request), batch_pk)
    stack = stack_of(found)
    changed = request.GET.get("n") != stack.mark or not stack.running
    leaf = {"number": whole_number(request.GET.get("trang")) or 1}
    context = {"batch": found, "stack": stack, "changed": changed, "leaf": leaf}
    return render(request, "batches/progress.html", context)


@require_GET
def batch_file(request: HttpRequest, batch_pk: int) -> HttpResponseBase:
    """The stack as it came."""
    found = queries.batch_for(current_user(request), batch_pk)
    if found.upload.file is None:
        raise Http404
    log_view(request, f"batch:{found.pk}", action="download")
    return stream(found.upload.file, f"chong-{found.pk}.{ending(found.upload.file)}")


def _context(found: Batch, asked: Mapping[str, str]) -> dict[str, Any]:
    """`asked`: which leaf of a large stack, by its number (`trang`) or a part on it (`phan`)."""
    stack, earlier = stack_of(found), None if found.closed_at else queries.filed_before([found]).get(found.pk)
    crumbs = [Crumb("Bàn làm việc", reverse("home")), Crumb("Khay chồng giấy quét", reverse("batches")),
              Crumb(found.upload.name)]  # fmt: skip
    leaves = leaves_of(stack.cards)
    leaf = chosen_leaf(leaves, whole_number(asked.get("trang")), whole_number(asked.get("phan")))
    return {
        "batch": found, "stack": stack, "leaf": leaf, "leaves": leaves if len(leaves) > 1 else [],
        "earlier": earlier, "told_earlier": earlier and told_earlier(earlier),
        "crumbs": Breadcrumb(crumbs), "foot": _foot(stack, again=earlier is not None), "undecided": UNDECIDED,
    }  # fmt: skip


def told_earlier(earlier: Batch) -> str:
    """What was done with the same bytes before; of a stack that `filed_before` found."""
    number = earlier.dossiers  # type: ignore[attr-defined]  # annotated
    return f"đã nhận {localtime(earlier.at):%d/%m/%Y} do {earlier.by}, đã xếp vào {number} hồ sơ"


def _foot(stack: Stack, *, again: bool) -> Foot:
    """What came a second time is rather dropped than filed."""
    back = Action("Về khay", reverse("batches"), method="get")
    number = len(stack.ready)
    if again and stack.untouched:
        more = [Action(f"Vẫn xếp {number} phần vào hồ sơ", form="file-all")] if number else []
        return Foot(primary=Action("Bỏ chồng này khỏi khay", form="put-away"), others=[*more, back])
    file = Action(f"Xếp {number} phần vào hồ sơ", form="file-all") if number else None
    return Foot(primary=file, others=[back])


def stack_of(found: Batch) -> Stack:
    """The parts as the page shows them, in a constant number of queries."""
    if found.upload.state == Upload.State.REFUSED:
        return Stack([], 0, found.upload)
    parts, pages = list(queries.parts_of(found)), list(queries.read_pages(found))
    dossiers = {part.dossier_id for part in parts if part.dossier_id and part.state == BatchPart.State.OPEN}
    out = {page.index for page in pages if page.left_out}
    kept = {part.pk: kept_pages(part, out) for part in parts}
    pictures = queries.pictures_of(found)
    drawn = {*pictures, *queries.indexes_away(parts)}
    lost = set(range(found.upload.page_count)) - drawn if found.upload.settled else set()
    known = Known(pages, Drawn(pictures, lost), queries.choices_of(dossiers), read_codes(found, parts, pages), kept,
                  queries.scanned_into(found), _line_kinds(parts))  # fmt: skip
    cards = _cards(parts, known, queries.pages_there(dossiers))
    return Stack(cards, len(drawn), found.upload, [card for card in cards if card.sure])


def _line_kinds(parts: list[BatchPart]) -> dict[int, LineKinds]:
    at_lines = [part for part in parts if part.component and part.component.line_id]
    return line_kinds({part.dossier for part in at_lines if part.dossier and part.state == BatchPart.State.OPEN})


def _cards(parts: list[BatchPart], known: Known, there: dict[int, int]) -> list[PartCard]:
    owner: Dossier | None = None
    cards = []
    for before, part in zip([None, *parts], parts, strict=False):
        cards.append(card_of(part, before, known, counts_of(part, before, parts, known, there), owner))
        owner = part.dossier or owner
    wrong = {card.part.dossier_id for card in cards if card.counts}
    return [replace(card, miscounted=card.part.dossier_id in wrong) for card in cards]
