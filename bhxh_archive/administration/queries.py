"""What does an administrator read?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from bhxh_archive.administration.reach import Reach
from bhxh_archive.models import AdminEvent, Assignment, Holiday, Office, Parameter, User
from bhxh_archive.text import fold, name_sort_key


def people(reach: Reach) -> QuerySet[User]:
    """Who was ever given a function within reach, and who has none yet; anybody else is a 404."""
    given = Assignment.objects.order_by().values("user")
    if reach.everywhere:
        return User.objects.all()
    return User.objects.filter(Q(pk__in=given.filter(office__in=reach.offices)) | ~Q(pk__in=given))


def users(reach: Reach, text: str = "") -> list[User]:
    """Those within reach with the functions they hold, in Vietnamese order of names.

    The folded text picks by name or user name.
    """
    held = Assignment.objects.not_over().select_related("office").prefetch_related("office__names")
    wanted = fold(text)
    everybody = people(reach).prefetch_related(Prefetch("assignments", held))
    found = [user for user in everybody if wanted in fold(f"{user.full_name} {user.username}")]
    return sorted(found, key=lambda user: (name_sort_key(user.full_name), user.username))


def functions_of(user: User) -> QuerySet[Assignment]:
    """Every function the person ever held, newest first."""
    rows = user.assignments.select_related("office").prefetch_related("office__names")
    return rows.order_by("-valid_from", "-pk")


def is_locked(user: User) -> bool:
    """Whether too many wrong passwords keep this account out at some address now."""
    return _lockouts().filter(username=user.username).exists()


def locked_names() -> set[str]:
    """The user names that are kept out so now."""
    return set(_lockouts().values_list("username", flat=True))


def _lockouts() -> QuerySet[AccessAttempt]:
    since: datetime = timezone.now() - settings.AXES_COOLOFF_TIME
    tries = AccessAttempt.objects.filter(attempt_time__gte=since)
    return tries.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT)


def years() -> list[int]:
    """The years that have holidays, and the next one: the calendar is entered ahead."""
    known = {day.year for day in Holiday.objects.dates("day", "year")}
    return sorted(known | {timezone.localdate().year, timezone.localdate().year + 1})


def holidays(year: int) -> QuerySet[Holiday]:
    """The days of one year."""
    return Holiday.objects.filter(day__year=year).order_by("day")


def values_of(key: str) -> QuerySet[Parameter]:
    """Every value ever set for a parameter, newest first."""
    rows = Parameter.objects.filter(key=key).select_related("office").prefetch_related("office__names")
    return rows.order_by("-valid_from", "office_id")


def in_force(newest_first: Iterable[Parameter]) -> set[int]:
    """Ids of the values that hold today, one for each office that has its own, and one for all others."""
    begun = [row for row in newest_first if row.valid_from <= timezone.localdate()]
    return set({row.office_id: row.pk for row in reversed(begun)}.values())


def general_values(day: date) -> dict[str, Parameter]:
    """Key -> the general value that holds on that day, of every parameter for which not the product's default does; in
    one query."""
    rows = Parameter.objects.filter(office=None, valid_from__lte=day)
    return {row.key: row for row in rows.order_by("valid_from")}


def offices() -> QuerySet[Office]:
    """Every office with its dated names."""
    return Office.objects.select_related("parent", "successor").prefetch_related(
        "names", "parent__names", "successor__names"
    )


def offices_within(reach: Reach) -> QuerySet[Office]:
    """The offices that are administered, by code."""
    rows = Office.objects.prefetch_related("names").order_by("code")
    return rows if reach.everywhere else rows.filter(pk__in=reach.offices)


def changes(reach: Reach, before: int | None = None) -> QuerySet[AdminEvent]:
    """What people of the offices within reach changed, newest first, behind the number given."""
    rows = AdminEvent.objects.select_related("by").order_by("-seq")
    if not reach.everywhere:
        rows = rows.filter(by__in=Assignment.objects.filter(office__in=reach.offices).values("user"))
    return rows.filter(Q(seq__lt=before)) if before else rows
