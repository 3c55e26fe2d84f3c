"""Is a dossier complete, counted and checked? Predicates on what was read; nothing here writes."""

from intake.rules.answers import differences, is_doubt, supplied_by_data
from intake.rules.checklist import (
    Line,
    by_case,
    checklist,
    is_in_hand,
    is_satisfied,
    missing,
    missing_lines,
    not_received,
    what_is_missing,
)
from intake.rules.grounds import ground_of
from intake.rules.results import (
    again_words,
    is_absence,
    print_problems,
    receiver_problems,
    return_problems,
    return_way_is_open,
    slip_may_go,
    was_issued,
)
from intake.rules.scans import (
    UNCOUNTED,
    count_problem,
    counted,
    is_blank_side,
    open_findings,
    page_problems,
    pages_may_change,
    paper_problems,
    upload_problems,
)

__all__ = [
    "Line",
    "UNCOUNTED",
    "again_words",
    "by_case",
    "checklist",
    "count_problem",
    "counted",
    "differences",
    "ground_of",
    "is_absence",
    "is_blank_side",
    "is_doubt",
    "is_in_hand",
    "is_satisfied",
    "missing",
    "missing_lines",
    "not_received",
    "open_findings",
    "page_problems",
    "paper_problems",
    "pages_may_change",
    "print_problems",
    "receiver_problems",
    "return_problems",
    "return_way_is_open",
    "slip_may_go",
    "supplied_by_data",
    "upload_problems",
    "was_issued",
    "what_is_missing",
]
