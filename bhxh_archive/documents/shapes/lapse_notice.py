"""What does the notice show that a dossier was closed because no supplement came in time?"""

from __future__ import annotations

from . import notice, samples
from .common import Date


class LapseNotice(notice.Notice):
    """Thông báo kết thúc giải quyết hồ sơ do quá hạn bổ sung; `receiver`: the office that took it in and has the paper,
    `returned_papers`: what goes back, nothing else does."""

    receiver: str
    supplement_requested_on: Date
    supplement_deadline: Date
    missing: list[str]
    returned_papers: list[str]


def example() -> LapseNotice:
    """A survivor dossier that was never completed."""
    return {
        **notice.example("TB-BHXH", "32", "2026-12-15", "Giải quyết hưởng trợ cấp tuất hằng tháng"),
        "receiver": samples.slip_head()["parent"],
        "supplement_requested_on": "2026-11-24",
        "supplement_deadline": "2026-12-14",
        "missing": ["Tờ khai của thân nhân (Mẫu số 09-HSB)", "Trích lục khai tử"],
        "returned_papers": ["Sổ bảo hiểm xã hội: 01 bìa và 04 tờ rời"],
    }
