"""Does a difference between two versions read as words, not as codes of the program?"""

from __future__ import annotations

from intake.models import ComponentType, Procedure
from intake.rules.versions import PROCEDURE_FIELDS, value_changes


def test_codes_are_told_by_their_names() -> None:
    old = Procedure(submitters=["PERSON"], internal_deadlines=[{"stage": "INTAKE", "half_days": 1}],
                    retention_code="02", required_roles=[["insured"]], deadline_kind="WORKING_DAYS")  # fmt: skip
    new = Procedure(submitters=["PERSON", "RELATIVE"], internal_deadlines=[{"stage": "BENEFITS", "half_days": 13}],
                    retention_code="01", required_roles=[["insured", "relative"]],
                    deadline_kind="CALENDAR_DAYS")  # fmt: skip

    told = {row.label: (row.old, row.new) for row in value_changes("Thủ tục", PROCEDURE_FIELDS, old, new)}

    assert told["Người nộp"] == ("Người lao động, người hưởng", "Người lao động, người hưởng, Thân nhân")
    assert told["Thời gian của từng khâu"] == ("tiếp nhận 1 nửa ngày", "xét duyệt 13 nửa ngày")
    assert told["Thời hạn lưu trữ"] == ("70 năm", "Vĩnh viễn")
    assert told["Cách tính hạn"] == ("Ngày làm việc", "Ngày")
    papers = (ComponentType(doc_type=code) for code in ("20", "32"))
    [paper] = value_changes("Giấy tờ", {"doc_type": "Loại tài liệu lưu trữ"}, *papers)
    assert (paper.old, paper.new) == ("Biên bản", "Khác")
    assert told["Người phải ghi khi đăng ký"][1] == "Người tham gia hoặc Thân nhân"
