"""What does the notice show that settlement stops at the applicant's request?"""

from __future__ import annotations

from . import notice, samples
from .common import Date


class Withdrawal(notice.Notice):
    """Thông báo dừng giải quyết hồ sơ theo đề nghị của người nộp; `receiver`: the office that took it in and has the
    paper."""

    receiver: str
    withdrawn_on: Date
    reason: str
    returned_papers: list[str]


def example() -> Withdrawal:
    """An applicant who takes the request back."""
    return {
        **notice.example("TB-BHXH", "31", "2026-11-26", "Giải quyết hưởng bảo hiểm xã hội một lần"),
        "receiver": samples.slip_head()["parent"],
        "withdrawn_on": "2026-11-25",
        "reason": "Người nộp hồ sơ bảo lưu thời gian đóng để tiếp tục tham gia bảo hiểm xã hội",
        "returned_papers": ["Sổ bảo hiểm xã hội: 01 bìa sổ, 04 tờ rời", "Đơn đề nghị (Mẫu số 14-HSB): 01 bản"],
    }
