"""How does a dossier come to be, and how is it accepted or refused at the counter?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.identifiers.lookup_codes import new_code
from bhxh_archive.lifecycle import Seat, State, move
from bhxh_archive.models import Office, User
from bhxh_archive.numbering import next_number, receipt_number
from bhxh_archive.text import number_fold
from bhxh_archive.trail import permit, record
from intake.actions.counter.asking import answer_questions
from intake.actions.counter.ruling import add_components, follow_rules, legal_day, rules_of, seat_offices
from intake.actions.dossier.books import drop_book, take_book
from intake.actions.dossier.components import Counts, count_components
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.dossier.looking_up import compare_again
from intake.models import BookCustody, Dossier, Folder, Person, RefusalNotice
from intake.queries import procedure_on

FIELDS: Final = (
    "channel", "outside_code", "received_at", "received_reason", "return_method", "return_address",
    "counted_sheets", "counted_pages", "note",
)  # fmt: skip
PERSON_FIELDS: Final = (
    "role", "full_name", "birth_year", "birth_month", "birth_day", "sex", "personal_id", "old_id",
    "insurance_number", "address", "phone", "email", "relation",
)  # fmt: skip
FORM_LIVES: Final = timedelta(days=2)
REGISTER: Final = "SO_THEO_DOI"
"""The series of the register of dossiers (form 06): one book a year and counter."""


@transaction.atomic
def register(
    *,
    office: Office,
    procedure_code: str,
    persons: Iterable[Mapping[str, Any]],
    by: User,
    key: str = "",
    book: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Dossier:
    """Open a dossier in draft, with its persons and the components that the catalogue asks for.

    `fields` are those of FIELDS; `book` is what `take_book` takes: form, covers, leaves. `key` names one filled-in
    form: sent again, it gives the dossier it already made. Raises NotAllowed when `by` does not receive in that
    office, NotValid for an unknown procedure.
    """
    if not by.holds("intake.register", office.pk):
        raise NotAllowed("Tài khoản của bạn không tiếp nhận hồ sơ tại đơn vị này.")
    if key and (made := _made_from(key, by)):
        return made
    procedure = procedure_on(procedure_code, legal_day(fields.get("received_at")))
    dossier = Dossier(procedure=procedure, created_by=by, folder=Folder.objects.create(), **_known(fields))
    seat_offices(dossier, office)
    dossier.save()
    set_persons(dossier, persons)
    add_components(dossier)
    record(dossier, "register", by=by, key=key)
    _keep_book(dossier, book, by)
    return dossier


def _keep_book(dossier: Dossier, book: Mapping[str, Any] | None, by: User) -> None:
    """Take the book when the form names one that is not on record as it is."""
    if book and not BookCustody.objects.filter(dossier=dossier, **book).exists():
        take_book(dossier=dossier, by=by, **book)


def _made_from(key: str, by: User) -> Dossier | None:
    """The dossier that this form has made already. The lock lets two presses of one button come one after another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"register:{key}"])
    mine = Dossier.objects.filter(created_by=by, created_at__gte=timezone.now() - FORM_LIVES)
    return mine.filter(events__verb="register", events__request_key=key).first()


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in FIELDS}


def set_persons(dossier: Dossier, persons: Iterable[Mapping[str, Any]]) -> list[Person]:
    """Replace the persons of a draft by what the form says; a row with `id` keeps its identity."""
    kept = []
    for entry in persons:
        values = {name: entry[name] for name in PERSON_FIELDS if name in entry}
        person = dossier.persons.filter(pk=entry.get("id") or 0).first() or Person(dossier=dossier)
        for name, value in values.items():
            setattr(person, name, value)
        person.save()
        kept.append(person)
    _remove_persons(dossier, [person.pk for person in kept])
    return kept


def _remove_persons(dossier: Dossier, kept: list[int]) -> None:
    """A paper asked for once more for a person who goes is not asked for any more; a common one becomes common again.

    Raises NotValid while pages lie in such a paper.
    """
    papers = dossier.components.filter(person__isnull=False).exclude(person__in=kept)
    for paper in papers.select_related("type", "person"):
        if not dossier.components.filter(type=paper.type).exclude(pk=paper.pk).exists():
            continue
        if paper.pages.filter(deleted_at=None).exists():
            raise NotValid(
                f"Đã có trang trong «{paper}» của {paper.person}: hãy gỡ các trang đó trước khi bỏ người này."
            )
        paper.delete()
    dossier.persons.exclude(pk__in=kept).delete()


def _draft(dossier: Dossier, by: User, version: int | None) -> Dossier:
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.register", by, Seat.RECEIVING)
    if locked.state != State.DRAFT:
        raise NotNow("Chỉ sửa được thông tin đăng ký khi hồ sơ đang lập.")
    if version is not None and version != locked.version:
        raise ChangedMeanwhile("Hồ sơ vừa được bạn hoặc người khác cập nhật. Hãy xem thay đổi rồi lưu lại.")
    return locked


@transaction.atomic
def edit_registration(
    *,
    dossier: Dossier,
    persons: Iterable[Mapping[str, Any]],
    by: User,
    procedure_code: str | None = None,
    version: int | None = None,
    book: Mapping[str, Any] | None = None,
    no_book: bool = False,
    **fields: Any,
) -> Dossier:
    """Change the registration of a draft; another procedure, or another day of receipt, brings its own rules.

    `no_book`: the book that was recorded was never here.

    Raises as `register`, and NotValid while pages lie in a component that the other rules don't ask for.
    """
    locked = _draft(dossier, by, version)
    for name, value in _known(fields).items():
        setattr(locked, name, value)
    follow_rules(locked, procedure_code)
    locked.version += 1
    locked.save()
    set_persons(locked, persons)
    record(locked, "edit_registration", by=by)
    compare_again(locked, by)
    _keep_book(locked, book, by)
    if no_book:
        drop_book(locked, by=by)
    return locked


@transaction.atomic
def set_counts(*, dossier: Dossier, sheets: int | None, pages: int, by: User) -> Dossier:
    """Correct the counted sheets and pages of paper while pages may still change."""
    locked = lock_for_pages(dossier, by)
    record(locked, "count_paper", by=by, pages=pages, before=locked.counted_pages)
    locked.counted_sheets, locked.counted_pages, locked.counted_at = sheets, pages, timezone.now()
    locked.version += 1
    locked.save(update_fields=["counted_sheets", "counted_pages", "counted_at", "version"])
    return locked


@transaction.atomic
def accept(
    *, dossier: Dossier, by: User, version: int | None = None, papers: Counts | None = None,
    answers: Mapping[str, str] | None = None,
) -> Dossier:  # fmt: skip
    """Accept at the counter (Tiếp nhận): number, due date and first receipt; the clock starts (NĐ 118/2025).

    `papers` says what was handed in, as `count_components` takes it; it stands on the receipt. `answers` are those to
    the questions of the catalogue, as `answer_questions` takes them. The rules of the day of receipt hold, also where
    the draft was registered under others.
    """
    if answers:
        dossier = answer_questions(dossier=dossier, answers=answers, by=by)
    if papers:
        dossier = count_components(dossier=dossier, counts=papers, by=by)
    registered = rules_of(Dossier.objects.get(pk=dossier.pk))
    moved: Dossier = move(dossier, "accept", by=by, version=version, touch=_give_number)
    if registered != rules_of(moved):
        record(moved, "follow_rules", by=by, registered=registered, accepted=rules_of(moved))
    return moved


def _give_number(dossier: Dossier) -> list[str]:
    dossier.received_at = dossier.received_at or timezone.now()
    ruled = follow_rules(dossier)
    today = timezone.localdate()
    dossier.number = receipt_number(office=dossier.receiving_office, day=today)
    dossier.register_year = today.year
    dossier.register_ordinal = next_number(office=dossier.receiving_office, code=REGISTER, year=today.year)
    dossier.number_folded = number_fold(dossier.number)
    dossier.status_code = new_code()
    return ["received_at", "number", "number_folded", "status_code", "register_year", "register_ordinal", *ruled]


@transaction.atomic
def refuse(
    *,
    dossier: Dossier,
    reason: str,
    by: User,
    version: int | None = None,
    legal_ground: str = "",
    where_to_go: str = "",
) -> Dossier:
    """Refuse at the counter; the reason, its law and where to go instead stand on the slip (form 03)."""
    refused = move(dossier, "refuse", by=by, reason=reason, version=version)
    RefusalNotice.objects.create(dossier=refused, legal_ground=legal_ground.strip(), where_to_go=where_to_go.strip())
    return refused


def withdraw(*, dossier: Dossier, reason: str, by: User, version: int | None = None) -> Dossier:
    """End at the applicant's request while no result was signed; a prepared signature is voided."""
    return move(dossier, "withdraw", by=by, reason=reason, version=version)


@transaction.atomic
def cancel(*, dossier: Dossier, survivor: Dossier | None, reason: str, by: User, version: int | None = None) -> Dossier:
    """Cancel as a duplicate of `survivor`, which stays. Of two that are cancelled for each other at once, one stays."""
    pair = {row.pk for row in (dossier, survivor) if row}
    rows = {row.pk: row for row in Dossier.objects.select_for_update().filter(pk__in=pair).order_by("pk")}
    stays = rows.get(survivor.pk) if survivor else None

    def name_survivor(locked: Dossier) -> list[str]:
        locked.survivor = stays
        return ["survivor"]

    return move(dossier, "cancel", by=by, reason=reason, version=version, touch=name_survivor, survivor=stays)
