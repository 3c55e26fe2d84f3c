"""What answers the components of a dossier, what is still asked for, and which signatures are in doubt?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from bhxh_archive.once import read_once
from intake import rules
from intake.models import (
    Answer,
    BookCustody,
    Component,
    ComponentType,
    Dossier,
    EmployerList,
    ListLine,
    Page,
    Question,
    SupplementItem,
    SupplementRequest,
    Term,
)
from intake.queries.line_papers import by_papers, line_paper_types
from intake.queries.lists import has_list
from intake.queries.scans import counts_of_pages, page_counts
from intake.rules import Line, checklist
from intake.rules.list_benefits import is_one_of_with

_OF_A_PERSON: Final = (
    Q(Exists(ComponentType.objects.filter(question=OuterRef("pk"), per_person=True)))
    & ~Exists(ComponentType.objects.filter(question=OuterRef("pk"), per_person=False))
    & ~Exists(Term.objects.filter(question=OuterRef("pk")))
)
"""The questions on which papers of single people hang, and nothing else."""


def components_of(dossier: Dossier) -> QuerySet[Component]:
    """The components in the order of the catalogue, each with the answer to the question it hangs on (`answered`), and
    whether the book is an `electronic` one."""
    answer = Answer.objects.filter(dossier=dossier, question=OuterRef("type__question")).values("value")
    rows = dossier.components.select_related("type__question", "type__procedure", "person", "line", "original")
    book = BookCustody.objects.filter(dossier=OuterRef("dossier"), form=BookCustody.Form.ELECTRONIC)
    rows = rows.annotate(answered=Subquery(answer), electronic=Exists(book))
    return rows.order_by("type__ordinal", "id")


def sums_counted(components: QuerySet[Component]) -> dict[str, int]:
    """Sheets and pages of the papers that were counted by themselves; the book is no part of what is scanned."""
    return components.aggregate(
        sheets=Sum("sheets", filter=Q(type__never_scan=False), default=0), pages=Sum("pages_counted", default=0)
    )


def questions_of(dossier: Dossier) -> list[tuple[Question, Answer | None]]:
    """Every question of the procedure with its answer, in two queries. Of an employer's list nothing is asked that is
    answered for each person anew, and by the papers of each line."""
    given = {row.question_id: row for row in dossier.answers.select_related("by", "question")}
    return [(row, given.get(row.pk)) for row in _asked(dossier)]


def _asked(dossier: Dossier) -> QuerySet[Question]:
    rows = dossier.procedure.questions.order_by("ordinal")
    return rows.exclude(_OF_A_PERSON) if has_list(dossier) else rows


def answers_by_code(dossier: Dossier) -> dict[str, str]:
    """Code of each answered question -> what was answered."""
    return dict(dossier.answers.values_list("question__code", "value"))


def open_questions(dossier: Dossier) -> list[str]:
    """The texts of what nobody has answered yet, in one query."""
    given = Answer.objects.filter(dossier=dossier, question=OuterRef("pk"))
    return [str(question) for question in _asked(dossier).exclude(Exists(given))]


def unanswered(dossiers: Collection[Dossier]) -> dict[int, int]:
    """Dossier id -> how many questions of its procedure nobody has answered, as `questions_of` asks them, where there
    are any; in three queries."""
    questions = Question.objects.filter(procedure__in={row.procedure_id for row in dossiers}).order_by()
    asked: dict[int, dict[int, bool]] = defaultdict(dict)
    for procedure, pk, of_a_person in questions.annotate(alone=_OF_A_PERSON).values_list("procedure", "pk", "alone"):
        asked[procedure][pk] = of_a_person
    given = set(Answer.objects.filter(dossier__in=dossiers).order_by().values_list("dossier", "question"))
    lists = set(EmployerList.objects.filter(dossier__in=dossiers).values_list("dossier", flat=True))
    left = {row.pk: sum((row.pk, pk) not in given and not (of_a_person and row.pk in lists)
                        for pk, of_a_person in asked[row.procedure_id].items()) for row in dossiers}  # fmt: skip
    return {pk: number for pk, number in left.items() if number > 0}


def checklist_of(dossier: Dossier, pages: Collection[Page] | None = None) -> list[Line]:
    """The checklist of one dossier without the papers of single lines of an employer's list, in two queries; in one
    where all its living `pages` are there."""
    return checklist(_at_no_line(dossier), _counts(dossier, pages), by_line=has_list(dossier))


@read_once
def _at_no_line(dossier: Dossier) -> list[Component]:
    return list(components_of(dossier).filter(line=None))


def _counts(dossier: Dossier, pages: Collection[Page] | None) -> dict[int, int]:
    return page_counts(dossier) if pages is None else counts_of_pages(pages)


def asked_at_lines(dossier: Dossier, wanted: set[int]) -> list[Line]:
    """The checklist of those of the wanted components that lie at lines of an employer's list, but for lines that have
    another paper of those of which one will do."""
    rows = list(components_of(dossier).filter(pk__in=wanted, line__isnull=False))
    covered = _covered(dossier, rows)
    rows = [row for row in rows if not (row.type.group and row.line_id in covered)]
    return checklist(rows, page_counts(dossier)) if rows else []


def _covered(dossier: Dossier, rows: list[Component]) -> set[int]:
    """The lines of these papers that have a paper of their benefit: where one of several will do, it need not be the
    one that was named."""
    lines = ListLine.objects.filter(pk__in={row.line_id for row in rows})
    return set(by_papers(lines, dossier, there=True).values_list("pk", flat=True)) if rows else set()


def counted_at_lines(dossier: Dossier, pages: Collection[Page] | None = None) -> list[Line]:
    """The checklist of the papers that were counted at lines of an employer's list; `pages` as above."""
    counted = Q(pages_counted__gt=0) | Q(sheets__gt=0)
    rows = list(components_of(dossier).filter(counted, line__isnull=False))
    return checklist(rows, _counts(dossier, pages)) if rows else []


def alternatives(dossier: Dossier, paper: Component) -> list[Component]:
    """The papers of the dossier, or of one line of its list, of which one will do in place of this one, itself among
    them; none where it is asked for alone. Of a line those too that are not there yet and have no row, without an id.
    """
    if not paper.type.group:
        return []
    if paper.line_id:
        return alternatives_at_lines(dossier, [paper])[paper.line_id, paper.type.group]
    return list(dossier.components.filter(type__group=paper.type.group, line=None).select_related("type", "person"))


def alternatives_at_lines(dossier: Dossier, papers: Collection[Component]) -> dict[tuple[int, str], list[Component]]:
    """As `alternatives`, of papers of groups at lines of a list: by line and group, in two queries."""
    rows = dossier.components.filter(line__in={paper.line_id for paper in papers}).select_related("type", "line")
    there = {(row.line_id, row.type_id): row for row in rows}
    kinds = list(line_paper_types(dossier))
    return {
        (paper.line_id or 0, paper.type.group): [
            there.get((paper.line_id, kind.pk)) or Component(dossier=dossier, type=kind, line=paper.line)
            for kind in kinds if is_one_of_with(kind, paper.type)
        ]
        for paper in papers
    }  # fmt: skip


STILL_HERE: Final = Q(component=None) | Q(component__dossier=F("request__dossier"))
"""Items whose paper did not leave with a line that was split off."""


def open_items(dossier: Dossier) -> QuerySet[SupplementItem]:
    """What was asked for and is not taken in as a whole yet, ticked or not, without what left with its line."""
    rows = SupplementItem.objects.filter(STILL_HERE, request__dossier=dossier, request__answered_at=None)
    return rows.select_related("request", "component__type", "component__line")


def is_asked_for(dossier: Dossier) -> bool:
    """Whether the newest slip still asks for something of this dossier."""
    newest = dossier.supplements.order_by("-ordinal").values("pk")[:1]
    return SupplementItem.objects.filter(STILL_HERE, request=newest).exists()


def asked_at(dossier: Dossier) -> datetime | None:
    """When a supplement was asked for last."""
    return dossier.supplements.aggregate(at=Max("at"))["at"]  # type: ignore[no-any-return]


def untold_limits(dossier: Dossier) -> QuerySet[SupplementRequest]:
    """Slips whose limit has passed without an answer, and without the notice that it has."""
    return dossier.supplements.filter(answered_at=None, notified_at=None, limit_on__lt=timezone.localdate())


@read_once
def doubtful_originals(dossier: Dossier) -> list[Component]:
    """Components answered by a file that came signed and whose signatures could not be proved."""
    rows = dossier.components.filter(signature_report__isnull=False).select_related("type", "original")
    found = rows.order_by("type__ordinal", "pk") if has_list(dossier) else _at_no_line(dossier)
    told = (row for row in found if row.signature_report is not None)
    return [row for row in told if not (row.signature_report or {}).get("valid")]


def settled_doubts(dossier: Dossier) -> dict[str, str]:
    """SHA-256 of each electronic original in whose signatures trust is open -> the reason of the consolidation."""
    last = dossier.events.filter(verb="consolidate").order_by("-seq").first()
    if last is None or not last.reason:
        return {}
    return {
        row.original.digest: last.reason for row in doubtful_originals(dossier) if row.original and rules.is_doubt(row)
    }
