"""Which results stand, and where is the slip by which they were handed over?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bhxh_archive.once import read_once
from intake.models import (
    CoSigner,
    Dossier,
    HandOver,
    Page,
    Result,
    ResultRemark,
    ResultVersion,
    Upload,
)

COUNTS: Final = Q(slip_doubt=None) | Q(slip_doubt__confirmed_at__isnull=False)
"""Of a scan of a signed slip: whether its code, or a clerk, says that it is that slip."""
_THERE: Final = Upload.objects.filter(folder=OuterRef("slip"), state=Upload.State.ACCEPTED, dropped_at=None)
SIGNED: Final = Exists(_THERE.filter(COUNTS))
"""Of a return: whether a scan of the slip that the receiver signed stands, not taken away."""
UNCONFIRMED: Final = Exists(_THERE.exclude(COUNTS))
"""Of a return: whether a scan stands of which nobody has said yet that it is its signed slip."""


@read_once
def results_of(dossier: Dossier) -> QuerySet[Result]:
    """The results that stand, with all their file versions."""
    versions = Prefetch("versions", ResultVersion.objects.select_related("file"))
    return dossier.results.filter(void_at=None).prefetch_related(versions).select_related("receiver")


@read_once
def results_told(dossier: Dossier) -> QuerySet[Result]:
    """The same, with what was done to each since it was issued."""
    return results_of(dossier).prefetch_related("remarks")


def ended_among(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those of these dossiers of which a result was replaced or revoked since its issue, in one query."""
    rows = ResultRemark.objects.filter(result__dossier__in=dossiers, result__void_at=None, ends=True)
    return set(rows.values_list("result__dossier", flat=True))


def printed_knowingly(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those of these dossiers of which nothing is printed unless somebody wants it: a result is in force no
    longer, or the electronic copy was asked for."""
    rows = list(dossiers)
    return ended_among(rows) | {row.pk for row in rows if row.return_method == Dossier.ReturnMethod.ONLINE}


def waited_for() -> QuerySet[CoSigner]:
    """The signatures beside the leader's that results which stand still lack, in their order."""
    rows = CoSigner.objects.filter(version=None, result__void_at=None)
    return rows.select_related("result", "signer").order_by("ordinal", "result")


def waited_for_in(dossier: Dossier) -> list[CoSigner]:
    """Those of one dossier."""
    return list(waited_for().filter(result__dossier=dossier))


def is_on_paper(dossier: Dossier) -> bool:
    """Whether the results that stand were signed with ink."""
    stage = ResultVersion.Stage.ON_PAPER
    return ResultVersion.objects.filter(result__dossier=dossier, result__void_at=None, stage=stage).exists()


def signed_with_ink(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those of these dossiers whose results that stand were signed with ink, in one query."""
    stage = ResultVersion.Stage.ON_PAPER
    rows = ResultVersion.objects.filter(result__dossier__in=dossiers, result__void_at=None, stage=stage)
    return set(rows.values_list("result__dossier", flat=True))


def slip_of(hand_over: HandOver) -> tuple[list[Upload], list[Page]]:
    """The files and the pages of the slip that the receiver signed, oldest first.

    Of a file that was taken away no page is there; one that was refused and cleared away is told of no more.
    """
    if hand_over.slip_id is None:
        return [], []
    told = Upload.objects.exclude(state=Upload.State.REFUSED, dropped_at__isnull=False)
    uploads = told.filter(folder=hand_over.slip_id).select_related("dropped_by", "slip_doubt__confirmed_by")
    pages = (
        Page.objects.filter(folder=hand_over.slip_id, deleted_at=None)
        .select_related("view")
        .prefetch_related("findings")
    )
    return list(uploads), list(pages)
