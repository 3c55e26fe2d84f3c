"""Why were the scans of a returned result opened, and what was done to them since it was signed?"""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from intake.models import Dossier, DossierEvent

OPENED: Final = "open_scans"
CHANGES: Final = (
    OPENED, "upload", "scan", "file_stack", "unfile_stack", "file_pages", "order_pages", "rotate_pages",
    "straighten_pages", "split_pages", "merge_pages", "crop_page", "undo_edits", "undo_step", "redo_step",
    "replace_page", "undo_replacement", "show_original", "mark_pages", "delete_pages", "restore_pages",
    "count_paper", "count_component", "count_components", "add_component", "ask_component", "answer_questions",
    "waive_component", "satisfy_by_data", "reset_component", "describe_component", "compare_with_original",
    "undo_comparison", "take_book",
)  # fmt: skip
"""The verbs that change what the signed result rests on."""


def opening_of(dossier: Dossier) -> DossierEvent | None:
    """Who opened the scans last, when and why."""
    return dossier.events.filter(verb=OPENED).select_related("by").order_by("-seq").first()


def changes_since_signature(dossier: Dossier) -> QuerySet[DossierEvent]:
    """What was done to pages and components after the leader signed last, oldest first; nothing before a signature."""
    signed = dossier.events.filter(verb="sign").order_by("-seq").values("seq")[:1]
    rows = dossier.events.filter(verb__in=CHANGES, seq__gt=signed)
    return rows.select_related("by", "office").prefetch_related("office__names").order_by("seq")
