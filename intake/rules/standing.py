"""How far is a dossier, in words for the person who waits for it? No name, no number, nothing about the benefit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bhxh_archive.lifecycle import AFTER_RETURN, CLOCK_RUNS, ENDED, State
from intake.models import Dossier, HandOver
from intake.rules.appointments import late_since

STEPS: Final = (
    ("accept", "Tiếp nhận"),
    ("forward", "Giải quyết"),
    ("issue", "Có kết quả"),
    ("hand_over", "Trả kết quả"),
)
"""The move that reaches each step, and what the step is called."""
OVER: Final = (*ENDED, *AFTER_RETURN)


@dataclass(frozen=True)
class Step:
    """One step of the way: `state` is done, now or ahead; `day` the day it was reached."""

    label: str
    state: str
    day: date | None


@dataclass(frozen=True)
class Standing:
    """Where it stands in a few words, what to do next, how urgent that is (a tone), and how many steps are reached.

    `stopped`: it ended on the way, the steps ahead will not come.
    """

    headline: str
    advice: str
    tone: str
    reached: int
    stopped: bool = False


_FETCH: Final = "Sổ BHXH và giấy tờ được trả mà chưa nhận lại thì nhận tại nơi tiếp nhận."
_WORK: Final = Standing(
    "Đang giải quyết", "Hồ sơ đang được xem xét để ra kết quả. Ông/bà chưa cần làm gì thêm.", "active", 2
)
_RETURNED: Final = Standing("Đã trả kết quả", "Việc giải quyết hồ sơ đã xong.", "good", 4)
_STANDINGS: Final[Mapping[str, Standing]] = {
    State.RECEIVED: Standing(
        "Đã tiếp nhận",
        "Hồ sơ đang được kiểm tra và số hóa trước khi giải quyết. Ông/bà chưa cần làm gì thêm.", "active", 1,
    ),
    State.AWAITING_SUPPLEMENT: Standing(
        "Chờ bổ sung giấy tờ",
        "Hãy nộp các giấy tờ ghi trong phiếu yêu cầu bổ sung. Khi nhận đủ, cơ quan tính lại ngày hẹn trả kết quả.",
        "warn", 1,
    ),
    State.AWAITING_VERIFICATION: Standing(
        "Chờ kết quả xác minh",
        "Một cơ quan khác đang được hỏi về giấy tờ trong hồ sơ. Ông/bà chưa cần làm gì thêm.", "active", 2,
    ),
    **dict.fromkeys((State.IN_REVIEW, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE, State.SIGNED), _WORK),
    **dict.fromkeys(AFTER_RETURN, _RETURNED),
    State.WITHDRAWN: Standing(
        "Đã dừng theo đề nghị", f"Hồ sơ không giải quyết tiếp. Khi cần, ông/bà nộp hồ sơ mới. {_FETCH}", "quiet", 1,
        stopped=True,
    ),
    State.LAPSED: Standing(
        "Đã kết thúc do quá hạn bổ sung",
        f"Giấy tờ yêu cầu bổ sung không đến đúng hạn. Khi cần, ông/bà nộp hồ sơ mới. {_FETCH}", "quiet", 1,
        stopped=True,
    ),
    State.CANCELLED: Standing(
        "Đã gộp vào hồ sơ khác",
        "Hồ sơ này trùng với một hồ sơ khác và được giải quyết ở hồ sơ đó. Nơi tiếp nhận cho biết mã tra cứu mới.",
        "quiet", 1, stopped=True,
    ),
}  # fmt: skip
_COLLECT: Final[Mapping[str, str]] = {
    Dossier.ReturnMethod.POST: "Kết quả được gửi qua bưu chính đến địa chỉ đã đăng ký.",
    Dossier.ReturnMethod.ONLINE: "Kết quả được gửi bằng bản điện tử.",
}
_ON_ITS_WAY: Final[Mapping[str, str]] = {
    Dossier.ReturnMethod.POST: "Bưu chính đang giữ kết quả. Hãy để ý điện thoại và địa chỉ đã đăng ký.",
    Dossier.ReturnMethod.ONLINE: (
        "Hãy mở đường dẫn mà nơi tiếp nhận đã đưa để tải kết quả. Chưa có đường dẫn hoặc đường dẫn hết hạn thì liên hệ "
        "nơi tiếp nhận."
    ),
}
_AT_THE_COUNTER: Final = "Hãy mang giấy tiếp nhận và thẻ căn cước đến nơi tiếp nhận để nhận kết quả."


def standing(dossier: Dossier, going_back: HandOver | None) -> Standing:
    """What an applicant is told about a dossier that was accepted; `going_back` is the return that has not come to its
    end: on its way, or with us again because nobody came or the post brought it back."""
    asked_anew = going_back is not None and going_back.rerouted
    if going_back and going_back.outcome == HandOver.Outcome.SENT and not asked_anew:
        return Standing("Kết quả đang được gửi", _ON_ITS_WAY.get(going_back.method, ""), "active", 3)
    if going_back or dossier.state == State.ISSUED:
        how = _AT_THE_COUNTER if going_back and not asked_anew else _COLLECT.get(dossier.return_method, _AT_THE_COUNTER)
        return Standing("Đã có kết quả", how, "good", 3)
    found = _STANDINGS[State(dossier.state)]
    asked_in_review = dossier.state == State.AWAITING_SUPPLEMENT and dossier.came_from == State.IN_REVIEW
    return replace(found, reached=2) if asked_in_review else found


def late_by_law(dossier: Dossier, today: date) -> date | None:
    """The day by the law that has passed while there is no result yet: one that was missed before the time stood still
    stays missed, whatever day is counted or promised since."""
    if dossier.state in OVER or dossier.state in (State.DRAFT, State.ISSUED):
        return None
    runs_out = late_since(dossier, today) if dossier.state in CLOCK_RUNS else None
    return dossier.missed_on or runs_out


def steps(found: Standing, days: Mapping[str, date]) -> list[Step]:
    """The whole way with the day of every step that was reached; `days` are those of the moves in STEPS. Of what was
    stopped only as far as it came."""
    if found.stopped:
        return [Step(label, "done", days[verb]) for verb, label in STEPS if verb in days]
    return [
        Step(label, _state(position, found.reached), days.get(verb) if position <= found.reached else None)
        for position, (verb, label) in enumerate(STEPS, start=1)
    ]


def _state(position: int, reached: int) -> str:
    if position < reached or reached == len(STEPS):
        return "done"
    return "now" if position == reached else "ahead"
