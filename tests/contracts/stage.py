"""On which dossier is every address tried? One that went the whole way, so that each has something to show."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from archive.models import ArchiveRecord, RecordPage
from benefits.models import Draft, LawChange, PaperOrder, PreparedDocument, VerificationRequest
from bhxh_archive.models import FormVersion, Holiday, Office, OutsideNumbers, Parameter, StoredFile, User
from intake.models import (
    Batch,
    BoxEntry,
    Carrier,
    Component,
    Dossier,
    EmployerList,
    Folder,
    HandingList,
    IssuedSlip,
    ListImport,
    ListLine,
    Lookup,
    Page,
    PageStep,
    PaperBox,
    PaperDeposit,
    PaperPlace,
    PaperScan,
    PrintRun,
    Procedure,
    ResultVersion,
    RuleBook,
    SupplementItem,
    SupplementRequest,
    Upload,
)
from tests.contracts.cast import NOBODY, SEATS, Cast, Person
from tests.contracts.stage_scanners import of_scanners

CONSTANT = {
    "deed": "file", "year": 2026, "key": "printed_copies", "slug": "dang-lap", "pool": "cho-xu-ly",
    "bulk": "nhan", "run_pk": 1, "ids": "0", "verb": "accept",
    "check": "check", "name": "receipt", "size": "view", "large": "xem", "number": 1, "ordinal": 1, "kind": "07A-HSB",
    "code": "2" * 16,
    "form": "xlsx", "of_year": 2026, "retention": "co-thoi-han", "paper": "muc-luc",
    "secret": "khong-co",
}  # fmt: skip


def at_two_offices(dossier: Dossier) -> Dossier:
    """The dossier as if the grass-roots office had received it: who may what depends on the seat."""
    local = Office.objects.get(code=SEATS["receiving"])
    Dossier.objects.filter(pk=dossier.pk).update(receiving_office=local)
    ArchiveRecord.objects.filter(dossier=dossier).update(receiving_office=local)
    return Dossier.objects.get(pk=dossier.pk)


def stage_of(dossier: Dossier, cast: Cast) -> dict[str, Any]:
    """Name of a changing part of an address -> the id of what stands for it, as far as the dossier has come."""
    return (
        CONSTANT
        | _of_reception(dossier)
        | _of_stacks(dossier)
        | _of_benefits(dossier)
        | _of_archive(dossier)
        | _of_house(cast)
        | of_scanners(dossier)
    )


def _of_reception(dossier: Dossier) -> dict[str, Any]:
    upload = Upload.objects.filter(folder=dossier.folder).first()
    component = dossier.components.filter(type__code="12-HSB").get()
    if upload and component.original is None:
        Component.objects.filter(pk=component.pk).update(original=upload.file)
    page = Page.objects.filter(folder=dossier.folder).first()
    return {
        "pk": dossier.pk, "person_pk": dossier.persons.earliest("pk").pk,
        "lookup_pk": _asked_in_vain(component, dossier).pk,
        "component_pk": component.pk, "upload_pk": upload and upload.pk, "page_pk": page and page.pk,
        "item_pk": _asked_long_ago(dossier).pk, "slip_pk": _slip(dossier).pk,
        "step_pk": _step(dossier).pk,
        "list_pk": _handing_list(dossier).pk,
        "line_pk": _listed(dossier).pk,
        "print_pk": _print_run(dossier).pk,
        **_signed_slip(dossier),
        **_of_paper(dossier),
    }  # fmt: skip


def _print_run(dossier: Dossier) -> PrintRun:
    """A pile of nothing whose file waits for the printer."""
    file = ResultVersion.objects.filter(result__dossier=dossier)[0].file
    office = dossier.receiving_office
    return PrintRun.objects.create(office=office, year=2026, number=1, by=dossier.created_by, state="ready", file=file)


def _step(dossier: Dossier) -> PageStep:
    """A step of the page desk that was taken back already: to undo it once more is told, not done."""
    changes = {"pages": {"0": {"kind": ["normal", "separator"]}}}
    return PageStep.objects.create(folder=dossier.folder, verb="mark_pages", changes=changes, by=dossier.created_by)


def _listed(dossier: Dossier) -> ListLine:
    """A line of an employer's list that reception took."""
    found = EmployerList.objects.create(dossier=dossier, unit_name="Công ty Mẫu", unit_code="TA1", period="2026-10")
    sent = ListImport.objects.create(list=found, digest="0" * 64, name="ds.xlsx", part="1", by=dossier.created_by)
    return ListLine.objects.create(list=found, origin=found, key="A", ordinal=1, source=sent, source_row=2,
                                   standing=ListLine.Standing.TAKEN)  # fmt: skip


def _asked_in_vain(component: Component, dossier: Dossier) -> Lookup:
    """A source that had nothing: whoever may accept an answer is told that there is none."""
    return Lookup.objects.create(component=component, source="INSURANCE", outcome="nothing", by=dossier.created_by,
                                 at=timezone.now())  # fmt: skip


def _of_paper(dossier: Dossier) -> dict[str, Any]:
    """The paper lies in the only box of the only compartment."""
    office = dossier.paper_office
    place = PaperPlace.objects.create(office=office, kind=PaperPlace.Kind.COMPARTMENT, code="N01", path="N01")
    box = PaperBox.objects.create(office=office, place=place, code="H001", path="N01.H001", last_ordinal=1)
    entry = BoxEntry.objects.create(dossier=dossier, box=box, ordinal=1, by=dossier.created_by)
    file = ResultVersion.objects.filter(result__dossier=dossier)[0].file  # lies in the store of the stage
    listed = PaperDeposit.objects.create(
        office=office, store=place, of_year=2026, permanent=False, year=2026, number=1, notation="MLNL", boxes=1,
        taker_unit="Lưu trữ cơ quan", taker_name="Trần Văn Kho", condition="Tốt", by=dossier.created_by, list_file=file,
    )  # fmt: skip
    return {"place_pk": place.pk, "box_pk": box.pk, "entry_pk": entry.pk, "deposit_pk": listed.pk}


def _asked_long_ago(dossier: Dossier) -> SupplementItem:
    """Something that was asked for and never came."""
    limit = date.today() - timedelta(days=9)
    asked = SupplementRequest.objects.create(dossier=dossier, ordinal=9, limit_on=limit, by=dossier.created_by)
    return SupplementItem.objects.create(request=asked, wanted="Bản sao còn thiếu trang 2")


def _slip(dossier: Dossier) -> IssuedSlip:
    """A receipt that was given at the counter."""
    file = ResultVersion.objects.filter(result__dossier=dossier)[0].file  # lies in the store of the stage
    return IssuedSlip.objects.create(
        office=dossier.receiving_office, dossier=dossier, kind="receipt", series="TN", year=2026, number=1,
        notation="TNHS", file=file, facts="0" * 64, by=dossier.created_by,
    )  # fmt: skip


def _signed_slip(dossier: Dossier) -> dict[str, Any]:
    """A return, and a scan of its signed slip."""
    handed = dossier.hand_overs.all()[0]
    handed.slip = Folder.objects.create()
    handed.save(update_fields=["slip"])
    scan = Upload.objects.create(folder=handed.slip, digest="0" * 64, name="ky.pdf", state=Upload.State.ACCEPTED,
                                 by=dossier.created_by)  # fmt: skip
    return {"hand_over_pk": handed.pk, "signed_pk": scan.pk}


def _handing_list(dossier: Dossier) -> HandingList:
    """A list given at the counter that waits to be received."""
    row = HandingList.objects.create(
        way="to_benefits", reception=dossier.receiving_office, benefits=dossier.settling_office, year=2026, number=1,
        notation="BBGN", given_by=dossier.created_by,
    )  # fmt: skip
    row.lines.create(dossier=dossier, ordinal=1, papers=1, sheets=1, pages=2)
    return row


def _of_stacks(dossier: Dossier) -> dict[str, Any]:
    """A stack in the tray of the receiving office, whose file is that of the dossier."""
    batch = Batch.objects.create(office=dossier.receiving_office, folder=Folder.objects.create(), by=dossier.created_by)
    sent = Upload.objects.filter(folder=dossier.folder).first()
    Upload.objects.create(folder=batch.folder, file=sent.file if sent else None, digest="0" * 64, name="chong.pdf",
                          state=Upload.State.ACCEPTED, by=dossier.created_by)  # fmt: skip
    return {"batch_pk": batch.pk}


def _of_benefits(dossier: Dossier) -> dict[str, Any]:
    versions = ResultVersion.objects.filter(result__dossier=dossier, result__main=True).order_by("-pk")
    version, unissued = versions.first(), versions.filter(stage=ResultVersion.Stage.LEADER_SIGNED).first()
    document = PreparedDocument.objects.filter(draft__dossier=dossier).first()
    scan = _paper_scan(version, dossier) if version else None
    return {
        "paper_scan_pk": scan and scan.pk,
        "draft_pk": Draft.objects.get(dossier=dossier).pk, "document_pk": document and document.pk,
        "version_pk": version and version.pk, "result_pk": version and version.result_id,
        "unissued_pk": unissued and unissued.pk, **_asked_elsewhere(dossier),
    }  # fmt: skip


def _asked_elsewhere(dossier: Dossier) -> dict[str, Any]:
    """A question to another body that was answered long ago."""
    by, now = dossier.created_by, timezone.now()
    asked = VerificationRequest.objects.create(dossier=dossier, limit_on=now.date(), by=by)
    folder = Folder.objects.create()
    letter = asked.letters.create(agency="Công ty Mẫu", scans=folder)
    file = StoredFile.objects.latest("pk")
    scan = Upload.objects.create(folder=folder, digest=file.digest, file=file, name="tra-loi.pdf", by=by,
                                 state=Upload.State.ACCEPTED)  # fmt: skip
    question = letter.questions.create(number=1, text="Đúng không?", answered_at=now, answered_by=by)
    return {"letter_pk": letter.pk, "question_pk": question.pk, "answer_pk": scan.pk}


def _paper_scan(version: ResultVersion, dossier: Dossier) -> PaperScan:
    """A scan of the result as if it had been signed with ink."""
    sent = Upload.objects.create(folder=Folder.objects.create(), digest="1" * 64, name="ky.pdf", by=dossier.created_by)
    return PaperScan.objects.create(result=version.result, upload=sent, file=version.file, pages=version.pages,
                                    by=dossier.created_by)  # fmt: skip


def _of_archive(dossier: Dossier) -> dict[str, Any]:
    record = ArchiveRecord.objects.filter(dossier=dossier).first()
    package = dossier.packages.first()
    page = RecordPage.objects.filter(document__record=record, view__isnull=False).first()
    return {"record": record and record.pk, "package": package and package.pk, "record_page": page and page.pk}


def _of_house(cast: Cast) -> dict[str, Any]:
    user = cast.user(NOBODY)
    function = cast.user(Person("receiving", frozenset({"clerk"}))).assignments.get()  # type: ignore[arg-type]
    holiday = Holiday.objects.order_by("day")[0]
    value = Parameter.objects.create(key="printed_copies", value="3", valid_from=date(2026, 2, 1))
    clerk = cast.user(Person("settling", frozenset({"clerk"})))  # type: ignore[arg-type]
    assert clerk.office
    outside = OutsideNumbers.objects.create(
        office=clerk.office, code="QD", year=2020, first=1, last=9, note="Giấy", by=clerk
    )
    order = PaperOrder.objects.create(
        office=clerk.office, begins=date(2026, 1, 5), ends=date(2026, 1, 6), reason="Mất mạng", by=clerk
    )
    form = _form(clerk)
    return {"user": user.pk, "outside": outside.pk, "paper_order": order.pk, "form_pk": form.pk,
            "template": form.template, "table": "cpi", "change_pk": _law_change(clerk).pk,
            "function": function.pk, "holiday": holiday.pk,
            "parameter": value.pk, "carrier_pk": Carrier.objects.earliest("pk").pk,
            "procedure": Procedure.objects.earliest("pk").pk,
            "book_pk": RuleBook.objects.earliest("pk").pk, "part_kind": "giay-to", "part_pk": 0}  # fmt: skip


def _law_change(by: User) -> LawChange:
    """A number of the law that waits for a second person."""
    return LawChange.objects.create(
        table="cpi", values={"2027": "1"}, valid_from=date(2099, 1, 1), source="Thông tư", added_by=by
    )  # fmt: skip


def _form(by: User) -> FormVersion:
    """A form that was tried and waits for a second person."""
    return FormVersion.objects.create(
        template="receipt", text="Mẫu", valid_from=date(2099, 1, 1), reason="Biểu mẫu mới", added_by=by,
        state=FormVersion.State.READY, example=StoredFile.objects.filter(media_type="application/pdf").first(),
    )  # fmt: skip
