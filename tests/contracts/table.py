"""Who may open which address, with which method? One row per address and method, written down by hand.

Hand-written on purpose: a table read from the rights would agree with them whatever they say. The addresses that are
moves of the map (URL name = verb) have a table of their own; `test_moves.py` tries each in the states it leads from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bhxh_archive.roles import Role
from tests.contracts.cast import (
    ADMINISTRATOR,
    ARCHIVIST,
    BENEFITS,
    DESKS,
    NOBODY,
    RECEIVER,
    RECEPTION,
    RECIPIENTS,
    STRANGER,
    Person,
    alone,
)

Who = Mapping[str, Iterable[Role]]
"""Seat of the office -> the functions that open the address there."""

LET_IN: Final = (200, 204, 302, 409, 422)
"""Shown, done, not now, not valid: in each case the right was there."""
INSIDERS: Final = ("receiving", "settling", "centre")
CENTRE: Final = {"centre": {Role.CENTRE}}
RECEIVING: Final = {"receiving": RECEPTION}
SETTLING: Final = {"settling": BENEFITS}
OFFICERS: Final = {"settling": {Role.OFFICER}}
TAKING_PART: Final = {"receiving": DESKS, "settling": DESKS, **CENTRE}
"""Everybody whose office takes part in the dossier, and the Archive Center, which has received it."""
SEARCHING: Final = DESKS - {Role.LEADER, Role.CLERK}
READING_RECORDS: Final = {"receiving": SEARCHING, "settling": SEARCHING, **CENTRE}
ANYWHERE: Final = dict.fromkeys(("receiving", "settling", "elsewhere"), DESKS)
RECEIVING_ANYWHERE: Final = dict.fromkeys(ANYWHERE, RECEPTION)
ADMINISTRATORS: Final = {"settling": {Role.ADMIN}, "elsewhere": {Role.ADMIN}, "centre": {Role.ADMIN}}
DELIVERED: Final = {"settling": {Role.FINANCE, Role.COLLECTION}}
"""To whom the decision of the stage's dossier went when it was issued."""
KEEPERS: Final = RECEPTION | {Role.CLERK}
KEEPING: Final = {"settling": KEEPERS}
"""Who keeps the paper of the stage's dossier: it lies with the office that settled it."""
CHIEF: Final = {"centre": {Role.ADMIN}}
"""Who administers every office at once, and alone what holds for all of them."""


@dataclass(frozen=True)
class Row:
    """`refused`: what an insider without the right gets. `hidden`: what everybody else gets.

    `objects` says which thing of the stage stands for a part of the address, where the name alone does not tell.
    Where the work is `costly` (signatures are verified), one function of each office speaks for the others.
    """

    name: str
    who: Who
    method: str = "GET"
    refused: int = 403
    hidden: int = 404
    data: Mapping[str, Any] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)
    costly: bool = False

    @property
    def label(self) -> str:
        return f"{self.method} {self.name}"

    def admitted(self) -> list[Person]:
        return [
            person for seat, roles in self.who.items() for person in alone(seat, roles)[: 1 if self.costly else None]
        ]

    def turned_away(self) -> dict[Person, int]:
        """Everybody else at full strength, with the status each must get."""
        rest = {seat: DESKS - set(self.who.get(seat, ())) for seat in ("receiving", "settling", "elsewhere")}
        people = [Person(seat, frozenset(roles)) for seat, roles in rest.items() if roles]
        people += [person for person in (ADMINISTRATOR, ARCHIVIST) if person not in self.admitted()]
        inside = [person for person in people if person.seat in INSIDERS and person != ADMINISTRATOR]
        if RECIPIENTS.isdisjoint(role for roles in self.who.values() for role in roles):
            people.append(RECEIVER)
        return {person: self.refused if person in inside else self.hidden for person in [*people, NOBODY]}


def rows(who: Who, *names: str, method: str = "GET", **facts: Any) -> list[Row]:
    return [Row(name, who, method, **facts) for name in names]


def both(who: Who, *names: str, **facts: Any) -> list[Row]:
    return [*rows(who, *names, **facts), *rows(who, *names, method="POST", **facts)]


def post(who: Who, *names: str, **facts: Any) -> list[Row]:
    return rows(who, *names, method="POST", **facts)


OPEN: Final = {"login": 200, "healthz": 200, "sign_in_and_resend": 405, "status_form": 200, "status": 404,
               "fetch_result": 404, "fetched_file": 404,
               **dict.fromkeys(("bridge_work", "bridge_claim", "bridge_wanted", "bridge_page", "bridge_finish",
                                "bridge_file", "agent_waiting", "agent_gaps", "agent_signatures"), 405)}  # fmt: skip
"""Addresses that answer to who is signed out, and what a GET gets: `sign_in_and_resend` takes a form that was sent
too late, `status`, `fetch_result` and `fetched_file` know nothing by the stage's code and secret, bridges and
signing agents post with a key of theirs."""
EVERYBODY: Final = ("home", "gallery", "administration", "logout", "password_change", "single_keys",
                    "second_factor",
                    "second_factor_begin", "second_factor_first_code", "second_factor_codes", "second_factor_remove",
                    "second_factor_demo_code")  # fmt: skip
"""Addresses that answer to whoever is signed in; `administration` only leads on to `users`."""
PERSONAL: Final = ("search_results", "bulk_run", "bulk_confirm")
"""What belongs to one person, whatever the functions: each has a test of its own (here, and in `test_bulk.py`)."""

_HOUSE: Final[dict[str, Any]] = {"hidden": 403}
_DESK: Final[dict[str, Any]] = {"refused": 404, "hidden": 404}

TABLE: Final = (
    # --- the house ---
    *rows(RECEIVING_ANYWHERE, "queue", **_DESK),
    *rows(dict.fromkeys(ANYWHERE, {Role.OFFICER}), "next_dossier", objects={"slug": "pool"}, **_DESK),
    *post(dict.fromkeys(ANYWHERE, {Role.OFFICER}), "bulk_choose", objects={"slug": "pool", "verb": "bulk"}, **_DESK),
    *both(RECEIVING_ANYWHERE, "register", **_HOUSE),
    *post(RECEIVING_ANYWHERE, "known_people", **_HOUSE),
    *both({**ANYWHERE, **CENTRE}, "search", **_HOUSE),
    *rows(dict.fromkeys(ANYWHERE, RECEPTION | {Role.HEAD, Role.LEADER}), "monthly_report", **_HOUSE),
    *rows(dict.fromkeys(ANYWHERE, {Role.LEADER, Role.CLERK}), "number_gaps", "stamp_renewals",
          "outgoing_register", "outgoing_file", **_HOUSE),
    *both(dict.fromkeys(ANYWHERE, {Role.CLERK}), "outside_numbers", **_HOUSE),
    *rows(dict.fromkeys(ANYWHERE, {Role.LEADER, Role.CLERK}), "paper_orders", **_HOUSE),
    *post(dict.fromkeys(ANYWHERE, {Role.LEADER}), "paper_orders", **_HOUSE),
    *both({"settling": {Role.LEADER}}, "call_off_paper_order", objects={"pk": "paper_order"}, refused=404),
    *both({"settling": {Role.CLERK}}, "withdraw_outside_numbers", objects={"pk": "outside"}, refused=404),
    *rows(dict.fromkeys(ANYWHERE, {Role.HEAD, Role.LEADER}), "overview", "overview_file", **_HOUSE),
    *rows(dict.fromkeys(ANYWHERE, {Role.LEADER}), "device_signing", **_HOUSE),
    *post(dict.fromkeys(ANYWHERE, {Role.LEADER}), "signing_code", "send_remote_code", "sign_at_service", **_HOUSE),
    *rows(dict.fromkeys(ANYWHERE, {Role.HEAD, Role.CLERK, Role.FINANCE}), "payment_list", "payment_file", **_HOUSE),
    *rows(RECEIVING_ANYWHERE, "batches", **_HOUSE),
    *post(RECEIVING_ANYWHERE, "batch_upload", "ask_stack_scanners", **_HOUSE),
    *both(RECEIVING_ANYWHERE, "scan_stack", **_HOUSE),
    # --- reception ---
    *rows(RECEIVING, "batch", "batch_state", "batch_file", refused=404),
    *post(RECEIVING, "change_batch", refused=404),
    *post(RECEIVING, "stop_stack_scan", objects={"scan_pk": "stack_scan_pk"}, refused=404),
    *rows(RECEIVING, "scan_picture", objects={"scan_pk": "stack_scan_pk"}, refused=404),
    *both(dict.fromkeys(ANYWHERE, RECEPTION | {Role.OFFICER, Role.HEAD, Role.CLERK}), "handing_lists", **_HOUSE),
    *rows({"receiving": DESKS, "settling": DESKS}, "handing_list", "print_list"),
    *post({"settling": {Role.OFFICER, Role.HEAD, Role.CLERK}}, "receive_list"),
    *post(RECEIVING, "call_off_list"),
    *rows(RECEIVING_ANYWHERE, "print_runs", **_HOUSE),
    *rows(RECEIVING, "print_run", "print_run_file", refused=404),
    *post(RECEIVING, "begin_print_run", "close_print_run", refused=404),
    *both(RECEIVING, "drop_print_run", refused=404),
    *rows(RECEIVING_ANYWHERE, "register_book", **_HOUSE),
    *rows(RECEIVING_ANYWHERE, "register_file", **_HOUSE),
    *both(RECEIVING, "edit_registration", "correct_person", "draft_supplement", "collect_later",
          "change_return_way", "post_result", "result_links", "return_book"),
    *post(RECEIVING, "count_paper", "count_components", "link_dossier", "take_book", "upload", "make_documents",
          "record_print", "notify_lapse"),
    *post(RECEIVING, "change_pages", "restore_pages", "undo_edits", objects={"verb": "check"}),
    *post(RECEIVING, "undo_step", "redo_step"),
    *post(RECEIVING, "open_scans", "lock_scans", objects={"reason": "Trang 2 mờ"}),
    *both(RECEIVING, "scan"),
    *post(RECEIVING, "stop_scan", "divert_scan", "divert_file", "ask_scanners"),
    *post(RECEIVING, "put_away_file", "bring_back_file"),
    *post({"receiving": RECEPTION, "settling": {Role.OFFICER}}, "answer_items", "reopen_item", "count_ahead"),
    *rows(TAKING_PART, "dossier", "pages", "page", "trail", "done", "slip", "component", "component_original",
          "upload_state", "upload_file", "sheet_news", "page_image", "documents_state", "return_result",
          "return_result_file", "return_result_image", "signed_slip", "signed_slip_state",
          "issued_slip"),
    *post(TAKING_PART, "sheet_changes"),
    *post(RECEIVING, "signed_slip", "slip", "reprint_slip"),
    *post(RECEIVING, "confirm_signed_slip", "drop_signed_slip", "restore_signed_slip",
          objects={"upload_pk": "signed_pk"}),
    *post(RECEIVING, "questions"),
    *post({**RECEIVING, **OFFICERS}, "look_up", "lookup"),
    *rows(TAKING_PART, "lookup", "lookup_state"),
    *rows(TAKING_PART, "questions"),
    *post({"receiving": RECEPTION, "settling": {Role.OFFICER}}, "ask_consent"),
    *both({"receiving": {Role.RECEPTION_HEAD}, "settling": {Role.HEAD}}, "answer_consent"),
    *post(RECEIVING, "component", data={"do": "reset"}),
    *rows(TAKING_PART, "employer_list", "list_line", "list_progress", "list_template", "list_errors",
          "lines_split"),
    *post(TAKING_PART, "employer_list"),
    *post(RECEIVING, "import_list", "line_paper", "line_benefit", "split_lines", "take_lines", "reopen_lines",
          "leave_lines", "chosen_line_separators"),
    # --- the paper store ---
    *both(dict.fromkeys(ANYWHERE, KEEPERS), "paper_store", "file_papers", **_HOUSE),
    *rows(dict.fromkeys(ANYWHERE, KEEPERS), "find_paper", **_HOUSE),
    *both(KEEPING, "paper_place", refused=404),
    *rows(KEEPING, "box_labels", "paper_box", refused=404),
    *post(KEEPING, "undo_filing", "change_paper_place", "remove_paper_place", "change_paper_box", "remove_paper_box",
          refused=404),
    *rows(dict.fromkeys(ANYWHERE, KEEPERS), "paper_deposits", **_HOUSE),
    *both(KEEPING, "draw_up_deposit", refused=404),
    *rows(KEEPING, "deposit_file", refused=404),
    *both(KEEPING, "paper_deposit", refused=404),
    *post(KEEPING, "call_off_deposit", refused=404),
    *rows(TAKING_PART, "paper_of_dossier"),
    *post(KEEPING, "paper_of_dossier"),
    # --- benefits ---
    *rows(TAKING_PART, "review", "results", "result_page", "result_file"),
    *rows(TAKING_PART, "result_report", costly=True),
    *both(TAKING_PART, "verify_result", costly=True),
    *post({"settling": {Role.OFFICER, Role.HEAD}}, "claim", "release"),
    *both({"settling": {Role.HEAD}}, "reassign"),
    *post({"settling": {Role.OFFICER, Role.HEAD, Role.LEADER}}, "pin_note", "reword_note", "take_back_note"),
    *rows(SETTLING, "differences", "draft", "draft_annex", "draft_preview", "draft_page", "draft_pdf", "periods_export",
          "prepared_page", "prepared_file"),
    *rows(SETTLING, "settle_list", "settle_line", "figures_file", "lines_progress"),
    *both(OFFICERS, "import_figures"),
    *post(OFFICERS, "settle_line", "calculate_lines", "approve_clean", "settle_lines", "refuse_lines",
          "undecide_lines"),
    *post(SETTLING, "draft_working", "still_open", "keep_place"),
    *post(OFFICERS, "open_draft", "draft", "draft_autosave"),
    *both(OFFICERS, "drop_draft", "periods_import", "grant_again", "confirm_doubts"),
    *post(OFFICERS, "differences"),
    *both({"settling": {Role.OFFICER, Role.HEAD}}, "reappoint", "ask_reappoint"),
    *both({"settling": {Role.LEADER}}, "refuse_reappoint", "correct_promise"),
    *post({"settling": {Role.LEADER}}, "prepare_signature"),
    *post({"settling": {Role.LEADER, Role.OFFICER, Role.HEAD}}, "take_back_deferred"),
    *both({"settling": {Role.LEADER}}, "import_signed", "change_signer", "sign_on_paper"),
    *both({"settling": {Role.OFFICER, Role.HEAD}}, "cosign"),
    *both({"settling": {Role.CLERK}}, "issue_on_paper"),
    *post({"settling": {Role.CLERK}}, "scan_paper"),
    *rows(SETTLING, "paper_page", objects={"scan_pk": "paper_scan_pk"}),
    # --- those in the house to whom the results go ---
    *rows(DELIVERED, "delivered_results", "delivered_page", "delivered_file", refused=404),
    *post(DELIVERED, "receive_results", refused=404),
    # --- the archive ---
    *rows(TAKING_PART, "package", "package_progress", "package_report"),
    *rows({**RECEIVING, **CENTRE}, "package_download"),
    *post(RECEIVING, "build_package"),
    *rows(CENTRE, "verdict_progress"),
    *post(CENTRE, "verify_transfer"),
    *rows(READING_RECORDS, "record", "record_check_progress", "record_report", "record_document", "record_file",
          objects={"pk": "record"}, refused=404),
    *rows({**RECEIVING, **CENTRE}, "record_package", objects={"pk": "record"}),
    *rows(READING_RECORDS, "record_image", objects={"pk": "record_page", "size": "large"}, refused=404),
    *post(CENTRE, "record_check", objects={"pk": "record"}),
    # --- the administrator ---
    *rows(ADMINISTRATORS, "parameters", "offices", "admin_changes", "holidays", "holidays_of", **_HOUSE),
    *both(ADMINISTRATORS, "users", "new_user", "parameter", **_HOUSE),
    *post(CHIEF, "holidays", "holidays_of", **_HOUSE),
    *both(ADMINISTRATORS, "user", objects={"pk": "user"}, **_HOUSE),
    *both(ADMINISTRATORS, "reset_password", "reset_second_factor", objects={"pk": "user"}, **_HOUSE),
    *post(ADMINISTRATORS, "unlock_user", "open_function", objects={"pk": "user"}, **_HOUSE),
    *both({"settling": {Role.ADMIN}, **CHIEF}, "close_function", objects={"pk": "function"}, **_HOUSE),
    *both(CHIEF, "holiday", objects={"pk": "holiday"}, **_HOUSE),
    *rows(ADMINISTRATORS, "catalogue", "catalogue_book", **_HOUSE),
    *post(CHIEF, "catalogue_book", "catalogue_discard_book", "catalogue_withdraw_book", **_HOUSE),
    *both(CHIEF, "catalogue_new_book", "catalogue_edit_book", "catalogue_new_procedure", **_HOUSE),
    *rows(ADMINISTRATORS, "catalogue_procedure", objects={"pk": "procedure"}, **_HOUSE),
    *post(CHIEF, "catalogue_open_next", "catalogue_discard", "catalogue_withdraw", objects={"pk": "procedure"},
          **_HOUSE),
    *both(CHIEF, "catalogue_edit", "catalogue_part", "catalogue_put_in_force",
          objects={"pk": "procedure", "kind": "part_kind"}, **_HOUSE),
    *rows(ADMINISTRATORS, "document_forms", "document_form", "own_form", "own_example", "form_version", "form_text",
          "form_example", **_HOUSE),
    *post(CHIEF, "document_form", "approve_form", "withdraw_form", **_HOUSE),
    *rows(ADMINISTRATORS, "law_tables", "law_table", "law_change", **_HOUSE),
    *post(CHIEF, "law_table", "approve_law_change", "withdraw_law_change", **_HOUSE),
    *rows(ADMINISTRATORS, "carriers", **_HOUSE),
    *post(CHIEF, "carriers", **_HOUSE),
    *both(CHIEF, "carrier", **_HOUSE),
    *both(ADMINISTRATORS, "scanners", **_HOUSE),
    *post(ADMINISTRATORS, "find_scanners", **_HOUSE),
    *rows({"settling": {Role.ADMIN}, **CHIEF}, "scanner", **_HOUSE),
    *post({"settling": {Role.ADMIN}, **CHIEF}, "confirm_scanner", "remove_scanner", "check_scanner", **_HOUSE),
    *both(ADMINISTRATORS, "watched_folders", "bridges", "broken_files", **_HOUSE),
    *post({"settling": {Role.ADMIN}, **CHIEF}, "change_keeper", "unwatch_folder", "revoke_bridge", **_HOUSE),
    *post(CHIEF, "confirm_parameter", "withdraw_parameter", objects={"pk": "parameter"}, **_HOUSE),
    *post(OFFICERS, "take_answer", "reopen_question", "issue_letter", "keep_answer_scan",
          "seen_late_answers"),
    *both(OFFICERS, "late_answer"),
    *rows(SETTLING, "answer_scan", objects={"upload_pk": "answer_pk"}),
    *both(SETTLING, "letter_draft"),
    *both(OFFICERS, "withdraw_question", "reword_question"),
)  # fmt: skip


LEFT_IN_HOUSE: Final = (
    *rows(SETTLING, "result_page", "result_file", objects={"version_pk": "unissued_pk"}),
    *rows(SETTLING, "result_report", objects={"version_pk": "unissued_pk"}, costly=True),
    *both(SETTLING, "verify_result", objects={"version_pk": "unissued_pk"}, costly=True),
    *rows({}, "return_result", "return_result_file", "return_result_image"),
    *post({}, "record_print"),
)
"""Who reads a result that the leader has signed and nobody has issued: the unit that settles, nobody else."""

MOVE_TABLE: Final[dict[str, Who]] = {
    **dict.fromkeys(("accept", "refuse", "withdraw", "forward", "hand_over", "consolidate", "rework", "transfer"),
                    RECEIVING),
    "cancel": {"receiving": {Role.RECEPTION_HEAD}},
    **dict.fromkeys(("request_supplement", "resume"), {**RECEIVING, **OFFICERS}),
    **dict.fromkeys(("request_verification", "verified", "send_back", "propose", "propose_directly"), OFFICERS),
    "endorse": {"settling": {Role.HEAD}},
    "return_draft": {"settling": {Role.HEAD, Role.LEADER}},
    "sign": {"settling": {Role.LEADER}},
    "recall": {"settling": {Role.LEADER, Role.CLERK}},
    "issue": {"settling": {Role.CLERK}},
    **dict.fromkeys(("accept_transfer", "reject_transfer"), CENTRE),
    "lapse": {},
}  # fmt: skip
"""Verb of the map -> who may make the move."""


def sent_to(rows: Iterable[Row]) -> set[Person]:
    """Whoever is sent to these addresses, and who plays in a test of their own."""
    sent = {person for row in rows for person in (*row.admitted(), *row.turned_away())}
    desks = {*alone("receiving", DESKS), *alone("settling", DESKS), Person("settling", RECEPTION)}
    return sent | desks | {NOBODY, STRANGER, ARCHIVIST}
