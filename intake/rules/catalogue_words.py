"""What are the codes of the catalogue called on the page and on paper?"""

from __future__ import annotations

from typing import Any, Final

from bhxh_archive.workdays import DeadlineKind
from intake.models import Person

DEADLINES: Final = {
    DeadlineKind.WORKING_DAYS: "Ngày làm việc", DeadlineKind.CALENDAR_DAYS: "Ngày",
    DeadlineKind.CALENDAR_DAYS_NO_HOLIDAYS: "Ngày, không kể nghỉ lễ, tết",
}  # fmt: skip
SUBMITTERS: Final = {
    "EMPLOYER": "Đơn vị sử dụng lao động", "PERSON": "Người lao động, người hưởng", "RELATIVE": "Thân nhân",
    "OTHER": "Cơ quan, người khác",
}  # fmt: skip
RETENTION: Final = {
    "01": "Vĩnh viễn", "02": "70 năm", "03": "50 năm", "04": "30 năm", "05": "20 năm", "06": "10 năm", "07": "Khác",
}  # fmt: skip
"""Codes of the time of keeping (Circular 05/2025/TT-BNV)."""
DOC_TYPES: Final = {
    "01": "Nghị quyết", "02": "Quyết định", "07": "Thông báo", "14": "Báo cáo", "15": "Tờ trình",
    "16": "Giấy ủy quyền", "20": "Biên bản", "21": "Hợp đồng", "22": "Công văn", "32": "Khác",
}  # fmt: skip
"""Codes of the kind of document (Circular 05/2025/TT-BNV) that dossiers need; its list has more."""
COPIES: Final = {
    "ORIGINAL": "Bản chính", "COPY": "Bản sao", "ORIGINAL_OR_COPY": "Bản chính hoặc bản sao", "CUSTODY": "Giữ bản gốc",
}  # fmt: skip
DESKS: Final = {
    "INTAKE": "Tiếp nhận", "BENEFITS": "Xét duyệt", "CONTROL": "Kiểm soát", "SIGNATURE": "Ký", "ISSUE": "Phát hành",
    "RETURN": "Trả kết quả",
}  # fmt: skip
_OF_FIELDS: Final[dict[str, dict[Any, Any]]] = {
    "deadline_kind": DEADLINES, "kind": DEADLINES, "submitters": SUBMITTERS, "retention_code": RETENTION,
    "original_or_copy": COPIES, "doc_type": DOC_TYPES, "required_roles": dict(Person.Role.choices),
}  # fmt: skip


def word_of(field: str, code: Any) -> str:
    """What a code in this field is called; what has no other name than itself stays as it is."""
    return str(_OF_FIELDS.get(field, {}).get(code, code))


def desk_time(entry: dict[str, Any]) -> str:
    """The time of one desk: `xét duyệt 13 nửa ngày`."""
    return f"{DESKS.get(entry['stage'], entry['stage']).lower()} {entry['half_days']} nửa ngày"
