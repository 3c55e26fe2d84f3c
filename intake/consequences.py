"""What goes along when the map moves a dossier? The social-insurance book does."""

from __future__ import annotations

from typing import Any

from bhxh_archive.lifecycle import follows
from bhxh_archive.models import User
from intake.actions.books import send_book
from intake.models import Dossier


@follows("forward")
def book_goes_to_who_settles(dossier: Dossier, *, by: User | None, **_: Any) -> None:
    """The paper book travels with the dossier."""
    send_book(dossier, dossier.settling_office, by=by)


@follows("send_back", "issue", "withdraw", "lapse", "cancel")
def book_comes_back_to_the_counter(dossier: Dossier, *, by: User | None, **_: Any) -> None:
    """It is given back where it was taken: with the result, or because there will be none."""
    send_book(dossier, dossier.receiving_office, by=by)
