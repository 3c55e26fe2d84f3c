"""What does reception read? Query sets in, query sets out; every one keeps to what the person may see."""

from intake.queries.books import book_of, journey_of
from intake.queries.bulk import bulk_run_of, chosen_of
from intake.queries.catalogue import procedure_on, procedures_on, settling_rule
from intake.queries.components import (
    checklist_of,
    components_of,
    doubtful_originals,
    open_items,
    open_questions,
    questions_of,
    settled_doubts,
    untold_limits,
)
from intake.queries.dossiers import (
    dossier_for,
    dossiers,
    linked_to,
    most_urgent,
    of_paper_number,
    same_open_case,
    with_faces,
)
from intake.queries.handing import handing_lines, handing_lists, to_hand_over
from intake.queries.lists import line_counts, lines_named, lines_of, list_of, standing_elsewhere, takes_list
from intake.queries.monthly import Month, monthly_report
from intake.queries.register import register_rows, registered, with_register_facts
from intake.queries.results import results_of, slip_of, uncollected, uncollected_of, waits_for_collection
from intake.queries.scans import deleted_pages, page_counts, pages_of, pages_out, uploads_of
from intake.queries.slips import issued_of, newest_slip

__all__ = [
    "book_of",
    "bulk_run_of",
    "checklist_of",
    "chosen_of",
    "components_of",
    "deleted_pages",
    "dossier_for",
    "dossiers",
    "doubtful_originals",
    "handing_lines",
    "handing_lists",
    "issued_of",
    "journey_of",
    "line_counts",
    "lines_named",
    "lines_of",
    "linked_to",
    "list_of",
    "Month",
    "monthly_report",
    "most_urgent",
    "newest_slip",
    "of_paper_number",
    "open_items",
    "open_questions",
    "page_counts",
    "pages_of",
    "pages_out",
    "procedure_on",
    "procedures_on",
    "questions_of",
    "register_rows",
    "registered",
    "results_of",
    "same_open_case",
    "settled_doubts",
    "settling_rule",
    "slip_of",
    "standing_elsewhere",
    "takes_list",
    "to_hand_over",
    "uncollected",
    "uncollected_of",
    "untold_limits",
    "uploads_of",
    "waits_for_collection",
    "with_faces",
    "with_register_facts",
]
