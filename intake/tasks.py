"""Which work of this room runs in the background? Thin: each handler says which step it is and is safe to run twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bhxh_archive.jobs import GIVEN_UP, progress
from bhxh_archive.models import FormVersion, Job, Office
from intake import stacks
from intake.actions.administration import document_forms
from intake.actions.deadlines import recounting
from intake.actions.desk import bulk
from intake.actions.dossier import documents, looking_up
from intake.actions.lists import own_files
from intake.actions.returning import paper_scans, print_runs
from intake.actions.stacks import filing_parts
from intake.arrival import examination, refusing, taking_out, telling_sheets
from intake.devices import asking_scanners, carrying_out
from intake.lists import reading as list_reading
from intake.models import (
    Batch,
    BatchPart,
    BulkLine,
    BulkRun,
    Component,
    Dossier,
    ListImport,
    Lookup,
    Page,
    PaperScan,
    PrintRun,
    Scanner,
    ScanRun,
    Upload,
)
from intake.pages import drawing, mending, recognition, strokes


def examine(job: Job, *, upload_id: int) -> None:
    """Judge one received file; accepted ones are split."""
    examination.examine(Upload.objects.select_related("file", "folder").get(pk=upload_id))


def _examination_failed(job: Job, *, upload_id: int) -> None:
    refusing.refuse_unreadable(Upload.objects.get(pk=upload_id))


examine.failed = _examination_failed  # type: ignore[attr-defined]


def split(job: Job, *, upload_id: int, first: int) -> None:
    """Take the next pages out of one accepted file."""
    taking_out.split(Upload.objects.select_related("file", "folder", "component").get(pk=upload_id), first)


def _splitting_failed(job: Job, *, upload_id: int, first: int) -> None:
    taking_out.give_up_splitting(Upload.objects.get(pk=upload_id))


split.failed = _splitting_failed  # type: ignore[attr-defined]


def tell_sheets(job: Job, *, upload_id: int) -> None:
    """Look for sheets of ours among the pages of a file in a dossier."""
    telling_sheets.tell_sheets(Upload.objects.select_related("file").get(pk=upload_id))


def read_stack(job: Job, *, upload_id: int) -> None:
    """Read the codes of one stack and propose its parts."""
    stacks.read_stack(Upload.objects.select_related("file").get(pk=upload_id))


def _codes_failed(job: Job, *, upload_id: int) -> None:
    stacks.give_up_reading(Upload.objects.get(pk=upload_id))


read_stack.failed = _codes_failed  # type: ignore[attr-defined]


def file_waiting(job: Job, *, upload_id: int) -> None:
    """File what a clerk confirmed before its pages were there, as far as they are now."""
    filing_parts.queue_filing(Batch.objects.get(folder__uploads=upload_id))


def file_part(job: Job, *, part_id: int) -> None:
    """Put the pages of one part into its dossier, for the clerk who confirmed it."""
    part = BatchPart.objects.select_related("batch").filter(pk=part_id).first()
    if part and job.by:
        filing_parts.file_part(part=part, by=job.by)


def _filing_failed(job: Job, *, part_id: int) -> None:
    filing_parts.give_back(BatchPart.objects.get(pk=part_id), job.note or GIVEN_UP)


file_part.failed = _filing_failed  # type: ignore[attr-defined]


def redraw(job: Job, *, page_id: int) -> None:
    """Draw the pictures of a page again after it was turned, straightened or cut."""
    if page := _page(page_id):
        drawing.redraw(page)


def mend_pictures(job: Job, *, page_id: int) -> None:
    """Draw the pictures of a page again that are broken in the store."""
    if page := _page(page_id):
        mending.mend_pictures(page)


def note_strokes(job: Job, *, after: int) -> None:
    """Let pages that were kept in an earlier form be known again when they come again."""
    strokes.note_strokes(after=after)


def recognise(job: Job, *, page_id: int) -> None:
    """Read the words of one page."""
    if page := _page(page_id):
        recognition.recognise(page)


def _page(page_id: int) -> Page | None:
    """The page, unless its file was refused after all and took its pages along."""
    return Page.objects.select_related("image", "shown").filter(pk=page_id).first()


def recount_due(job: Job, *, day: str) -> None:
    """Count the statutory days anew that a change of the calendar may move."""
    for done, _ in enumerate(recounting.recount(date.fromisoformat(day)), start=1):
        progress(job, done=done)


def make_document(job: Job, *, component_id: int) -> None:
    """Make the two-layer file of one component, page by page."""
    component = Component.objects.select_related("type", "dossier").get(pk=component_id)
    documents.make_document(component=component, tell=lambda done, total: progress(job, done=done, total=total))


def copy_paper(job: Job, *, scan_id: int) -> None:
    """Make the PDF/A of a paper that was signed with ink."""
    paper_scans.make_copy(scan=PaperScan.objects.select_related("result", "upload").get(pk=scan_id))


def rehearse_bulk(job: Job, *, run_id: int) -> None:
    """Find out what one verb would do to each of many dossiers."""
    _count(job, bulk.rehearse(_run(run_id)))


def carry_out_bulk(job: Job, *, run_id: int) -> None:
    """Do one verb to many dossiers."""
    _count(job, bulk.carry_out(_run(run_id)))


def _bulk_failed(job: Job, *, run_id: int) -> None:
    bulk.give_up(_run(run_id))


rehearse_bulk.failed = _bulk_failed  # type: ignore[attr-defined]
carry_out_bulk.failed = _bulk_failed  # type: ignore[attr-defined]


def _run(run_id: int) -> BulkRun:
    return BulkRun.objects.select_related("by").get(pk=run_id)


def _count(job: Job, lines: Iterable[BulkLine]) -> None:
    for done, _ in enumerate(lines, start=1):
        progress(job, done=done)


def read_list(job: Job, *, import_id: int) -> None:
    """Read an employer's spreadsheet, line by line."""
    row = ListImport.objects.select_related("file", "by").get(pk=import_id)
    list_reading.read_import(row, lambda done, total: progress(job, done=done, total=total))


def _reading_failed(job: Job, *, import_id: int) -> None:
    list_reading.refuse(ListImport.objects.select_related("file").get(pk=import_id), list_reading.BROKEN)


read_list.failed = _reading_failed  # type: ignore[attr-defined]


def scan(job: Job, *, run_id: int) -> None:
    """Carry out one scan; the second delivery of it only tells how far the first one came."""
    run = ScanRun.objects.select_related("scanner__office", "dossier", "component", "by").get(pk=run_id)
    carrying_out.carry_out(run, tell=lambda done: progress(job, done=done))


def _scan_failed(job: Job, *, run_id: int) -> None:
    carrying_out.break_off(ScanRun.objects.select_related("scanner", "dossier").get(pk=run_id))


scan.failed = _scan_failed  # type: ignore[attr-defined]


def look_up(job: Job, *, lookup_id: int) -> None:
    """Ask a source of official data, and keep what it says."""
    if lookup := _lookup(lookup_id):
        looking_up.answer(lookup)


def _look_up_failed(job: Job, *, lookup_id: int) -> None:
    if lookup := _lookup(lookup_id):
        looking_up.give_up(lookup)


look_up.failed = _look_up_failed  # type: ignore[attr-defined]


def _lookup(lookup_id: int) -> Lookup | None:
    """The question, unless its component is gone."""
    return Lookup.objects.select_related("component__type", "component__dossier", "person").filter(pk=lookup_id).first()


def ask_scanners(job: Job, *, office_id: int) -> None:
    """Ask the scanners of an office what they can and do."""
    office = Office.objects.get(pk=office_id)
    asking_scanners.ask_all(office, tell=lambda done, total: progress(job, done=done, total=total))


def check_scanner(job: Job, *, scanner_id: int) -> None:
    """Check one scanner with one page."""
    asking_scanners.check_up(Scanner.objects.get(pk=scanner_id))


def find_scanners(job: Job, *, office_id: int) -> None:
    """Listen to the network and propose what is new."""
    new, heard = asking_scanners.find(Office.objects.get(pk=office_id))
    progress(job, done=new, total=heard)


def give_own_files(job: Job, *, dossier_id: int) -> None:
    """Give a dossier files of exactly its own pages."""
    own_files.give_own_files(dossier=Dossier.objects.get(pk=dossier_id), by=job.by)


def try_form(job: Job, *, form_id: int) -> None:
    """Try a form that an administrator uploaded on its example."""
    document_forms.try_now(FormVersion.objects.get(pk=form_id))


def _try_form_failed(job: Job, *, form_id: int) -> None:
    document_forms.give_up(FormVersion.objects.get(pk=form_id))


try_form.failed = _try_form_failed  # type: ignore[attr-defined]


def make_print_file(job: Job, *, run_id: int) -> None:
    """Lay the documents of a print run into one file."""
    print_runs.make_file(run=PrintRun.objects.get(pk=run_id), tell=lambda done: progress(job, done=done))


def _make_print_file_failed(job: Job, *, run_id: int) -> None:
    print_runs.give_up(PrintRun.objects.get(pk=run_id))


make_print_file.failed = _make_print_file_failed  # type: ignore[attr-defined]
