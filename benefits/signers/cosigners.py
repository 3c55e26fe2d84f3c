"""Who signs a document between the leader and the agency: whom do the settings choose, who is waited for, whose turn is
it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from benefits.models import Draft
from bhxh_archive.documents.signatories import WORDS, Signatory, beside_leader
from bhxh_archive.errors import ChangedMeanwhile, NotNow
from bhxh_archive.lifecycle import CHANGED, Seat, State
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter, signs_key
from bhxh_archive.trail import Granted, permit
from intake.models import CoSigner, Dossier
from intake.queries import waited_for, waited_for_in

RIGHT: Final = "benefits.cosign"
_REMEDY: Final = "Báo quản trị hệ thống để người này ký được, hoặc để đặt lại là in tên (Tham số)."


def chosen_for(draft: Draft, template: str, day: date) -> dict[str, User]:
    """Field -> who signs it by the settings of that day, in the order of the form; nobody signs for a controller that
    was not needed. Raises NotNow for somebody who can't sign."""
    office = draft.dossier.settling_office
    digital = [one for one in beside_leader(template) if parameter(signs_key(template, one), office=office, day=day)]
    people = {Signatory.DRAFTER: draft.drafted_by, Signatory.CONTROLLER: draft.controlled_by}
    found = {one.value: person for one in digital if (person := people[one])}
    for field, person in found.items():
        if problem := _why_not(person, office.pk):
            raise NotNow(f"{person} phải ký số ở «{WORDS[field]}» nhưng {problem}. {_REMEDY}")
    return found


def may_sign_elsewhere(user: User) -> bool:
    """Whether this person may have documents wait for a key of their own: a leader, or who is listed beside one and has
    such a key."""
    return user.holds_anywhere("benefits.sign") or (user.signs_elsewhere and user.holds_anywhere(RIGHT))


def _why_not(person: User, office_id: int) -> str:
    if not person.is_active or not person.holds(RIGHT, office_id):
        return "không còn làm việc tại đơn vị giải quyết"
    return "" if person.certificate else "chưa được gán chứng thư số"


def turn_of(user: User, waiting: Sequence[CoSigner]) -> list[CoSigner]:
    """What this person signs now, of what one dossier waits for: those listed before sign all of it first."""
    return [row for row in waiting if row.signer_id == user.pk and row.ordinal == waiting[0].ordinal]


def require_turn(dossier: Dossier, *, by: User, version: int | None = None) -> tuple[Granted, list[CoSigner]]:
    """What lets `by` sign here, and what is signed now. Raises NotAllowed, ChangedMeanwhile, NotNow before the turn has
    come and where nothing waits for this person."""
    granted = permit(dossier, RIGHT, by, Seat.SETTLING)
    if version not in (None, dossier.version):
        raise ChangedMeanwhile(CHANGED)
    waiting = waited_for_in(dossier) if dossier.state == State.SIGNED else []
    if mine := turn_of(by, waiting):
        return granted, mine
    before = [row for row in waiting if row.signer_id != by.pk]
    if len(before) == len(waiting):
        raise NotNow("Hồ sơ này không có văn bản nào chờ bạn ký tiếp.")
    raise NotNow(f"Chưa đến lượt bạn ký. Ký trước bạn: {said_of(before[:1])}.")


def in_turn(user: User, dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers that wait for this person's signature now."""
    before = waited_for().filter(result__dossier=OuterRef("result__dossier"), ordinal__lt=OuterRef("ordinal"))
    own = waited_for().filter(~Exists(before), result__dossier=OuterRef("pk"), signer=user)
    return dossiers.filter(Exists(own))


_LACKING: Final = Exists(waited_for().filter(result__dossier=OuterRef("pk")))


def signed_by_all(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The dossiers that wait for nobody's signature beside the leader's."""
    return dossiers.filter(~_LACKING)


def lacking_somebody(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The other ones."""
    return dossiers.filter(_LACKING)


def said_of(waiting: Sequence[CoSigner]) -> str:
    """Who is waited for, in order: `Đặng Văn Bình («Người lập»), …`; each once."""
    return ", ".join(dict.fromkeys(f"{row.signer} («{WORDS[row.field]}»)" for row in waiting))
