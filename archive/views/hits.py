"""How is one line of the search results shown?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from archive.models import ArchiveRecord, RecordPerson
from archive.searching import Found as FoundRecords
from archive.searching import Hit
from archive.snippets import Snippet, snippet
from bhxh_archive.identifiers import mask
from bhxh_archive.ui.states import StateTag, state_tag
from intake.finding import Found
from intake.models import Dossier, Page, Person
from intake.views.frame import main_person

_ROLES = [str(role) for role in Person.Role]


@dataclass(frozen=True)
class Line:
    """One dossier or record: where it opens, whose it is, what it is, why it was found and where its words stand."""

    label: str
    url: str
    person: str
    born: str
    identifiers: str
    what: str
    detail: str
    why: str = ""
    listed: str = ""
    tag: StateTag | None = None
    snippet: Snippet | None = None
    snippet_url: str = ""
    snippet_place: str = ""


def open_dossier_rows(found: Sequence[Found], text: str) -> list[Line]:
    """Dossiers on their way; where only a scan bears the words, the place and what stands around them."""
    return [_dossier_line(one.dossier, one.page, text) for one in found]


def _dossier_line(row: Dossier, page: Page | None, text: str) -> Line:
    person = main_person(row)
    return Line(
        label=str(row), url=reverse("dossier", args=[row.pk]), person=person.full_name if person else "",
        born=person.born if person else "", identifiers=_identifiers(person) if person else "",
        what=row.procedure.name, detail=row.receiving_office.name,
        tag=state_tag(row.state, row.get_state_display()), **(_scan(row, page, text) if page else {}),
    )  # fmt: skip


def _scan(row: Dossier, page: Page, text: str) -> dict[str, Any]:
    place = page.component.type.name if page.component else "trang chưa xếp"
    return {"snippet": snippet(page.text.words, text), "snippet_place": f"Trong bản quét: {place}",
            "snippet_url": reverse("page", args=[row.pk, page.pk])}  # fmt: skip


def record_rows(found: FoundRecords) -> list[Line]:
    """Archived records."""
    return [_record_line(hit) for hit in found.hits]


def _record_line(hit: Hit) -> Line:
    row, person = hit.record, main_of(hit.record)
    decision = f"{row.decision_number} ngày {row.decision_on:%d/%m/%Y}" if row.decision_on else row.decision_number
    return Line(
        label=row.file_code, url=reverse("record", args=[row.pk]), person=person.full_name if person else "",
        born=str(person.birth_year or "") if person else "", identifiers=_identifiers(person) if person else "",
        what=row.procedure_name, detail=" · ".join(part for part in (decision, row.settling_office.name) if part),
        why=hit.why, snippet=hit.snippet, listed=_listed(hit.listed), **_place(hit),
    )  # fmt: skip


def _listed(person: RecordPerson | None) -> str:
    return f"Dòng {person.line} của danh sách: {person.full_name}" if person else ""


def _place(hit: Hit) -> dict[str, Any]:
    """Where the words of the scan stand, and the address of that page."""
    if hit.page is None:
        return {}
    document = hit.page.document
    url = reverse("record_document", args=[hit.record.pk, document.ordinal])
    return {"snippet_url": f"{url}?trang={hit.page.number}",
            "snippet_place": f"{document.subject}, trang {hit.page.number}"}  # fmt: skip


def main_of(record: ArchiveRecord) -> RecordPerson | None:
    """The person a record is about, from the prefetched persons."""
    people = sorted(record.persons.all(), key=lambda row: _ROLES.index(row.role) if row.role in _ROLES else len(_ROLES))
    return people[0] if people else None


def _identifiers(person: Person | RecordPerson) -> str:
    """Identifiers in a list are masked (Personal Data Protection Law 91/2025/QH15)."""
    numbers = (("ĐDCN", person.personal_id), ("BHXH", person.insurance_number))
    return " · ".join(f"{label} {mask(number)}" for label, number in numbers if number)
