"""Who is already on record, and with which dossiers, while a clerk types a person? A region beside the boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed
from bhxh_archive.identifiers import mask
from bhxh_archive.lifecycle import ENDED
from bhxh_archive.models import AccessLog, User
from bhxh_archive.ui.reading import whole_number
from intake.forms.persons import PREFIX, rows_typed, traits_typed
from intake.models import Dossier, ListLine, Person, Result
from intake.queries.list_people import lines_of_person
from intake.queries.long_term import asks_for_long_term, decided_for
from intake.queries.people import people_like
from intake.views.frame import current_user

SHOWN: Final = 4
DOSSIERS: Final = 3
LOOK: Final = "known_people"
SAME_LOOK: Final = timedelta(minutes=10)
"""A person who types looks once, however often the region comes anew."""


@dataclass
class Known:
    """One person on record: the newest row, why they may be the one, and dossiers with the word whether they may be
    the same case, and the decision in them that excludes what is asked for."""

    person: Person
    why: str
    dossiers: list[tuple[Dossier, bool, Result | None]] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        """Identity and insurance number, masked: enough to compare with the paper in hand."""
        pairs = (
            ("ĐDCN", self.person.personal_id),
            ("CMND", self.person.old_id),
            ("BHXH", self.person.insurance_number),
        )
        return ", ".join(f"{name} {mask(number)}" for name, number in pairs if number)

    @property
    def twins(self) -> bool:
        """Whether one of the dossiers may be the same case."""
        return any(twin or decided for _, twin, decided in self.dossiers)


@dataclass(frozen=True)
class OnList:
    """A line of an employer's list, and whether it may be the same case."""

    line: ListLine
    twin: bool

    @property
    def dossier(self) -> Dossier:
        return self.line.list.dossier


@require_POST
def known_people(request: HttpRequest) -> HttpResponse:
    """The people on record who may be the one typed in row `row`; empty while nothing speaks for anybody."""
    user = current_user(request)
    if not user.holds_anywhere("intake.register"):
        raise NotAllowed("Tài khoản của bạn không tiếp nhận hồ sơ.")
    row, rows = whole_number(request.POST.get("row")) or 0, rows_typed(request.POST)
    typed = rows[row] if row < len(rows) else {}
    known, lines = _known(user, typed, request.POST), _lines(user, typed, request.POST)
    _log(request, {dossier.pk for entry in known for dossier, *_ in entry.dossiers} | {row.dossier.pk for row in lines})
    return render(request, "intake/known_people.html", {"known": known, "lines": lines, "row": row, "prefix": PREFIX})


def _known(user: User, typed: Mapping[str, str], data: Mapping[str, str]) -> list[Known]:
    found = people_like(user, traits_typed(typed), besides=whole_number(data.get("dossier")) or 0)
    return _by_person(found, data.get("procedure", ""))[:SHOWN]


def _by_person(found: Sequence[tuple[Person, str]], procedure: str) -> list[Known]:
    """One entry for all rows of a person; who is in the same case, or has what it would lead to, comes first."""
    known: dict[tuple[str, ...], Known] = {}
    decided = _decided([person for person, _ in found], procedure)
    for person, why in found:
        entry = known.setdefault(_key(person), Known(person, why))
        result = decided.get(person.dossier_id)
        fits = result or len(entry.dossiers) < DOSSIERS
        if fits and all(row.pk != person.dossier_id for row, *_ in entry.dossiers):
            entry.dossiers.append((person.dossier, _is_twin(person.dossier, procedure), result))
    return sorted(known.values(), key=lambda entry: not entry.twins)


def _decided(people: Sequence[Person], procedure: str) -> dict[int, Result]:
    """Dossier id -> the decision that excludes what this procedure would lead to."""
    found = decided_for(people)
    return found if found and asks_for_long_term(procedure) else {}


def _key(person: Person) -> tuple[str, ...]:
    return (person.personal_id,) if person.personal_id else (person.name_folded, person.born, person.insurance_number)


def _is_twin(dossier: Dossier, procedure: str) -> bool:
    return dossier.procedure.code == procedure and dossier.state not in ENDED


def _lines(user: User, typed: Mapping[str, str], data: Mapping[str, str]) -> list[OnList]:
    """Lines of employers' lists with one of the numbers typed."""
    traits, procedure = traits_typed(typed), data.get("procedure", "")
    found = lines_of_person(user, {*traits.ids, traits.insurance}, besides=whole_number(data.get("dossier")) or 0)
    return [OnList(line, _is_twin(line.list.dossier, procedure)) for line in found[:SHOWN]]


def _log(request: HttpRequest, dossiers: Iterable[int]) -> None:
    subjects = {f"dossier:{pk}" for pk in dossiers}
    since = timezone.now() - SAME_LOOK
    lately = AccessLog.objects.filter(by=current_user(request), action=LOOK, subject__in=subjects, at__gte=since)
    for subject in sorted(subjects - set(lately.values_list("subject", flat=True))):
        log_view(request, subject, action=LOOK)
