"""How do endorsed data become the exact bytes that the leader signs?

A short transaction of its own binds number and date, renders the final PDF and creates the signature fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, Final

import pikepdf
from django.db import transaction
from django.utils import timezone

from benefits.actions.numbers import bind_number
from benefits.models import BoundNumber, DeferredSignature, Draft, PreparedDocument
from benefits.papers import digest_of
from benefits.queries import bound_number, open_deferred, open_drafts, signing_seat
from benefits.signers.cosigners import chosen_for
from benefits.signers.letter_signers import signature_of
from benefits.signers.looks import goes_along, with_corner
from bhxh_archive import storage
from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.documents.render import Rendered
from bhxh_archive.documents.signatories import AGENCY, WORDS, Signatory
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.forms_in_force import render_signed
from bhxh_archive.lifecycle import check_move
from bhxh_archive.models import Assignment, User
from bhxh_archive.numbering import document_number
from bhxh_archive.signing.prepare import FieldBox, prepare
from bhxh_archive.trail import record
from intake.models import Dossier

FIELD_NAMES: Final = {
    Signatory.DRAFTER: "Chữ ký số của người lập", Signatory.CONTROLLER: "Chữ ký số của người kiểm soát",
    Signatory.LEADER: "Chữ ký số của người ký", AGENCY: "Chữ ký số của cơ quan",
}  # fmt: skip
Cosigners = Mapping[str, User]
"""Field -> who signs there between the leader and the agency."""


@dataclass(frozen=True)
class Way:
    """How a document is signed by the settings of a day: by whom beside the leader, and whether as an attachment."""

    beside: Cosigners = field(default_factory=dict)
    attached: bool = False


@transaction.atomic
def prepare_signature(*, dossier: Dossier, by: User) -> list[PreparedDocument]:
    """Make ready what `by` is going to sign: today's date, the draft's number, all fields, the final bytes.

    Doing it again on the same day by the same leader changes nothing; on another day, or where the settings have others
    sign beside the leader or have it signed in another way, the document is made anew. Raises NotAllowed for who
    drafted or controlled, NotNow in any other state and where somebody can't sign who has to.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = check_move(locked, "sign", by=by, preparing=True)
    seat = signing_seat(by, locked.settling_office)
    if seat is None:
        raise NotAllowed("Bạn không phải người ký của đơn vị giải quyết hồ sơ này.")
    documents = [row for draft in open_drafts(locked) for row in _prepare_draft(draft, by, seat)]
    record(locked, "prepare_signature", by=by, granted=granted, seat=seat.pk,
           documents=[row.pk for row in documents])  # fmt: skip
    return documents


def _prepare_draft(draft: Draft, by: User, seat: Assignment) -> list[PreparedDocument]:
    today = timezone.localdate()
    _check_frozen(draft)
    assert draft.frozen
    office, papers = draft.dossier.settling_office, draft.frozen["papers"]
    ways = {paper["kind"]: Way(chosen_for(draft, paper["template"], today), goes_along(paper, office, today))
            for paper in papers}  # fmt: skip
    live = list(draft.documents.exclude(state=PreparedDocument.State.VOID))
    if live and all(_as_it_is(row, today, by, ways.get(row.kind, Way())) for row in live):
        return live
    let_go_of_the_token(draft)
    draft.documents.exclude(state=PreparedDocument.State.VOID).update(state=PreparedDocument.State.VOID)
    number = bind_number(draft, today)
    return [_prepare(draft, paper, number, today, by, seat, ways[paper["kind"]]) for paper in papers]


def _as_it_is(row: PreparedDocument, day: date, by: User, way: Way) -> bool:
    same = (row.cosigners, row.attached) == (_ids(way.beside), way.attached)
    return row.dated == day and row.signer_id == by.pk and same


def _ids(beside: Cosigners) -> dict[str, int]:
    return {field: person.pk for field, person in beside.items()}


def let_go_of_the_token(draft: Draft) -> None:
    """What waited for a token waits no more; what it has signed is not made anew behind its back. Raises NotNow."""
    waiting = open_deferred(draft.dossier).filter(document__draft=draft)
    if waiting.filter(state=DeferredSignature.State.MADE).exists():
        raise NotNow(
            "Văn bản đã được ký trên thiết bị và đang chờ dấu thời gian. Hãy chờ, hoặc lấy lại ở «Ký trên thiết bị»."
        )
    waiting.update(state=DeferredSignature.State.VOID)


def _check_frozen(draft: Draft) -> None:
    if not draft.frozen or digest_of(draft.frozen) != draft.frozen_digest:
        raise NotNow("Dữ liệu đã kiểm soát không còn nguyên vẹn. Hãy trả lại chuyên viên để trình lại.")


def _prepare(
    draft: Draft, paper: Mapping[str, Any], number: BoundNumber, today: date, by: User, seat: Assignment, way: Way
) -> PreparedDocument:
    data = _filled(paper["data"], number, today, seat)
    written = document_number(number.number, data["letterhead"]["notation"])
    rendered = _rendered(paper["template"], data, today)
    if way.attached:
        rendered = with_corner(rendered, paper["template"], written)
    file = storage.keep_bytes(prepare(rendered.pdf, _fields(rendered, way.beside)), "application/pdf")
    return PreparedDocument.objects.create(
        draft=draft, kind=paper["kind"], title=paper["title"], doc_type=paper["doc_type"], main=paper["main"],
        number=written, dated=today, signer=by, file=file, cosigners=_ids(way.beside), attached=way.attached,
        pages=page_count(rendered.pdf), drafted_by=draft.drafted_by, controlled_by=draft.controlled_by,
    )  # fmt: skip


def for_ink(row: PreparedDocument) -> bytes:
    """The prepared document once more, without a field for a signature: it is printed and signed with ink."""
    draft, number = row.draft, bound_number(row.draft)
    _check_frozen(draft)
    seat = signing_seat(row.signer, draft.dossier.settling_office)
    assert draft.frozen and number and seat
    paper = next(one for one in draft.frozen["papers"] if one["kind"] == row.kind)
    data = _filled(paper["data"], number, row.dated, seat)
    return _rendered(paper["template"], data, row.dated).pdf


def _filled(data: Mapping[str, Any], number: BoundNumber, today: date, seat: Assignment) -> dict[str, Any]:
    """The frozen data with nothing added but number, date and signer."""
    text = f"{number.number:02d}"
    head = {**data["letterhead"], "number": text, "date": today.isoformat()}
    filled = {**data, "letterhead": head, "signature": signature_of(seat, today)}
    if "decision_number" in data:
        filled |= {"decision_number": f"{text}/{head['notation']}", "decision_date": today.isoformat()}
    return filled


def _rendered(template: str, data: Mapping[str, Any], day: date) -> Rendered:
    try:
        return render_signed(template, data, day=day)
    except DocumentError as error:
        raise NotNow(f"Chưa tạo được văn bản: {error}") from error


def page_count(pdf: bytes) -> int:
    """Pages of a PDF of ours."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def _fields(rendered: Rendered, beside: Cosigners) -> list[FieldBox]:
    """A field for each that is going to sign: no other may be added once somebody did."""
    if lacking := [WORDS[name] for name in beside if name not in rendered.boxes]:
        raise NotNow(f"Mẫu văn bản đang dùng không có chỗ cho chữ ký: {', '.join(lacking)}. Báo quản trị hệ thống.")
    return [
        FieldBox(name, box.page + 1, box.x1, box.y1, box.x2, box.y2, FIELD_NAMES[name])
        for name, box in rendered.boxes.items() if name in (*beside, Signatory.LEADER, AGENCY)
    ]  # fmt: skip
