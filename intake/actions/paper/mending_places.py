"""How is a mistaken place or box of the paper store put right or taken away, as long as nothing ever lay there?"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from intake.actions.paper.paper_places import checked_code, require_keeper
from intake.models import PaperBox, PaperPlace
from intake.queries.papers import boxes_inside, places_inside

_FIELDS: Final = ("code", "name")
_USED: Final = "{} đang có hoặc đã từng có hồ sơ, mã đã ghi vào số hồ sơ giấy nên không đổi, không bỏ được."


@transaction.atomic
def change_place(*, place: PaperPlace, code: str, name: str, by: User) -> PaperPlace:
    """Another name, or another code while no dossier ever lay inside; the paths of what stands inside follow.

    Raises NotAllowed, NotNow once something lay there, NotValid for a code that is wrong or taken.
    """
    row = _locked(place, by)
    before, code = snapshot(row, _FIELDS), checked_code(code)
    if code != row.code:
        _require_unused(row)
        _move(row, code)
    row.name = name.strip()
    row.save(update_fields=["code", "path", "name"])
    if before != snapshot(row, _FIELDS):
        write_down(by=by, verb="change_paper_place", row=row, before=before, after=snapshot(row, _FIELDS))
    return row


@transaction.atomic
def remove_place(*, place: PaperPlace, by: User) -> None:
    """Take away a place in which no other stands, with its boxes that were never used. Raises as `change_place`."""
    row = _locked(place, by)
    if row.inner.exists():
        raise NotNow(f"Trong {row.path} còn chỗ khác: bỏ những chỗ bên trong trước.")
    _require_unused(row)
    row.boxes.all().delete()
    write_down(by=by, verb="remove_paper_place", row=row, before={"code": row.path})
    row.delete()


@transaction.atomic
def change_box(*, box: PaperBox, code: str, by: User) -> PaperBox:
    """Another code for a box that was never used. Raises as `change_place`."""
    row, code = _unused_box(box, by), checked_code(code)
    if code == row.code:
        return row
    before, path = row.code, f"{row.place.path}.{code}"
    if PaperBox.objects.filter(office=row.office_id, path=path).exists():
        raise NotValid(f"Đã có hộp mang mã {path}.")
    row.code, row.path = code, path
    row.save(update_fields=["code", "path"])
    write_down(by=by, verb="change_paper_box", row=row, before={"code": before}, after={"code": code})
    return row


@transaction.atomic
def remove_box(*, box: PaperBox, by: User) -> None:
    """Take away a box that was never used. Raises NotAllowed, NotNow."""
    row = _unused_box(box, by)
    write_down(by=by, verb="remove_paper_box", row=row, before={"code": row.path})
    row.delete()


def _locked(place: PaperPlace, by: User) -> PaperPlace:
    row = PaperPlace.objects.select_for_update().get(pk=place.pk)
    require_keeper(by, row.office_id)
    return row


def _unused_box(box: PaperBox, by: User) -> PaperBox:
    row = PaperBox.objects.select_for_update(of=("self",)).select_related("place").get(pk=box.pk)
    require_keeper(by, row.office_id)
    if row.last_ordinal:
        raise NotNow(_USED.format(f"Hộp {row.path}"))
    return row


def _require_unused(row: PaperPlace) -> None:
    """Nobody files into one of its boxes meanwhile: they are locked."""
    if any(box.last_ordinal for box in boxes_inside(row).select_for_update()):
        raise NotNow(_USED.format(f"{row.get_kind_display()} {row.path}"))


def _move(row: PaperPlace, code: str) -> None:
    """Give the place its code, and what stands inside the path that begins with it."""
    path = f"{row.parent.path}.{code}" if row.parent else code
    if PaperPlace.objects.filter(office=row.office_id, path=path).exists():
        raise NotValid(f"Đã có {row.get_kind_display().lower()} mang mã {path}.")
    tail = Concat(Value(path), Substr("path", len(row.path) + 1))
    places_inside(row).update(path=tail)
    boxes_inside(row).update(path=tail)
    row.code, row.path = code, path
