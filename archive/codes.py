"""Under which codes and paths does the archive keep a file? ASCII, readable without the program, no personal data."""

from __future__ import annotations

from bhxh_archive.models import Office
from intake.models import Dossier


def file_code_of(dossier: Dossier) -> str:
    """Mã hồ sơ: agency id, year, then the serial part of the one-stop number and the procedure."""
    return f"{dossier.receiving_office.agency_id}.{_year_of(dossier)}.{_serial_of(dossier)}.{dossier.procedure.code}"


def _serial_of(dossier: Dossier) -> str:
    """`261123-0001` of `G12.99.31-261123-0001-K`."""
    assert dossier.number
    return dossier.number.removeprefix(f"{dossier.receiving_office.agency_id}-").rsplit("-", 1)[0]


def _year_of(dossier: Dossier) -> str:
    return f"20{_serial_of(dossier)[:2]}"


def archive_code_of(dossier: Dossier) -> str:
    """Mã hồ sơ lưu trữ: the code of the keeping archive, then the file code (Circular 05/2025/TT-BNV)."""
    centre = Office.objects.filter(kind=Office.Kind.CENTRE, successor=None).order_by("pk").first()
    return f"{centre.agency_id}.{file_code_of(dossier)}" if centre else file_code_of(dossier)


def permanent_prefix(dossier: Dossier, bag_name: str) -> str:
    """`<office>/<year>/<file code>/<bag>`: where an accepted package lies for good."""
    return f"{dossier.receiving_office.code}/{_year_of(dossier)}/{file_code_of(dossier)}/{bag_name}"
