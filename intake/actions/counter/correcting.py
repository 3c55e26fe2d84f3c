"""How is a mistake in what was registered of a person put right after the dossier was accepted?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import permit, record
from intake.actions.counter.registration import PERSON_FIELDS
from intake.actions.dossier.looking_up import compare_again
from intake.models import Dossier, Person
from intake.needs.roles import missing_facts

CORRECTABLE: Final = frozenset({State.RECEIVED, State.AWAITING_SUPPLEMENT})
"""While reception has the dossier; what lies further on is sent back first."""
FACTS: Final = tuple(name for name in PERSON_FIELDS if name != "role")


@transaction.atomic
def correct_person(
    *, person: Person, facts: Mapping[str, Any], reason: str, by: User, version: int | None = None
) -> Person:
    """Correct name, birth, sex, numbers or address of one person, with the reason; the role stays.

    The trail says which facts changed, never what they were. Raises NotAllowed, NotNow outside CORRECTABLE, NotValid
    without a reason or where a fact would be missing that the procedure can't be settled without, ChangedMeanwhile.
    """
    dossier: Dossier = Dossier.objects.select_for_update().get(pk=person.dossier_id)
    permit(dossier, "intake.register", by, Seat.RECEIVING)
    _check(dossier, reason, version)
    changed = [name for name in FACTS if name in facts and getattr(person, name) != facts[name]]
    for name in changed:
        setattr(person, name, facts[name])
    person.save()
    if problems := missing_facts(dossier):
        raise NotValid(" ".join(problems), problems)
    dossier.version += 1
    dossier.save(update_fields=["version"])
    record(dossier, "correct_person", by=by, reason=reason.strip(), person=person.pk, facts=changed)
    compare_again(dossier, by)
    return person


def _check(dossier: Dossier, reason: str, version: int | None) -> None:
    if dossier.state not in CORRECTABLE:
        raise NotNow("Chỉ sửa được thông tin người khi hồ sơ ở Bộ phận Tiếp nhận.")
    if version is not None and version != dossier.version:
        raise ChangedMeanwhile("Hồ sơ vừa được bạn hoặc người khác cập nhật. Hãy xem thay đổi rồi lưu lại.")
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do sửa.")
