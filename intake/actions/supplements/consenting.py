"""How does the head agree that the applicant is asked a second time?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import MOVES, Seat, State, require_warrant
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import permit, record
from intake.models import Component, Defect, Dossier, SupplementConsent, SupplementRequest
from intake.rules import ground_of
from intake.rules.consents import head_of, needs_consent, newest_consent, unnamed_before
from intake.slips.common import paper_name


@transaction.atomic
def ask_consent(
    *, dossier: Dossier, reason: str, items: Iterable[Defect | tuple[Component | None, str]], by: User,
    legal_ground: str = "", typed: Mapping[str, str] | None = None,
) -> SupplementConsent:  # fmt: skip
    """Ask the head of the unit whether a second slip may be given, what it would name, and why the first did not.

    `legal_ground` is that of the lines that name none: the head reads, and agrees to, each line with the ground that is
    printed, that of the catalogue where nothing is typed.
    Asked anew about something else, an answer that was given holds no more. Whoever is the head has agreed by asking.
    Raises NotAllowed, NotValid, and NotNow where no consent is wanted.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    require_asking(locked, by)
    right, seat, _ = _head(locked)
    defects = _grounded((Defect(*item) for item in items if item[1].strip()), legal_ground)
    answered = newest_consent(locked)
    more = locked.state != State.DRAFT or unnamed_before(locked, defects)
    wants = more and (needs_consent(locked) or differs(answered, defects, legal_ground))
    if _is_open(answered) or (defects and not wants):
        raise NotNow("Đã xin ý kiến hoặc không cần ý kiến cho lần yêu cầu bổ sung này.")
    if not is_reason(reason):
        raise NotValid("Hãy ghi vì sao lần trước chưa nêu; lý do được in trên phiếu.")
    wanted = [_line(defect) for defect in _printed(locked, defects)]
    if not wanted:
        raise NotValid("Hãy ghi ít nhất một nội dung sẽ yêu cầu bổ sung.")
    asked = SupplementConsent.objects.create(
        dossier=locked, reason=reason.strip(), wanted=wanted, typed=dict(typed or {}), asked_by=by
    )
    record(locked, "ask_consent", by=by, reason=asked.reason, consent=asked.pk)
    if by.holds(right, getattr(locked, f"{seat.value}_id")):
        _answer(locked, asked, granted=True, answer="", by=by)
    return asked


@transaction.atomic
def answer_consent(*, dossier: Dossier, granted: bool, answer: str, by: User) -> SupplementConsent:
    """Agree, or say no with the reason. Raises NotAllowed, NotNow when nothing is asked, NotValid."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    right, seat, _ = _head(locked)
    permit(locked, right, by, seat)
    asked = newest_consent(locked)
    if asked is None or not _is_open(asked):
        raise NotNow("Không có đề nghị bổ sung lần nữa nào chờ ý kiến.")
    if not granted and not answer.strip():
        raise NotValid("Hãy ghi lý do không đồng ý.")
    return _answer(locked, asked, granted=granted, answer=answer.strip(), by=by)


def _line(defect: Defect) -> dict[str, str]:
    """One line as the head reads it."""
    paper = paper_name(defect.component) if defect.component else "Hồ sơ"
    return {"paper": paper, "wanted": defect.wanted.strip(), "remedy": defect.remedy, "ground": defect.legal_ground}


def differs(consent: SupplementConsent | None, defects: Iterable[Defect], legal_ground: str) -> bool:
    """Whether these are other lines, or other grounds of law, than the head read and agreed to. A consent of an older
    release names none, or no ground where the catalogue's is printed."""
    if consent is None or not consent.granted or not consent.wanted:
        return False
    here = _grounded(defects, legal_ground)
    ways = (here, _printed(consent.dossier, here))
    return _in_order(consent.wanted) not in [_in_order(map(_line, lines)) for lines in ways]


def _printed(dossier: Dossier, defects: Iterable[Defect]) -> list[Defect]:
    """Each line with the ground as the slip tells it, when nobody typed one."""
    return [
        row if row.legal_ground
        else row._replace(legal_ground=ground_of(row.component.type if row.component else None, dossier.procedure))
        for row in defects
    ]  # fmt: skip


def names_the_same(asked: SupplementRequest, defects: Iterable[Defect], legal_ground: str) -> bool:
    """Whether a slip asks for just these lines, each on the same ground."""
    rows = asked.items.select_related("component__type", "component__person", "component__line")
    told = [Defect(row.component, row.wanted, row.remedy, row.legal_ground) for row in rows]
    there, here = _grounded(told, asked.legal_ground), _grounded(defects, legal_ground)
    return _in_order(map(_line, there)) == _in_order(map(_line, here))


def _grounded(defects: Iterable[Defect], common: str) -> list[Defect]:
    """Each line with the ground that it has on the slip."""
    return [defect._replace(legal_ground=(defect.legal_ground or common).strip()) for defect in defects]


def _in_order(lines: Iterable[dict[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(line.items()) for line in lines)


def require_asking(dossier: Dossier, by: User) -> None:
    """Raise NotAllowed for who may not ask the applicant for anything here: while the draft is made, who makes it."""
    if dossier.state == State.DRAFT:
        permit(dossier, "intake.register", by, Seat.RECEIVING)
        return
    require_warrant(MOVES["request_supplement"], dossier, by)


def _is_open(consent: SupplementConsent | None) -> bool:
    return consent is not None and consent.granted is None


def _head(dossier: Dossier) -> tuple[str, Seat, str]:
    head = head_of(dossier)
    if head is None:
        raise NotNow(f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên không xin ý kiến bổ sung được.")
    return head


def _answer(dossier: Dossier, asked: SupplementConsent, *, granted: bool, answer: str, by: User) -> SupplementConsent:
    asked.granted, asked.answer, asked.answered_by, asked.answered_at = granted, answer, by, timezone.now()
    asked.save(update_fields=["granted", "answer", "answered_by", "answered_at"])
    right, seat, _ = _head(dossier)
    record(dossier, "answer_consent", by=by, granted=permit(dossier, right, by, seat), reason=answer,
           consent=asked.pk, agreed=granted)  # fmt: skip
    return asked
