"""What does the decision on the monthly pension show (form 07A-HSB)?"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from . import samples
from .common import Beneficiary, Date, Duration, LabelledDuration, Letterhead, Number, Payment, Signature


class Amount(TypedDict):
    """A labelled amount in đồng, with its formula in words ("" when there is none)."""

    label: str
    formula: str
    amount: int


class Decision07A(TypedDict):
    """Quyết định hưởng chế độ hưu trí hằng tháng (Law 41/2024 arts 64-68).

    Rates are per cent; pension is the amount from `start` before top_up; total is what is paid monthly. `lump_sums`
    holds the retirement and regional lump sums. `exact_average` is the average with its decimals where it has any: the
    pension is computed from it, and a reader must be able to recompute. `executors` completes "Điều 2." and names who
    carries the decision out.
    """

    letterhead: Letterhead
    form_code: str
    category: str
    issuer: str
    legal_bases: list[str]
    person: Beneficiary
    total_time: Duration
    compulsory_time: Duration
    voluntary_time: Duration | None
    special_times: list[LabelledDuration]
    start: Date
    average: int
    exact_average: NotRequired[str]
    rate: Number
    rate_reduction: Number | None
    pension: int
    top_up: int | None
    adjustments: list[Amount]
    total: int
    total_in_words: str
    lump_sums: list[Amount]
    lump_sum_total: int | None
    lump_sum_in_words: str
    payment: Payment
    clinic: str
    health_card_from: str
    executors: str
    recipients: list[str]
    signature: Signature


def example() -> Decision07A:
    """Example T3 of the arithmetic: 21 years and 5 months, 58 % of 6,522,646 đồng."""
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "05", "2026-06-05"),
        "form_code": "07A-HSB",
        "category": "CB",
        "issuer": "Giám đốc Bảo hiểm xã hội thành phố Hải Phòng",
        "legal_bases": [
            "Căn cứ Luật Bảo hiểm xã hội số 41/2024/QH15 ngày 29 tháng 6 năm 2024",
            "Căn cứ Nghị định số 158/2025/NĐ-CP của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của "
            "Luật Bảo hiểm xã hội về bảo hiểm xã hội bắt buộc",
            "Căn cứ Thông tư số 12/2025/TT-BNV của Bộ trưởng Bộ Nội vụ",
            "Căn cứ Quyết định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bảo hiểm xã hội tỉnh",
            "Căn cứ hồ sơ giải quyết chế độ hưu trí đối với bà Phạm Thị Hường",
        ],
        "person": samples.beneficiary(),
        "total_time": {"years": 21, "months": 5},
        "compulsory_time": {"years": 21, "months": 5},
        "voluntary_time": None,
        "special_times": [
            {"label": "Làm nghề, công việc nặng nhọc, độc hại, nguy hiểm", "years": 6, "months": 0},
        ],
        "start": "2026-06-01",
        "average": 6522646,
        "exact_average": "6.522.645,9144",
        "rate": "58",
        "rate_reduction": None,
        "pension": 3783135,
        "top_up": None,
        "adjustments": [],
        "total": 3783135,
        "total_in_words": "ba triệu bảy trăm tám mươi ba nghìn một trăm ba mươi lăm đồng",
        "lump_sums": [],
        "lump_sum_total": None,
        "lump_sum_in_words": "",
        "payment": samples.payment(),
        "clinic": "Bệnh viện Đa khoa Mẫu, thành phố Hải Phòng",
        "health_card_from": "06/2026",
        "executors": "Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ bảo hiểm xã hội, Giám đốc Bảo hiểm xã hội "
        "cơ sở Hồng Bàng và bà Phạm Thị Hường",
        "recipients": [
            "Như Điều 2",
            "Công ty Cổ phần May mặc và Xuất nhập khẩu Tổng hợp Đông Bắc Hải Phòng",
            "BHXH cơ sở Hồng Bàng",
            "Lưu: VT, CĐBHXH, hồ sơ (02)",
        ],
        "signature": samples.deputy_director(),
    }


def long_example() -> Decision07A:
    """The same decision with everything a decision may hold, so that its signature flows to the second page."""
    adjusted: list[Amount] = [
        {"label": "Điều chỉnh từ ngày 01 tháng 7 năm 2026", "formula": "8.000.000 đồng × 8%", "amount": 640000},
    ]
    lump_sums: list[Amount] = [
        {"label": "Trợ cấp một lần khi nghỉ hưu", "formula": "3 năm × 0,5 × 10.000.000 đồng", "amount": 15000000},
        {
            "label": "Trợ cấp khu vực một lần",
            "formula": "0,5 × 60 tháng × 15% × 2.530.000 đồng",
            "amount": 11385000,
        },
    ]
    special: list[LabelledDuration] = [
        {"label": label, "years": 3, "months": 4}
        for label in (
            "Lực lượng vũ trang",
            "Nặng nhọc, độc hại, nguy hiểm",
            "Đặc biệt nặng nhọc, độc hại, nguy hiểm",
            "Nơi có phụ cấp khu vực hệ số từ 0,7 trở lên hoặc vùng đặc biệt khó khăn",
            "Khai thác than trong hầm lò",
            "Chiến trường B, C, K",
        )
    ]
    plain = example()
    return {
        **plain,
        "special_times": special,
        "voluntary_time": {"years": 2, "months": 1},
        "rate_reduction": "3.5",
        "top_up": 12500,
        "adjustments": adjusted,
        "lump_sums": lump_sums,
        "lump_sum_total": 26385000,
        "lump_sum_in_words": "hai mươi sáu triệu ba trăm tám mươi lăm nghìn đồng",
        "letterhead": {**plain["letterhead"], "number": None, "date": None},
    }
