"""What stands on the papers that ask, refuse or end: supplement, refusal, withdrawal, lapse?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils import timezone

from bhxh_archive.documents.shapes.apology import Apology
from bhxh_archive.documents.shapes.lapse_notice import LapseNotice
from bhxh_archive.documents.shapes.papers_returned import ReturnedPaper
from bhxh_archive.documents.shapes.refusal import Refusal
from bhxh_archive.documents.shapes.supplement import Defect as Line
from bhxh_archive.documents.shapes.supplement import Supplement
from bhxh_archive.documents.shapes.withdrawal import Withdrawal
from bhxh_archive.documents.sheet_codes import supplement_code
from bhxh_archive.models import User
from intake import queries
from intake.models import (
    Component,
    Defect,
    Dossier,
    RefusalNotice,
    SupplementConsent,
    SupplementItem,
    SupplementRequest,
)
from intake.rules import ground_of
from intake.slips import common
from intake.slips.papers import BOOK, returned_papers

_PAPER: Final = ("component__type", "component__person", "component__line")
"""What the name of a paper is made of."""


def supplement(dossier: Dossier, by: User) -> Supplement:
    """The newest request: every defect on one slip (form 02)."""
    asked = newest_request(dossier)
    items = asked.items.filter(queries.STILL_HERE).select_related(*_PAPER)
    wanted = [Defect(row.component, row.wanted, row.remedy, row.legal_ground) for row in items]
    slip = supplement_of(dossier, wanted, asked.legal_ground, asked.limit_on, str(asked.by), asked.ordinal)
    return {**slip, "ordinal": asked.ordinal, **_second(asked)}


def _second(asked: SupplementRequest) -> Any:
    """Why it was not named before, and who agreed to ask again."""
    agreed = SupplementConsent.objects.filter(request=asked).select_related("answered_by").first()
    return said_of(agreed) if agreed else {}


def said_of(agreed: SupplementConsent) -> dict[str, str]:
    """What a slip prints of the consent to it, `{unnamed, consent}`; nothing before the answer."""
    if agreed.answered_at is None:
        return {}
    day = timezone.localdate(agreed.answered_at)
    return {"unnamed": agreed.reason, "consent": f"{agreed.answered_by}, ngày {day:%d/%m/%Y}"}


REMEDY: Final = "Nộp lại giấy tờ đã bổ sung, hoàn thiện nội dung bên."
"""What is printed where the clerk wrote down no way to put it right."""


def newest_request(dossier: Dossier) -> SupplementRequest:
    """The last request; raises SupplementRequest.DoesNotExist."""
    return dossier.supplements.select_related("by").latest("ordinal")


def supplement_of(
    dossier: Dossier, wanted: Sequence[Defect], ground: str, limit: date | None, officer: str, ordinal: int = 0
) -> Supplement:
    """The slip for these defects; for a draft it is printed without a move, and then has no limit.

    `ground` is that of the lines that name none of their own, and without it the catalogue's; with an `ordinal` the
    slip bears the code by which the answer files itself.
    """
    before_acceptance = dossier.number is None
    defects: list[Line] = [
        {"component": common.paper_name(row.component) if row.component else "Hồ sơ", "defect": row.wanted,
         "legal_ground": row.legal_ground or ground or _ground(dossier, row.component), "remedy": row.remedy or REMEDY}
        for row in wanted
    ]  # fmt: skip
    return {
        "head": common.head(dossier), "applicant": common.applicant(dossier), "employer": common.employer(dossier),
        "person": common.beneficiary(dossier), "request": common.request_of(dossier),
        "received": common.local(dossier.received_at), "defects": defects,
        "deadline": limit.isoformat() if limit else None,
        "submit_to": f"{common.DESK}, {common.name_of(dossier.receiving_office).name}",
        "contact": common.contact(dossier), "officer": officer,
        "signature": None if before_acceptance else common.director(dossier),
        "code": supplement_code(dossier.number, ordinal) if dossier.number and ordinal else None,
        "ordinal": 1, "unnamed": "", "consent": "",
    }  # fmt: skip


def _ground(dossier: Dossier, paper: Component | None) -> str:
    return ground_of(paper.type if paper else None, dossier.procedure)


def refusal(dossier: Dossier, by: User) -> Refusal:
    """Why the dossier was not taken (form 03)."""
    event = dossier.events.filter(verb="refuse").select_related("by").latest("seq")
    told = getattr(dossier, "refusal_notice", None) or RefusalNotice()
    return {
        "head": common.head(dossier), "applicant": common.applicant(dossier), "employer": common.employer(dossier),
        "deceased": common.deceased(dossier), "request": common.request_of(dossier),
        "reasons": [{"text": event.reason, "legal_ground": told.legal_ground}], "where_to_go": told.where_to_go,
        "contact": common.contact(dossier), "officer": str(event.by),
    }  # fmt: skip


def withdrawal(dossier: Dossier, by: User) -> Withdrawal:
    """Notice that settlement stops at the applicant's request."""
    event = dossier.events.filter(verb="withdraw").latest("seq")
    return {
        **common.notice(dossier), "receiver": common.name_of(dossier.receiving_office).name,
        "withdrawn_on": timezone.localdate(event.at).isoformat(), "reason": event.reason,
        "returned_papers": _returned(dossier),
    }  # fmt: skip


def apology(dossier: Dossier, by: User) -> Apology:
    """The apology for the newest new day (form 04): the day by the law and the new one stand side by side."""
    late = dossier.reappointments.latest("ordinal")
    return {
        **common.notice(dossier), "due": common.due_moment(dossier, late.before_on) or "",
        "statutory": common.due_moment(dossier, late.statutory_on) or "", "reason": late.reason,
        "new_due": common.due_moment(dossier, late.promised_on) or "",
    }  # fmt: skip


def _returned(dossier: Dossier) -> list[str]:
    """The book goes back, and so do papers that the catalogue calls returnable."""
    return [_told(paper) for paper in returned_papers(dossier)]


def _told(paper: ReturnedPaper) -> str:
    if paper["name"] == BOOK:
        return f"{BOOK}: {paper['note']}"
    counts = ((paper["copies"], "bản"), (paper["sheets"], "tờ"))
    return f"{paper['name']}: {', '.join(f'{number:02d} {unit}' for number, unit in counts if number)}"


def lapse_notice(dossier: Dossier, by: User) -> LapseNotice:
    """Notice that the limit for the supplement has passed; it promises back what the slip of return will name."""
    asked = newest_request(dossier)
    left = asked.items.filter(queries.STILL_HERE, answered_at=None).select_related(*_PAPER)
    return {
        **common.notice(dossier),
        "receiver": common.name_of(dossier.receiving_office).name,
        "supplement_requested_on": timezone.localdate(asked.at).isoformat(),
        "supplement_deadline": asked.limit_on.isoformat(),
        "missing": [_lacking(row) for row in left], "returned_papers": _returned(dossier),
    }  # fmt: skip


def _lacking(row: SupplementItem) -> str:
    return f"{common.paper_name(row.component)}: {row.wanted}" if row.component else row.wanted
