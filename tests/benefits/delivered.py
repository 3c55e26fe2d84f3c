"""How do tests have results issued and delivered in the house without a signature?"""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO

from django.utils.timezone import localdate
from pypdf import PdfWriter

from benefits.actions.changing import keep_change
from benefits.actions.delivering import deliver
from benefits.actions.signing import send_out
from benefits.models import Draft, PreparedDocument, ResultDelivery
from bhxh_archive.models import Assignment, User
from bhxh_archive.roles import Role
from bhxh_archive.text import number_fold
from intake.models import Dossier, Result
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result


@cache
def page() -> bytes:
    """A PDF of one empty page, which can be drawn."""
    made, content = PdfWriter(), BytesIO()
    made.add_blank_page(210, 297)
    made.write(content)
    return content.getvalue()


def issued(people: dict[str, User], clerk: str = "tiepnhan-hb") -> Dossier:
    """A dossier with an issued pension decision, received at this counter and settled in Hải Phòng."""
    dossier = draft_of(people[clerk])
    deliver(dossier, list(add_result(dossier, pdf=page()).versions.all()))
    return dossier


def sent_out(draft: Draft, number: str, clerk: User, leader: User, *, kind: str = "") -> Result:
    """The endorsed draft as if it had been signed and sent out under that number; of its own kind unless told."""
    result, kind = add_result(draft.dossier, pdf=page()), kind or draft.kind.code
    known = {"kind": kind, "title": draft.kind.name, "number": number, "dated": localdate()}
    Result.objects.filter(pk=result.pk).update(number_folded=number_fold(number), receiver=draft.receiver, **known)
    result.refresh_from_db()
    version = result.versions.get()
    PreparedDocument.objects.create(
        draft=draft, doc_type="02", main=True, signer=leader, file=version.file, signed_file=version.file, pages=1,
        state=PreparedDocument.State.SIGNED, **known,
    )  # fmt: skip
    keep_change(draft, result)
    send_out(draft.dossier, [version], clerk)
    return result


def give(people: dict[str, User], name: str, role: Role) -> User:
    """The person with one more function in the own office."""
    user = people[name]
    Assignment.objects.create(user=user, office_id=user.seats[0].office_id, role=role, valid_from=date(2026, 1, 1))
    return User.objects.get(pk=user.pk)


def told(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Function, office and who received, in order of their names."""
    rows = ResultDelivery.objects.filter(version__result__dossier=dossier).select_related("office", "received_by")
    return sorted((row.recipient, row.office.code, str(row.received_by or "")) for row in rows)
