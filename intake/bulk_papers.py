"""What number and which box does each paper file get when many dossiers are consolidated at once?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bhxh_archive.models import User
from intake import queries
from intake.actions.consolidation.consolidation import consolidate
from intake.bulk import Foretold
from intake.models import BulkLine, Dossier, PaperBox
from intake.needs.returns import open_ends_among
from intake.queries import papers
from intake.queries.shelved import Spot, Store

HINT: Final = (
    "Quét nhãn hộp: hồ sơ được xếp vào hộp và nhận số tiếp theo của hộp. Không dùng nhãn hộp thì nhập số hồ sơ giấy, "
    "ví dụ K01.G02.H003.15."
)
_UNKNOWN: Final = "Kho giấy không có hộp nào mang số này. Quét nhãn hộp, hoặc sửa số cho đúng nhãn hộp."
_APART: Final = "Nếu không để chung một bìa thì sửa số."


def proposed(user: User, dossiers: Sequence[Dossier]) -> dict[int, str]:
    """The number each paper bears; to who keeps the paper, for the others the box that was filed into last."""
    kept = {row.paper_office_id for row in dossiers} & user.offices_with(papers.KEEPING)
    boxes = {office: papers.newest_box(user, office) for office in kept}
    last = {office: box.path for office, box in boxes.items() if box}
    return {row.pk: row.paper_file_number or last.get(row.paper_office_id, "") for row in dossiers}


def consolidate_into(dossier: Dossier, user: User, entry: str) -> str:
    """Consolidate; the label of a box files the paper there, anything else is its number. Says what it became."""
    box = papers.box_of_code(user, entry)
    done = consolidate(dossier=dossier, paper_file_number="" if box else entry, box=box, by=user)
    filed = papers.entry_of(done)
    if filed:
        return f"Đã xếp vào hộp {filed.box}, số {done.paper_file_number}"
    return f"Số hồ sơ giấy {done.paper_file_number}"


def foretell(user: User, lines: Sequence[BulkLine]) -> dict[int, Foretold]:
    """Box and next number, or the number as typed, of each line in turn; doubtful are a number that is borne twice and
    what is still to come of the return, as on the page of a single dossier."""
    boxes = papers.boxes_of_codes(user, {line.entry for line in lines})
    spots = _spots(line for line in lines if line.entry not in boxes)
    mine = Counter(spot.number.upper() for spot in spots.values())
    others = _bearers(user, lines, spots)
    ends = open_ends_among([line.dossier for line in lines])
    given: Counter[int] = Counter()
    told = {}
    for line in lines:
        box = boxes.get(line.entry)
        gets = _in_box(line, box, given) if box else _by_number(line, spots[line.pk])
        doubt = "" if box else _doubt(line, spots[line.pk], mine, others.get(line.pk, ""))
        told[line.pk] = Foretold(gets, doubt, " ".join(ends[line.dossier.pk]))
    return told


def _spots(lines: Iterable[BulkLine]) -> dict[int, Spot]:
    """What the typed number of each line (id) names."""
    typed = list(lines)
    store = Store(line.dossier.paper_office_id for line in typed)
    return {line.pk: store.spot(line.dossier.paper_office_id, line.entry) for line in typed}


def _by_number(line: BulkLine, spot: Spot) -> str:
    """A mistyped label of a box is a number, too: that nothing is filed is said."""
    if spot.number == line.dossier.paper_file_number:
        return f"Giữ số hồ sơ giấy {spot.number}"
    if spot.box:
        return f"Xếp vào hộp, số {spot.number}"
    return f"Ghi số hồ sơ giấy {spot.number}, không xếp vào hộp nào"


def _in_box(line: BulkLine, box: PaperBox, given: Counter[int]) -> str:
    """What lies there already keeps its number."""
    if line.dossier.paper_file_number.startswith(f"{box.path}."):
        return f"Ở hộp {box}, số {line.dossier.paper_file_number}"
    given[box.pk] += 1
    return f"Xếp vào hộp {box}, số dự kiến {box.path}.{box.last_ordinal + given[box.pk]:03d}"


def _doubt(line: BulkLine, spot: Spot, mine: Counter[str], other: str) -> str:
    if mine[spot.number.upper()] > 1:
        return f"Trùng số với hồ sơ khác trong danh sách này. {_APART}"
    if other:
        return f"Trùng số với {other}. {_APART}"
    return _UNKNOWN if spot.unknown and spot.number != line.dossier.paper_file_number else ""


def _bearers(user: User, lines: Sequence[BulkLine], spots: Mapping[int, Spot]) -> dict[int, str]:
    """Who else, outside this list, bears the number of a line; what the person may not see is not named."""
    chosen = [line.dossier for line in lines]
    rows = list(queries.of_paper_numbers(chosen, {spot.number for spot in spots.values()}))
    seen = set(queries.dossiers(user).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    by_number = {(row.paper_office_id, row.paper_file_number.upper()): row for row in rows}
    found = {line.pk: by_number.get((line.dossier.paper_office_id, spots[line.pk].number.upper()))
             for line in lines if line.pk in spots}  # fmt: skip
    return {pk: f"hồ sơ {row}" if row.pk in seen else "một hồ sơ khác" for pk, row in found.items() if row}
