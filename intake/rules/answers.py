"""Does what came in later answer what was asked, and are two dossiers one?"""

from __future__ import annotations

from typing import Any

from bhxh_archive.signing.report import only_trust_is_open
from intake.models import Component, Dossier, SupplementItem


def is_doubt(original: Component) -> bool:
    """Whether the signatures of an electronic original are untouched and only the trust in them is open.

    Such a doubt a reason may settle; what is broken or can't be read is no doubt.
    """
    report: dict[str, Any] | None = original.signature_report
    return report is not None and not report["valid"] and only_trust_is_open(report)


def supplied_by_data(item: SupplementItem) -> bool:
    """Whether looked-up data answered the item after it was asked for."""
    answer = item.component
    if answer is None or answer.satisfied != Component.Satisfied.DATA or answer.data_at is None:
        return False
    return answer.data_at >= item.request.at


def differences(dossier: Dossier, other: Dossier) -> list[str]:
    """In what two dossiers that are said to be one and the same differ: person, procedure; as sentences."""
    said = []
    if not _faces(dossier) & _faces(other):
        said.append("Hai hồ sơ không có người nào chung.")
    if dossier.procedure.code != other.procedure.code:
        said.append(f"Hai hồ sơ khác thủ tục: {dossier.procedure.name}; {other.procedure.name}.")
    return said


def _faces(dossier: Dossier) -> set[str]:
    people = dossier.persons.all()
    known = {row.personal_id for row in people} | {row.insurance_number for row in people}
    return (known | {row.name_folded for row in people}) - {""}
