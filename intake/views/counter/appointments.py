"""Which days were told to the person, on which receipts and by which apologies?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from intake.models import Dossier


@dataclass(frozen=True)
class Told:
    """One appointment: on what paper, when it was given, the day it names, and a word more."""

    paper: str
    at: datetime
    on: date
    note: str = ""


def appointments_of(dossier: Dossier) -> list[Told]:
    """Every receipt and every apology, oldest first; the day by the law stands on the receipts."""
    receipts = [Told(f"Giấy tiếp nhận lần {row.ordinal}", row.at, row.due_on) for row in dossier.receipts.all()]
    apologies = [
        Told(f"Phiếu xin lỗi lần {row.ordinal}", row.at, row.promised_on,
             f"Hạn theo quy định vẫn là {row.statutory_on:%d/%m/%Y}. {row.reason}")
        for row in dossier.reappointments.all()
    ]  # fmt: skip
    return sorted([*receipts, *apologies], key=lambda told: told.at)
