"""Which links were given for a result, and which one has this secret?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Max, QuerySet

from bhxh_archive.models import Office
from bhxh_archive.parameters import parameter
from intake.models import Dossier, ResultLink, ResultRemark
from intake.rules.links import LinkLimits, link_problem


def hash_of(secret: str) -> str:
    """Under which a secret is found again; the secret itself is kept nowhere."""
    return hashlib.sha256(secret.encode()).hexdigest()


def limits_of(office: Office) -> LinkLimits:
    """What this office allows a link."""
    grace = timedelta(minutes=parameter("result_link_grace", office=office))
    return LinkLimits(parameter("result_link_failures", office=office), grace)


def link_of(secret: str) -> ResultLink | None:
    """The link with this secret, or None."""
    rows = ResultLink.objects.select_related("receiver", "hand_over__dossier__receiving_office")
    return rows.filter(secret_hash=hash_of(secret)).first()


def ended_at(dossier_id: int) -> datetime | None:
    """When a result of the dossier was last replaced or revoked; None where all are in force."""
    ends = ResultRemark.objects.filter(result__dossier=dossier_id, result__void_at=None, ends=True)
    newest: datetime | None = ends.aggregate(newest=Max("at"))["newest"]
    return newest


def links_of(dossier: Dossier) -> QuerySet[ResultLink]:
    """Every link that was given for the dossier's result, newest first, with how often files were fetched by it."""
    rows = ResultLink.objects.filter(hand_over__dossier=dossier).select_related("receiver", "by", "hand_over__dossier")
    return rows.annotate(fetched=Count("uses"))


def open_links(dossier: Dossier) -> list[ResultLink]:
    """Those of `links_of` that a new link would end: nobody revoked or replaced them."""
    return list(links_of(dossier).filter(revoked_at=None))


def mark_of(links: Iterable[ResultLink]) -> str:
    """Of the `open_links` as a page shows them: another one when one came, ended or gave out a file since."""
    return ",".join(f"{row.pk}.{row.fetched}" for row in links)  # type: ignore[attr-defined]


def unspent(dossier: Dossier) -> ResultLink | None:
    """The link that still opens and by which not everything was fetched: its receiver may be waiting for it."""
    limits, ended = limits_of(dossier.receiving_office), ended_at(dossier.pk)
    rows = (row for row in open_links(dossier) if not row.fetched_at and not link_problem(row, limits, ended))
    return next(rows, None)
