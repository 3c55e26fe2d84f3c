"""Which paper dossiers wait to be handed over, and which lists does a person give or receive?"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from bhxh_archive.models import User
from intake.models import Dossier, DossierEvent, HandingLine, HandingList
from intake.queries.dossiers import with_faces
from intake.rules.handing import AFTER, GIVERS, SEES, WAITING, Way, offices_with


def to_hand_over(user: User, way: Way) -> QuerySet[Dossier]:
    """Dossiers that were moved on in the product, and whose paper is on no list of that way since."""
    seat = "receiving_office" if way == Way.TO_BENEFITS else "settling_office"
    moved = DossierEvent.objects.filter(dossier=OuterRef("pk"), verb__in=AFTER[way]).order_by("-seq").values("at")[:1]
    listed = HandingLine.objects.filter(dossier=OuterRef("pk"), list__way=way, list__called_off_at=None,
                                        list__given_at__gte=OuterRef("moved_at")).exclude(received=False)  # fmt: skip
    ours = {f"{seat}__in": offices_with(user, GIVERS[way])}
    rows = Dossier.objects.annotate(moved_at=Subquery(moved)).filter(~Exists(listed), moved_at__isnull=False)
    return with_faces(rows.order_by("moved_at", "pk").filter(state__in=WAITING[way], **ours)).prefetch_related(
        "settling_office__names"
    )


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
