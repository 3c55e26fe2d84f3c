"""Was what came as a supplement scanned? Nothing here writes or refuses."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bhxh_archive.lifecycle import State
from intake.models import Component, Dossier, Page, SupplementItem
from intake.rules.problems import Problem

_SCAN: Final = "{} đã ghi nhận bổ sung mà chưa có trang nào quét sau ngày yêu cầu {:%d/%m/%Y}: quét giấy vừa nhận"
_OR_SAY: Final = ", hoặc bỏ ghi nhận rồi ghi lý do không có trang mới"


def unscanned_answers(dossier: Dossier) -> list[Problem]:
    """Answers of paper whose only pages are older than the request: they show what was wrong, not what came.

    Where there are none at all, the paper is missing, and is told so. A page of another paper of the same one-of group
    will do, as it does for the component.
    """
    or_say = _OR_SAY if dossier.state == State.AWAITING_SUPPLEMENT else ""
    newer = Exists(_pages(upload__at__gt=OuterRef("request__at")))
    return [
        Problem(_SCAN.format(f"«{row.component}»", timezone.localdate(row.request.at)) + or_say + ".", "pages")
        for row in _answered(dossier).filter(Exists(_pages()), ~newer)
    ]


def _answered(dossier: Dossier) -> QuerySet[SupplementItem]:
    """Answers that are paper of this dossier to be scanned, and for which nobody said why there is no page."""
    rows = SupplementItem.objects.filter(request__dossier=dossier, component__dossier=dossier, unscanned="")
    rows = rows.filter(answered_at__isnull=False, component__original=None, component__type__scan=True)
    return rows.exclude(component__satisfied=Component.Satisfied.DATA).select_related(
        "request", "component__type", "component__person", "component__line"
    )


def _pages(**further: Any) -> QuerySet[Page]:
    group = OuterRef("component__type__group")
    same = Q(component=OuterRef("component")) | (Q(component__type__group=group) & ~Q(component__type__group=""))
    return Page.objects.filter(same, component__dossier=OuterRef("component__dossier"), deleted_at=None, **further)
