"""Which changes were made to accounts and rules, and by whom? Append-only, sealed row to row."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from bhxh_archive.models.events import Sealed

WORDS = {
    "create_user": "Thêm người dùng",
    "change_user": "Sửa người dùng",
    "reset_password": "Đặt lại mật khẩu",
    "change_password": "Đổi mật khẩu của mình",
    "unlock_user": "Mở khóa đăng nhập",
    "set_up_second_factor": "Bật xác thực hai lớp của mình",
    "renew_second_factor": "Đổi thiết bị xác thực của mình",
    "renew_recovery_codes": "Tạo mã dự phòng mới của mình",
    "use_recovery_code": "Dùng một mã dự phòng",
    "remove_second_factor": "Tắt xác thực hai lớp của mình",
    "reset_second_factor": "Đặt lại xác thực hai lớp",
    "open_function": "Giao chức năng",
    "close_function": "Kết thúc chức năng",
    "revoke_function": "Thu hồi chức năng",
    "add_holiday": "Thêm ngày nghỉ",
    "change_holiday": "Sửa ngày nghỉ",
    "remove_holiday": "Bỏ ngày nghỉ",
    "set_parameter": "Thêm giá trị tham số",
    "confirm_parameter": "Xác nhận tham số",
    "withdraw_parameter": "Bỏ giá trị tham số",
    "open_version": "Áp dụng phiên bản mới của thủ tục",
    "withdraw_version": "Rút phiên bản của thủ tục",
    "open_rule_book": "Áp dụng quy trình mới",
    "withdraw_rule_book": "Rút quy trình chưa áp dụng",
    "add_carrier": "Thêm đơn vị bưu chính",
    "change_carrier": "Sửa đơn vị bưu chính",
    "add_form": "Tải mẫu văn bản lên",
    "approve_form": "Duyệt mẫu văn bản",
    "add_law_change": "Nhập số liệu pháp luật",
    "approve_law_change": "Duyệt số liệu pháp luật",
    "withdraw_law_change": "Rút số liệu pháp luật",
    "withdraw_form": "Rút mẫu văn bản",
    "add_scanner": "Thêm máy quét",
    "confirm_scanner": "Xác nhận máy quét",
    "remove_scanner": "Bỏ máy quét",
    "add_bridge": "Thêm cầu nối",
    "revoke_bridge": "Thu hồi khóa cầu nối",
    "watch_folder": "Theo dõi thư mục quét",
    "change_keeper": "Đổi người phụ trách thư mục quét",
    "unwatch_folder": "Thôi theo dõi thư mục quét",
    "change_paper_place": "Sửa chỗ trong kho giấy",
    "remove_paper_place": "Bỏ chỗ trong kho giấy",
    "change_paper_box": "Sửa mã hộp trong kho giấy",
    "remove_paper_box": "Bỏ hộp trong kho giấy",
    "order_paper": "Ra lệnh ký trên giấy",
    "call_off_paper": "Chấm dứt lệnh ký trên giấy",
}


class AdminEvent(Sealed):
    """One change by an administrator, or of one's own password or second factor: who, what, to which row (`user:12`),
    old and new values. Never a password or code.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-seq"]
        indexes = [models.Index(fields=["subject", "-seq"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    @property
    def words(self) -> str:
        return WORDS.get(self.verb, self.verb)
