"""What do the dossiers have that a benchmark opens: components, scans with words, drafts, the whole trail?"""

from typing import Final

from benchmarks.stage import paper
from benchmarks.stage.crowd.dossiers import NEW
from benchmarks.stage.crowd.pouring import Parameters, pour, shelf
from benefits.models import ContributionPeriod, Draft, DraftAuthor
from bhxh_archive import storage
from bhxh_archive.documents.scans import ScanPage, component_pdf
from bhxh_archive.lifecycle import MOVES, State
from bhxh_archive.models import StoredFile
from bhxh_archive.previews import previews_of
from intake.models import Component, DossierEvent, Page, PageFinding, PageText, ResultVersion, Upload

CHOSEN: Final = f"{NEW} AND d.id %% %(every)s = 0"
ROAD: Final = ("accept", "forward", "propose", "endorse", "sign", "issue", "hand_over", "consolidate", "transfer",
               "accept_transfer")  # fmt: skip
DRAFTED: Final = tuple(map(str, (State.IN_REVIEW, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE)))
ENTRIES: Final = '{"benefit_month": "06/2026", "category": "CB", "payment_method": "Tiền mặt"}'
# Every third sentence is another one, so that a phrase stands on some pages, never on all.
SENTENCES: Final = """
    JOIN bench_sentence a ON a.id = {page} * 31 %% 5000 JOIN bench_sentence b ON b.id = {page} * 37 %% 5000
    JOIN bench_sentence c ON c.id = {page} / 5 %% 5000"""


def pour_all(parameters: Parameters) -> None:
    """The rows that hang on one dossier in `every`."""
    picture, decision = files()
    known = parameters | {"drafted": list(DRAFTED), "picture": picture.pk, "decision": decision.pk}
    types = f"intake_dossier d JOIN intake_componenttype t USING (procedure_id) WHERE {CHOSEN}"
    pour(Component, types, known, dossier_id="d.id", type_id="t.id", asked="t.requirement <> 'C'")
    _scans(known)
    _drafts(known)
    _trails(known)
    issued = f"intake_dossier d JOIN intake_result r ON r.dossier_id = d.id WHERE {CHOSEN}"
    pour(ResultVersion, issued, known, result_id="r.id", stage="'issued'", file_id="%(decision)s", pages="1",
         valid="true", verdict="'Chữ ký hợp lệ.'")  # fmt: skip


def files() -> tuple[StoredFile, StoredFile]:
    """One picture and one drawn decision in the store stand for all: a page asks for rows, and names addresses."""
    sheet = paper.jpegs(1)[0]
    decision = storage.keep_bytes(component_pdf([ScanPage(sheet, paper.DPI)], "Quyết định"), "application/pdf")
    previews_of(decision)
    return storage.keep_bytes(sheet, "image/jpeg"), decision


def _scans(known: Parameters) -> None:
    """One upload of twelve pages, four in each of the first three components."""
    pour(Upload, f"intake_dossier d WHERE {CHOSEN}", known, id="d.id", folder_id="d.folder_id", file_id="%(picture)s",
         digest="md5(d.id::text)", name="'quet.pdf'", state="'accepted'", page_count="12",
         by_id="%(clerk)s")  # fmt: skip
    components = f"""intake_dossier d CROSS JOIN LATERAL (
            SELECT c.id AS component, row_number() OVER (ORDER BY t.ordinal) - 1 AS place
            FROM intake_component c JOIN intake_componenttype t ON t.id = c.type_id
            WHERE c.dossier_id = d.id AND NOT t.never_scan ORDER BY t.ordinal LIMIT 3
        ) c CROSS JOIN generate_series(0, 3) k WHERE {CHOSEN}"""
    pour(Page, components, known, id="d.id * 12 + place * 4 + k", folder_id="d.folder_id", upload_id="d.id",
         upload_index="place * 4 + k", component_id="component", ordinal="k + 1", image_id="%(picture)s",
         view_id="%(picture)s", thumb_id="%(picture)s", width="1654", height="2339", dpi="200", colour="'RGB'",
         dhash="d.id * 12 + place * 4 + k", checked_at="d.received_at", checked_by_id="%(clerk)s")  # fmt: skip
    pages = "intake_dossier d JOIN intake_page p ON p.folder_id = d.folder_id"
    pour(PageFinding, f"{pages} WHERE {CHOSEN} AND p.id %% 3 = 0", known, page_id="p.id", code="'blurred'",
         level="'warning'", message="'ảnh mờ'")  # fmt: skip
    pour(PageText, f"{pages} {SENTENCES.format(page='p.id')} WHERE {CHOSEN}", known, page_id="p.id",
         words="concat_ws('. ', a.written, b.written, c.written)",
         vector="to_tsvector('simple', concat_ws(' ', a.folded, b.folded, c.folded))")  # fmt: skip


def _drafts(known: Parameters) -> None:
    """A decision with three periods where one is being worked on."""
    kinds = f"""intake_dossier d CROSS JOIN LATERAL (
            SELECT id FROM intake_resultkind WHERE procedure_id = d.procedure_id AND role = 'DECISION' LIMIT 1
        ) k WHERE {CHOSEN} AND d.state = ANY(%(drafted)s)"""
    pour(Draft, kinds, known | {"entries": ENTRIES}, id="d.id", dossier_id="d.id", kind_id="k.id",
         drafted_by_id="%(officer)s", entries="%(entries)s::jsonb",
         controlled_by_id="CASE WHEN d.state = 'awaiting_signature' THEN %(head)s END")  # fmt: skip
    pour(DraftAuthor, f"benefits_draft d WHERE {CHOSEN}", known, draft_id="d.id", author_id="%(officer)s")
    spans = """(VALUES (1, date '2005-01-01', date '2009-12-01', 2000000),
        (2, date '2010-01-01', date '2019-12-01', 4000000), (3, date '2020-01-01', date '2026-05-01', 8000000)
        ) s (ordinal, first, last, salary)"""
    pour(ContributionPeriod, f"{spans} CROSS JOIN benefits_draft d WHERE {CHOSEN}", known, draft_id="d.id",
         ordinal="s.ordinal", first_month="s.first", last_month="s.last", regime="'EMPLOYER'",
         salary="s.salary")  # fmt: skip


def _trails(known: Parameters) -> None:
    """The moves that led to the state, each sealed by the product's own trigger; only their times are all of today."""
    shelf("bench_step", "state text, ordinal int, verb text, source text, target text", _steps())
    steps = f"""(SELECT d.id AS dossier, d.settling_office_id AS office, s.* FROM intake_dossier d
        JOIN bench_step s ON s.state = d.state WHERE {CHOSEN} ORDER BY d.id, s.ordinal) e"""
    pour(DossierEvent, steps, known, dossier_id="dossier", verb="verb", by_id="%(officer)s", role="'officer'",
         office_id="office", from_state="source", to_state="target")  # fmt: skip


def _steps() -> list[tuple[str, int, str, str, str]]:
    """(state, place, verb, from, to) of every move on the shortest way to each state."""
    return [(state, place, *step) for state in map(str, State) for place, step in enumerate(_way(state))]


def _way(state: str) -> list[tuple[str, str, str]]:
    way: list[tuple[str, str, str]] = []
    here = str(State.DRAFT)
    for verb in ROAD:
        if here == state:
            return way
        if aside := next((row for row in MOVES.values() if row.target == state and here in row.sources), None):
            return [*way, (aside.verb, here, state)]
        way.append((verb, here, str(MOVES[verb].target)))
        here = way[-1][2]
    return way
