"""Which paper dossiers wait to be handed over, and which lists does a person give or receive?"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from bhxh_archive.models import User
from intake.models import Dossier, DossierEvent, HandingLine, HandingList
from intake.queries.dossiers import with_faces
from intake.rules.books import WITHOUT_RESULT
from intake.rules.handing import AFTER, GIVERS, SEES, WAITING, Way, offices_with


def to_hand_over(user: User, way: Way) -> QuerySet[Dossier]:
    """Dossiers that were moved on in the product, and whose paper is on no list of that way since."""
    seat = "receiving_office" if way == Way.TO_BENEFITS else "settling_office"
    moved = DossierEvent.objects.filter(dossier=OuterRef("pk"), verb__in=AFTER[way]).order_by("-seq").values("at")[:1]
    listed = HandingLine.objects.filter(dossier=OuterRef("pk"), list__way=way, list__called_off_at=None,
                                        list__given_at__gte=OuterRef("moved_at")).exclude(received=False)  # fmt: skip
    ours = {f"{seat}__in": offices_with(user, GIVERS[way])}
    rows = Dossier.objects.annotate(moved_at=Subquery(moved), lies=Subquery(_signed(OuterRef("pk"))[:1]))
    rows = rows.filter(~Exists(listed), ~Q(state__in=WITHOUT_RESULT) | Q(lies=Way.TO_BENEFITS), moved_at__isnull=False)
    return with_faces(rows.order_by("moved_at", "pk").filter(state__in=WAITING[way], **ours)).prefetch_related(
        "settling_office__names"
    )


def _signed(dossier: Any) -> QuerySet[HandingLine, str]:
    """The ways of the lists on which its paper was signed for, newest first: the first says at whose desk it lies."""
    rows = HandingLine.objects.filter(dossier=dossier, received=True).order_by("-list__received_at", "-pk")
    return rows.values_list("list__way", flat=True)


def lies_with_benefits(dossier: Dossier) -> bool:
    """Whether the benefits unit signed for its paper and has not given it back by a list."""
    return _signed(dossier).first() == Way.TO_BENEFITS


def waiting_list_of(dossier: Dossier) -> HandingList | None:
    """The list on which its paper is named and for which nobody has signed yet."""
    return HandingList.objects.filter(lines__dossier=dossier, called_off_at=None, received_at=None).first()


def handing_lists(user: User) -> QuerySet[HandingList]:
    """The lists that this person's offices give or receive, newest first."""
    ours = offices_with(user, SEES)
    rows = HandingList.objects.filter(Q(reception__in=ours) | Q(benefits__in=ours)).select_related(
        "given_by", "received_by", "reception", "benefits"
    )
    return rows.prefetch_related("reception__names", "benefits__names").order_by("-pk")


def handing_lines(row: HandingList) -> QuerySet[HandingLine]:
    """The dossiers of a list in order, with whom each is about."""
    rows = row.lines.select_related("dossier__procedure", "dossier__employer_list")
    return rows.prefetch_related("dossier__persons").order_by(F("ordinal"))
