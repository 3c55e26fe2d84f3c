"""What does every dossier of the crowd have: offices, times, persons, receipt, decision, the start of its trail?"""

from typing import Final

from benchmarks.stage.crowd.pouring import Parameters, pour
from bhxh_archive.lifecycle import State
from intake.models import Dossier, DossierEvent, Folder, Person, Receipt, Result

NUMBERS: Final = "generate_series(%(first)s, %(last)s) n"
NEW: Final = "d.id BETWEEN %(first)s AND %(last)s"
HERE: Final = f"intake_dossier d WHERE {NEW}"
STATE: Final = "(%(states)s)[1 + (n * 37 + n / 100) %% cardinality(%(states)s)]"
# Open dossiers came in the last forty days, the others in the years before; the law gives twenty days or more.
AGE: Final = f"CASE WHEN {STATE} = 'archived' THEN 60 + n %% 2000 ELSE n %% 40 END"
DECIDED: Final = tuple(
    str(state)
    for state in (State.SIGNED, State.ISSUED, State.RETURNED, State.READY_TO_ARCHIVE, State.TRANSFERRED,
                  State.ARCHIVED, State.ARCHIVE_REJECTED)
)  # fmt: skip


def pour_all(parameters: Parameters) -> None:
    """The rows of all dossiers from `first` to `last`."""
    pour(Folder, NUMBERS, parameters, id="n")
    _dossiers(parameters)
    _persons(parameters)
    pour(Receipt, f"{HERE} AND number IS NOT NULL", parameters, dossier_id="d.id", ordinal="1",
         received_at="received_at", counts_from="received_at::date", due_on="coalesce(due_on, received_at::date + 20)",
         by_id="created_by_id")  # fmt: skip
    _results(parameters)
    pour(DossierEvent, f"(SELECT * FROM {HERE} ORDER BY d.id) d", parameters, dossier_id="d.id", verb="'register'",
         by_id="%(clerk)s", role="'reception'", office_id="receiving_office_id", to_state="'draft'")  # fmt: skip


def _dossiers(parameters: Parameters) -> None:
    source = f"""(
        SELECT n, {STATE} AS state, %(day)s::date - ({AGE})::int AS came, s.*, p.procedure
        FROM {NUMBERS} JOIN bench_seat s ON s.id = (n / 3) %% 10 JOIN bench_procedure p ON p.id = (n / 7) %% 5
    ) row"""
    number = "agency || '-' || to_char(came, 'YYMMDD') || '-' || lpad(n::text, 6, '0') || '-0'"
    counted = "state NOT IN ('draft', 'refused')"
    pour(
        Dossier, source, parameters, id="n", folder_id="n", state="state", procedure_id="procedure",
        receiving_office_id="receiving", settling_office_id="settling", paper_office_id="paper",
        number=f"CASE WHEN {counted} THEN {number} END",
        number_folded=f"CASE WHEN {counted} THEN regexp_replace({number}, '[^0-9A-Z]', '', 'g') ELSE '' END",
        received_at="CASE WHEN state <> 'draft' THEN came + time '08:30' END",
        due_on=f"CASE WHEN {counted} THEN came + 20 + (n %% 11)::int END",
        holder_id="CASE WHEN state = 'in_review' AND n / 18 %% 2 = 0 THEN %(officer)s END",
        return_method="'counter'", counted_pages="12", counted_sheets="8", created_by_id="%(clerk)s",
        created_at="came + time '08:00'", state_since="came + time '09:00'",
    )  # fmt: skip


def _persons(parameters: Parameters) -> None:
    """The insured person of each dossier, who comes twice in life; for one in three somebody else submits it."""
    name = "JOIN bench_name b ON b.id = (d.id / 2 * {step}) %% (SELECT count(*) FROM bench_name)"
    insured = f"intake_dossier d {name.format(step=7919)} WHERE {NEW}"
    pour(Person, insured, parameters, dossier_id="d.id", role="'insured'", full_name="written", name_folded="folded",
         birth_year="1955 + d.id / 2 %% 30", birth_month="1 + d.id / 2 %% 12", birth_day="1 + d.id / 2 %% 28",
         personal_id="lpad((31000000000 + d.id / 2)::text, 12, '0')",
         insurance_number="lpad((3100000000 + d.id / 2)::text, 10, '0')")  # fmt: skip
    others = f"intake_dossier d {name.format(step=104729)} WHERE {NEW} AND d.id %% 3 = 0"
    pour(Person, others, parameters, dossier_id="d.id", role="'submitter'", full_name="written", name_folded="folded",
         relation="'con'")  # fmt: skip


def _results(parameters: Parameters) -> None:
    """One decision each, numbered from 1 in every year as offices do."""
    number = "CASE WHEN d.id %% 60000 < 10 THEN '0' ELSE '' END || d.id %% 60000"
    pour(Result, f"{HERE} AND state = ANY(%(decided)s)", parameters | {"decided": list(DECIDED)}, dossier_id="d.id",
         kind="'07A-HSB'", title="'Quyết định hưởng lương hưu'", doc_type="'02'", number=f"({number}) || '/QĐ-BHXH'",
         number_folded=f"({number}) || 'QDBHXH'", dated="received_at::date + 18")  # fmt: skip
