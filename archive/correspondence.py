"""What was asked of other bodies about a dossier, and what of that goes into its package?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from benefits.models import LateAnswer, VerificationLetter, VerificationQuestion
from benefits.queries import correspondence, letters_of
from bhxh_archive.models import StoredFile
from bhxh_archive.workdays import VIETNAM
from intake.models import Dossier

NAME: Final = "verifications.json"
_EXTENSIONS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}


class Sent(NamedTuple):
    """A file and its name in the package: a number, for the name that it came with stays with us."""

    file: StoredFile
    name: str


def correspondence_files(dossier: Dossier, until: datetime) -> list[Sent]:
    """The numbered letters as they were frozen, then the scans of the answers as they came, sent by a moment."""
    letters, answers = correspondence(dossier, until)
    return [
        *(Sent(row.file, f"verification-letter-{row.pk:07d}.pdf") for row in letters),
        *(Sent(row.file, f"verification-answer-{row.pk:07d}.{_EXTENSIONS.get(row.file.media_type, 'bin')}")
          for row in answers if row.file),
    ]  # fmt: skip


def questions_told(dossier: Dossier, until: datetime) -> list[dict[str, Any]]:
    """Every letter with its questions and what became of each, read without the program."""
    return [_letter(row, until) for row in reversed(letters_of(dossier)) if row.request.at <= until]


def _letter(row: VerificationLetter, until: datetime) -> dict[str, Any]:
    scans = row.scans.uploads.all() if row.scans else ()
    return {
        "agency": row.agency, "number": str(row.slip) if row.slip else "", "asked": _moment(row.request.at),
        "limit": row.request.limit_on.isoformat(),
        "questions": [_question(question, until) for question in row.questions.all()],
        "scans": [scan.pk for scan in scans if scan.state == scan.State.ACCEPTED and scan.at <= until],
    }  # fmt: skip


def _question(row: VerificationQuestion, until: datetime) -> dict[str, Any]:
    late = [answer for answer in row.late_answers.all() if answer.at <= until]
    return {
        "number": row.number, "printed": row.printed,
        "subject": row.subject, "text": row.text, "verdict": row.verdict, "answer": row.answer,
        "letter": row.answer_number, "dated": _day(row.answer_dated), "answered": _moment(row.answered_at),
        "withdrawn": row.withdrawn_because, "late": _late(late),
    }  # fmt: skip


def _late(rows: Iterable[LateAnswer]) -> list[dict[str, Any]]:
    return [{"verdict": row.verdict, "answer": row.answer, "letter": row.answer_number, "dated": _day(row.answer_dated),
             "answered": _moment(row.at)} for row in rows]  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return at.astimezone(VIETNAM).isoformat(timespec="seconds") if at else ""
