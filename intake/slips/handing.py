"""What stands on the internal hand-over list?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils import timezone

from bhxh_archive.documents.shapes.handing_list import HandedDossier, HandingList
from bhxh_archive.forms_in_force import render
from intake import models
from intake.slips import common

UNITS: Final = {"reception": "Bộ phận Tiếp nhận và Trả kết quả", "benefits": "Bộ phận Chế độ BHXH"}


def list_pdf(row: models.HandingList, lines: Iterable[models.HandingLine], at: datetime) -> bytes:
    """The list as PDF/A; signed by both sides once it was received."""
    return render("handing_list", _data(row, lines), created=at)


def _data(row: models.HandingList, lines: Iterable[models.HandingLine]) -> HandingList:
    day = timezone.localdate(row.given_at)
    sides = ("reception", "benefits") if row.way == models.HandingList.Way.TO_BENEFITS else ("benefits", "reception")
    giver, taker = (f"{UNITS[side]}, {common.name_of(getattr(row, side), day).name}" for side in sides)
    name = common.name_of(getattr(row, sides[0]), day)
    return {
        "head": {"parent": name.name, "agency": UNITS[sides[0]], "number": str(row), "dossier_number": None,
                 "place": name.place, "date": day.isoformat()},
        "title": row.get_way_display(), "giver_unit": giver, "giver": str(row.given_by),
        "given_at": common.local(row.given_at) or "", "taker_unit": taker, "taker": str(row.received_by or ""),
        "received_at": common.local(row.received_at), "lines": [_line(line) for line in lines],
    }  # fmt: skip


def _line(line: models.HandingLine) -> HandedDossier:
    notes = [line.book, "KHÔNG NHẬN" if line.received is False else "", line.note]
    return {
        "number": str(line.dossier), "name": common.whose(line.dossier),
        "procedure": line.dossier.procedure.name, "papers": line.papers, "sheets": line.sheets, "pages": line.pages,
        "note": ". ".join(filter(None, notes)), "refused": line.received is False,
    }  # fmt: skip
