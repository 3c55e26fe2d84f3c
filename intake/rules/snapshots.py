"""How does a kept record of an official source read?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SOURCES: Final = {
    "INSURANCE": "Cơ sở dữ liệu quốc gia về bảo hiểm",
    "CIVIL_STATUS": "Cơ sở dữ liệu hộ tịch điện tử",
    "POPULATION": "Cơ sở dữ liệu quốc gia về dân cư",
}


def in_words(snapshot: Mapping[str, Any], digest: str) -> str:
    """The snapshot as text: one fact a line, then where it came from and by which digest it is kept."""
    facts = [f"{label}: {value}" for label, value in snapshot["facts"]]
    origin = f"Số tham chiếu {snapshot['reference']}; mã truy vấn {snapshot['query_id']}; SHA-256 {digest}"
    return "\n".join([snapshot["title"], *facts, origin])
