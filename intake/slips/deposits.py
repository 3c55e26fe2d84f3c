"""What stands on the list and the minutes by which paper goes to the archive?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from bhxh_archive.documents.shapes.deposit_list import DepositList, DepositListLine
from bhxh_archive.documents.shapes.deposit_minutes import DepositMinutes
from bhxh_archive.forms_in_force import render
from bhxh_archive.text import inside
from intake import models
from intake.rules.catalogue_words import RETENTION
from intake.slips import common
from intake.slips.closing import title_of


def list_pdf(row: models.PaperDeposit, lines: Sequence[models.DepositLine]) -> bytes:
    """Mục lục hồ sơ, tài liệu nộp lưu, as PDF/A."""
    data: DepositList = {
        "head": _head(row), "title": _title(row), "store": _store(row), "lines": [_line(line) for line in lines],
        "boxes": row.boxes, "giver": str(row.by), "taker": row.taker_name,
    }  # fmt: skip
    return render("deposit_list", data, created=row.at)


def minutes_pdf(row: models.PaperDeposit, lines: Sequence[models.DepositLine]) -> bytes:
    """Biên bản giao nhận hồ sơ, tài liệu, as PDF/A."""
    days = sorted(line.ended_on for line in lines)
    data: DepositMinutes = {
        "head": _head(row), "title": _title(row), "giver_unit": common.name_of(row.office).name,
        "giver": str(row.by), "giver_title": _post(row), "taker_unit": row.taker_unit, "taker": row.taker_name,
        "taker_title": row.taker_title, "store": _store(row), "first": days[0].isoformat(),
        "last": days[-1].isoformat(), "boxes": row.boxes, "dossiers": len(lines),
        "sheets": sum(line.sheets or 0 for line in lines), "uncounted": sum(bool(line.uncounted) for line in lines),
        "metres": f"{row.metres}" if row.metres else "",
        "condition": row.condition, "list_number": str(row),
    }  # fmt: skip
    return render("deposit_minutes", data, created=row.at)


def _post(row: models.PaperDeposit) -> str:
    """In which function the giver keeps the paper of this office."""
    seat = row.by.assignments.in_force().filter(office=row.office).first()
    return (seat.title or seat.get_role_display()) if seat else ""


def _title(row: models.PaperDeposit) -> str:
    return f"Hồ sơ kết thúc năm {row.of_year}, {inside(row.retention_words)}"


def _store(row: models.PaperDeposit) -> str:
    return f"{row.store.path} {row.store.name}".strip()


def _head(row: models.PaperDeposit) -> Any:
    name, day = common.name_of(row.office), timezone.localdate(row.at)
    return {"parent": name.parent_name, "agency": name.name, "number": str(row), "dossier_number": None,
            "place": name.place, "date": day.isoformat()}  # fmt: skip


def _line(line: models.DepositLine) -> DepositListLine:
    dossier = line.dossier
    started = timezone.localdate(dossier.received_at) if dossier.received_at else None
    return {
        "box": line.box, "code": line.code, "title": title_of(dossier),
        "started": started.isoformat() if started else None, "ended": line.ended_on.isoformat(),
        "retention": RETENTION.get(dossier.procedure.retention_code, ""), "sheets": line.sheets, "pages": line.pages,
        "uncounted": line.uncounted, "note": str(dossier),
    }  # fmt: skip
