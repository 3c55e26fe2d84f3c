"""Which issued list does an employer's list take the place of, so that the same lines may be asked for again?

NĐ 30/2020 art. 18.3: what is wrong in content is replaced by a document of equal form; a list by the next whole list.
"""

from __future__ import annotations

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.text import number_fold
from bhxh_archive.trail import record
from intake.lists.doubles import mark_doubles
from intake.models import EmployerList, ListLine
from intake.queries import lines_of, results_told
from intake.rules import was_issued
from intake.rules.problems import Fault


def name_replaced(found: EmployerList, number: str, by: User) -> None:
    """Write down whose list this one replaces, by the number of its dossier; "" for none. Part of a transaction.

    Raises NotValid for a dossier without an issued list in force of this employer at this office, and once lines were
    taken that stand on both lists.
    """
    if number_fold(number) == (found.replaces.dossier.number_folded if found.replaces else ""):
        return
    other = _list_numbered(found, number) if number.strip() else None
    if lines_of(found).filter(standing=ListLine.Standing.TAKEN).exists():
        raise _fault("Đã nhận dòng của danh sách này nên không đổi được danh sách mà nó thay thế.")
    found.replaces = other
    found.save(update_fields=["replaces"])
    mark_doubles(found)
    record(found.dossier, "replace_list", by=by, number=str(other.dossier) if other else "")


def _list_numbered(found: EmployerList, number: str) -> EmployerList:
    rows = EmployerList.objects.filter(
        dossier__number_folded=number_fold(number), unit_code=found.unit_code,
        dossier__receiving_office=found.dossier.receiving_office_id,
    )  # fmt: skip
    other = rows.exclude(pk=found.pk).select_related("dossier").first()
    if other is None or not _is_in_force(other):
        raise _fault(f"Hồ sơ «{number.strip()[:40]}» không có danh sách đã phát hành, còn hiệu lực của đơn vị này.")
    return other


def _is_in_force(other: EmployerList) -> bool:
    issued = [row for row in results_told(other.dossier) if row.main and was_issued(row)]
    return bool(issued) and not any(row.ended for row in issued)


def _fault(said: str) -> NotValid:
    return NotValid(said, [Fault(said, "replaces")])
