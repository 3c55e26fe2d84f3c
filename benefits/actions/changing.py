"""From when on is a document replaced or revoked: named when the other is signed, in force when that is issued?"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from benefits.earlier.adjustments import adjustments_of
from benefits.earlier.changing import adjusted_by
from benefits.earlier.named import Named, frozen_in
from benefits.issued.resting import ended_beneath
from benefits.issued.standing import Remark, remark_on_named, remark_on_resting, remark_on_undone
from benefits.models import DocumentChange, Draft, form_of
from bhxh_archive.errors import NotNow
from bhxh_archive.models import User
from bhxh_archive.text import fold, number_fold
from bhxh_archive.trail import record
from intake.actions.dossier.results import remark_on
from intake.models import Dossier, Result


def keep_change(draft: Draft, result: Result) -> DocumentChange | None:
    """Write down what the document that was just signed does to another, if anything; part of that transaction.

    Raises NotNow where it names itself, or where another document that names the same was signed in the meantime.
    """
    named = frozen_in(draft) or adjusted_by(draft)
    if named is None:
        return None
    if _is(named, result):
        raise NotNow(f"{named.words} là chính văn bản này. Hãy trả lại chuyên viên để sửa.")
    try:
        with transaction.atomic():
            return _kept(named, result)
    except IntegrityError as error:
        said = f"{named.words} vừa được văn bản khác thay thế, thu hồi hoặc hủy bỏ."
        raise NotNow(f"{said} Hãy trả lại chuyên viên để xem lại.") from error


def _is(named: Named, result: Result) -> bool:
    """A number that nobody bore when it was typed may have become the document's own."""
    same = (number_fold(named.number), named.dated) == (result.number_folded, result.dated)
    return named.result is None and same and fold(named.agency) == fold(result.dossier.settling_office.name)


def _kept(named: Named, result: Result) -> DocumentChange:
    return DocumentChange.objects.create(
        by=result, act=named.act, since=named.since, earlier_id=named.result, number=named.number, dated=named.dated,
        agency=named.agency, named=named.key, reason=named.reason, form=named.form,
    )  # fmt: skip


def lock_for_issue(dossier: Dossier) -> Dossier:
    """The dossier, locked together with those whose documents it replaces: in their trail, too, an event is written,
    and whoever holds the sealed chain must not wait for a row."""
    rows = DocumentChange.objects.live().filter(by__dossier=dossier, earlier__isnull=False)
    wanted = [dossier.pk, *rows.values_list("earlier__dossier", flat=True)]
    locked = {row.pk: row for row in Dossier.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    return locked[dossier.pk]


def come_into_force(dossier: Dossier, by: User) -> list[DocumentChange]:
    """What the documents of this dossier say of others holds from now on; told in the trail of its dossier, and to
    reception with the result, too."""
    rows = DocumentChange.objects.live().filter(by__dossier=dossier, in_force_at=None)
    found = list(rows.select_related("by", "earlier__dossier"))
    for row in found:
        row.in_force_at = timezone.now()
        row.save(update_fields=["in_force_at"])
        if row.earlier:
            _tell(row.earlier, remark_on_named(row))
            record(row.earlier.dossier, "replaced", by=by, result=row.earlier_id, act=row.act, number=row.by.number,
                   dated=row.by.dated.isoformat(), form=form_of(row.by.doc_type))  # fmt: skip
        _tell_others(row)
    return found


def _tell(result: Result, said: Remark) -> None:
    remark_on(dossier=result.dossier, number=result.number, text=said.text, ends=said.ends)


def _tell_others(row: DocumentChange) -> None:
    """What follows for further documents: those which the one now ended had changed, and what rests on it."""
    if row.act == DocumentChange.Act.ADJUSTS:
        for by, ended in ended_beneath([row]):
            _tell(by, remark_on_resting(ended))
    if not (row.ends and row.earlier):
        return
    for one in DocumentChange.objects.in_force().filter(by=row.earlier).select_related("by", "earlier__dossier"):
        if one.earlier:
            _tell(one.earlier, remark_on_undone(one, row))
    for one in adjustments_of(row.earlier.pk):
        _tell(one.by, remark_on_resting(row))


def let_go_of_changes(dossier: Dossier) -> None:
    """What was recalled replaces and revokes nothing: the document it named may be named by another."""
    DocumentChange.objects.live().filter(by__dossier=dossier).update(void_at=timezone.now())
