"""How do the codes of a stack become parts with a dossier, and when is a stack done?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from bhxh_archive.documents.sheet_codes import SheetCode
from bhxh_archive.jobs.at_hand import at_hand, let_go
from intake.actions.lists.line_papers import paper_at_line
from intake.models import Batch, BatchPage, BatchPart, Component, HandOver, ListLine, SupplementItem, Upload
from intake.pages.drawing import limits
from intake.pipeline.codes import PageCodes
from intake.pipeline.sandbox import codes_of_file
from intake.pipeline.side_by_side import side_by_side
from intake.pipeline.verdict import Refused
from intake.queries import SIGNED, line_paper_types
from intake.queries.batches import by_number
from intake.rules.list_benefits import of_the_line
from intake.rules.stack_targets import Known, Leaver, LineFound, ReturnFound, Target, target_of
from intake.rules.stacks import Proposal, Seen, propose

_ASKED: Final = (
    "request__dossier", "request__ordinal", "component", "one_of", "component__dossier", "component__dossier__number",
)  # fmt: skip
_HERE: Final = Component.objects.filter(
    Q(sheets__gt=0) | Q(pages__isnull=False, pages__deleted_at=None),
    dossier=OuterRef("request__dossier"), type__group=OuterRef("component__type__group"),
)  # fmt: skip
_ONE_OF: Final = Case(
    When(~Exists(_HERE), component__line=None, component__type__group__gt="", then=Value(value=True)),
    default=Value(value=False),
)
"""Nothing of the group is here: another paper of it may come than the one at whose place it was asked for."""
STRIDE: Final = 50
"""Pages that one child reads; its limits of time are made for some dozens of pages."""


def read_stack(upload: Upload) -> None:
    """Read the codes of every page and propose the parts, before any picture is drawn; safe to run twice."""
    batch = Batch.objects.get(folder=upload.folder_id)
    if upload.file is None or batch.pages.exists():
        return
    with at_hand(upload.file) as path:
        found = read_codes(path, upload.file.media_type, upload.page_count)
    _write_down(batch, found)
    if not Upload.objects.filter(pk=upload.pk, state=Upload.State.SPLITTING).exists():  # nobody else will
        let_go(upload.digest)


def give_up_reading(upload: Upload) -> None:
    """Leave the cuts to the clerk where reading broke off again and again."""
    _write_down(Batch.objects.get(folder=upload.folder_id), _unread(range(upload.page_count)))


def read_codes(path: Path, media_type: str, pages: int) -> list[PageCodes]:
    """What stands on each of the first `pages` pages: before the clerk has put the paper away."""
    return side_by_side(partial(_read_some, path, media_type), range(pages), most=STRIDE)


def _read_some(path: Path, media_type: str, pages: range) -> list[PageCodes]:
    try:
        return codes_of_file(path, media_type, limits(), pages)
    except Refused:  # what is wrong with a page is said when it is split; the others' codes count
        return _unread(pages)


def _unread(pages: range) -> list[PageCodes]:
    """Pages of which nothing is known: they begin a part that says so, instead of following the one before."""
    return [PageCodes(index, unread=index == pages.start) for index in pages]


@transaction.atomic
def _write_down(batch: Batch, found: Sequence[PageCodes]) -> None:
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.pages.exists():
        return
    parts = propose([Seen(page.texts, page.unread, page.blank) for page in found])
    out = {index for part in parts for index in part.left_out}
    BatchPage.objects.bulk_create(
        BatchPage(batch=locked, index=index, texts=list(page.texts), unread=page.unread, blank=page.blank,
                  left_out=index in out)
        for index, page in enumerate(found)
    )  # fmt: skip
    rows = [(BatchPart(batch=locked, first=part.first, stop=part.stop), part) for part in parts]
    resolve(locked, rows)
    BatchPart.objects.bulk_create(row for row, _ in rows)


def resolve(batch: Batch, rows: Sequence[tuple[BatchPart, Proposal]]) -> None:
    """Give each part the dossier and component that its code leads to, or the trouble in the way; not yet saved."""
    targets = found_all(batch, [part.code for _, part in rows if part.code])
    for row, part in rows:
        target = (
            made(batch, part.code, targets[part.code]) if part.code else Target(trouble=part.trouble, note=part.note)
        )
        row.code, row.trouble, row.note = part.text[:100], target.trouble, target.note
        row.dossier_id, row.component_id, row.hand_over_id = target.dossier, target.component, target.hand_over


def found(batch: Batch, code: SheetCode) -> Target:
    """Where one typed code leads."""
    return found_all(batch, [code])[code]


def made(batch: Batch, code: SheetCode, target: Target) -> Target:
    """With the paper of a line that its sheet leads to, which comes to be where there is none yet."""
    if target.line is None:
        return target
    line = ListLine.objects.select_related("list__dossier").get(pk=target.line)
    dossier = line.list.dossier
    kind = of_the_line(line, line_paper_types(dossier).filter(code=code.component))[0]
    paper = paper_at_line(Component(dossier=dossier, type=kind, line=line), batch.by)
    return replace(target, component=paper.pk, line=None)


def found_all(batch: Batch, codes: Iterable[SheetCode]) -> dict[SheetCode, Target]:
    """Where each code leads, in three queries, however many they are; with sheets of lines two more, and one or two for
    each dossier of theirs; with return slips one more."""
    wanted = set(codes)
    known = _known(batch, {code.number for code in wanted}, {code.line for code in wanted if code.line})
    known = replace(known, returns=_returns(batch, {code.handed for code in wanted if code.handed}))
    return {code: target_of(code, batch.office_id, known) for code in wanted}


def _known(batch: Batch, numbers: set[str], lines: set[int]) -> Known:
    dossiers = by_number(numbers)
    mine = {row.pk for row in dossiers.values() if row.receiving_office_id == batch.office_id}
    components: dict[tuple[int, str], list[int]] = {}
    never_scanned: set[int | None] = set()
    rows = Component.objects.filter(dossier__in=mine).values_list("dossier", "type__code", "pk", "type__never_scan")
    for dossier, code, pk, never in rows:
        components.setdefault((dossier, code), []).append(pk)
        never_scanned |= {pk} if never else set()
    asked, left = _asked(mine)
    return Known(dossiers, components, asked, never_scanned, left, _lines(batch, lines) if lines else {})


def _returns(batch: Batch, ids: set[int]) -> dict[int, ReturnFound]:
    """The returns of this office that slips name."""
    rows = HandOver.objects.filter(pk__in=ids, dossier__receiving_office=batch.office_id).annotate(signed=SIGNED)
    return {row.pk: ReturnFound(row.dossier_id, row.signed) for row in rows} if ids else {}


def _lines(batch: Batch, ids: set[int]) -> dict[int, LineFound]:
    """The lines of this office that sheets name, each with the papers that may lie at it."""
    rows = ListLine.objects.filter(pk__in=ids, list__dossier__receiving_office=batch.office_id)
    there: dict[int, dict[str, int]] = {}
    papers = Component.objects.filter(line__in=ids, person=None).values_list("line", "type__code", "pk")
    for line, code, pk in papers:
        there.setdefault(line, {})[code] = pk
    kinds: dict[int, dict[str, int | None]] = {}
    found: dict[int, LineFound] = {}
    for row in rows.select_related("list__dossier__procedure", "origin"):
        dossier = row.list.dossier
        if dossier.pk not in kinds:
            kinds[dossier.pk] = dict.fromkeys(line_paper_types(dossier).values_list("code", flat=True))
        refused = row.standing == ListLine.Standing.LEFT_OUT
        known = kinds[dossier.pk] | there.get(row.pk, {})
        found[row.pk] = LineFound(row.ordinal, refused, dossier, row.origin.dossier_id, known)
    return found


def _asked(
    dossiers: set[int],
) -> tuple[dict[tuple[int, int], set[int | None]], dict[tuple[int, int], list[Leaver]]]:
    """By (dossier, request): what a slip asked for, and which of its papers left with their lines. One query."""
    asked: dict[tuple[int, int], set[int | None]] = {}
    left: dict[tuple[int, int], list[Leaver]] = {}
    items = SupplementItem.objects.filter(request__dossier__in=dossiers).annotate(one_of=_ONE_OF)
    for dossier, ordinal, wanted, one_of, now_in, number in items.values_list(*_ASKED):
        if now_in in {None, dossier}:
            asked.setdefault((dossier, ordinal), set()).add(None if one_of else wanted)
        else:
            left.setdefault((dossier, ordinal), []).append(Leaver(wanted, now_in, number))
    return asked, left


def close_when_settled(batch: Batch) -> None:
    """Let a stack leave the tray once every part is filed or dropped; the caller holds its lock."""
    done = (BatchPart.State.FILED, BatchPart.State.DROPPED)
    if batch.parts.exclude(state__in=done).exists():
        return
    batch.closed_at = timezone.now()
    batch.save(update_fields=["closed_at"])
