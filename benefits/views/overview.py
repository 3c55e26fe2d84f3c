"""How does the head of the unit, or the leader, see where the work lies?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from benefits.overdue import LATE, NAME
from benefits.overview import ASKING, RIGHT, Load, officer_loads, stage_loads, unanswered
from benefits.overview.sheet import overview_xlsx
from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import User
from bhxh_archive.spreadsheets import XLSX
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from intake.views.frame import current_user

WIDTH, HEIGHT, LABEL = 640, 28, 190
"""Of the chart, in pixels: its whole width, a bar with its gap, what the names take."""
PARTS: Final = (("late", "bad"), ("today", "warn"), ("week", "active"), ("rest", "quiet"))


@dataclass(frozen=True)
class Part:
    """One piece of a bar: where it begins, how long it is, its tone."""

    x: int
    width: int
    tone: str

    @property
    def end(self) -> int:
        return self.x + self.width


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Where the work lies, by step and by person, with a chart that says the same as the first table."""
    user = _overseer(request)
    stages, officers = stage_loads(user), officer_loads(user)
    context = {
        "tables": [("Theo bước", "Bước", stages), ("Theo người đang giữ hồ sơ", "Người", officers)],
        "bars": bars_of(stages), "width": WIDTH, "height": HEIGHT * len(stages), "label": LABEL,
        "total": sum(row.total for row in stages), "late": sum(row.late for row in stages),
        "unanswered": unanswered(user), "unanswered_url": f"{reverse('queue', args=[ASKING.slug])}?{NAME}={LATE}",
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Tổng quan")]),
    }  # fmt: skip
    return render(request, "benefits/overview.html", context)


@require_GET
def overview_file(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    user = _overseer(request)
    answer = HttpResponse(overview_xlsx(stage_loads(user), officer_loads(user), unanswered(user)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="tong-quan-{timezone.localdate():%Y%m%d}.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _overseer(request: HttpRequest) -> User:
    user = current_user(request)
    if not user.holds_anywhere(RIGHT):
        raise NotAllowed("Trang này chỉ mở cho lãnh đạo phòng và lãnh đạo ký.")
    return user


def bars_of(loads: list[Load]) -> list[tuple[str, int, list[Part], int]]:
    """Name, its line in the chart, the pieces of the bar, the number at its end; the longest bar fills the chart."""
    most = max([row.total for row in loads] + [1])
    scale = (WIDTH - LABEL - 40) / most
    return [(row.label, place * HEIGHT, _parts(row, scale), row.total) for place, row in enumerate(loads)]


def _parts(row: Load, scale: float) -> list[Part]:
    """The pieces in the order of urgency; one that is there is never too thin to be seen."""
    soon = row.week - row.today
    numbers = {"late": row.late, "today": row.today, "week": soon, "rest": row.total - row.late - row.week}
    parts, x = [], LABEL
    for name, tone in PARTS:
        if numbers[name]:
            parts.append(Part(x, max(2, round(numbers[name] * scale)), tone))
            x = parts[-1].end
    return parts
