"""Which results are on their way, came back, or lie here because nobody came?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from bhxh_archive.lifecycle import AFTER_RETURN
from bhxh_archive.models import Office, User
from bhxh_archive.once import read_once
from bhxh_archive.parameters import parameter
from bhxh_archive.text import number_fold
from intake.models import Dossier, HandOver, ResultLink
from intake.queries.results import SIGNED, UNCONFIRMED

_OUTCOME: Final = HandOver.Outcome
HELD: Final = (_OUTCOME.NOT_COLLECTED, _OUTCOME.CAME_BACK)
"""How a return ended after which the result lies here."""
_BY_LINK: Final = Q(outcome=_OUTCOME.SENT, method=Dossier.ReturnMethod.ONLINE)
STANDINGS: Final = {
    "waits": Q(outcome=_OUTCOME.NOT_COLLECTED),
    "back": Q(outcome=_OUTCOME.CAME_BACK),
    "post": Q(outcome=_OUTCOME.SENT, method=Dossier.ReturnMethod.POST),
    "online": _BY_LINK & Q(dossier__return_method=Dossier.ReturnMethod.ONLINE),
    "dead": _BY_LINK & Q(dossier__return_method=Dossier.ReturnMethod.ONLINE, opens=False),
    "rerouted": _BY_LINK & ~Q(dossier__return_method=Dossier.ReturnMethod.ONLINE),
}
"""Where a result may be that is not delivered yet."""


def open_hand_over(dossier: Dossier) -> HandOver | None:
    """The return that has not come to its end: on its way, or with us again; None when all is delivered."""
    if dossier.state not in AFTER_RETURN:
        return None
    return next((row for row in recorded_returns(dossier) if row.open), None)


@read_once
def recorded_returns(dossier: Dossier) -> QuerySet[HandOver]:
    """Every return that was recorded, newest first, with its carrier; `fetched_at`: since when all of it went out by a
    link, or None; `taken`: how many of its documents went out by links; `signed`: whether its slip was scanned;
    `waits`: whether a scan of it is still to be confirmed. Once the result was returned also `opens`, as `_with_links`
    says."""
    links = ResultLink.objects.filter(hand_over=OuterRef("pk"), fetched_at__isnull=False).order_by("fetched_at")
    rows = dossier.hand_overs.select_related("by", "consignment__carrier")
    taken = Count("links__uses__version__result", distinct=True)
    rows = rows.annotate(fetched_at=Subquery(links.values("fetched_at")[:1]), taken=taken)
    rows = rows.annotate(signed=SIGNED, waits=UNCONFIRMED)
    return _with_links(rows) if dossier.state in AFTER_RETURN else rows


def _with_links(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """Returns with `opens`: whether a one-time link to the result still opens, as far as all offices lock alike.

    The grace of a used link is of no account here: its first file has ended the return.
    """
    links = ResultLink.objects.filter(hand_over=OuterRef("pk"), revoked_at=None, fetched_at=None)
    alive = links.filter(expires_at__gt=Now())
    return rows.annotate(opens=Exists(alive.filter(failures__lt=parameter("result_link_failures"))))


def is_held(row: HandOver | None) -> bool:
    """Whether the result of this open return lies here; so does what nobody is to fetch by a link any more."""
    return row is not None and (row.outcome in HELD or row.rerouted)


def goes_by_link(row: HandOver | None) -> bool:
    """Whether the result of this return is, or was, to be fetched by a link."""
    return row is not None and row.method == Dossier.ReturnMethod.ONLINE and not is_held(row)


def waits_for_collection(dossier: Dossier) -> bool:
    """Whether the result can go out once more: nobody came for it, the post brought it back, or nobody fetched it by
    its link."""
    handed = open_hand_over(dossier)
    return is_held(handed) or goes_by_link(handed)


def open_hand_overs(dossiers: Iterable[Dossier]) -> dict[int, HandOver]:
    """Dossier id -> its return that has not come to its end, in one query at most."""
    ids = [row.pk for row in dossiers if row.state in AFTER_RETURN]
    rows = _with_links(HandOver.objects.filter(dossier__in=ids, open=True)).select_related("dossier")
    return {row.dossier_id: row for row in rows} if ids else {}


def returned_among(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those of these dossiers whose result went out and does not lie here again, in one query at most."""
    rows = [row for row in dossiers if row.state in AFTER_RETURN]
    handed = open_hand_overs(rows)
    return {row.pk for row in rows if not is_held(handed.get(row.pk))}


def undelivered(user: User) -> QuerySet[Dossier]:
    """Dossiers of this person's counters whose result has not reached anybody yet."""
    rows = HandOver.objects.filter(open=True, dossier__receiving_office__in=user.offices_with("intake.hand_over"))
    return Dossier.objects.filter(pk__in=rows.values("dossier"))


def standing_at(rows: QuerySet[Dossier], standing: str) -> QuerySet[Dossier]:
    """Those of the rows whose result stands so, by a key of STANDINGS; all of them for another word."""
    if standing not in STANDINGS:
        return rows
    found = _with_links(HandOver.objects.filter(open=True)).filter(STANDINGS[standing])
    return rows.filter(pk__in=found.values("dossier"))


def bearing(number: str, *, carrier: str, office: Office) -> HandOver | None:
    """The newest consignment of this counter with that carrier (its code) that bears the tracking number, however it is
    spaced. Whoever hands over results there may see its dossier."""
    rows = HandOver.objects.filter(dossier__receiving_office=office, consignment__carrier__code=carrier)
    same = rows.exclude(tracking_folded="").filter(tracking_folded=number_fold(number))
    return same.select_related("dossier", "consignment").first()
