"""What does the benefits unit read?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from benefits.models import (
    BoundNumber,
    DeferredSignature,
    Draft,
    DraftAuthor,
    HistoryRecord,
    LateAnswer,
    LineSettlement,
    PageNote,
    PaperOrder,
    PreparedDocument,
    VerificationLetter,
    VerificationQuestion,
)  # fmt: skip
from benefits.whose import SETTLED_LIST
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Assignment, NumberGap, Office, OutsideNumbers, User
from bhxh_archive.once import keep_reads, keeps_reads, read_once
from bhxh_archive.roles import RIGHTS
from intake.models import Dossier, IssuedSlip, Person, ResultKind, ResultVersion, Upload
from intake.rules.books import WITHOUT_RESULT


def open_drafts(dossier: Dossier) -> QuerySet[Draft]:
    """The drafts that are going on, with what pages and papers show of them; `has_record`: data to compare with."""
    compared = Exists(HistoryRecord.objects.filter(draft=OuterRef("pk")))
    drafts = Draft.objects.filter(dossier=dossier, dropped_at=None).annotate(has_record=compared)
    return drafts.select_related(
        "kind",
        "receiver",
        "drafted_by",
        "controlled_by",
        "signer",
        "dossier__procedure__rule_book",
        "dossier__settling_office",
    ).prefetch_related("periods", "authors", "dossier__settling_office__names", "dossier__persons")


@read_once
def drafts_of(dossier: Dossier) -> list[Draft]:
    """The same, read; those of a dossier that was opened to be shown lie on that very one, with its people, its
    procedure and the names of its offices."""
    if not keeps_reads(dossier):
        return list(open_drafts(dossier))
    drafts = list(open_drafts(dossier).prefetch_related(None).prefetch_related("periods", "authors"))
    for draft in drafts:
        draft.dossier = dossier
        keep_reads(draft)
    return drafts


def draft_in(dossier: Dossier, pk: int) -> Draft:
    """One of them; raises Draft.DoesNotExist, which becomes a 404."""
    found = next((draft for draft in drafts_of(dossier) if draft.pk == pk), None)
    if found is None:
        raise Draft.DoesNotExist
    return found


def live_notes(dossier: Dossier) -> QuerySet[PageNote]:
    """The notes on the pages of the dossier that count, as they are worded now."""
    return PageNote.objects.filter(dossier=dossier, ended_at=None).select_related("by", "page__view").order_by("number")


@read_once
def live_documents(dossier: Dossier) -> QuerySet[PreparedDocument]:
    """Prepared or signed documents of the open drafts, main document first."""
    rows = PreparedDocument.objects.filter(draft__dossier=dossier, draft__dropped_at=None).exclude(state="void")
    return rows.select_related("file", "signed_file", "signer", "draft__receiver").order_by("draft", "-main", "id")


_OFFICE = ("document__draft__dossier__settling_office", "cosigner__result__dossier__settling_office")


def open_deferred(dossier: Dossier) -> QuerySet[DeferredSignature]:
    """What waits for a signer's own token, or for the time-stamp after it, of what may still be signed."""
    rows = DeferredSignature.objects.open().filter(document__draft__dossier=dossier)
    return rows.select_related(*_OFFICE, "by", "file")


def waiting_for(user: User) -> list[DeferredSignature]:
    """What this person's token can sign now, in the order in which it was put there."""
    rows = DeferredSignature.objects.open().in_time().filter(by=user, state=DeferredSignature.State.WAITING)
    return list(rows.select_related(*_OFFICE, "document__file", "file"))


def deferred_of(user: User) -> list[DeferredSignature]:
    """What waits for this person's token or for the time-stamp after it, dossier by dossier in the order of asking."""
    rows = DeferredSignature.objects.open().filter(by=user)
    found = list(rows.select_related("document__draft__dossier"))
    first: dict[int, int] = {}
    for row in found:
        first.setdefault(row.document.draft.dossier_id, row.pk)
    return sorted(found, key=lambda row: (first[row.document.draft.dossier_id], row.pk))


def bound_number(draft: Draft) -> BoundNumber | None:
    """The number that belongs to the draft, if one was bound."""
    return draft.numbers.filter(released_at=None).first()


def questions_of(dossier: Dossier) -> QuerySet[VerificationQuestion]:
    """Everything that other bodies were ever asked about the dossier."""
    return VerificationQuestion.objects.filter(letter__request__dossier=dossier)


def open_questions(dossier: Dossier) -> QuerySet[VerificationQuestion]:
    """The questions whose answer is still waited for."""
    return questions_of(dossier).filter(answered_at=None, withdrawn_at=None)


def letters_of(dossier: Dossier) -> list[VerificationLetter]:
    """Every letter to another body about the dossier, newest round first, with its `questions` and the files of its
    answers."""
    questions = VerificationQuestion.objects.select_related("answered_by", "withdrawn_by")
    questions = questions.prefetch_related(Prefetch("late_answers", LateAnswer.objects.select_related("by")))
    rows = VerificationLetter.objects.filter(request__dossier=dossier).select_related("request__by", "slip", "scans")
    with_questions = rows.prefetch_related(Prefetch("questions", questions), "scans__uploads")
    return list(with_questions.order_by("-request__at", "pk"))


def unseen_answers(dossier: Dossier) -> QuerySet[LateAnswer]:
    """The answers that came after their questions were closed and that the officer has not seen yet."""
    return LateAnswer.objects.filter(question__letter__request__dossier=dossier, seen_at=None)


def scans_of(letter: VerificationLetter) -> QuerySet[Upload]:
    """The files in which its answers came."""
    return Upload.objects.filter(folder__verification_letter=letter).select_related("file")


def correspondence(dossier: Dossier, until: datetime) -> tuple[list[IssuedSlip], list[Upload]]:
    """The numbered letters to other bodies, and the files of their answers that were accepted, sent by a moment."""
    letters = IssuedSlip.objects.filter(verification_letter__request__dossier=dossier, at__lte=until)
    answers = Upload.objects.filter(folder__verification_letter__request__dossier=dossier, at__lte=until)
    accepted = answers.filter(state=Upload.State.ACCEPTED, file__isnull=False).select_related("file")
    return list(letters.select_related("file").order_by("pk")), list(accepted.order_by("pk"))


def verification_letters(office: Office, start: date, end: date) -> QuerySet[VerificationLetter]:
    """The numbered letters of this office to other bodies in the period, with whom their dossiers are about."""
    rows = VerificationLetter.objects.filter(slip__office=office, slip__at__date__range=(start, end))
    return rows.select_related("slip", "request__dossier__employer_list").prefetch_related("request__dossier__persons")


def agencies_asked_by(office: Office) -> list[str]:
    """Whom this office asked before, by name: at most a hundred, those asked last."""
    rows = VerificationLetter.objects.filter(request__dossier__settling_office=office)
    asked = rows.values("agency").annotate(last=Max("pk")).order_by("-last").values_list("agency", flat=True)
    return sorted(asked[:100])


def officers_of(office: Office) -> QuerySet[User]:
    """Who drafts in this office today, with `in_hand`: how many dossiers each holds in review, fewest first."""
    drafting = [role for role, rights in RIGHTS.items() if "benefits.draft" in rights]
    seats = Assignment.objects.in_force().filter(office=office, role__in=drafting)
    held = Count("held", filter=Q(held__state=State.IN_REVIEW, held__settling_office=office))
    return User.objects.filter(pk__in=seats.values("user")).annotate(in_hand=held).order_by("in_hand", "full_name")


def signing_seats(office: Office) -> QuerySet[Assignment]:
    """The functions with which somebody signs in this office today."""
    signing = [role for role, rights in RIGHTS.items() if "benefits.sign" in rights]
    return Assignment.objects.in_force().filter(office=office, role__in=signing).select_related("user", "office")


def signers_of(office: Office) -> QuerySet[User]:
    """Who signs in this office today, by name."""
    return User.objects.filter(pk__in=signing_seats(office).values("user")).order_by("full_name")


def signing_seat(user: User, office: Office) -> Assignment | None:
    """The function with which this person signs in that office."""
    fitting = [seat for seat in user.seats if seat.office_id == office.pk and "benefits.sign" in RIGHTS[seat.role]]
    return fitting[0] if fitting else None


def drafts_about_death_of(dossier: Dossier) -> list[Draft]:
    """The endorsed drafts of other dossiers about the death of the same person, by number of identity or of insurance;
    of dossiers that ended without a result none."""
    dead = next((person for person in dossier.persons.all() if person.role == Person.Role.DECEASED), None)
    numbers = {
        name: getattr(dead, name) for name in ("personal_id", "insurance_number") if dead and getattr(dead, name)
    }
    if not numbers:
        return []
    same = Person.objects.filter(reduce(or_, (Q(**{name: value}) for name, value in numbers.items())))
    about = same.filter(role=Person.Role.DECEASED).exclude(dossier=dossier).values("dossier")
    rows = Draft.objects.filter(dossier__in=about, dropped_at=None, frozen__isnull=False)
    rows = rows.exclude(kind__role=ResultKind.Role.ANSWER).exclude(dossier__state__in=WITHOUT_RESULT)
    return list(rows.select_related("kind", "dossier").prefetch_related("dossier__persons"))


def document_kinds() -> list[tuple[str, str]]:
    """Code and newest name of every result that a leader may be authorised to sign."""
    return _named(ResultKind.objects.exclude(role=ResultKind.Role.STATEMENT))


def delivered_kinds() -> list[tuple[str, str]]:
    """Code and newest name of every result that can be delivered in the house."""
    return [(code, f"{code} {name}") for code, name in _named(ResultKind.objects.all())]


def _named(rows: QuerySet[ResultKind]) -> list[tuple[str, str]]:
    return list(dict(rows.order_by("pk").values_list("code", "name")).items())


def issued_documents(offices: Iterable[int], start: date, end: date) -> QuerySet[PreparedDocument]:
    """The main documents that these offices sent out on these days (both counted in), oldest first, with `issued_at`,
    how many `copies` were printed, and whether they were signed `on_paper`."""
    same = {"result__dossier": OuterRef("draft__dossier"), "result__kind": OuterRef("kind"),
            "result__number": OuterRef("number"), "result__void_at": None}  # fmt: skip
    stages = (ResultVersion.Stage.ISSUED, ResultVersion.Stage.PAPER_COPY)
    issued = ResultVersion.objects.filter(stage__in=stages, **same).order_by("pk")
    rows = PreparedDocument.objects.filter(
        main=True, state=PreparedDocument.State.SIGNED, draft__dossier__settling_office__in=offices
    )
    found = rows.annotate(
        issued_at=Subquery(issued.values("at")[:1]),
        copies=Subquery(issued.values("result__printed_copies")[:1]),
        on_paper=Exists(issued.filter(stage=ResultVersion.Stage.PAPER_COPY)),
    ).filter(issued_at__date__gte=start, issued_at__date__lte=end)
    return found.select_related("draft__dossier").order_by("issued_at", "pk")


def number_gaps_of(user: User) -> QuerySet[NumberGap]:
    """The lost numbers of the offices where this person signs, recalls or issues, newest first."""
    rows = NumberGap.objects.filter(office__in=user.offices_with("benefits.recall")).select_related("office", "by")
    return rows.prefetch_related("office__names").order_by("-pk")


def paper_orders_of(user: User, right: str) -> QuerySet[PaperOrder]:
    """The orders to sign on paper in the offices where this person holds the right, newest first."""
    rows = PaperOrder.objects.filter(office__in=user.offices_with(right))
    return rows.select_related("office", "by", "called_off_by").prefetch_related("office__names")


def paper_order_in_force(office: Office) -> PaperOrder | None:
    """By which order this office may sign on paper today."""
    return _orders_in_force([office.pk]).select_related("by").first()


def left_under(order: PaperOrder) -> tuple[int, int]:
    """How many dossiers of the office wait for the leader's signature, which may be ink while the order holds, and how
    many were signed with ink and wait to be issued."""
    rows = Dossier.objects.filter(settling_office=order.office_id)
    inked = ResultVersion.objects.filter(stage=ResultVersion.Stage.ON_PAPER, result__void_at=None)
    signed = rows.filter(state=State.SIGNED, pk__in=inked.values("result__dossier"))
    return rows.filter(state=State.AWAITING_SIGNATURE).count(), signed.count()


def signs_on_paper(user: User) -> bool:
    """Whether an order holds today in an office where this person signs."""
    return _orders_in_force(user.offices_with("benefits.sign")).exists()


def issues_on_paper(user: User) -> bool:
    """Whether anything that was signed with ink waits to be issued in an office where this person does so."""
    waiting = Dossier.objects.filter(state=State.SIGNED, settling_office__in=user.offices_with("benefits.issue"))
    inked = ResultVersion.objects.filter(stage=ResultVersion.Stage.ON_PAPER, result__void_at=None)
    return inked.filter(result__dossier__in=waiting).exists()


def _orders_in_force(offices: Iterable[int]) -> QuerySet[PaperOrder]:
    today = timezone.localdate()
    return PaperOrder.objects.filter(office__in=offices, called_off_at=None, begins__lte=today, ends__gte=today)


def outside_numbers_of(user: User) -> QuerySet[OutsideNumbers]:
    """The numbers used outside in the offices where this person issues."""
    rows = OutsideNumbers.objects.filter(office__in=user.offices_with("benefits.issue"))
    return rows.select_related("office", "by", "withdrawn_by").prefetch_related("office__names")


def bearers_of(gaps: Sequence[NumberGap]) -> dict[int, Dossier]:
    """Gap id -> the dossier whose draft bore that number, in one query."""
    rows = BoundNumber.objects.filter(
        office__in={gap.office_id for gap in gaps}, year__in={gap.year for gap in gaps},
        number__in={gap.number for gap in gaps},
    ).select_related("draft__dossier")  # fmt: skip
    bore = {(row.office_id, row.code, row.year, row.number): row.draft.dossier for row in rows}
    found = ((gap.pk, bore.get((gap.office_id, gap.code, gap.year, gap.number))) for gap in gaps)
    return {pk: dossier for pk, dossier in found if dossier}


def hands_in_lines(dossier: Dossier) -> QuerySet[User]:
    """Whoever decided a line of the dossier's list, or wrote in a draft of the settled list that was put aside."""
    decided = LineSettlement.objects.filter(line__list__dossier=dossier).values("by")
    wrote = DraftAuthor.objects.filter(draft__dossier=dossier, draft__kind__code=SETTLED_LIST).values("author")
    return User.objects.filter(Q(pk__in=decided) | Q(pk__in=wrote))


def proposed_by(user: User) -> QuerySet[Draft]:
    """The open drafts that this person's hand is in: what somebody follows after laying it before others."""
    own = DraftAuthor.objects.filter(author=user).values("draft")
    return Draft.objects.filter(pk__in=own, dropped_at=None)
