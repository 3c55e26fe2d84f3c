"""How does the registered way of return change when the applicant asks for another?"""

from __future__ import annotations

from django.db import transaction

from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import permit, record
from intake.actions.returning.links import end_links
from intake.models import Dossier
from intake.queries import results_of, waits_for_collection
from intake.rules import ink_problems, return_way_is_open


@transaction.atomic
def change_return_way(
    *, dossier: Dossier, method: str, address: str, asked_by: int, reason: str, by: User, version: int | None = None
) -> Dossier:
    """Register another way of return on request (Đổi cách trả). `asked_by`: id of the person of the dossier who asked.

    Links to the result end with it, unless the new way is the electronic one. Asked for again as it stands, nothing
    changes. Raises NotAllowed, NotNow once the result was handed over, NotValid without address, person or reason,
    ChangedMeanwhile.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.hand_over", by, Seat.RECEIVING)
    _check(locked, version)
    if problems := _problems(locked, method, address, asked_by, reason):
        raise NotValid(" ".join(problems), problems)
    before, address = locked.return_method, _place(locked, method, address.strip())
    if (before, locked.return_address) != (method, address):
        locked.return_method, locked.return_address = method, address
        locked.version += 1
        locked.save(update_fields=["return_method", "return_address", "version"])
        record(locked, "change_return_way", by=by, reason=reason.strip(), before=before, after=method, person=asked_by,
               links=_end_links(locked))  # fmt: skip
    return locked


def _end_links(dossier: Dossier) -> int:
    """Who asked for another way fetches nothing by the old one: it would count as delivered."""
    return 0 if dossier.return_method == Dossier.ReturnMethod.ONLINE else end_links(dossier)


def _place(dossier: Dossier, method: str, address: str) -> str:
    """The place as typed; where the post was to go says nothing of another way."""
    left_over = method != dossier.return_method and address == dossier.return_address
    return "" if left_over and method != Dossier.ReturnMethod.POST else address


def _check(dossier: Dossier, version: int | None) -> None:
    if not return_way_is_open(dossier, waits=waits_for_collection(dossier)):
        raise NotNow("Chỉ đổi được cách trả từ khi tiếp nhận đến trước khi kết quả được giao.")
    if version is not None and version != dossier.version:
        raise ChangedMeanwhile("Hồ sơ vừa được bạn hoặc người khác cập nhật. Hãy xem thay đổi rồi làm lại.")


def _problems(dossier: Dossier, method: str, address: str, asked_by: int, reason: str) -> list[str]:
    problems = [] if method in Dossier.ReturnMethod.values else ["Hãy chọn cách nhận kết quả."]
    if method == Dossier.ReturnMethod.POST and not address.strip():
        problems.append("Hãy ghi địa chỉ nhận kết quả qua bưu chính.")
    problems += ink_problems(method, results_of(dossier))
    if not dossier.persons.filter(pk=asked_by).exists():
        problems.append("Hãy chọn người đề nghị trong hồ sơ.")
    return problems if is_reason(reason) else [*problems, "Hãy ghi lý do đề nghị đổi."]
