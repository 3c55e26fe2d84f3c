"""What does reception read? Query sets in, query sets out; every one keeps to what the person may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.utils import timezone

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import AFTER_RETURN
from bhxh_archive.models import Office, User
from bhxh_archive.scoping import dossiers_of
from intake import rules
from intake.models import (
    BookCustody,
    BookMovement,
    Component,
    Decentralisation,
    Dossier,
    HandOver,
    Page,
    PageFinding,
    Person,
    Procedure,
    Result,
    SupplementItem,
    SupplementRequest,
    Upload,
)
from intake.rules import Line, checklist


def dossiers(user: User) -> QuerySet[Dossier]:
    """The dossiers of the offices this person works in; the Archive Center sees what was transferred."""
    return Dossier.objects.filter(dossiers_of(user))


def with_faces(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """What a list row or identity bar shows, in a constant number of queries."""
    return rows.select_related("procedure", "receiving_office", "settling_office", "holder").prefetch_related("persons")


def dossier_for(user: User, pk: int) -> Dossier:
    """One dossier this person may see; raises Dossier.DoesNotExist, which becomes a 404."""
    rows = with_faces(dossiers(user)).select_related("procedure__rule_book", "paper_office", "folder")
    return rows.prefetch_related("receiving_office__names", "settling_office__names").get(pk=pk)


def most_urgent(lists: Mapping[str, QuerySet[Dossier]], limit: int) -> list[tuple[Dossier, str]]:
    """Of several named lists the dossiers to attend to first, each once, with the name of its list: three queries."""
    first, *rest = (
        rows.order_by("attend_on", "pk").annotate(of=Value(name)).values_list("pk", "of")[:limit]
        for name, rows in lists.items()
    )
    names = dict(first.union(*rest, all=True) if rest else first)
    chosen = with_faces(Dossier.objects.filter(pk__in=list(names))).order_by("attend_on", "pk")[:limit]
    return [(dossier, names[dossier.pk]) for dossier in chosen]


def procedures_on(day: date) -> QuerySet[Procedure]:
    """The procedures of the rule book in force on the day of receipt."""
    books = Q(rule_book__valid_to=None) | Q(rule_book__valid_to__gte=day)
    return Procedure.objects.filter(books, rule_book__valid_from__lte=day).order_by("ordinal")


def procedure_on(code: str, day: date) -> Procedure:
    """One procedure by its code on that day. Raises NotValid where no rule book has it."""
    found = procedures_on(day).filter(code=code).first()
    if found is None:
        raise NotValid(f"Không có thủ tục {code} đang áp dụng vào ngày {day:%d/%m/%Y}.")
    return found


def settling_rule(procedure_code: str, office: Office, day: date) -> Decentralisation | None:
    """The dated rule that says who settles what this office receives."""
    current = Q(valid_to=None) | Q(valid_to__gte=day)
    rules = Decentralisation.objects.filter(
        current, procedure_code__in=[procedure_code, "*"], receiving_office=office, valid_from__lte=day
    )
    return max(rules, key=lambda rule: (rule.procedure_code != "*", rule.valid_from), default=None)


def pages_of(dossier: Dossier) -> QuerySet[Page]:
    """The living pages in reading order, with what the contact sheet shows of each."""
    findings = Prefetch("findings", PageFinding.objects.order_by("id"))
    pages = Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None)
    return pages.select_related("upload", "image", "view", "thumb").prefetch_related(findings)


def uploads_of(dossier: Dossier) -> QuerySet[Upload]:
    """Every file that was sent for the dossier, newest last."""
    return Upload.objects.filter(folder_id=dossier.folder_id).select_related("file")


def components_of(dossier: Dossier) -> QuerySet[Component]:
    """The components in the order of the catalogue."""
    return dossier.components.select_related("type", "person", "original").order_by("type__ordinal", "id")


def page_counts(dossier: Dossier) -> dict[int, int]:
    """Component id -> number of its living pages."""
    rows = Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None, component__isnull=False)
    return dict(rows.order_by().values_list("component").annotate(total=Count("id")))


def checklist_of(dossier: Dossier) -> list[Line]:
    """The checklist of one dossier, in two queries."""
    return checklist(list(components_of(dossier)), page_counts(dossier))


def open_items(dossier: Dossier) -> QuerySet[SupplementItem]:
    """What was asked for and is not taken in as a whole yet, ticked or not."""
    rows = SupplementItem.objects.filter(request__dossier=dossier, request__answered_at=None)
    return rows.select_related("request", "component__type")


def results_of(dossier: Dossier) -> QuerySet[Result]:
    """The results that stand, with all their file versions."""
    return dossier.results.filter(void_at=None).prefetch_related("versions__file").select_related("receiver")


def same_open_case(dossier: Dossier) -> QuerySet[Dossier]:
    """Open dossiers of the same procedure for the same person: the hint at the counter that this one is a duplicate."""
    ids = [person.personal_id for person in dossier.persons.all() if person.personal_id]
    numbers = [person.insurance_number for person in dossier.persons.all() if person.insurance_number]
    people = Person.objects.filter(Q(personal_id__in=ids) | Q(insurance_number__in=numbers)).values("dossier")
    rows = Dossier.objects.filter(
        pk__in=people, procedure__code=dossier.procedure.code, receiving_office=dossier.receiving_office
    )
    return rows.exclude(pk=dossier.pk).exclude(state__in=["refused", "withdrawn", "lapsed", "cancelled"])


def uncollected(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those dossiers whose result lies here because nobody came for it, in one query at most."""
    ids = [row.pk for row in dossiers if row.state in AFTER_RETURN]
    newest = HandOver.objects.filter(dossier__in=ids).order_by("dossier", "-at", "-pk").distinct("dossier")
    return {row.dossier_id for row in newest if row.outcome == HandOver.Outcome.NOT_COLLECTED} if ids else set()


def waits_for_collection(dossier: Dossier) -> bool:
    """Whether the result lies here because nobody came for it."""
    return dossier.pk in uncollected([dossier])


def uncollected_of(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those of the rows whose result nobody came for yet."""
    newest = HandOver.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-pk").values("outcome")[:1]
    return rows.annotate(came=Subquery(newest)).filter(came=HandOver.Outcome.NOT_COLLECTED)


def book_of(dossier: Dossier) -> BookCustody | None:
    """The social-insurance book of the dossier, or None when none was recorded."""
    return BookCustody.objects.filter(dossier=dossier).first()


def journey_of(book: BookCustody) -> QuerySet[BookMovement]:
    """Through whose hands the book has gone, oldest first."""
    offices = ("from_office", "to_office")
    return book.movements.select_related(*offices, "by").prefetch_related(*(f"{end}__names" for end in offices))


def linked_to(dossier: Dossier, user: User) -> QuerySet[Dossier]:
    """The other dossiers of the same event that this person may see: what it belongs to, and what belongs to it."""
    ids = [pk for pk in (dossier.event_of_id, dossier.survivor_id) if pk]
    family = Q(pk__in=ids) | Q(event_of=dossier) | Q(survivor=dossier)
    if dossier.event_of_id:
        family |= Q(event_of=dossier.event_of_id)
    return dossiers(user).filter(family).exclude(pk=dossier.pk).select_related("procedure").order_by("pk")


def deleted_pages(dossier: Dossier) -> QuerySet[Page]:
    """The pages that were taken out and can be brought back."""
    return Page.objects.filter(folder_id=dossier.folder_id, deleted_at__isnull=False)


def pages_out(dossier: Dossier) -> dict[int, int]:
    """Upload id -> number of pages that were taken out of it so far."""
    rows = Page.objects.filter(folder_id=dossier.folder_id).order_by().values_list("upload")
    return dict(rows.annotate(total=Count("id")))


def untold_limits(dossier: Dossier) -> QuerySet[SupplementRequest]:
    """Slips whose limit has passed without an answer, and without the notice that it has."""
    return dossier.supplements.filter(answered_at=None, notified_at=None, limit_on__lt=timezone.localdate())


def doubtful_originals(dossier: Dossier) -> list[Component]:
    """Components answered by a file that came signed and whose signatures could not be proved."""
    rows = dossier.components.filter(signature_report__isnull=False).select_related("type", "original")
    return [row for row in rows.order_by("type__ordinal", "pk") if not (row.signature_report or {}).get("valid")]


def settled_doubts(dossier: Dossier) -> dict[str, str]:
    """SHA-256 of each electronic original in whose signatures trust is open -> the reason of the consolidation."""
    last = dossier.events.filter(verb="consolidate").order_by("-seq").first()
    if last is None or not last.reason:
        return {}
    return {
        row.original.digest: last.reason for row in doubtful_originals(dossier) if row.original and rules.is_doubt(row)
    }


def of_paper_number(dossier: Dossier, number: str) -> Dossier | None:
    """Another dossier whose paper is kept by the same office under the same number."""
    same = Dossier.objects.filter(paper_office=dossier.paper_office_id, paper_file_number__iexact=number.strip())
    return same.exclude(pk=dossier.pk).first()
