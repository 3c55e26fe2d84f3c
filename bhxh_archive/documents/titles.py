"""What is each template called by those who use its documents?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TITLES: Final[Mapping[str, str]] = {
    "decision_07a": "Quyết định hưởng lương hưu hằng tháng (07A-HSB)",
    "decision_07b": "Quyết định hưởng BHXH một lần (07B-HSB)",
    "decision_08a": "Quyết định trợ cấp tuất hằng tháng (08A-HSB)",
    "decision_08b": "Quyết định trợ cấp tuất một lần (08B-HSB)",
    "decision_funeral": "Quyết định trợ cấp mai táng",
    "decision_03": "Quyết định chế độ tai nạn lao động, bệnh nghề nghiệp (03A, 03B-HSB)",
    "decision_maternity": "Quyết định trợ cấp thai sản tự nguyện",
    "decision_allowance": "Quyết định trợ cấp hằng tháng (không đủ điều kiện hưởng lương hưu)",
    "decision_unpaid": "Quyết định trợ cấp của thân nhân người đang hưởng trợ cấp hằng tháng",
    "decision_revision": "Quyết định điều chỉnh mức hưởng",
    "decision_revocation": "Quyết định thu hồi, hủy bỏ văn bản đã ban hành",
    "decision_suspension": "Quyết định tạm dừng hoặc tiếp tục hưởng",
    "settled_list": "Danh sách giải quyết ốm đau, thai sản, dưỡng sức (C70a-HSB)",
    "payment_list": "Danh sách chi trả trợ cấp thất nghiệp",
    "statement_04hsb": "Bản quá trình đóng BHXH (04-HSB)",
    "calculation_annex": "Phụ lục cách tính",
    "answer_letter": "Công văn trả lời không giải quyết",
    "verification_letter": "Công văn đề nghị xác minh",
    "correction_letter": "Công văn đính chính văn bản đã ban hành",
    "reissue_letter": "Công văn cấp lại, cấp bản sao văn bản đã ban hành",
    "settlement_notice": "Thông báo kết quả giải quyết",
    "outgoing_register": "Sổ đăng ký văn bản đi",
    "receipt": "Giấy tiếp nhận hồ sơ, hẹn trả kết quả",
    "supplement": "Phiếu yêu cầu bổ sung hồ sơ",
    "refusal": "Phiếu từ chối tiếp nhận",
    "apology": "Phiếu xin lỗi và hẹn lại",
    "control_slip": "Phiếu kiểm soát quá trình giải quyết",
    "register": "Sổ theo dõi hồ sơ",
    "withdrawal": "Thông báo dừng giải quyết",
    "lapse_notice": "Thông báo quá hạn bổ sung",
    "book_receipt": "Giấy biên nhận sổ BHXH",
    "papers_returned": "Giấy trả lại giấy tờ",
    "return_slip": "Giấy giao nhận kết quả",
    "handing_list": "Danh sách bàn giao nội bộ",
    "cover_sheet": "Phiếu bìa mã vạch",
    "separator": "Tờ phân cách thành phần",
    "closing": "Bìa, mục lục, chứng từ kết thúc",
    "box_labels": "Nhãn hộp và hồ sơ giấy",
    "deposit_list": "Mục lục hồ sơ nộp lưu",
    "deposit_minutes": "Biên bản giao nhận hồ sơ nộp lưu",
    "acceptance_report": "Kết quả tiếp nhận gói lưu trữ",
    "verification_report": "Kết quả kiểm tra chữ ký số",
}
"""Name in the catalogue -> title, the decisions first."""
