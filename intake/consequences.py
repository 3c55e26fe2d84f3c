"""What goes along when the map moves a dossier? Its clock does, and the social-insurance book."""

from __future__ import annotations

from datetime import date
from typing import Any

from bhxh_archive.lifecycle import MOVES, Clock, follows
from bhxh_archive.models import User
from intake.actions.deadlines import clock
from intake.actions.dossier.books import send_book
from intake.actions.dossier.ending_books import store_book
from intake.models import Dossier, Procedure
from intake.queries import lies_with_benefits

Verification = Procedure.VerificationClock


def _verbs(effect: Clock) -> list[str]:
    """The moves that the map gives this effect on the clock."""
    return [row.verb for row in MOVES.values() if row.clock is effect]


@follows(*_verbs(Clock.START))
def clock_starts(dossier: Dossier, *, by: User, **_: Any) -> None:
    """Day 0."""
    clock.start(dossier, by=by)


@follows(*_verbs(Clock.STOP))
def clock_stops(dossier: Dossier, *, verb: str, by: User, limit_on: date | None = None, **_: Any) -> None:
    """Waiting for the applicant stops it; waiting for another body stops or extends it as the procedure's data say."""
    means = dossier.procedure.verification_clock if verb == "request_verification" else Verification.STOP
    if means == Verification.STOP:
        clock.stop(dossier, until=limit_on)
    elif means == Verification.EXTEND:
        clock.extend(dossier, by=by)


@follows(*_verbs(Clock.RESUME))
def clock_goes_on(dossier: Dossier, *, verb: str, by: User, **_: Any) -> None:
    """After a supplement anew or further, a setting of the procedure; after a verification further, if it stood."""
    if verb == "verified":
        if dossier.procedure.verification_clock == Verification.STOP:
            clock.resume(dossier, by=by)
    elif dossier.procedure.supplement_clock == Procedure.Clock.RESTART:
        clock.restart(dossier, by=by)
    else:
        clock.resume(dossier, by=by)


@follows(*_verbs(Clock.END))
def clock_ends(dossier: Dossier, **_: Any) -> None:
    """What was promised is kept, or nothing is due any more."""
    clock.end(dossier)


@follows("send_back", "issue", "withdraw", "lapse", "cancel")
def book_comes_back_to_the_counter(dossier: Dossier, *, by: User | None, **_: Any) -> None:
    """It is given back where it was taken: with the result, or because there will be none. One that another unit
    signed for comes back as it went, by a list."""
    if not lies_with_benefits(dossier):
        send_book(dossier, dossier.receiving_office, by=by)


@follows("consolidate")
def withdrawn_book_is_stored(dossier: Dossier, *, by: User | None, **_: Any) -> None:
    """It lies with the paper of the dossier from then on."""
    store_book(dossier, by=by)
