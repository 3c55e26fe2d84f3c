"""Which notes stand beside the pages, where do they lead, and who may change which?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benefits.forms.notes import NoteForm, NoteText
from benefits.models import PageNote
from benefits.queries import live_notes
from benefits.rules import may_note_in
from benefits.views.room import sees_work
from bhxh_archive.models import User
from bhxh_archive.ui.viewer import Viewer
from intake.models import Dossier


@dataclass(frozen=True)
class NoteRow:
    """One note: the number of its page in the viewer (None: it is in the dossier no more), and the form with which its
    author changes it."""

    note: PageNote
    page: int | None
    form: NoteText | None


def notes_for(dossier: Dossier, user: User) -> list[PageNote]:
    """What this person is shown of the unit's notes: nothing outside the settling office's benefits unit."""
    return list(live_notes(dossier)) if sees_work(dossier, user) else []


def may_note(dossier: Dossier, user: User) -> bool:
    """Whether this person pins notes to the pages now."""
    return may_note_in(dossier) and user.holds("benefits.note", dossier.settling_office_id)


def note_panel(
    viewer: Viewer, notes: Sequence[PageNote], user: User, *, asked: NoteForm | None = None,
    reworded: tuple[int, NoteText] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The notes beside the viewer, with forms where it takes pins; `asked`, and `reworded` with the number of its note,
    are forms that were refused."""
    refused = dict([reworded] if reworded else [])
    rows = [NoteRow(note, _place(note, viewer), _form(note, viewer, user, refused)) for note in notes]
    form = (asked or NoteForm(pages=viewer.pages, current=viewer.current)) if viewer.pinning else None
    return {"note_rows": rows, "note_form": form, "notes_refused": bool(asked or reworded)}


def _place(note: PageNote, viewer: Viewer) -> int | None:
    """Where the page is, or the one that has taken its place."""
    page = note.page
    known = {int(shown.token.partition("-")[0]): shown.number for shown in viewer.pages if shown.token}
    heirs = (page.pk, page.replaced_by_id, page.part_of_id) if page else ()
    return next((known[pk] for pk in heirs if pk in known), None)


def _form(note: PageNote, viewer: Viewer, user: User, refused: dict[int, NoteText]) -> NoteText | None:
    if not viewer.pinning or note.by_id != user.pk:
        return None
    return refused.get(note.number) or own_form(note.number, {"text": note.text})


def own_form(number: int, initial: dict[str, str] | None = None, data: Any = None) -> NoteText:
    """The form that rewords one note; each has ids of its own, for several stand on one page."""
    return NoteText(data, initial=initial, auto_id=f"note-{number}-%s")
