"""Was a result issued, and is its return recorded?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intake.models import (
    Dossier,
    DossierEvent,
    Result,
    ResultVersion,
)


def was_issued(result: Result) -> bool:
    """Whether the document was issued: before that it is nobody's but the settling office's."""
    return any(version.stage != ResultVersion.Stage.LEADER_SIGNED for version in result.versions.all())


def return_problems(method: str, facts: Mapping[str, Any], copies: int) -> list[str]:
    """What is not recorded yet of a return by this method; paper goes out in at least so many printed copies."""
    problems = []
    if method == Dossier.ReturnMethod.POST and not facts.get("tracking_number"):
        problems.append("Hãy ghi mã bưu gửi.")
    if method == Dossier.ReturnMethod.COUNTER and not facts.get("receiver_name"):
        problems.append("Hãy ghi họ tên người nhận.")
    if method == Dossier.ReturnMethod.COUNTER and not (facts.get("receiver_id") or facts.get("proof")):
        problems.append("Hãy ghi số giấy tờ của người nhận, hoặc căn cứ giao nhận (giấy ký nhận, giấy ủy quyền).")
    if method != Dossier.ReturnMethod.ONLINE and (facts.get("printed_copies") or 0) < copies:
        problems.append(f"Hãy ghi số bản in đã giao, ít nhất {copies} bản.")
    return problems


def is_absence(event: DossierEvent) -> bool:
    """Whether this return was none, because nobody came: only then a `hand_over` carries a reason."""
    return event.verb == "hand_over" and bool(event.reason)
