"""How does an administrator's change read: to whom, what, where, in the words of the pages?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Model

from bhxh_archive.models import AdminEvent, Assignment, Holiday, Office, Parameter, User
from bhxh_archive.parameters import DEFAULTS
from bhxh_archive.roles import Role

LABELS: Final = {
    "username": "Tên đăng nhập", "full_name": "Họ và tên", "certificate": "Vân tay chứng thư số",
    "signs_on_device": "Ký bằng thiết bị riêng", "csc_credential": "Mã khóa ở dịch vụ ký từ xa",
    "is_active": "Được đăng nhập", "user_id": "Người dùng", "office_id": "Đơn vị", "role": "Chức năng",
    "title": "Chức danh khi ký", "authority": "Thẩm quyền ký", "mandate": "Văn bản ủy quyền",
    "mandate_kinds": "Loại văn bản được ủy quyền ký", "valid_from": "Từ ngày", "valid_to": "Đến ngày",
    "attempts": "Số nơi được mở khóa", "codes_left": "Mã dự phòng còn lại",
    "day": "Ngày", "kind": "Loại", "name": "Tên", "source": "Nguồn",
    "confirmed": "Đã xác nhận", "key": "Tham số", "value": "Giá trị", "procedure": "Thủ tục",
    "number": "Số, ký hiệu", "procedures": "Số thủ tục", "closed": "Khép quy trình",
    "code": "Mã", "ordinal": "Thứ tự", "tracking_url": "Địa chỉ tra cứu", "needs_confirmation": "Cần xác nhận",
    "template": "Mẫu", "state": "Tình trạng", "withdrawn": "Lý do rút",
    "path": "Thư mục", "keeper_id": "Người phụ trách",
    "values": "Số liệu", "begins": "Từ ngày", "ends": "Đến ngày", "reason": "Lý do",
    "host": "Máy", "port": "Cổng", "base": "Đường dẫn", "address": "Địa chỉ IP",
}  # fmt: skip
_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "role": dict(Role.choices), "kind": {str(value): str(label) for value, label in Holiday.Kind.choices},
}  # fmt: skip
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


_KINDS: list[type[Model]] = []
"""What rooms keep that administrators change, beside what the house itself does."""


def name_kinds(*kinds: type[Model]) -> None:
    """Have rows of these tables called in the log what they call themselves. Called once, by the room that has them."""
    _KINDS.extend(kinds)


@dataclass(frozen=True)
class Names:
    """What the ids of a page of changes are called."""

    offices: Mapping[int, str]
    users: Mapping[int, str]
    subjects: Mapping[str, str]


def names_for(rows: Sequence[AdminEvent]) -> Names:
    """Look the names up, in one query for each kind of thing."""
    about = {kind: _about(rows, kind) for kind in ("user", "assignment", "holiday", "parameter")}
    seats = list(Assignment.objects.filter(pk__in=about["assignment"]).select_related("office")
                 .prefetch_related("office__names"))  # fmt: skip
    people = about["user"] | {seat.user_id for seat in seats} | _named(rows, "user_id") | _named(rows, "keeper_id")
    users = {row.pk: f"{row.full_name} ({row.username})" for row in User.objects.filter(pk__in=people)}
    offices = Office.objects.filter(pk__in=_named(rows, "office_id")).prefetch_related("names")
    subjects = {f"user:{pk}": name for pk, name in users.items()}
    subjects |= {f"assignment:{seat.pk}": f"{users[seat.user_id]}: {seat}" for seat in seats}
    subjects |= {f"holiday:{day.pk}": str(day) for day in Holiday.objects.filter(pk__in=about["holiday"])}
    values = Parameter.objects.filter(pk__in=about["parameter"])
    subjects |= {f"parameter:{value.pk}": _parameter(value.key) for value in values}
    for kind in _KINDS:
        subjects |= _called(kind, _about(rows, str(kind._meta.model_name)))
    return Names({office.pk: office.name for office in offices}, users, subjects)


def _about(rows: Sequence[AdminEvent], kind: str) -> set[int]:
    """The ids of the rows of that table that were changed."""
    return {int(row.subject.partition(":")[2]) for row in rows if row.subject.startswith(f"{kind}:")}


def _called(kind: type[Model], ids: set[int]) -> dict[str, str]:
    found = kind._default_manager.filter(pk__in=ids) if ids else ()
    return {f"{kind._meta.model_name}:{row.pk}": str(row) for row in found}


def subject_of(row: AdminEvent, names: Names) -> str:
    """What was changed, by its name; of what is gone, the name that the change itself tells."""
    told = {**row.before, **row.after}
    gone = _said("day", told.get("day"), names) or told.get("procedure") or _parameter(str(told.get("key", "")))
    return names.subjects.get(row.subject) or gone or str(told.get("name") or told.get("code") or row.subject)


def _named(rows: Sequence[AdminEvent], name: str) -> set[int]:
    """The ids that stand under that name in old or new values."""
    return {changes[name] for row in rows for changes in (row.before, row.after) if changes.get(name)}


def _parameter(key: str) -> str:
    return DEFAULTS[key].label if key in DEFAULTS else key


def described(changes: Mapping[str, Any], names: Names) -> str:
    """`Chức năng: Văn thư; Từ ngày: 01/12/2026`: what is empty is left out."""
    said = ((name, _said(name, value, names)) for name, value in changes.items())
    return "; ".join(f"{LABELS.get(name, name)}: {text}" for name, text in said if text)


def _said(name: str, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name == "office_id":
        return names.offices.get(value, "") if value else ""
    if name in ("user_id", "keeper_id"):
        return names.users.get(value, "")
    known = {
        "role": dict(Role.choices),
        "kind": dict(Holiday.Kind.choices),
        "key": {str(value): _parameter(str(value))},
    }
    text = str(known.get(name, {}).get(value, "" if value is None else value))
    return f"{date.fromisoformat(text):%d/%m/%Y}" if _DAY.fullmatch(text) else text
