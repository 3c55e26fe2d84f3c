"""How are the results of a dossier signed with ink by order of the head, and issued by their scan?

The number, the states and the checks are those of the electronic way; only what is kept of the signature differs.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from benefits.actions.changing import lock_for_issue
from benefits.actions.preparing import for_ink, let_go_of_the_token
from benefits.actions.signing import PDF, digest_of_all, send_out, signed_result
from benefits.models import PaperOrder
from benefits.queries import live_documents, open_drafts, paper_order_in_force
from bhxh_archive import storage
from bhxh_archive.lifecycle import check_move, move
from bhxh_archive.models import User
from intake.actions.dossier.results import add_version
from intake.models import Dossier, PaperScan, Result, ResultVersion
from intake.needs.paper_scans import newest_scan
from intake.queries import results_of

NOT_SIGNED: Final = "Không có chữ ký số; bản gốc là giấy đã ký, đóng dấu."


@transaction.atomic
def sign_on_paper(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Have all prepared documents signed with ink (Ký trên giấy): each is kept as it is printed, without a field.

    Raises what `sign` raises, and NotNow without an order that holds today or once a token has signed.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    check_move(locked, "sign", by=by, version=version, on_paper=True)
    order = paper_order_in_force(locked.settling_office)
    assert order
    for draft in open_drafts(locked):
        let_go_of_the_token(draft)
    prints = [(row, storage.keep_bytes(for_ink(row), PDF)) for row in live_documents(locked)]
    evidence = digest_of_all(file for _, file in prints)
    detail = {"on_paper": True, "order": order.pk}
    moved: Dossier = move(
        locked, "sign", by=by, version=version, on_paper=True, evidence_digest=evidence, detail=detail
    )
    for row, file in prints:
        result = signed_result(moved, row, file, by)
        add_version(result=result, stage=ResultVersion.Stage.ON_PAPER, file=file, pages=row.pages, valid=False,
                    verdict=said_of(order), report={})  # fmt: skip
    return moved


def said_of(order: PaperOrder) -> str:
    """By which order there is no electronic signature."""
    return f"Theo {str(order)[0].lower()}{str(order)[1:]}."


@transaction.atomic
def issue_on_paper(*, dossier: Dossier, copies: int, by: User, version: int | None = None) -> Dossier:
    """Send out what was signed with ink (Phát hành bản ký trên giấy): the newest scan of each paper stands for it.

    `copies`: how many papers of each were signed and sealed. Raises NotValid with everything that is missing, NotNow
    for what was signed electronically.
    """
    locked = lock_for_issue(dossier)
    check_move(locked, "issue", by=by, version=version, on_paper=True, copies=copies)
    scans = [(row, scan) for row in results_of(locked) if (scan := newest_scan(row))]
    evidence = digest_of_all(scan.file for _, scan in scans if scan.file)
    detail = {"on_paper": True, "copies": copies}
    moved: Dossier = move(
        locked, "issue", by=by, version=version, on_paper=True, copies=copies, evidence_digest=evidence, detail=detail
    )
    send_out(moved, [_file_copy(result, scan, copies) for result, scan in scans], by)
    return moved


def _file_copy(result: Result, scan: PaperScan, copies: int) -> ResultVersion:
    assert result.latest and scan.file
    said = f"{NOT_SIGNED} {result.latest.verdict}"
    stage = ResultVersion.Stage.PAPER_COPY
    kept = add_version(result=result, stage=stage, file=scan.file, pages=scan.pages, valid=False, verdict=said,
                       report={})  # fmt: skip
    result.printed_copies, result.printed_at = copies, timezone.now()
    result.save(update_fields=["printed_copies", "printed_at"])
    return kept
