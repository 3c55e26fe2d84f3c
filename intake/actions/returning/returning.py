"""How does the result reach the person, or what is written down when nobody comes?"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.jobs import enqueue, failure_note
from bhxh_archive.lifecycle import Seat, State, move
from bhxh_archive.models import Job, User
from bhxh_archive.parameters import parameter
from bhxh_archive.text import nfc, number_fold
from bhxh_archive.trail import permit, record
from intake.actions.dossier.books import held
from intake.actions.dossier.ending_books import carry_out
from intake.actions.dossier.results import record_print
from intake.actions.returning.links import end_links
from intake.component_files.recipes import document_key, made_of, recipes_of
from intake.models import Consignment, Dossier, HandOver, Procedure
from intake.needs.books import why_book_stays
from intake.needs.returns import again_faults
from intake.queries import book_end, carriers, results_of, waits_for_collection
from intake.rules.problems import Fault

FACTS = ("receiver_name", "receiver_id", "authority", "proof", "tracking_number", "printed_copies")


@transaction.atomic
def hand_over(*, dossier: Dossier, method: str, by: User, version: int | None = None, **facts: Any) -> HandOver:
    """Return the result (Trả kết quả) by the registered method, with proof. `facts` are those of FACTS.

    `book_done`: with it the social-insurance book goes the way the procedure says; `book_entry` was written into it.
    Without that the book stays in custody. `printed_now`: copies that were not written down as printed are, first.
    """
    _print(dossier, by, facts)
    said = {"method": method} | ({"despite": True} if facts.get("despite") else {})
    moved = move(dossier, "hand_over", by=by, version=version, method=method, detail=said, **facts)
    handed = _deliver(moved, method, by, facts)
    _make_documents(moved)
    return handed


@transaction.atomic
def not_collected(*, dossier: Dossier, attempts: int, proof: str, by: User, version: int | None = None) -> HandOver:
    """Record that nobody came after the configured number of notices (Chưa đến nhận); the dossier goes on."""
    least = parameter("collection_attempts", office=dossier.receiving_office)
    if attempts < least:
        raise NotValid(f"Phải báo ít nhất {least} lần trước khi ghi «Chưa đến nhận».")
    told = f"Chưa đến nhận, đã báo {attempts} lần. {proof}"
    moved = move(dossier, "hand_over", by=by, version=version, reason=told, method="", absent=True, proof=proof)
    row = HandOver.objects.create(
        dossier=moved, outcome=HandOver.Outcome.NOT_COLLECTED, open=True, method=moved.return_method, attempts=attempts,
        proof=proof, by=by,
    )  # fmt: skip
    _make_documents(moved)
    return row


@transaction.atomic
def collect_later(*, dossier: Dossier, method: str, by: User, **facts: Any) -> HandOver:
    """Record that a result that nobody has yet was fetched after all or is sent again; the state stays.

    Links to it end. Raises NotAllowed, NotNow, NotValid.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.hand_over", by, Seat.RECEIVING)
    if not waits_for_collection(locked):
        raise NotNow("Kết quả của hồ sơ này đã được trả, hoặc chưa đến bước trả.")
    _print(locked, by, facts)
    if problems := again_faults(locked, method, facts):
        raise NotValid(" ".join(problems), problems)
    end_links(locked)
    handed = _deliver(locked, method, by, facts)
    record(locked, "collect_later", by=by, hand_over=handed.pk, method=method)
    return handed


def _print(dossier: Dossier, by: User, facts: dict[str, Any]) -> None:
    """Write down the copies that were printed for this return, where the clerk says so; then none goes out unseen."""
    if not facts.get("printed_now"):
        return
    copies = facts.get("printed_copies") or 0
    for row in results_of(Dossier.objects.select_for_update().get(pk=dossier.pk)):
        if row.printed_copies < copies and not row.on_paper:
            record_print(result=row, copies=copies - row.printed_copies, by=by)


def _deliver(dossier: Dossier, method: str, by: User, facts: dict[str, Any]) -> HandOver:
    """At the counter it is delivered at once; what is sent is delivered when the post or the receiver says so."""
    sent = method == Dossier.ReturnMethod.POST or (method == Dossier.ReturnMethod.ONLINE and not facts.get("proof"))
    outcome = HandOver.Outcome.SENT if sent else HandOver.Outcome.DELIVERED
    dossier.hand_overs.filter(open=True).update(open=False)
    handed = HandOver.objects.create(dossier=dossier, outcome=outcome, open=sent, method=method, by=by, **_facts(facts))
    if method == Dossier.ReturnMethod.POST:
        _dispatch(handed, facts)
    if facts.get("book_done"):
        _end_book(dossier, handed, facts.get("book_entry") or "")
    return handed


def _end_book(dossier: Dossier, handed: HandOver, entry: str) -> None:
    """The book goes along with the result, or is kept; what is sent electronically takes no book along."""
    book = held(dossier)
    if book is None or book.withdrawn_at:
        return
    if handed.method == Dossier.ReturnMethod.ONLINE and book_end(dossier) != Procedure.BookEnd.STORED:
        raise NotValid("Sổ giấy không đi cùng bản điện tử: giữ sổ lại, trả sổ khi người dân đến nhận.")
    if said := why_book_stays(dossier, book):
        raise NotValid(said, [Fault(said, "book")])
    carry_out(dossier, book, by=handed.by, receiver_name=handed.receiver_name, proof=handed.book_proof, entry=entry)


def _dispatch(handed: HandOver, facts: dict[str, Any]) -> Consignment:
    carrier = carriers().filter(code=facts.get("carrier")).first()
    if carrier is None:
        raise NotValid("Hãy chọn đơn vị bưu chính trong danh mục.")
    day = facts.get("dispatched_on") or timezone.localdate()
    if day > timezone.localdate():
        raise NotValid("Ngày gửi bưu chính ở tương lai.")
    post_office = nfc(facts.get("post_office") or "").strip()
    return Consignment.objects.create(
        hand_over=handed, carrier=carrier, post_office=post_office, dispatched_on=day
    )  # fmt: skip


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in facts.items() if name in FACTS and value is not None}
    return {**known, "tracking_folded": number_fold(known.get("tracking_number", ""))[:60]}


def _make_documents(dossier: Dossier) -> None:
    """Once the result is out, the two-layer files of the components are made ahead of the consolidation."""
    assert dossier.state == State.RETURNED
    make_documents(dossier)


def make_documents(dossier: Dossier, *, again: bool = False) -> list[Job]:
    """Queue the two-layer PDF/A of every component that lacks one for its pages as they are.

    What failed is left alone until its pages change, unless a person asks for it `again`.
    """
    wanted = recipes_of(dossier)
    keys = {pk: document_key(pk, wanted[pk]) for pk in wanted.keys() - made_of(dossier, wanted)}
    return [
        enqueue("intake.tasks.make_document", key=key, lane=Job.Lane.SLOW, component_id=pk)
        for pk, key in keys.items()
        if again or not failure_note(key)
    ]
