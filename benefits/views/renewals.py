"""Until when do the time-stamps of the office's results hold, and which must be renewed now?"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncQuarter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from benefits.actions.renewing import due_versions, stamped_versions
from bhxh_archive.errors import NotAllowed
from bhxh_archive.jobs import failure_notes
from bhxh_archive.parameters import parameter
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from intake.views.frame import current_user

MOST_SHOWN: Final = 100


@require_GET
def stamp_renewals(request: HttpRequest) -> HttpResponse:
    """How many stamps end in which quarter; those that are due, with why they were not renewed yet."""
    user = current_user(request)
    if not user.holds_anywhere("benefits.recall"):
        raise NotAllowed("Trang này chỉ mở cho văn thư và lãnh đạo ký.")
    ours = {"result__dossier__settling_office__in": user.offices_with("benefits.recall")}
    known = stamped_versions().filter(**ours, stamp_expires_at__isnull=False).order_by()
    quarters = known.annotate(quarter=TruncQuarter("stamp_expires_at")).values_list("quarter")
    due = due_versions().filter(**ours).select_related("result__dossier")
    shown = list(due[:MOST_SHOWN])
    notes = failure_notes([f"restamp:{row.pk}" for row in shown])
    context = {
        "quarters": [(_called(at), number) for at, number in quarters.annotate(n=Count("pk")).order_by("quarter")],
        "due": [(row, notes.get(f"restamp:{row.pk}", "")) for row in shown], "total": due.count(),
        "months": parameter("restamp_months"),
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Gia hạn dấu thời gian")]),
    }  # fmt: skip
    return render(request, "benefits/renewals.html", context)


def _called(at: datetime) -> str:
    day = timezone.localdate(at)
    return f"Quý {(day.month + 2) // 3}/{day.year}"
