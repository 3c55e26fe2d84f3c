"""What does each desk do on the walk? One small function per step, in the order of the road."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from archive import searching
from archive.actions import accepting, packing
from archive.models import Package
from archive.walk.scans import Scan, scans_in
from benefits.actions import claiming, deciding, drafting, preparing, signing
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Period, Regime
from benefits.kinds import PENSION
from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.file_faults import why_unread
from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, User
from bhxh_archive.stores.spool import chunks_of
from intake import queries, rules
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.dossier import books
from intake.actions.page_desk import pages, uploads
from intake.actions.returning import returning
from intake.models import Dossier, Page, PageFinding, Upload

Say = Callable[[str], None]
PERSON: Final = {
    "role": "insured", "full_name": "Phạm Thị Hường", "birth_year": 1969, "birth_month": 6, "birth_day": 12,
    "sex": "F", "personal_id": "031169000123", "insurance_number": "3105000123",
    "address": "Số 5 ngõ Mẫu, thành phố Hải Phòng", "phone": "0900000000",
}  # fmt: skip
REASON: Final = "Đi thử toàn tuyến: chấp nhận bản quét như nhận được"
ENTRIES: Final = {
    "benefit_month": "", "category": "CB", "occupation": "Công nhân may", "employer": "Công ty Cổ phần May Mẫu",
    "payment_place": "Bưu điện phường Mẫu", "payment_method": "Chuyển khoản", "payment_account": "0000000000",
    "clinic": "Bệnh viện Đa khoa Mẫu",
}  # fmt: skip


@dataclass
class Walk:
    """What the steps hand on to each other; `work` gets the background work done, here and now or by who does it."""

    folder: Path
    office: str
    out: Path
    say: Say
    work: Callable[[], None] = drain
    dossier: Dossier = field(init=False)

    def user(self, desk: str) -> User:
        """The demo person of that desk in the walk's office."""
        return User.objects.get(username=desk if desk == "luutru" else f"{desk}-{self.office}")

    def refresh(self) -> Dossier:
        """The dossier as it is now."""
        self.dossier = Dossier.objects.select_related(
            "procedure__rule_book", "receiving_office", "settling_office", "paper_office", "folder"
        ).get(pk=self.dossier.pk)
        return self.dossier


def register(walk: Walk) -> str:
    clerk = walk.user("tiepnhan")
    assert clerk.office
    walk.dossier = registration.register(
        office=clerk.office, procedure_code="HUU", persons=[PERSON], by=clerk, return_method="counter",
        counted_pages=0, counted_sheets=0,
    )  # fmt: skip
    books.take_book(dossier=walk.dossier, form="paper", covers=1, leaves=4, by=clerk)
    registration.accept(dossier=walk.dossier, by=clerk)
    dossier = walk.refresh()
    return f"mã hồ sơ {dossier.number}, hẹn trả {dossier.due_on:%d/%m/%Y}"


def upload(walk: Walk) -> str:
    sent: set[int] = set()
    for scan in scans_in(walk.folder, walk.dossier):
        try:
            row = _send(walk, scan)
        except (ActionError, OSError) as error:
            problem = error.message if isinstance(error, ActionError) else f"không đọc được tệp ({why_unread(error)})"
            walk.say(f"  từ chối {scan.name}: {problem}")
            continue
        if row.pk in sent:
            walk.say(f"  bỏ qua {scan.name}: cùng nội dung với {row.name}")
        sent.add(row.pk)
    return f"{len(sent)} tệp đã gửi"


def _send(walk: Walk, scan: Scan) -> Upload:
    if scan.component is None:
        raise NotValid(scan.problem)
    with scan.path.open("rb") as stream:
        return uploads.receive_upload(dossier=walk.dossier, name=scan.name, chunks=chunks_of(stream),
                                      by=walk.user("tiepnhan"), component=scan.component).upload  # fmt: skip


def examine(walk: Walk) -> str:
    walk.work()
    for row in queries.uploads_of(walk.dossier):
        if row.state == Upload.State.REFUSED:
            walk.say(f"  từ chối {row.name}: {row.message}")
        elif not row.settled:
            walk.say(f"  chưa xử lý được {row.name}: việc nền bị lỗi, xem nhật ký ở trên")
    total = queries.pages_of(walk.dossier).count()
    if not total:
        raise NotNow("Không có trang nào được nhận.")
    return f"{total} trang được nhận và nhận dạng chữ"


def check(walk: Walk) -> str:
    """Override warnings with a printed reason; pages that no reason can save are taken out."""
    clerk = walk.user("tiepnhan")
    found = list(queries.pages_of(walk.dossier))
    for page in found:
        for finding in page.findings.all():
            if finding.level == PageFinding.Level.WARNING:
                walk.say(f"  trang {page.upload.name} #{page.upload_index + 1}: {finding.message} - {REASON}")
    warned = [page.pk for page in found if page.findings.all()]
    if warned:
        pages.override_findings(dossier=walk.dossier, page_ids=warned, reason=REASON, by=clerk)
    _drop_hopeless(walk, found)
    left = list(queries.pages_of(walk.dossier))
    pages.check_pages(dossier=walk.dossier, page_ids=[page.pk for page in left], by=clerk)
    number = rules.counted(left)
    if not left:
        raise NotNow("Không còn trang nào dùng được.")
    registration.set_counts(dossier=walk.dossier, sheets=number, pages=number, by=clerk)
    return f"{number} trang đã kiểm tra"


def _drop_hopeless(walk: Walk, found: list[Page]) -> None:
    """Pages that no reason can save are taken out, and said."""
    hard = [page for page in found if any(row.level == PageFinding.Level.HARD for row in page.findings.all())]
    for page in hard:
        walk.say(f"  bỏ trang {page.upload.name} #{page.upload_index + 1}: phải quét lại")
    if hard:
        pages.delete_pages(dossier=walk.dossier, page_ids=[page.pk for page in hard], by=walk.user("tiepnhan"))


def forward(walk: Walk) -> str:
    forwarding.forward(dossier=walk.dossier, by=walk.user("tiepnhan"))
    return "sang Bộ phận Chế độ BHXH"


def draft(walk: Walk) -> str:
    officer = walk.user("chuyenvien")
    claiming.claim(dossier=walk.refresh(), by=officer)
    kind = walk.dossier.procedure.result_kinds.get(code=PENSION.code)
    made = drafting.open_draft(dossier=walk.dossier, kind=kind, by=officer)
    today = date.today()  # noqa: DTZ011 - a month of the demo case, not a legal day
    entries = {**ENTRIES, "benefit_month": f"{today.month:02d}/{today.year}"}
    drafting.save_draft(draft=made, entries=entries, by=officer, periods=_periods(Month(today.year, today.month)))
    deciding.propose(dossier=walk.refresh(), by=officer)
    return "quyết định 07A-HSB và bản quá trình đóng 04-HSB"


def _periods(benefit: Month) -> list[Period]:
    job, employer = "Công nhân may công nghiệp", "Công ty Cổ phần May Mẫu"
    spans = ((Month(2005, 1), Month(2009, 12), 2_000_000), (Month(2010, 1), Month(2019, 12), 4_000_000),
             (Month(2020, 1), benefit - 1, 8_000_000))  # fmt: skip
    return [Period(start, end, Regime.EMPLOYER, salary=Decimal(salary), job=job, employer=employer)
            for start, end, salary in spans]  # fmt: skip


def endorse(walk: Walk) -> str:
    deciding.endorse(dossier=walk.refresh(), by=walk.user("truongphong"))
    return "đồng ý, trình lãnh đạo"


def sign(walk: Walk) -> str:
    leader = walk.user("giamdoc")
    documents = preparing.prepare_signature(dossier=walk.refresh(), by=leader)
    signing.sign(dossier=walk.dossier, by=leader)
    return f"{len(documents)} văn bản số {documents[0].number}"


def issue(walk: Walk) -> str:
    signing.issue(dossier=walk.refresh(), by=walk.user("vanthu"))
    walk.work()
    results = list(queries.results_of(walk.dossier))
    for result in results:
        assert result.latest
        _write(walk, f"{result.kind}.pdf", result.latest.file)
    return f"{len(results)} văn bản: {results[0].latest.verdict if results[0].latest else ''}"


def _write(walk: Walk, name: str, file: Any) -> None:
    from bhxh_archive import storage

    with (walk.out / name).open("wb") as target:
        target.writelines(storage.stream_range(file))


def hand_over(walk: Walk) -> str:
    returning.hand_over(dossier=walk.refresh(), method="counter", receiver_name=PERSON["full_name"],
                        receiver_id=PERSON["personal_id"], printed_copies=2, printed_now=True, book_done=True,
                        by=walk.user("tiepnhan"))  # fmt: skip
    walk.work()
    return "trả tại quầy, 2 bản in"


def consolidate(walk: Walk) -> str:
    clerk = walk.user("tiepnhan")
    returning.make_documents(walk.refresh())
    walk.work()
    consolidation.consolidate(dossier=walk.dossier, paper_file_number="K01.G02.H003", by=clerk)
    return "bản quét và kết quả đã tích hợp"


def pack(walk: Walk) -> str:
    package = packing.request_package(dossier=walk.refresh(), by=walk.user("tiepnhan"))
    walk.work()
    package.refresh_from_db()
    if package.state != Package.State.BUILT:
        raise NotNow(package.problem or "Không tạo được gói.")
    size = f"{package.size:,}".replace(",", ".")
    return f"{package.file_count} tệp, {size} byte"


def transfer(walk: Walk) -> str:
    package = packing.transfer(dossier=walk.refresh(), by=walk.user("tiepnhan"))
    walk.work()
    package.refresh_from_db()
    return f"kiểm tra {package.report.get('files_checked')} tệp: {'đạt' if package.verified else 'không đạt'}"


def accept(walk: Walk) -> str:
    job = accepting.request_acceptance(dossier=walk.refresh(), by=walk.user("luutru"))
    walk.work()
    if walk.refresh().state != State.ARCHIVED:
        raise NotNow(Job.objects.get(pk=job.pk).note or "Lưu trữ chưa tiếp nhận.")
    _export(walk)
    return f"mã lưu trữ {walk.dossier.archive_record.file_code}"


def _export(walk: Walk) -> None:
    from archive.downloads import zip_of

    package = walk.dossier.packages.get(state=Package.State.ACCEPTED)
    with (walk.out / f"{package.bag_name}.zip").open("wb") as target:
        target.writelines(zip_of(package))


def search(walk: Walk) -> str:
    found = searching.find(walk.user("luutru"), text="pham thi huong")
    codes = [row.record.file_code for row in found.hits]
    if walk.dossier.archive_record.file_code not in codes:
        raise NotNow("Không tìm thấy hồ sơ vừa lưu.")
    return f"«pham thi huong»: {len(codes)} hồ sơ"


STEPS: Final[tuple[tuple[str, Callable[[Walk], str]], ...]] = (
    ("Tiếp nhận", register), ("Tải bản quét", upload), ("Tách trang, nhận dạng", examine), ("Kiểm tra trang", check),
    ("Chuyển", forward), ("Dự thảo, trình", draft), ("Kiểm soát", endorse), ("Ký số", sign), ("Phát hành", issue),
    ("Trả kết quả", hand_over), ("Tích hợp", consolidate), ("Tạo gói lưu trữ", pack), ("Chuyển lưu trữ", transfer),
    ("Tiếp nhận lưu trữ", accept), ("Tìm lại", search),
)  # fmt: skip
