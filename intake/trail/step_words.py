"""What is a step of the page desk called on the button that takes it back, and in the trail?"""

from __future__ import annotations

from typing import Final

WORDS: Final = {
    "file_pages": "xếp trang", "order_pages": "sắp xếp trang", "place_pages": "chuyển chỗ trang",
    "rotate_pages": "xoay trang",
    "mark_pages": "đánh dấu loại ảnh", "delete_pages": "xóa trang", "restore_pages": "khôi phục trang",
    "override_findings": "chấp nhận cảnh báo", "check_pages": "xác nhận kiểm tra", "straighten_pages": "nắn thẳng",
    "crop_page": "cắt mép", "split_pages": "tách đôi", "merge_pages": "ghép trang", "show_original": "trở về ảnh gốc",
    "replace_page": "thay trang", "undo_replacement": "đưa bản cũ trở lại",
}  # fmt: skip


def step_words(verb: str) -> str:
    """The step in a few words, to stand behind «Hoàn tác»."""
    return WORDS.get(verb, "sửa trang")
