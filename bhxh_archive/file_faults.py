"""What does the system's refusal to open a file mean to a clerk?"""

from __future__ import annotations

from typing import Final

_WORDS: Final[dict[type[OSError], str]] = {
    FileNotFoundError: "không có tệp này",
    PermissionError: "tài khoản chạy lệnh không có quyền đọc tệp",
    IsADirectoryError: "đây là thư mục, không phải tệp",
    NotADirectoryError: "đường dẫn đi qua một tệp",
}


def why_unread(error: OSError) -> str:
    """`không có tệp này`: half a sentence for a message; the number of the system's fault where it is a rare one."""
    return _WORDS.get(type(error), f"lỗi hệ thống số {error.errno}")
