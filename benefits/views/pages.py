"""Which pages stand in the viewer: the scans by component, a draft as it will look, a file as it was signed?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db.models import Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime

from benefits.models import Draft, DraftAuthor, PageNote, PreparedDocument
from benefits.papers.previewing import page_pictures, papers_to_show
from benefits.wording.names import called
from bhxh_archive.errors import Damaged
from bhxh_archive.models import Preview, StoredFile
from bhxh_archive.previews import drawn_before, previews_of
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.viewer import Pin, Viewer, ViewerPage
from intake.models import Component, Dossier, Page, PageEdit, PaperScan, ResultVersion
from intake.pipeline.verdict import page_list
from intake.queries import DELETED, REPLACED, PageChange, changed_since, components_of, pages_of
from intake.rules import open_findings
from intake.views.page_desk.sheet import picture_url

SIZES: Final = ("view", "thumb")
CHANGED: Final[dict[str, str]] = {PageEdit.Verb.SPLIT: "tách đôi", PageEdit.Verb.MERGE: "ghép với trang khác",
                                  REPLACED: "thay bản quét cũ", DELETED: "xóa"}  # fmt: skip
_BROKEN: Final = "Không hiện được {name}: tệp trong kho đã hỏng hoặc bị mất, chờ khôi phục từ bản sao lưu."
SHORT: Final = 28
"""Characters of a component's name under a small picture."""


def scans(
    request: HttpRequest, dossier: Dossier, components: Sequence[Component] | None = None,
    notes: Sequence[PageNote] = (), *, pinning: bool = False,
) -> Viewer:  # fmt: skip
    """The scans in the order of the components, then line by line of an employer's list, each labelled with its
    component, with the pins of the notes; `pinning`: more may be pinned here."""
    listed = sorted(components_of(dossier) if components is None else components, key=_line)
    order = {component.pk: index for index, component in enumerate(listed)}
    names = {component.pk: _name(component) for component in listed}
    pages = [page for page in pages_of(dossier) if page.kind != Page.Kind.SEPARATOR]
    pages.sort(key=lambda page: (order.get(page.component_id or 0, len(order)), page.ordinal, page.pk))
    changes = _changes(dossier)
    told = {row.page: _told(row) for row in changes}
    shown = [_scan(number, page, names, told.get(page.pk, ""), notes) for number, page in enumerate(pages, start=1)]
    return Viewer(shown, f"dossier-{dossier.pk}", _asked(request), pinning=pinning and bool(shown),
                  notes=_exchanged(pages, told) + _taken_out(changes, listed))  # fmt: skip


def _line(component: Component) -> int:
    return component.line.ordinal if component.line else 0


def _changes(dossier: Dossier) -> list[PageChange]:
    """What was exchanged, split, merged or taken out after a draft was opened that may rest on it."""
    begun = DraftAuthor.objects.filter(draft__dossier=dossier, draft__dropped_at=None).order_by("since")
    return changed_since(dossier, Subquery(begun.values("since")[:1]))


def _told(change: PageChange) -> str:
    return f"{CHANGED[change.verb]} {_when(change.at)}"


def _when(at: datetime) -> str:
    return f"lúc {localtime(at):%H:%M %d/%m/%Y}, sau khi mở dự thảo"


def _exchanged(pages: Sequence[Page], told: Mapping[int, str]) -> list[str]:
    """Where among hundreds of pages those stand that show another picture now than when the draft was begun."""
    places = [place for place, page in enumerate(pages) if page.pk in told]
    changed = "đã thay, tách hoặc ghép sau khi mở dự thảo; xem lại chỗ dự thảo dựa vào."
    return [f"Trang {page_list(places)} {changed}"] if places else []


def _taken_out(changes: Sequence[PageChange], listed: Sequence[Component]) -> list[str]:
    """One sentence for each component (last of them the tray) whose pages were taken out: they stand here no more."""
    out = [row for row in changes if row.verb == DELETED]
    homes = [(row.pk, f"«{row.type.name}»") for row in listed] + [(None, "khay chưa xếp")]
    found = [(name, [row for row in out if row.component == pk]) for pk, name in homes]
    return [f"{len(rows)} trang của {name} bị xóa{_last(rows)} {_when(rows[-1].at)}." for name, rows in found if rows]


def _last(rows: Sequence[PageChange]) -> str:
    return ", trang cuối" if len(rows) > 1 else ""


def _scan(
    number: int, page: Page, names: dict[int, str], replaced: str, notes: Sequence[PageNote]
) -> ViewerPage:  # fmt: skip
    warnings = [*([replaced] if replaced else []), *(found.message for found in open_findings(page))]
    image, thumb = (picture_url(page, size) for size in SIZES)
    label = names.get(page.component_id or 0, "Chưa xếp")
    pins = [_pin(note) for note in notes if note.page_id == page.pk and note.still_there]
    token = f"{page.pk}-{page.view_id}"
    url = f"?xem=ban-quet&trang={number}"  # a proposed dossier shows its drafts first
    return ViewerPage(number, image, thumb, url, label, warnings, pins=pins, token=token)


def _pin(note: PageNote) -> Pin:
    return Pin(note.number, note.x, note.y, f"#ghi-chu-{note.number}", f"{note.by}: {note.text}")


def _name(component: Component) -> str:
    line = f", dòng {component.line.ordinal}" if component.line else ""
    return f"{_short(component.type.name)}{line}"


def _short(name: str) -> str:
    """Names of components run over several lines; under a small picture their first words are enough."""
    return name if len(name) <= SHORT else name[:SHORT].rsplit(" ", 1)[0] + "…"


def _asked(request: HttpRequest) -> int:
    return whole_number(request.GET.get("trang")) or 1


def draft_pages(request: HttpRequest, dossier: Dossier, drafts: Iterable[Draft]) -> Viewer:
    """The documents of the drafts, page by page, as they will look."""
    papers = [(draft, paper) for draft in drafts for paper in papers_to_show(draft)]
    pages = [
        (called(paper.kind, paper.title), [_draft_url(dossier, draft, paper.kind, index, size) for size in SIZES])
        for draft, paper in papers
        for index in range(len(page_pictures(paper, "thumb")))
    ]
    return _viewer(request, f"draft-{dossier.pk}", pages)


def _draft_url(dossier: Dossier, draft: Draft, kind: str, index: int, size: str) -> str:
    url = reverse("draft_page", args=[dossier.pk, draft.pk, kind, index + 1, size])
    return f"{url}?v={draft.version}"


def prepared_pages(request: HttpRequest, dossier: Dossier, documents: Sequence[PreparedDocument]) -> Viewer:
    """Exactly the bytes that are going to be signed."""
    drawn = _drawn([row.signed_file or row.file for row in documents])
    pages = [
        (called(row.kind, row.title), _urls("prepared_page", dossier.pk, row.pk, preview.number))
        for row in documents
        for preview in drawn[(row.signed_file or row.file).pk]
    ]
    return _viewer(request, f"prepared-{dossier.pk}", pages)


def version_pages(
    request: HttpRequest, dossier: Dossier, versions: Sequence[ResultVersion], *, page: str = "result_page",
    notes: Sequence[str] = (),
) -> Viewer:  # fmt: skip
    """The signed files as they lie in the store; `page` names the address of one picture, `notes` stand above them.

    Of a file that is broken there is no page: that is said.
    """
    drawn = _drawn([version.file for version in versions])
    pages = [
        (called(version.result.kind, version.result.title),
         _urls(page, dossier.pk, version.pk, preview.number))
        for version in versions
        for preview in drawn[version.file_id]
    ]  # fmt: skip
    lost = [_BROKEN.format(name=version.result) for version in versions if not drawn[version.file_id]]
    return replace(_viewer(request, f"results-{dossier.pk}", pages), notes=[*notes, *lost])


def scanned_pages(request: HttpRequest, dossier: Dossier, scans: Sequence[PaperScan]) -> Viewer:
    """The copies of papers that were signed with ink, before they are issued."""
    found = [(scan, scan.file) for scan in scans if scan.file]
    drawn = _drawn([file for _, file in found])
    pages = [
        (called(scan.result.kind, scan.result.title), _urls("paper_page", dossier.pk, scan.pk, preview.number))
        for scan, file in found
        for preview in drawn[file.pk]
    ]
    return _viewer(request, f"papers-{dossier.pk}", pages)


def _urls(name: str, *args: object) -> list[str]:
    """The addresses of one page in both sizes."""
    return [reverse(name, args=[*args, size]) for size in SIZES]


def _viewer(request: HttpRequest, key: str, pages: Sequence[tuple[str, list[str]]]) -> Viewer:
    """Pages as (label, [picture, small picture])."""
    shown = [
        ViewerPage(number, picture, thumb, f"?trang={number}", label)
        for number, (label, (picture, thumb)) in enumerate(pages, start=1)
    ]
    return Viewer(shown, key, _asked(request), empty="Chưa dựng được bản xem trước của văn bản")


def _drawn(files: Sequence[StoredFile]) -> dict[int, list[Preview]]:
    """File id -> its previews, in one query when all were drawn before."""
    known: dict[int, list[Preview]] = {file.pk: [] for file in files}
    for preview in drawn_before(files):
        known[preview.file_id].append(preview)
    return {file.pk: known[file.pk] or _draw(file) for file in files}


def _draw(file: StoredFile) -> list[Preview]:
    """Of a broken file there is nothing to show; what stands beside the pages says so."""
    try:
        return previews_of(file)
    except Damaged:
        return []
