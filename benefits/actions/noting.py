"""How is a note pinned to a spot of a page, reworded and taken back?"""

from __future__ import annotations

from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from benefits.models import PageNote
from benefits.models.notes import WHOLE
from benefits.rules import may_note_in
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.text import nfc
from bhxh_archive.trail import Granted, permit, record, was_done
from intake.models import Dossier
from intake.queries import pages_of

MOST: Final = 500
"""Characters of a note: what is longer belongs into the draft or into a notice."""


class Spot(NamedTuple):
    """A place on a page, in thousandths of its width and height, as the picture (id of its file) showed it."""

    page: int
    picture: int
    x: int
    y: int


@transaction.atomic
def pin_note(*, dossier: Dossier, spot: Spot, text: str, by: User, key: str = "") -> PageNote | None:
    """Pin a note; `key` names one press of the button: a second time it gives None and changes nothing.

    Raises NotAllowed, NotNow once the unit's work is done, NotValid for no text or a spot beside the page, and
    ChangedMeanwhile where the page is gone or shows another picture than the one that was looked at.
    """
    locked, granted = _lock(dossier, by)
    if was_done(locked, "pin_note", key):
        return None
    if not (0 <= spot.x <= WHOLE and 0 <= spot.y <= WHOLE):
        raise NotValid("Vị trí ghim nằm ngoài trang. Hãy chọn lại vị trí.")
    page = pages_of(locked).filter(pk=spot.page, view=spot.picture).first()
    if page is None:
        raise ChangedMeanwhile("Trang vừa được xoay, sửa hoặc thay. Hãy tải lại trang rồi chọn lại vị trí ghim.")
    number = (locked.page_notes.aggregate(last=Max("number"))["last"] or 0) + 1
    note: PageNote = locked.page_notes.create(
        number=number, page=page, picture=page.view.digest, x=spot.x, y=spot.y, text=_checked(text), by=by
    )
    record(locked, "pin_note", by=by, granted=granted, key=key, note=note.pk, number=number, page=page.pk)
    return note


@transaction.atomic
def reword_note(*, dossier: Dossier, number: int, text: str, by: User) -> PageNote:
    """Give an own note another text; the former one stays on record. Raises NotNow for one that was taken back."""
    locked, granted = _lock(dossier, by)
    note = _own(locked, number, by)
    if note.ended_at:
        raise NotNow("Ghi chú này đã được rút. Nếu vẫn cần, hãy ghim ghi chú mới.")
    if (said := _checked(text)) == note.text:
        return note
    _end(note)
    again = PageNote(dossier=locked, number=number, page=note.page, picture=note.picture, x=note.x, y=note.y,
                     text=said, by=by, reworded=True)  # fmt: skip
    again.save()
    record(locked, "reword_note", by=by, granted=granted, note=again.pk, former=note.pk, number=number)
    return again


@transaction.atomic
def take_back_note(*, dossier: Dossier, number: int, by: User) -> PageNote:
    """Show an own note no longer; twice changes nothing."""
    locked, granted = _lock(dossier, by)
    note = _own(locked, number, by)
    if note.ended_at is None:
        _end(note)
        record(locked, "take_back_note", by=by, granted=granted, note=note.pk, number=number)
    return note


def require_noting(dossier: Dossier, by: User) -> Granted:
    """What lets this person note something in the dossier now. Raises NotAllowed, and NotNow when the work is done."""
    granted = permit(dossier, "benefits.note", by, Seat.SETTLING)
    if not may_note_in(dossier):
        raise NotNow(f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên không sửa được ghi chú.")
    return granted


def _lock(dossier: Dossier, by: User) -> tuple[Dossier, Granted]:
    locked: Dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    return locked, require_noting(locked, by)


def _own(dossier: Dossier, number: int, by: User) -> PageNote:
    """The last wording of the note. Raises DoesNotExist, and NotAllowed for somebody else's."""
    note: PageNote = dossier.page_notes.select_related("by", "page").filter(number=number).latest("pk")
    if note.by_id != by.pk:
        raise NotAllowed(f"Ghi chú này của {note.by}: chỉ người ghi mới sửa hoặc rút được.")
    return note


def _end(note: PageNote) -> None:
    note.ended_at = timezone.now()
    note.save(update_fields=["ended_at"])


def _checked(text: str) -> str:
    said = nfc(text.strip())
    if not said:
        raise NotValid("Hãy ghi nội dung ghi chú.")
    if len(said) > MOST:
        raise NotValid(f"Ghi chú dài {len(said)} ký tự; tối đa {MOST}.")
    return said
