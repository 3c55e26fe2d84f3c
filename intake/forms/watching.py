"""What does an administrator type about a watched folder, and about a bridge?"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from bhxh_archive.models import Assignment, Office, User

Choices = list[tuple[str, Any]]


class KeeperForm(forms.Form):
    """Who answers for what comes out of a folder: a seat, and with it the office."""

    use_required_attribute = False
    keeper = forms.ChoiceField(
        label="Người phụ trách",
        help_text="Chồng giấy từ thư mục được nhận thay người này, vào khay của đơn vị người này.",
    )

    def __init__(self, *args: Any, seats: QuerySet[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seats = {str(seat.pk): seat for seat in seats}
        field: Any = self.fields["keeper"]
        field.choices = [("", "Chọn người phụ trách"), *_grouped(list(self._seats.values()))]

    @property
    def seat(self) -> tuple[Office, User]:
        """The chosen office and person; only of a valid form."""
        found = self._seats[self.cleaned_data["keeper"]]
        return found.office, found.user


class FolderForm(KeeperForm):
    """A folder below the root, and who answers for it."""

    path = forms.CharField(
        label="Thư mục", max_length=200,
        help_text="Tính từ thư mục gốc của máy chủ, ví dụ hai-phong/quay-1. Chưa có thì hệ thống tạo.",
    )  # fmt: skip
    field_order = ("path", "keeper")


class BridgeForm(KeeperForm):
    """A bridge, and who answers for what it forwards."""

    name = forms.CharField(label="Tên gọi", max_length=100, help_text="Ví dụ: BHXH cơ sở Cát Hải, máy quầy.")
    field_order = ("name", "keeper")


def _grouped(seats: list[Assignment]) -> Choices:
    """One group for each office; who holds two functions there stands in it once."""
    found: Choices = []
    for office, rows in groupby(seats, key=lambda seat: seat.office):
        people = {seat.user_id: (str(seat.pk), str(seat.user)) for seat in rows}
        found.append((office.name, list(people.values())))
    return found
