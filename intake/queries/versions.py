"""Which versions does a procedure have, and which one runs, comes next, or is being written?"""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from intake.models import Procedure, RuleBook
from intake.rules.versions import Version


def rule_books() -> QuerySet[RuleBook]:
    """Every rule book, newest first, with all versions of its procedures."""
    rows = Procedure.objects.order_by("ordinal", "valid_from")
    return RuleBook.objects.prefetch_related(Prefetch("procedures", rows)).order_by("-valid_from")


def newest_book() -> RuleBook | None:
    """The rule book with the latest first day: another one follows it."""
    return RuleBook.objects.filter(valid_from__isnull=False).order_by("-valid_from").first()


def draft_book() -> RuleBook | None:
    """The rule book that is being written."""
    return RuleBook.objects.filter(valid_from=None).first()


def newest_versions(book: RuleBook) -> list[Procedure]:
    """Of every procedure of the rule book the newest version that has a first day; in a draft the drafts."""
    rows = Procedure.objects.filter(rule_book=book).select_related("rule_book")
    rows = rows.filter(valid_from__isnull=book.valid_from is None)
    newest = rows.order_by("code", "-valid_from").distinct("code")
    return sorted(newest, key=lambda row: row.ordinal)


def version_of(procedure: Procedure) -> Version:
    """One version with all of its parts, in four queries."""
    return Version(
        procedure, list(procedure.questions.order_by("ordinal", "pk")),
        list(procedure.component_types.select_related("question").order_by("ordinal", "pk")),
        list(procedure.result_kinds.order_by("pk")),
        list(procedure.terms.select_related("question").order_by("ordinal", "pk")),
    )  # fmt: skip


def versions_of(procedure: Procedure) -> QuerySet[Procedure]:
    """Every version of the procedure in its rule book, newest first; a draft comes before all."""
    same = Procedure.objects.filter(rule_book=procedure.rule_book_id, code=procedure.code)
    return same.select_related("rule_book").order_by("-valid_from")


def draft_of(procedure: Procedure) -> Procedure | None:
    """The version that is being written."""
    return versions_of(procedure).filter(valid_from=None).first()


def running_of(procedure: Procedure) -> Procedure | None:
    """The newest version in the same rule book that has a first day; none of a procedure that is new in it."""
    return versions_of(procedure).filter(valid_from__isnull=False).first()


def forerunner_of(draft: Procedure) -> Procedure | None:
    """What a draft is compared with: the running version, else that of the rule book before; none for a new one."""
    before = Procedure.objects.filter(code=draft.code, valid_from__isnull=False).select_related("rule_book")
    return running_of(draft) or before.order_by("-rule_book__valid_from", "-valid_from").first()


def next_of(procedure: Procedure) -> Procedure | None:
    """A draft or a version behind this one."""
    return draft_of(procedure) or versions_of(procedure).filter(valid_from__gt=procedure.valid_from).first()
