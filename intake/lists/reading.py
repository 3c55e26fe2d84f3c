"""What happens to a received list: read in a confined process, judged line by line, put beside what is there?

Every line has a key. A row of our error file names it; any other row gets it from its own words, so that the same file
read twice, or saved anew in between, makes no second line.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from bhxh_archive import storage
from bhxh_archive.text import fold, number_fold
from bhxh_archive.trail import record
from intake.lists.doubles import mark_doubles
from intake.lists.papers import offer_papers
from intake.lists.sharing import tell_shared_numbers
from intake.models import Dossier, EmployerList, ListImport, ListLine
from intake.pipeline.sandbox import table_of_file
from intake.pipeline.tables.columns import OURS
from intake.pipeline.verdict import Refused
from intake.queries import last_ordinal
from intake.queries.lists import family_of
from intake.rules.list_benefits import benefit_of_procedure
from intake.rules.list_days import around, tell_odd_days
from intake.rules.list_identity import is_another
from intake.rules.list_sharing import tell_shared_names
from intake.rules.lists import Judged, judge, leave_benefits_unread, tell_unnamed_benefits

Tell = Callable[[int, int], None]
BROKEN: Final = "Không đọc được danh sách sau nhiều lần thử. Hãy lưu lại thành .xlsx hoặc báo quản trị hệ thống."
_BATCH: Final = 1000
_SAID: Final = 100
_ANOTHER: Final = "là mã của {}, khác họ tên và mã số, nên hàng này không thay dòng ấy; hãy xem lại"
_TWICE: Final = "hàng {} của tệp đã dùng mã này, nên hàng này không thay dòng ấy; hãy xem lại"
_WRITTEN: Final = (
    "source", "source_row", "part", "cells", "digest", "full_name", "name_folded", "born", "insurance_number",
    "personal_id", "starts_on", "ends_on", "days", "benefit", "problems", "notes", "standing",
)  # fmt: skip


@dataclass
class Read:
    """One row of the file, judged: the key it names or gets, its cells without our own columns, a digest of these."""

    row: int
    named: str
    key: str
    part: str
    cells: dict[str, str]
    digest: str
    judged: Judged

    def put_on(self, line: ListLine, source: ListImport) -> ListLine:
        """Write what was read onto a line, new or corrected."""
        found = self.judged
        line.write(source=source, source_row=self.row, part=self.part, cells=self.cells, digest=self.digest,
                   problems=found.problems, notes=found.notes, **found.facts)  # fmt: skip
        line.standing = ListLine.Standing.BAD if found.problems else ListLine.Standing.GOOD
        return line


def read_import(row: ListImport, tell: Tell) -> None:
    """Read the file of an import and put its lines on the list; one that was read already is left alone."""
    if row.state != ListImport.State.WAITING or row.file is None:
        return
    try:
        with storage.local_copy(row.file) as path:
            table = table_of_file(path)
    except Refused as refused:
        refuse(row, refused.verdict.message)
        return
    reads = list(_judged(table["lines"], row.part, tell))
    tell_shared_names((flags, read.judged) for (_, _, flags), read in zip(table["lines"], reads, strict=True))
    tell_odd_days(around(row.list), ((read.part, read.judged) for read in reads))
    of_the_form = benefit_of_procedure(row.list.dossier.procedure.code)
    say_benefits = tell_unnamed_benefits if of_the_form else leave_benefits_unread
    say_benefits((read.cells.get("benefit", ""), read.judged) for read in reads)
    _put(row, reads, table)


def refuse(row: ListImport, message: str) -> None:
    """Say why the file was not taken, and let its bytes go."""
    file = row.file
    changed = ListImport.objects.filter(pk=row.pk, state=ListImport.State.WAITING).update(
        state=ListImport.State.REFUSED, message=message[:500], file=None
    )
    if changed and file:
        storage.forget(file)


def _judged(lines: list[Any], part: str, tell: Tell) -> Iterator[Read]:
    seen: Counter[str] = Counter()
    for place, (number, typed, flags) in enumerate(lines):
        cells = {name: text for name, text in typed.items() if name not in OURS}
        meant = cells.pop("part") if cells.get("part") in ListLine.Part.values else part
        digest = _digest(meant, cells)
        seen[digest] += 1
        named = number_fold(typed.get("key", ""))[:10]
        yield Read(number, named, _key(digest, seen[digest]), meant, cells, digest[:16], judge(cells, flags))
        if place % _BATCH == 0:
            tell(place, len(lines))


def _digest(part: str, cells: dict[str, str]) -> str:
    """Of what a line says, wherever it stands in the file: its running number doesn't count."""
    said = {name: text for name, text in cells.items() if name != "ordinal"}
    return hashlib.sha256(json.dumps([part, said], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _key(digest: str, occurrence: int) -> str:
    """Ten letters and digits that a person can copy: the same words for the n-th time in a file are the same line."""
    raw = hashlib.sha256(f"{digest}:{occurrence}".encode()).digest()
    return base64.b32encode(raw).decode()[:10]


@transaction.atomic
def _put(row: ListImport, reads: list[Read], table: dict[str, Any]) -> None:
    found = EmployerList.objects.select_for_update().get(pk=row.list_id)
    current = ListImport.objects.select_for_update().filter(pk=row.pk, state=ListImport.State.WAITING).first()
    if current is None:
        return  # another worker was faster
    counts, others = _merge(found, current, reads)
    mark_doubles(found)
    tell_shared_numbers(found)
    offer_papers(found)
    skipped = table["skipped"]
    places = [str(dossier) for dossier in Dossier.objects.filter(employer_list__in=others)]
    current.summary = {**counts, "lines": len(reads), "skipped": skipped[:_SAID], "skipped_total": len(skipped),
                       "places": places}  # fmt: skip
    current.state, current.message = ListImport.State.READ, " ".join(table["said"])[:500]
    current.save(update_fields=["state", "message", "summary"])
    dossier = Dossier.objects.get(pk=found.dossier_id)
    told: dict[str, Any] = dict(counts)
    record(dossier, "read_list", by=current.by, list_import=current.pk, **told)


def _merge(found: EmployerList, source: ListImport, reads: list[Read]) -> tuple[dict[str, int], set[int]]:
    """New rows become lines, corrected ones replace theirs, known ones change nothing; returns how many of each, and
    how many were `stray`: they name the key of another person or row. Then the lists where those stand that are here
    no more, or never were."""
    there = {line.key: line for line in family_of(found).defer("cells")}
    place = last_ordinal(found)
    counts = dict.fromkeys(("new", "changed", "same", "decided", "elsewhere"), 0)
    elsewhere: set[int] = set()
    new: list[ListLine] = []
    changed: list[ListLine] = []
    used: dict[str, int] = {}  # key -> the row of the file that had it
    faulty, mended = _faulty(found, reads), {line.digest: line.key for line in there.values()}
    for read in reads:
        own = _named(read, there, used)
        if not own and read.key not in there:
            again = mended.get(read.digest, "")  # what a whole file mended before stands under its first key
            own = again if again and again not in used else _mended(read, faulty, used)
        used.setdefault(own or read.key, read.row)
        line = there.get(own or read.key)
        fate = _fate(found, line, read, own)
        counts[fate] += 1
        elsewhere |= {line.list_id} if fate == "elsewhere" and line else set()
        if fate == "changed" and line:
            changed.append(read.put_on(line, source))
        elif fate == "new":
            place += 1
            line = ListLine(list=found, origin=found, key=read.key, ordinal=place)
            new.append(read.put_on(line, source))
            there[read.key] = line
    ListLine.objects.bulk_create(new, batch_size=_BATCH)
    ListLine.objects.bulk_update(changed, _WRITTEN, batch_size=_BATCH)
    return counts | {"stray": sum(name == "key" for read in reads for name, _ in read.judged.notes)}, elsewhere


def _named(read: Read, there: Mapping[str, ListLine], used: Mapping[str, int]) -> str:
    """The key that a row names; "" for none, and, told at the row, for that of another person or of a row before it."""
    line = there.get(read.named)
    if line is None:
        return ""
    if is_another(line, read.judged.facts):
        told = _ANOTHER.format(f"{line} {line.full_name}".strip())
    elif read.named in used:
        told = _TWICE.format(used[read.named])
    else:
        return read.named
    read.judged.notes.append(("key", told))
    return ""


def _faulty(found: EmployerList, reads: list[Read]) -> dict[str, list[ListLine]]:
    """The lines to be mended that do not stand in this file as they were, by their running number in the employer's;
    those too that were split off and are mended in their own dossier."""
    here = {name for read in reads for name in (read.key, read.named)}
    rows = family_of(found).filter(standing=ListLine.Standing.BAD).exclude(key__in=here)
    by_number: dict[str, list[ListLine]] = {}
    for line in rows:
        by_number.setdefault(line.cells.get("ordinal", "").strip(), []).append(line)
    return by_number


def _mended(read: Read, faulty: Mapping[str, list[ListLine]], used: Container[str]) -> str:
    """The key of the one faulty line that a row of a whole file sent again mends: the same running number, and the same
    name or number; "" where it is not certain. A line that was fit is never overwritten so."""
    number, facts = read.cells.get("ordinal", "").strip(), read.judged.facts
    same = [line for line in faulty.get(number, ()) if number and line.key not in used and _same_person(line, facts)]
    return same[0].key if len(same) == 1 else ""


def _same_person(line: ListLine, facts: Mapping[str, Any]) -> bool:
    numbers = ("insurance_number", "personal_id")
    name = line.name_folded and line.name_folded == fold(facts["full_name"])
    return bool(name) or any(getattr(line, one) and getattr(line, one) == facts[one] for one in numbers)


def _fate(found: EmployerList, line: ListLine | None, read: Read, own: str) -> str:
    """What becomes of a row. Without naming its line it never overwrites: what was corrected meanwhile stays."""
    if line is None:
        return "new"
    if line.list_id != found.pk:
        return "elsewhere"
    if not own or (line.digest == read.digest and line.problems == _as_kept(read)):
        return "same"
    return "decided" if line.standing in (ListLine.Standing.TAKEN, ListLine.Standing.LEFT_OUT) else "changed"


def _as_kept(read: Read) -> list[list[str]]:
    """Its problems as the database gives them back. The same words may stop a line by what stands around them: a merged
    cell, a formula."""
    return [list(problem) for problem in read.judged.problems]
