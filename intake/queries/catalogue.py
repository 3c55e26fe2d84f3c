"""Which procedures hold on a day, and who settles what an office receives?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from bhxh_archive.errors import NotValid
from bhxh_archive.models import Office
from intake.models import Decentralisation, Procedure


def procedures_on(day: date) -> QuerySet[Procedure]:
    """The procedures of the rule book in force on the day of receipt, each in the version of that day."""
    books = Q(rule_book__valid_to=None) | Q(rule_book__valid_to__gte=day)
    versions = Q(valid_to=None) | Q(valid_to__gte=day)
    rows = Procedure.objects.filter(books, versions, rule_book__valid_from__lte=day, valid_from__lte=day)
    return rows.order_by("ordinal")


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
