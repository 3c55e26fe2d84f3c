"""Which papers may a line of an employer's list have, and which lines have none yet?

One list (01B-HSB) asks for sickness, maternity and convalescence together: a line has the papers of its own benefit,
whichever of the procedures the dossier was registered for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from intake.models import Component, ComponentType, Dossier, EmployerList, ListLine, Page, Procedure
from intake.queries.catalogue import procedures_on
from intake.queries.lists import has_list, lines_of, takes_list
from intake.rules.list_benefits import BIRTH, EVENT_WORDS, MATERNITY, benefit_of_procedure

LIST_FORM: Final = "01B-HSB"
_ANSWERED: Final = (
    Component.Satisfied.DATA, Component.Satisfied.WAIVED, Component.Satisfied.ELECTRONIC, Component.Satisfied.CUSTODY,
)  # fmt: skip


def line_paper_types(dossier: Dossier) -> QuerySet[ComponentType]:
    """The papers that are handed in for each person of a list: those of the dossier's procedure, then those that the
    other procedures of the same form ask for besides. Of papers with one name the first stands."""
    return kinds_under(dossier.procedure, dossier)


def kinds_under(procedure: Procedure, dossier: Dossier) -> QuerySet[ComponentType]:
    """As `line_paper_types`, were the dossier under this procedure."""
    own = Case(When(procedure=procedure, then=Value(0)), default=Value(1))
    rows = ComponentType.objects.filter(
        Q(procedure=procedure) | Q(procedure__in=_of_the_same_form(procedure, dossier)),
        per_person=True, never_scan=False,
    )  # fmt: skip
    first = rows.order_by("name", own, "procedure__ordinal", "pk").distinct("name").values("pk")
    kept = ComponentType.objects.filter(pk__in=first).select_related("procedure")
    return kept.order_by(own, "procedure__ordinal", "ordinal", "pk")


def kinds_at_lines(dossiers: Iterable[Dossier]) -> dict[int, list[ComponentType]]:
    """Dossier id -> its `line_paper_types`; asked once for all of one procedure that came on one day."""
    found: dict[tuple[int, date], list[ComponentType]] = {}
    keys = {dossier: (dossier.procedure_id, _day(dossier)) for dossier in dossiers}
    for dossier, key in keys.items():
        if key not in found:
            found[key] = list(line_paper_types(dossier))
    return {dossier.pk: found[key] for dossier, key in keys.items()}


def counted_papers(dossiers: Collection[int]) -> dict[int, dict[int | None, set[str]]]:
    """Dossier id -> the codes of the papers of each person that were counted, by the id of the line at which, None for
    all lines together. One query, none without a dossier."""
    rows = Component.objects.filter(Q(sheets__gt=0) | Q(pages_counted__gt=0), dossier__in=dossiers)
    found: dict[int, dict[int | None, set[str]]] = {pk: {} for pk in dossiers}
    for dossier, line, code in rows.filter(type__per_person=True).values_list("dossier", "line", "type__code"):
        found[dossier].setdefault(line, set()).add(code)
    return found


def _day(dossier: Dossier) -> date:
    return timezone.localdate(dossier.received_at) if dossier.received_at else timezone.localdate()


def _of_the_same_form(procedure: Procedure, dossier: Dossier) -> QuerySet[Procedure]:
    """The other procedures for which employers send this form, as of the day of receipt."""
    if not takes_list(procedure):
        return Procedure.objects.none()
    same = procedures_on(_day(dossier)).filter(rule_book=procedure.rule_book_id, component_types__form_code=LIST_FORM)
    here = ComponentType.objects.filter(procedure=procedure, form_code=LIST_FORM)
    return same.filter(Exists(here)).exclude(code=procedure.code)


Codes = dict[str, set[str]]


def _asks_paper(codes: Codes) -> Q:
    """Which lines want a paper of their own: those whose benefit the catalogue asks one for."""
    named = Q(benefit__in=[benefit for benefit in codes if benefit])
    return named | Q(benefit="") if "" in codes else named


def _codes_by_benefit(dossier: Dossier) -> Codes:
    """Benefit -> the codes of its papers; "" stands for a line that doesn't say, which asks for the procedure's own,
    an event for one of maternity that names it: what proves a miscarriage proves no birth, nor the other way round."""
    found: Codes = defaultdict(set)
    for kind in line_paper_types(dossier):
        benefit = benefit_of_procedure(kind.procedure.code)
        found[benefit].add(kind.code)
        if kind.procedure_id == dossier.procedure_id:
            found[""].add(kind.code)
        for event, _ in EVENT_WORDS if benefit == MATERNITY else ():
            if event in (kind.answers or [BIRTH]):
                found[event].add(kind.code)
    return found


def benefits_asked(dossier: Dossier) -> set[str]:
    """The benefits that the lines of its list ask for, one that names none for the procedure's own; empty where there
    is no list."""
    if not has_list(dossier):
        return set()
    lines = ListLine.objects.filter(list__dossier=dossier).exclude(standing=ListLine.Standing.LEFT_OUT)
    named = lines.order_by().values_list("benefit", flat=True).distinct()
    return {benefit or benefit_of_procedure(dossier.procedure.code) for benefit in named} - {""}


def proves(line: ListLine, kind: ComponentType) -> bool:
    """Whether this paper is one that the benefit of the line asks for."""
    told = line.cells.get("benefit", "") if line.benefit == MATERNITY else ""
    event = next((event for event, words in EVENT_WORDS if re.search(words, told, re.IGNORECASE)), "")
    return kind.code in _codes_by_benefit(line.list.dossier).get(event or line.benefit, set())


def wants_paper(line: ListLine) -> bool:
    """Whether the catalogue asks for a paper for this one line."""
    return ListLine.objects.filter(_asks_paper(_codes_by_benefit(line.list.dossier)), pk=line.pk).exists()


def _covered(codes: Codes) -> Q:
    """Whether at least one paper that its benefit asks for is filed to the line, or answered otherwise: a birth
    certificate alone proves no illness."""
    every = [_of_benefit(benefit) & _has_one(papers) for benefit, papers in codes.items()]
    return reduce(or_, every, Q(pk=None))


def _of_benefit(benefit: str) -> Q:
    """The lines whose papers have these codes; of an event those that name none before it."""
    asked, others = Q(benefit=benefit), Q()
    for event, words in EVENT_WORDS:
        named = Q(benefit=MATERNITY, cells__benefit__iregex=words)
        if event == benefit:
            return named & others
        others &= ~named
    return asked & others if benefit == MATERNITY else asked


def _has_one(codes: set[str]) -> Q:
    papers = Component.objects.filter(line=OuterRef("pk"), type__code__in=codes)
    scanned = Page.objects.filter(component__line=OuterRef("pk"), component__type__code__in=codes, deleted_at=None)
    return Q(Exists(scanned)) | Q(Exists(papers.filter(satisfied__in=_ANSWERED)))


def with_papers(lines: QuerySet[ListLine], dossier: Dossier) -> QuerySet[ListLine]:
    """The lines with `covered` (there is a paper of theirs) and `wanting` (the catalogue asks for one)."""
    codes = _codes_by_benefit(dossier)
    said = {"covered": _covered(codes), "wanting": _asks_paper(codes)}
    return lines.annotate(**{name: ExpressionWrapper(way, BooleanField()) for name, way in said.items()})


def by_papers(lines: QuerySet[ListLine], dossier: Dossier, *, there: bool) -> QuerySet[ListLine]:
    """Those of the lines that have a paper, or those that want one and have none."""
    codes = _codes_by_benefit(dossier)
    covered = _covered(codes)
    return lines.filter(covered) if there else lines.filter(_asks_paper(codes)).exclude(covered)


def lines_without_papers(employer_list: EmployerList) -> QuerySet[ListLine]:
    """Taken lines for which nothing was handed in although their benefit asks for a paper."""
    taken = lines_of(employer_list).filter(standing=ListLine.Standing.TAKEN)
    return by_papers(taken, employer_list.dossier, there=False)


def pages_of_nobody(employer_list: EmployerList) -> QuerySet[Page]:
    """Pages filed to a paper of each person, but to nobody's."""
    whole = Page.objects.filter(component__dossier=employer_list.dossier_id, component__line=None, deleted_at=None)
    return whole.filter(component__type__per_person=True, component__person=None)


def counterpart(kind: ComponentType, kinds: Iterable[ComponentType]) -> ComponentType | None:
    """The same paper among the kinds of another version or procedure: of the same procedure, else of the same code."""
    same = [one for one in kinds if one.code == kind.code]
    exact = [one for one in same if one.procedure.code == kind.procedure.code]
    return next(iter(exact or same), None)


def papers_of_lines(dossier: Dossier) -> list[Component]:
    """The papers that lie at lines and have pages, line by line; asks nothing where there is no list."""
    if not has_list(dossier):
        return []
    filed = Exists(Page.objects.filter(component=OuterRef("pk"), deleted_at=None))
    rows = dossier.components.filter(filed, line__isnull=False).select_related("type", "person", "line")
    return list(rows.order_by("line__ordinal", "type__ordinal"))
