"""What does one part of a stack show before it is filed: where it goes, its pages, and what stands in the way?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bhxh_archive.documents.sheet_codes import return_code
from intake.models import BatchPage, BatchPart, Component, Dossier, Page
from intake.rules.scans import pages_may_change
from intake.rules.stacks import (
    ADVICE,
    GOES_ON,
    SCANNED_INTO,
    Seen,
    another_named,
    asks_for_the_unscanned,
    obstacle,
    sheet_within,
    waits_for_a_paper,
)
from intake.views.dossier.parts import label
from intake.views.frame import face_of
from intake.views.lists.line_places import LineKinds, LinePlaces, line_places
from intake.views.page_desk.sheet import picture_url
from intake.views.stacks.read_codes import ReadCode

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
    """One part: where it goes, its pages, and why it can't go there; the codes `read` on a sheet that bears two; the
    dossier that is `proposed`: of the part that it was cut from, or into which its first pages were scanned. With a
    `doubt`, or where its dossier was `miscounted` (`counts` says so at the first of its parts), it can be filed, but
    not together with all others. `at_line`: the papers of its line; the `choices` then take the line away. Where one
    paper of several has to be chosen, those that a slip asks for are apart from the `choices`: `wanted`."""

    part: BatchPart
    pages: Sequence[StackPage]
    obstacle: str
    kept: int
    choices: Sequence[tuple[str, str]] = ()
    wanted: Sequence[tuple[str, str]] = ()
    counts: str = ""
    joins: bool = False
    read: Sequence[ReadCode] = ()
    proposed: Dossier | None = None
    doubt: str = ""
    miscounted: bool = False
    at_line: LinePlaces | None = None

    @property
    def open(self) -> bool:
        return self.part.state == BatchPart.State.OPEN

    @property
    def blank(self) -> int:
        """Blank ones among the pages that go into the dossier: mostly backs."""
        return sum(page.blank and not page.left_out for page in self.pages)

    @property
    def ready(self) -> bool:
        return self.open and not self.obstacle

    @property
    def tone(self) -> str:
        return "warn" if self.open and (self.obstacle or self.doubt or self.miscounted) else TONES[self.part.state]

    @property
    def sure(self) -> bool:
        return self.ready and not self.doubt and not self.miscounted

    @property
    def only_miscounted(self) -> bool:
        """Whether nothing else is in the way: all such parts of its dossier may be filed with one press."""
        return self.ready and not self.doubt and self.miscounted

    @property
    def person(self) -> str:
        return face_of(self.part.dossier)[0] if self.part.dossier else ""

    @property
    def asks_for_the_unscanned(self) -> bool:
        return self.part.dossier is not None and asks_for_the_unscanned(self.part)

    @property
    def undecided(self) -> bool:
        """Whether nothing is chosen of the papers, not even the unsorted tray, until a clerk says which it is."""
        return self.open and waits_for_a_paper(self.part)

    @property
    def may_take_out(self) -> bool:
        dossier = self.part.dossier
        return (
            self.part.state == BatchPart.State.FILED
            and dossier is not None
            and not self.part.hand_over_id
            and pages_may_change(dossier)
        )

    @property
    def number(self) -> str:
        """What stands in the box of the number: of a signed slip its own code, which leads to its return again."""
        dossier = self.part.dossier or self.proposed
        if self.part.dossier and self.part.hand_over_id:
            return return_code(str(self.part.dossier.number), self.part.hand_over_id)
        return str(dossier) if dossier else ""

    @property
    def chosen(self) -> str:
        """The present one of the places to choose from."""
        return self.at_line.chosen if self.at_line else str(self.part.component_id or "")

    @property
    def place(self) -> str:
        if self.part.hand_over_id:
            return "Giấy giao nhận kết quả đã ký"
        return label(self.part.component) if self.part.component else "Khay chưa xếp của hồ sơ"


@dataclass(frozen=True)
class Known:
    """What was found out for all parts at once: the pages, their pictures, the components to choose from by dossier,
    the papers that may lie at its lines,
    the codes on sheets that bear two by part, the indexes of the pages that go into a dossier by part, and the dossier
    into which all was scanned, or (True) with which a scan ended that this one goes on with."""

    pages: Sequence[BatchPage]
    drawn: Drawn
    choices: dict[int, list[Component]]
    read: dict[int, list[ReadCode]]
    kept: dict[int, list[int]]
    scanned_into: tuple[Dossier, bool] | None
    line_kinds: dict[int, LineKinds] = field(default_factory=dict)

    @cached_property
    def texts(self) -> dict[int, list[str]]:
        """What stands on the pages that bear a code, by index."""
        return {page.index: page.texts for page in self.pages if page.texts}


def card_of(part: BatchPart, before: BatchPart | None, known: Known, counts: str, owner: Dossier | None) -> PartCard:
    """The card of one part, `before` the one it follows; `owner` the dossier of the nearest before it that has one."""
    kept, drawn = known.kept[part.pk], known.drawn
    is_open = part.state == BatchPart.State.OPEN
    shown = [] if part.state == BatchPart.State.FILED else _pages(part, known)
    proposed = _proposed(part, owner, known)
    dossier = part.dossier_id or (proposed.pk if proposed else 0)
    at_line = line_places(part, known.line_kinds.get(dossier)) if is_open else None
    choices = [] if part.hand_over_id else known.choices.get(dossier, [])
    rows = [row for row in choices if not at_line or row.line_id != at_line.line.pk]
    wanted = [row for row in rows if row.wanted] if waits_for_a_paper(part) else []  # type: ignore[attr-defined]
    joins = bool(is_open and before and before.state == BatchPart.State.OPEN)
    why_not = obstacle(part, len(kept), drawn.lost.intersection(kept)) if is_open else ""
    if proposed and known.scanned_into and why_not == ADVICE[BatchPart.Trouble.NO_SHEET]:
        why_not = GOES_ON if known.scanned_into[1] else SCANNED_INTO
    doubt = _doubt(part, known) if is_open and not why_not else ""
    return PartCard(
        part, shown, why_not, len(kept), _named(row for row in rows if row not in wanted), _named(wanted), counts,
        joins, known.read.get(part.pk, ()), proposed, doubt, at_line=at_line,
    )  # fmt: skip


def _named(rows: Iterable[Component]) -> list[tuple[str, str]]:
    return [(str(row.pk), label(row)) for row in rows]


def _doubt(part: BatchPart, known: Known) -> str:
    sheet = known.pages[part.first]
    begun = Seen(sheet.texts, sheet.unread, sheet.blank)
    return another_named(part, known.texts) or sheet_within(part, begun, left_out=sheet.left_out)


def _proposed(part: BatchPart, owner: Dossier | None, known: Known) -> Dossier | None:
    if part.trouble == BatchPart.Trouble.NO_SHEET and part.first == 0:
        return known.scanned_into[0] if known.scanned_into else None
    return owner if part.trouble == BatchPart.Trouble.CUT else None


def _pages(part: BatchPart, known: Known) -> list[StackPage]:
    return [_page(row, known.drawn) for row in known.pages[part.first : part.stop]]


def _page(row: BatchPage, drawn: Drawn) -> StackPage:
    picture = drawn.pictures.get(row.index)
    if picture is None:
        return StackPage(row.index, row.left_out, row.blank, lost=row.index in drawn.lost)
    return StackPage(row.index, row.left_out, row.blank, picture_url(picture, "thumb"), picture_url(picture, "view"))
