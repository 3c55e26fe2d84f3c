"""Of which tiles and buttons is the contact sheet of a dossier made?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2s
from typing import ClassVar, Final, cast

from django.urls import reverse
from django.utils.crypto import get_random_string

from bhxh_archive.ui.sorter import PageSorter, SortTarget
from intake import queries, rules
from intake.models import Component, ComponentType, Dossier, Page, PageFinding
from intake.rules import Line
from intake.rules.sending import as_sent
from intake.views.dossier.parts import check_state, label
from intake.views.page_desk.since_shown import NOTHING_NEW, Since, mark_of

SHORT: Final = {
    "blank": "Trang trắng", "dark": "Trang đen", "sideways": "Nằm ngang", "skewed": "Nghiêng", "blurred": "Mờ, nhòe",
    "cut_edge": "Chữ bị cắt", "upside_down": "Ngược đầu", "duplicate": "Giống trang đã có",
    "low_resolution": "Độ phân giải thấp", "assumed_resolution": "Chưa rõ độ phân giải",
    "not_true_colour": "Không đủ màu", "page_damaged": "Ảnh hỏng", "page_suspect": "Ảnh có chỗ hỏng",
    "unsuitable": "Không lưu trữ được", "uncounted": "Không tính trang",
    "our_sheet": "Tờ bìa, tờ phân cách", "unread_sheet": "Tờ bìa không đọc được mã?",
}  # fmt: skip
"""What a finding is called on the contact sheet; the page itself says it in full."""


TONES: Final = {PageFinding.Level.WARNING.value: "warn", PageFinding.Level.HARD.value: "bad"}
SHEET_VERBS: Final = (
    "assign", "reorder", "rotate", "delete", "mark", "check", "override", "line", "straighten", "split", "merge",
)  # fmt: skip


@dataclass(frozen=True)
class SheetPage:
    """One picture of the contact sheet; `flags` are what is wrong, each with its tone; `warned` the ids of the
    warnings among them, by which a press says which it accepts, `seen` how it looked, by which it says what it
    confirms; `fresh` says what of it was not seen yet."""

    key: str
    number: int
    thumb_url: str
    url: str
    component: str
    flags: list[tuple[str, str]]
    kind: str
    checked: bool
    hard: bool
    seen: str
    warned: str = ""
    fresh: str = ""

    @property
    def mark(self) -> str:
        """Another one when the tile looks another way. Its number is no part: that changes with its neighbours; nor is
        `fresh`, which stays until the sheet is shown anew."""
        looks = (self.thumb_url, self.url, self.component, self.flags, self.kind, self.checked, self.hard,
                 self.seen, self.warned)  # fmt: skip
        return blake2s(repr(looks).encode(), digest_size=4).hexdigest()


@dataclass(frozen=True)
class Sheet(PageSorter):
    """The shared contact sheet with what reception does to pages beyond sorting."""

    template: ClassVar[str] = "intake/sheet.html"
    mark_url: str = ""
    check_url: str = ""
    override_url: str = ""
    straighten_url: str = ""
    split_url: str = ""
    merge_url: str = ""
    rest_url: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    line_url: str = ""
    line_kinds: tuple[ComponentType, ...] = ()

    @property
    def unseen(self) -> list[SheetPage]:
        """The pages that say what of them was not seen yet."""
        return [page for page in cast("list[SheetPage]", self.pages) if page.fresh]


def picture_url(page: Page, size: str) -> str:
    """The address of a page's picture; it changes when the picture does, so that a browser may keep it a while."""
    drawn = page.view_id if size == "view" else page.thumb_id
    return f"{reverse('page_image', args=[page.pk, size])}?v={drawn}"


def in_reading_order(pages: list[Page], lines: list[Line]) -> list[Page]:
    """The unsorted tray first, as it was sent; then component by component in the order of the checklist."""
    place = {line.component.pk: rank for rank, line in enumerate(lines, start=1)}
    loose = [page for page in pages if page.component_id is None]
    filed = [page for page in pages if page.component_id is not None]
    filed.sort(key=lambda page: (place.get(page.component_id or 0, 0), page.ordinal, page.pk))
    return [*as_sent(loose), *filed]


def scannable(lines: list[Line]) -> list[Component]:
    """The components that scans may be filed under; those asked for first. Filing changes nothing in their order: the
    keys of the first nine stay what they are under the hands of a clerk."""
    scanned = [line.component for line in lines if not line.component.type.never_scan]
    return sorted(scanned, key=lambda row: not _asked_for(row))


def _asked_for(component: Component) -> bool:
    mandatory = component.type.requirement == ComponentType.Requirement.MANDATORY
    return mandatory or (rules.by_case(component.type) and component.asked)


def sheet(
    dossier: Dossier, found: list[Page], lines: list[Line], *, changeable: bool, unseen: Since = NOTHING_NEW
) -> Sheet:
    """The contact sheet; without the right to change it has no buttons. The pages that are
    `unseen` say so."""
    papers = at_lines(dossier)
    placed = [*lines, *papers]
    names = {line.component.pk: label(line.component) for line in placed}
    order = in_reading_order(found, placed)
    shown = [_sheet_page(dossier, number, page, names, unseen) for number, page in enumerate(order, 1)]
    if not changeable:
        return Sheet(shown, [])  # type: ignore[arg-type]
    urls = {f"{verb}_url": reverse("change_pages", args=[dossier.pk, verb]) for verb in SHEET_VERBS}
    return Sheet(
        shown,  # type: ignore[arg-type]
        targets(lines, _by_code(papers, found)),
        version=get_random_string(16),
        kinds=tuple(Page.Kind.choices),
        line_kinds=tuple(queries.line_paper_types(dossier)) if queries.has_list(dossier) else (),
        rest_url=reverse("change_pages", args=[dossier.pk, "assign-rest"]),
        **urls,  # type: ignore[arg-type]
    )


def at_lines(dossier: Dossier) -> list[Line]:
    """The papers that lie at lines of an employer's list: they have a place and a name, but are no targets."""
    return [Line(row, False, True, 1, "", "", "") for row in queries.papers_of_lines(dossier)]


def _sheet_page(dossier: Dossier, number: int, page: Page, names: dict[int, str], unseen: Since) -> SheetPage:
    open_findings = rules.open_findings(page)
    return SheetPage(
        key=str(page.pk), number=number, thumb_url=picture_url(page, "thumb"),
        url=reverse("page", args=[dossier.pk, page.pk]), component=names.get(page.component_id or 0, ""),
        flags=[(SHORT.get(row.code, row.message), TONES[row.level]) for row in open_findings],
        kind="" if page.kind == Page.Kind.NORMAL else page.get_kind_display(), checked=bool(page.checked_at),
        hard=any(row.level == PageFinding.Level.HARD for row in open_findings), seen=mark_of(page),
        warned=",".join(str(row.pk) for row in open_findings if row.level == PageFinding.Level.WARNING),
        fresh=unseen.told(page.pk),
    )  # fmt: skip


def _by_code(papers: list[Line], found: list[Page]) -> Counter[str]:
    """Code of a paper -> how many pages lie at that paper of single lines."""
    codes = {line.component.pk: line.component.type.code for line in papers}
    return Counter(codes[page.component_id] for page in found if page.component_id in codes)


def targets(lines: list[Line], at_lines: Mapping[str, int] | None = None) -> list[SortTarget]:
    """The components that pages can be filed under, the first nine by a key, and the tray; `at_lines`: by the code of a
    paper, the pages that lie at single lines of a list."""
    beside = at_lines or {}
    counts = {line.component.pk: line.pages for line in lines}
    by_pk = {line.component.pk: line for line in lines}
    rows = scannable(lines)
    named = [
        SortTarget(str(row.pk), label(row), counts[row.pk], check_state(by_pk[row.pk]),
                   shortcut=f"alt+{number}" if number < 10 else "", beside=beside.get(row.type.code, 0))
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return [*named, SortTarget("0", "Khay chưa xếp (gỡ khỏi thành phần)")]
