"""How does a paper store get its rows, racks, compartments and boxes?"""

from __future__ import annotations

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.models import Office, User
from intake.models import PaperBox, PaperPlace
from intake.models.papers import CODE

RIGHT: Final = "intake.keep_paper"
MOST_BOXES: Final = 200
_NUMBERED: Final = re.compile("H[0-9]+")
_KIND: Final = PaperPlace.Kind
INSIDE: Final = {None: _KIND.STORE, _KIND.STORE: _KIND.ROW, _KIND.ROW: _KIND.RACK, _KIND.RACK: _KIND.COMPARTMENT}
"""What stands inside what; boxes stand in compartments."""


def require_keeper(by: User, office_id: int) -> None:
    """NotAllowed for who keeps no paper in that office."""
    if not by.holds(RIGHT, office_id):
        raise NotAllowed("Tài khoản của bạn không có quyền quản lý kho giấy của đơn vị này.")


@transaction.atomic
def add_place(*, office: Office, parent: PaperPlace | None, code: str, by: User, name: str = "") -> PaperPlace:
    """A store of the office, or the next smaller thing inside `parent`. Raises NotAllowed, NotValid."""
    require_keeper(by, office.pk)
    parent = PaperPlace.objects.select_for_update().get(pk=parent.pk) if parent else None
    kind = INSIDE.get(PaperPlace.Kind(parent.kind) if parent else None)
    if kind is None or (parent and parent.office_id != office.pk):
        raise NotValid("Trong khoang chỉ đặt hộp.")
    code = checked_code(code)
    path = f"{parent.path}.{code}" if parent else code
    if PaperPlace.objects.filter(office=office, path=path).exists():
        raise NotValid(f"Đã có {kind.label.lower()} mang mã {path}.")
    return PaperPlace.objects.create(office=office, parent=parent, kind=kind, code=code, path=path, name=name.strip())


def checked_code(code: str) -> str:
    """The code as it is kept, in capitals. Raises NotValid for another shape."""
    code = code.strip().upper()
    try:
        CODE(code)
    except ValidationError as error:
        raise NotValid(" ".join(error.messages)) from error
    return code


@transaction.atomic
def add_boxes(*, place: PaperPlace, number: int, by: User) -> list[PaperBox]:
    """So many empty boxes in a compartment, numbered on from the last. Raises NotAllowed, NotValid."""
    locked = PaperPlace.objects.select_for_update().get(pk=place.pk)
    require_keeper(by, locked.office_id)
    if locked.kind != PaperPlace.Kind.COMPARTMENT:
        raise NotValid("Hộp chỉ đặt trong khoang: hãy chọn một khoang.")
    if not 1 <= number <= MOST_BOXES:
        raise NotValid(f"Nhập số hộp từ 1 đến {MOST_BOXES}.")
    taken = [int(code[1:]) for code in locked.boxes.values_list("code", flat=True) if _NUMBERED.fullmatch(code)]
    first = max(taken, default=0) + 1
    codes = [f"H{ordinal:03d}" for ordinal in range(first, first + number)]
    rows = [
        PaperBox(office_id=locked.office_id, place=locked, code=code, path=f"{locked.path}.{code}") for code in codes
    ]
    return PaperBox.objects.bulk_create(rows)
