"""How are other bodies asked about a dossier, and how do their answers come back? The clock follows by the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from benefits.models import VerificationLetter, VerificationQuestion, VerificationRequest
from benefits.queries import questions_of
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State, move
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import fold, nfc
from bhxh_archive.trail import Granted, permit, record
from intake.models import Component, Dossier

Verdict = VerificationQuestion.Verdict
MEANWHILE = (
    "Nội dung xác minh này vừa được ghi trả lời hoặc thôi hỏi ở một trang khác. Hãy tải lại trang, xem rồi ghi tiếp."
)
_ANSWERED = ["verdict", "answer", "answer_number", "answer_dated", "scan", "answered_at", "answered_by"]
_WITHDRAWN = ["withdrawn_at", "withdrawn_by", "withdrawn_because"]


class Asked(NamedTuple):
    """One question: whom it goes to, about which paper or fact (`subject`), and its words."""

    agency: str
    subject: str
    text: str
    component: Component | None = None


class Answered(NamedTuple):
    """What became of one question (its id): a verdict, and the words of the answer."""

    question: int
    verdict: str
    text: str = ""


@transaction.atomic
def request_verification(
    *, dossier: Dossier, questions: Sequence[Asked], limit_on: date, by: User, version: int | None = None
) -> VerificationRequest:
    """Ask other bodies (Gửi xác minh), each in one letter with all of its questions; the clock stops or is extended
    only where the procedure's data say so.

    Raises NotValid without a question, for one without body, paper or fact, or words, and without a limit.
    """
    asked = [row._replace(agency=spaced(row.agency), subject=spaced(row.subject), text=nfc(row.text.strip()))
             for row in questions]  # fmt: skip
    moved = move(dossier, "request_verification", by=by, version=version, questions=asked, limit_on=limit_on)
    made = VerificationRequest.objects.create(dossier=moved, limit_on=limit_on, by=by)
    _write_letters(made, asked, after=questions_of(moved).aggregate(last=Max("number"))["last"] or 0)
    return made


def spaced(text: str) -> str:
    """One line, single blanks, NFC."""
    return nfc(" ".join(text.split()))


def _write_letters(request: VerificationRequest, asked: Iterable[Asked], *, after: int) -> None:
    """One letter a body, whatever the letter case in which it was typed; the questions in the order asked."""
    letters: dict[str, VerificationLetter] = {}
    for number, row in enumerate(asked, start=after + 1):
        if fold(row.agency) not in letters:
            letters[fold(row.agency)] = request.letters.create(agency=row.agency)
        letters[fold(row.agency)].questions.create(
            number=number, component=row.component, subject=row.subject, text=row.text
        )


@transaction.atomic
def take_answer(
    *, letter: VerificationLetter, answers: Sequence[Answered], dated: date, by: User, number: str = "", scan: str = ""
) -> list[VerificationQuestion]:
    """Write down what one answering letter says of these questions; the dossier waits on until none is open.

    `number` and `dated` are those of the answering letter, `scan` says where its scan lies. Raises NotAllowed, NotNow,
    NotValid without an answer, for a day to come or before that of the question, or for a verdict other than «Xác nhận
    đúng» without words, and ChangedMeanwhile where a question is open no more. An answer to a letter that has no number
    is taken, for other bodies are asked by telephone too; the trail says so.
    """
    dossier, granted = _waiting(letter.request.dossier, by)
    check_answers(answers, dated, letter)
    return [_answer(dossier, row, by, granted, letter=letter, answer_number=spaced(number), answer_dated=dated,
                    scan=spaced(scan)) for row in answers]  # fmt: skip


def check_answers(answers: Sequence[Answered], dated: date, letter: VerificationLetter) -> None:
    """Raise NotValid without an answer, and for one of a day to come or before that of the question."""
    if not answers:
        raise NotValid("Chọn kết quả của ít nhất một nội dung.")
    if wrong := wrong_day(dated, letter):
        raise NotValid(wrong)


def wrong_day(dated: date, letter: VerificationLetter) -> str:
    """Why an answer to this letter can't be of that day, or ""."""
    asked = timezone.localdate(letter.request.at)
    if dated < asked:
        return f"Ngày văn bản trả lời không được trước ngày hỏi {asked:%d/%m/%Y}."
    return "Ngày văn bản trả lời không được sau hôm nay." if dated > timezone.localdate() else ""


def check_said(row: Answered) -> None:
    """Raise NotValid without a verdict, and for a verdict that wants words without any."""
    if row.verdict not in Verdict.values:
        raise NotValid("Chọn kết quả: xác nhận đúng, đúng một phần, hay không xác nhận.")
    if row.verdict != Verdict.CONFIRMED and not row.text.strip():
        raise NotValid("Hãy ghi nội dung trả lời: phần nào đúng, phần nào không.")


def _answer(
    dossier: Dossier, row: Answered, by: User, granted: Granted, *, letter: VerificationLetter, **told: object
) -> VerificationQuestion:
    question = letter.questions.get(pk=row.question)
    text = nfc(row.text.strip())
    check_said(row)
    if not question.is_open:
        raise ChangedMeanwhile(MEANWHILE)
    _keep(question, _ANSWERED, verdict=row.verdict, answer=text, answered_at=timezone.now(), answered_by=by, **told)
    record(dossier, "answer_question", by=by, granted=granted, question=question.pk, verdict=row.verdict,
           **answered_as(question))  # fmt: skip
    return question


@transaction.atomic
def withdraw_question(*, question: VerificationQuestion, reason: str, by: User) -> VerificationQuestion:
    """Wait for this answer no longer, for a reason. Raises NotAllowed, NotNow, NotValid, ChangedMeanwhile."""
    dossier, granted = _waiting(question.letter.request.dossier, by)
    question.refresh_from_db()
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do thôi hỏi.")
    if not question.is_open:
        raise ChangedMeanwhile(MEANWHILE)
    _keep(question, _WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_because=nfc(reason.strip()))
    record(dossier, "withdraw_question", by=by, granted=granted, reason=question.withdrawn_because,
           question=question.pk, **told_as(question))  # fmt: skip
    return question


@transaction.atomic
def reopen_question(*, question: VerificationQuestion, by: User) -> VerificationQuestion:
    """Take back an answer that was written down by mistake, or the taking back of the question; what was written stays
    in the trail. Doing it again changes nothing. Raises NotAllowed, NotNow."""
    dossier, granted = _waiting(question.letter.request.dossier, by)
    question.refresh_from_db()
    if question.is_open:
        return question
    record(dossier, "reopen_question", by=by, granted=granted, reason=_told_before(question), question=question.pk,
           **told_as(question))  # fmt: skip
    blank = {name: None if question._meta.get_field(name).null else "" for name in (*_ANSWERED, *_WITHDRAWN)}
    return _keep(question, [*_ANSWERED, *_WITHDRAWN], **blank)


def told_as(question: VerificationQuestion) -> dict[str, Any]:
    """How the trail names a question: by its number in the letter that was numbered, else by its number in the
    dossier."""
    slip = question.letter.slip
    return {"number": question.number} | ({"letter": str(slip), "printed": question.printed} if slip else {})


def answered_as(question: VerificationQuestion) -> dict[str, Any]:
    """The same of an answer: also whether it answers a letter that never had a number."""
    return told_as(question) | ({} if question.letter.slip_id else {"unnumbered": True})


def _told_before(question: VerificationQuestion) -> str:
    if question.withdrawn_at:
        return f"Trước đó ghi thôi hỏi: {question.withdrawn_because}"
    dated = f"ngày {question.answer_dated:%d/%m/%Y}" if question.answer_dated else ""
    said = (question.answer_number, dated, question.get_verdict_display(), question.answer, question.scan)
    return f"Trước đó ghi: {'; '.join(filter(None, said))}"


def _keep(question: VerificationQuestion, names: list[str], **values: object) -> VerificationQuestion:
    for name in values:
        setattr(question, name, values[name])
    question.save(update_fields=names)
    return question


def _waiting(dossier: Dossier, by: User) -> tuple[Dossier, Granted]:
    """The dossier, locked, while it waits for answers, and what lets this person write them down."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = permit(locked, "benefits.verified", by, Seat.SETTLING)
    if locked.state != State.AWAITING_VERIFICATION:
        raise NotNow("Hồ sơ không còn chờ xác minh.")
    return locked, granted


def verified(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Every question is answered or taken back: go on reviewing (Có kết quả xác minh), in the same officer's hands."""
    moved: Dossier = move(dossier, "verified", by=by, version=version)
    return moved
