"""Which templates are there, what data does each take, and what is worked out of that data before typesetting?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from . import barcodes, sheet_codes
from .errors import ShapeError
from .shapes import (
    acceptance_report,
    answer_letter,
    apology,
    book_receipt,
    box_labels,
    calculation_annex,
    closing,
    control_slip,
    correction_letter,
    cover_sheet,
    decision_03,
    decision_07a,
    decision_07b,
    decision_08a,
    decision_08b,
    decision_allowance,
    decision_funeral,
    decision_maternity,
    decision_revision,
    decision_revocation,
    decision_suspension,
    decision_unpaid,
    deposit_list,
    deposit_minutes,
    handing_list,
    lapse_notice,
    outgoing_register,
    papers_returned,
    payment_list,
    receipt,
    refusal,
    register,
    reissue_letter,
    return_slip,
    separator,
    settled_list,
    settlement_notice,
    statement_04hsb,
    supplement,
    verification_letter,
    verification_report,
    withdrawal,
)

Data = Mapping[str, Any]


def _plain(data: Data) -> dict[str, Any]:
    return dict(data)


def _with_draft(data: Data) -> dict[str, Any]:
    """A numbered document is a draft until both its number and its date are bound."""
    head = data["letterhead"]
    return {**data, "draft": head["number"] is None or head["date"] is None}


def _with_statement_draft(data: Data) -> dict[str, Any]:
    return {**data, "draft": data["decision_number"] is None or data["decision_date"] is None}


def _with_barcode(data: Data) -> dict[str, Any]:
    return {**_with_qr(data), **_bars(data["number"])}


def _with_qr(data: Data) -> dict[str, Any]:
    return {**data, "qr_svg": barcodes.qr_svg(data["qr"]) if data["qr"] else None}


def _with_file_barcode(data: Data) -> dict[str, Any]:
    return {**data, **_bars(data["code"])}


def _with_label_barcodes(data: Data) -> dict[str, Any]:
    return {**data, "labels": [{**item, **_bars(item["code"])} for item in data["labels"]]}


def _with_separator_barcodes(data: Data) -> dict[str, Any]:
    texts = [sheet_codes.separator_code(data["number"], item["code"]) for item in data["sheets"]]
    sheets = [{**item, **_code(text)} for item, text in zip(data["sheets"], texts, strict=True)]
    return {**data, "sheets": sheets}


def _with_return_code(data: Data) -> dict[str, Any]:
    """The slip that comes back, on top of papers or signed: before acceptance there is no number, and no code."""
    return {**data, "code": _code(data["code"]) if data["code"] else None}


def _code(text: str) -> dict[str, Any]:
    """Bars and QR of one text: where one is creased the other is read."""
    return {"text": text, "qr_svg": barcodes.qr_svg(text), **_bars(text)}


def _bars(text: str) -> dict[str, Any]:
    return {"barcode_svg": barcodes.code128_svg(text), "modules": barcodes.module_count(text)}


@dataclass(frozen=True)
class Template:
    """A Typst file, the TypedDict of its data, an example of it, and whether a leader and the agency sign it."""

    source: str
    shape: type
    example: Callable[[], Data]
    prepare: Callable[[Data], dict[str, Any]] = _plain
    signed: bool = False

    def checked(self, data: Data) -> dict[str, Any]:
        """The data, made ready for the template; ShapeError names every missing and every unknown field."""
        wanted: frozenset[str] = self.shape.__required_keys__  # type: ignore[attr-defined]
        if wanted != set(data):
            missing, unknown = sorted(wanted - set(data)), sorted(set(data) - wanted)
            raise ShapeError(
                "Dữ liệu không khớp với mẫu văn bản. Hãy báo quản trị hệ thống.",
                detail=f"{self.source}: missing {missing}, unknown {unknown}",
            )
        return self.prepare(data)


TEMPLATES: Final[Mapping[str, Template]] = {
    "acceptance_report": Template(
        "acceptance_report.typ", acceptance_report.AcceptanceReport, acceptance_report.example
    ),
    "answer_letter": Template(
        "answer_letter.typ", answer_letter.AnswerLetter, answer_letter.example, _with_draft, signed=True
    ),
    "apology": Template("apology.typ", apology.Apology, apology.example, _with_draft, signed=True),
    "book_receipt": Template("book_receipt.typ", book_receipt.BookReceipt, book_receipt.example),
    "box_labels": Template("box_labels.typ", box_labels.BoxLabels, box_labels.example, _with_label_barcodes),
    "closing": Template("closing.typ", closing.Closing, closing.example, _with_file_barcode),
    "control_slip": Template("control_slip.typ", control_slip.ControlSlip, control_slip.example),
    "correction_letter": Template(
        "correction_letter.typ",
        correction_letter.CorrectionLetter,
        correction_letter.example,
        _with_draft,
        signed=True,
    ),
    "cover_sheet": Template("cover_sheet.typ", cover_sheet.CoverSheet, cover_sheet.example, _with_barcode),
    "decision_03": Template("decision_03.typ", decision_03.Decision03, decision_03.example, _with_draft, signed=True),
    "decision_07a": Template(
        "decision_07a.typ", decision_07a.Decision07A, decision_07a.example, _with_draft, signed=True
    ),
    "decision_07b": Template(
        "decision_07b.typ", decision_07b.Decision07B, decision_07b.example, _with_draft, signed=True
    ),
    "decision_08a": Template(
        "decision_08a.typ", decision_08a.Decision08A, decision_08a.example, _with_draft, signed=True
    ),
    "decision_08b": Template(
        "decision_08b.typ", decision_08b.Decision08B, decision_08b.example, _with_draft, signed=True
    ),
    "decision_allowance": Template(
        "decision_allowance.typ",
        decision_allowance.DecisionAllowance,
        decision_allowance.example,
        _with_draft,
        signed=True,
    ),
    "decision_funeral": Template(
        "decision_funeral.typ", decision_funeral.DecisionFuneral, decision_funeral.example, _with_draft, signed=True
    ),
    "decision_maternity": Template(
        "decision_maternity.typ",
        decision_maternity.DecisionMaternity,
        decision_maternity.example,
        _with_draft,
        signed=True,
    ),
    "decision_revision": Template(
        "decision_revision.typ", decision_revision.DecisionRevision, decision_revision.example, _with_draft, signed=True
    ),
    "decision_revocation": Template(
        "decision_revocation.typ",
        decision_revocation.DecisionRevocation,
        decision_revocation.example,
        _with_draft,
        signed=True,
    ),
    "decision_suspension": Template(
        "decision_suspension.typ",
        decision_suspension.DecisionSuspension,
        decision_suspension.example,
        _with_draft,
        signed=True,
    ),
    "decision_unpaid": Template(
        "decision_unpaid.typ", decision_unpaid.DecisionUnpaid, decision_unpaid.example, _with_draft, signed=True
    ),
    "deposit_list": Template("deposit_list.typ", deposit_list.DepositList, deposit_list.example),
    "deposit_minutes": Template("deposit_minutes.typ", deposit_minutes.DepositMinutes, deposit_minutes.example),
    "handing_list": Template("handing_list.typ", handing_list.HandingList, handing_list.example),
    "lapse_notice": Template(
        "lapse_notice.typ", lapse_notice.LapseNotice, lapse_notice.example, _with_draft, signed=True
    ),
    "papers_returned": Template("papers_returned.typ", papers_returned.PapersReturned, papers_returned.example),
    "payment_list": Template(
        "payment_list.typ", payment_list.PaymentList, payment_list.example, _with_draft, signed=True
    ),
    "receipt": Template("receipt.typ", receipt.Receipt, receipt.example, _with_qr),
    "refusal": Template("refusal.typ", refusal.Refusal, refusal.example),
    "outgoing_register": Template(
        "outgoing_register.typ", outgoing_register.OutgoingRegister, outgoing_register.example
    ),
    "register": Template("register.typ", register.Register, register.example),
    "reissue_letter": Template(
        "reissue_letter.typ", reissue_letter.ReissueLetter, reissue_letter.example, _with_draft, signed=True
    ),
    "return_slip": Template("return_slip.typ", return_slip.ReturnSlip, return_slip.example, _with_return_code),
    "separator": Template("separator.typ", separator.Separators, separator.example, _with_separator_barcodes),
    "settled_list": Template(
        "settled_list.typ", settled_list.SettledList, settled_list.example, _with_draft, signed=True
    ),
    "settlement_notice": Template(
        "settlement_notice.typ", settlement_notice.SettlementNotice, settlement_notice.example, _with_draft, signed=True
    ),
    "calculation_annex": Template(
        "calculation_annex.typ", calculation_annex.CalculationAnnex, calculation_annex.example, _with_statement_draft
    ),
    "statement_04hsb": Template(
        "statement_04hsb.typ",
        statement_04hsb.Statement04HSB,
        statement_04hsb.example,
        _with_statement_draft,
        signed=True,
    ),
    "supplement": Template("supplement.typ", supplement.Supplement, supplement.example, _with_return_code),
    "verification_letter": Template(
        "verification_letter.typ",
        verification_letter.VerificationLetter,
        verification_letter.example,
        _with_draft,
        signed=True,
    ),
    "verification_report": Template(
        "verification_report.typ", verification_report.VerificationReport, verification_report.example
    ),
    "withdrawal": Template("withdrawal.typ", withdrawal.Withdrawal, withdrawal.example, _with_draft, signed=True),
}
