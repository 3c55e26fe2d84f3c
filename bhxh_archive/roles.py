"""Which functions do people hold in an office, and what may each function do?

Roles are by function, not by room name: rooms were merged in 2025 and will be again.
"""

from __future__ import annotations

from typing import Final

from django.db import models


class Role(models.TextChoices):
    """A function that a person holds in one office."""

    RECEPTION = "reception", "Tiếp nhận và trả kết quả"
    RECEPTION_HEAD = "reception_head", "Trưởng Bộ phận Tiếp nhận"
    OFFICER = "officer", "Chuyên viên chế độ BHXH"
    HEAD = "head", "Trưởng phòng Chế độ BHXH"
    LEADER = "leader", "Lãnh đạo ký"
    CLERK = "clerk", "Văn thư"
    FINANCE = "finance", "Kế hoạch - Tài chính"
    COLLECTION = "collection", "Quản lý thu"
    LOCAL_OFFICE = "local_office", "Nhận kết quả tại BHXH cơ sở"
    CENTRE = "centre", "Trung tâm Lưu trữ"
    ADMIN = "admin", "Quản trị"


def _rights(room: str, verbs: str) -> frozenset[str]:
    return frozenset(f"{room}.{verb}" for verb in verbs.split())


_RECEPTION = _rights(
    "intake",
    "view register accept refuse request_supplement resume withdraw scan forward hand_over consolidate rework transfer "
    "keep_paper",
)
_OFFICER = _rights(
    "benefits",
    "view claim request_supplement resume request_verification verified send_back propose draft reappoint note cosign",
)

_REPORT: Final = frozenset({"intake.report"})
_OVERVIEW: Final = frozenset({"benefits.overview"})
_RECEIVES: Final = frozenset({"results.receive"})

RIGHTS: Final[dict[str, frozenset[str]]] = {
    Role.RECEPTION: _RECEPTION | _REPORT,
    Role.RECEPTION_HEAD: _RECEPTION | _REPORT | {"intake.cancel", "intake.consent_supplement"},
    Role.OFFICER: _OFFICER,
    Role.HEAD: _rights(
        "benefits", "view claim reassign endorse cosign return_draft reappoint consent_supplement note hand_on"
    )
    | _REPORT
    | _OVERVIEW,
    Role.LEADER: _rights("benefits", "view sign hand_on return_draft recall reappoint_again note")
    | _REPORT
    | _OVERVIEW,
    Role.CLERK: frozenset({"benefits.view", "benefits.issue", "benefits.recall", "intake.keep_paper"}),
    Role.FINANCE: _RECEIVES | {"results.pay"},
    Role.COLLECTION: _RECEIVES,
    Role.LOCAL_OFFICE: _RECEIVES,
    Role.CENTRE: frozenset({"archive.view", "archive.accept_transfer", "archive.reject_transfer", "archive.search"}),
    Role.ADMIN: frozenset({"kernel.administer"}),
}
"""Role -> the rights it gives in the office where it is held. What is not listed is denied."""

RECIPIENTS: Final = tuple(Role(role) for role, rights in RIGHTS.items() if rights >= _RECEIVES)
"""To whom in the house results are delivered on issue: they see these results, nothing else of a dossier."""

SEES_DOSSIERS: Final = frozenset({"intake.view", "benefits.view", "archive.view"})
"""Any of these opens the dossiers of the office where it is held; who keeps users and rules reads no dossier."""

SEARCHES_OWN_PROVINCE: Final = frozenset({Role.RECEPTION, Role.RECEPTION_HEAD, Role.OFFICER, Role.HEAD})
"""Who may search the archived records that their own office took part in."""
