"""Which column of an employer's list (mẫu 01B-HSB) holds what, whatever its heading says exactly?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bhxh_archive.text import fold

LABELS: Final = {
    "ordinal": "TT",
    "full_name": "Họ và tên",
    "insurance_number": "Mã số BHXH",
    "personal_id": "Số CCCD",
    "born": "Ngày sinh",
    "benefit": "Chế độ",
    "starts": "Từ ngày",
    "ends": "Đến ngày",
    "days": "Tổng số ngày",
    "amount": "Số tiền",
    "account": "Số tài khoản",
    "bank": "Ngân hàng",
    "condition": "Chỉ tiêu xác định điều kiện, mức hưởng",
    "note": "Ghi chú",
    "part": "Phần",
    "key": "Mã dòng",
    "fault": "Lỗi",
}
"""Field -> heading, in the order of the template."""
OURS: Final = ("key", "fault")
"""The columns that only our own error file has."""

_ALIASES: Final = {
    "ordinal": "tt|stt|so tt|so thu tu",
    "full_name": "ho va ten|ho ten|ho va ten nguoi lao dong|ten nguoi lao dong|ho ten nguoi lao dong",
    "insurance_number": "ma so bhxh|so so bhxh|ma bhxh|so bhxh|ma so bao hiem xa hoi",
    "personal_id": "so cccd|cccd|so dinh danh|so dinh danh ca nhan|so ddcn|so ddcn cccd|so cccd ddcn|so cmnd cccd|"
    "cmnd cccd|so can cuoc|can cuoc cong dan|so dinh danh ca nhan cccd",
    "born": "ngay sinh|ngay thang nam sinh|nam sinh|sinh ngay",
    "benefit": "che do|nhom huong|nhom che do|loai che do|che do huong|ten che do",
    "starts": "tu ngay|ngay bat dau|tu ngay thang nam|nghi tu ngay",
    "ends": "den ngay|ngay ket thuc|den ngay thang nam|nghi den ngay",
    "days": "tong so|tong so ngay|so ngay|so ngay nghi|tong so ngay nghi|tong cong so ngay",
    "amount": "so tien|so tien de nghi|muc huong|so tien huong",
    "account": "so tai khoan|tai khoan|so tk|thong tin ve tai khoan nhan tro cap|thong tin tai khoan nhan tro cap",
    "bank": "ngan hang|ten ngan hang|mo tai ngan hang",
    "condition": "chi tieu xac dinh dieu kien muc huong|chi tieu xac dinh dieu kien huong|dieu kien tinh huong|"
    "dieu kien huong|chi tieu",
    "note": "ghi chu",
    "part": "phan",
    "key": "ma dong|ma dong giu nguyen",
    "fault": "loi|loi can sua",
}
_FIELD_OF: Final = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split("|")}
_HEADER_WITHIN: Final = 40
_HEADER_DEPTH: Final = 3
_ENOUGH: Final = 3


def field_of(heading: str) -> str:
    """The field that a heading names, or ""."""
    return _FIELD_OF.get(fold(heading), "")


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, int, list[str]] | None:
    """(first row, number of rows, name of each column) of the heading among the first rows, or None.

    A column that is not known keeps its own heading behind a `+`; of two columns for one field the first counts.
    """
    for start, row in enumerate(rows[:_HEADER_WITHIN]):
        if "full_name" not in map(field_of, row):
            continue
        depth = _depth(rows, start)
        names = _names(rows[start : start + depth])
        if sum(1 for name in names if name and not name.startswith("+")) >= _ENOUGH:
            return start, depth, names
    return None


def _depth(rows: Sequence[Sequence[str]], start: int) -> int:
    """A heading may have a second and a third row: `Số ngày nghỉ` above `Từ ngày`, `Đến ngày`."""
    depth = 1
    while depth < _HEADER_DEPTH and start + depth < len(rows) and any(map(field_of, rows[start + depth])):
        depth += 1
    return depth


def _names(heading: Sequence[Sequence[str]]) -> list[str]:
    width, names = max(map(len, heading)), list[str]()
    for place in range(width):
        texts = [row[place] for row in heading if place < len(row) and row[place]]
        known = next((field for text in reversed(texts) if (field := field_of(text)) and field not in names), "")
        other = f"+{texts[-1][:80]}" if texts else ""
        while other in names and other:
            other += "'"
        names.append(known or other)
    return names
