"""What is to be paid to whom by the decisions that went out, so that nobody types it again?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate
from openpyxl import Workbook

from benefits.calculation import LUMP_SUM, PENSION
from benefits.models import PreparedDocument
from bhxh_archive.models import User
from bhxh_archive.spreadsheets import cell
from intake.models import ResultVersion

READERS: Final = ("benefits.issue", "benefits.endorse")
"""Any of these rights opens the list of the offices where it is held."""
HEADS: Final = (
    ("Mã hồ sơ", 26), ("Số quyết định", 18), ("Ngày quyết định", 14), ("Phát hành", 14), ("Người hưởng", 28),
    ("Số định danh", 16), ("Mã số BHXH", 14), ("Chế độ", 34), ("Hưởng từ", 12), ("Hằng tháng (đồng)", 18),
    ("Một lần (đồng)", 18), ("Nơi nhận tiền", 24), ("Hình thức", 16), ("Số tài khoản", 20),
)  # fmt: skip


@dataclass(frozen=True)
class PaymentLine:
    """One decision, its amounts in whole đồng, in the order of HEADS."""

    dossier: str
    number: str
    dated: date
    issued: date
    person: str
    id_number: str
    insurance_number: str
    benefit: str
    begins: date | None
    monthly: int
    once: int
    place: str
    method: str
    account: str


def issued_decisions(user: User, start: date, end: date) -> QuerySet[PreparedDocument]:
    """The decisions on money that this person's offices sent out on these days (both counted in), oldest first."""
    offices = set().union(*(user.offices_with(right) for right in READERS))
    same = {"result__dossier": OuterRef("draft__dossier"), "result__kind": OuterRef("kind"),
            "result__number": OuterRef("number"), "result__void_at": None}  # fmt: skip
    issued = ResultVersion.objects.filter(stage=ResultVersion.Stage.ISSUED, **same).order_by("pk").values("at")[:1]
    rows = PreparedDocument.objects.filter(
        main=True, state=PreparedDocument.State.SIGNED, kind__in=(PENSION, LUMP_SUM),
        draft__dossier__settling_office__in=offices,
    )  # fmt: skip
    found = rows.annotate(issued_at=Subquery(issued)).filter(issued_at__date__gte=start, issued_at__date__lte=end)
    return found.select_related("draft__dossier").order_by("issued_at", "pk")


def line_of(row: PreparedDocument) -> PaymentLine:
    """What stands on the decision, as it was frozen and signed."""
    data = _main(row)
    monthly = data["total"] if row.kind == PENSION else 0
    once = (data.get("lump_sum_total") or 0) if row.kind == PENSION else data["total"]
    person, payment, begins = data["person"], data["payment"], data.get("start")
    return PaymentLine(
        str(row.draft.dossier), row.number, row.dated, localdate(row.issued_at),  # type: ignore[attr-defined]
        person["name"], person["id_number"], person["insurance_number"], row.title,
        date.fromisoformat(begins) if begins else None, int(monthly), int(once),
        payment["place"], payment["method"], payment["account"],
    )  # fmt: skip


def _main(row: PreparedDocument) -> dict[str, Any]:
    papers = (row.draft.frozen or {})["papers"]
    data: dict[str, Any] = next(paper["data"] for paper in papers if paper["main"])
    return data


def payments_xlsx(start: date, end: date, lines: Iterable[PaymentLine]) -> bytes:
    """The list as a spreadsheet: days and amounts as such, all else as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách chi trả")
    for letter, (_, width) in zip("ABCDEFGHIJKLMN", HEADS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    sheet.append([cell(sheet, "DANH SÁCH CHI TRẢ THEO QUYẾT ĐỊNH ĐÃ PHÁT HÀNH", bold=True)])
    sheet.append([cell(sheet, f"Phát hành từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}")])
    sheet.append([cell(sheet, words, bold=True) for words, _ in HEADS])
    for line in lines:
        sheet.append([cell(sheet, value) for value in astuple(line)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()
