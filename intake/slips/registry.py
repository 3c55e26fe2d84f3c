"""Which slip may be printed when, and how does it become a PDF?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from bhxh_archive.documents.render import render
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier
from intake.slips import control, counter, notices

Builder = Callable[[Dossier, User], Mapping[str, Any]]


@dataclass(frozen=True)
class Slip:
    """One kind of paper: its template, the data it takes, and when there is something to print."""

    name: str
    title: str
    template: str
    build: Builder
    there: Callable[[Dossier], bool]

    @property
    def label(self) -> str:
        """The title inside a sentence."""
        return self.title[:1].lower() + self.title[1:]


def _numbered(dossier: Dossier) -> bool:
    return dossier.number is not None


def _asked(dossier: Dossier) -> bool:
    return dossier.supplements.exists()


def _overdue(dossier: Dossier) -> bool:
    return dossier.supplements.filter(answered_at=None, limit_on__lt=timezone.localdate()).exists()


def _returned(dossier: Dossier) -> bool:
    return dossier.state == State.ISSUED or dossier.hand_overs.exists()


_ALL: Final = (
    Slip("receipt", "Giấy tiếp nhận, hẹn trả (2 liên)", "receipt", counter.receipt, _numbered),
    Slip("cover_sheet", "Phiếu bìa mã vạch", "cover_sheet", counter.cover_sheet, _numbered),
    Slip("separators", "Tờ phân cách thành phần", "separator", counter.separators, _numbered),
    Slip("supplement", "Phiếu yêu cầu bổ sung", "supplement", notices.supplement, _asked),
    Slip("refusal", "Phiếu từ chối", "refusal", notices.refusal, lambda row: row.state == State.REFUSED),
    Slip("withdrawal", "Thông báo dừng giải quyết", "withdrawal", notices.withdrawal,
         lambda row: row.state == State.WITHDRAWN),
    Slip("lapse_notice", "Thông báo quá hạn bổ sung", "lapse_notice", notices.lapse_notice, _overdue),
    Slip("control_slip", "Phiếu kiểm soát", "control_slip", control.control_slip, _numbered),
    Slip("return_slip", "Giấy giao nhận kết quả", "return_slip", counter.return_slip, _returned),
)  # fmt: skip
SLIPS: Final[dict[str, Slip]] = {slip.name: slip for slip in _ALL}


def slips_of(dossier: Dossier) -> list[Slip]:
    """What can be printed for the dossier as it stands, without what its procedure does not use."""
    left_out = dossier.procedure.slips_left_out
    return [slip for slip in _ALL if slip.name not in left_out and slip.there(dossier)]


def pdf_of(slip: Slip, dossier: Dossier, by: User) -> bytes:
    """The slip as PDF/A; raises NotNow while there is nothing to print."""
    if not slip.there(dossier):
        raise NotNow(f"Chưa có gì để in {slip.label}.")
    return render(slip.template, slip.build(dossier, by), created=timezone.now())
