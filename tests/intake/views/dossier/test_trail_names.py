"""Does the trail say which papers were worked on, also in events that hold less than those of today?"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake import queries
from intake.actions.dossier import components
from intake.actions.lists import line_papers
from intake.actions.page_desk import editing, pages, replacing
from intake.actions.page_desk.undoing import redo_step, undo_step
from intake.actions.supplements import supplement
from intake.models import Dossier, DossierEvent, Page, Upload
from intake.queries import newest_step
from intake.queries.trail_names import names_in
from intake.trail.sentences import sentence
from tests.intake.conftest import component, draft_of
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages, add_result, warn
from tests.intake.sheets import HEAD, LAN, xlsx

DECISION = "«Quyết định nghỉ việc hưởng chế độ hưu trí hoặc văn bản chấm…»"
APPLICATION = "«Văn bản đề nghị hưởng chế độ (đơn đề nghị)»"


def told(dossier: Dossier, number: int = 1) -> list[str]:
    """The newest sentences, the oldest of them first."""
    events = list(dossier.events.order_by("-seq")[:number])
    names = names_in(events)
    return [sentence(event, names) for event in reversed(events)]


def test_what_is_done_to_a_paper_names_it(draft: Dossier, clerk_user: User) -> None:
    paper: dict[str, Any] = {"dossier": draft, "component": component(draft, "12-HSB"), "by": clerk_user}
    components.count_components(dossier=draft, counts={paper["component"].pk: (1, 1, 1)}, by=clerk_user)
    components.compare_with_original(**paper)
    components.waive_component(**paper, reason="Điều 25")
    components.reset_component(**paper)
    components.describe_component(**paper, number="1/QĐ", issued_on=None, issuer="")

    assert told(draft, 4) == [
        f"Đối chiếu với bản chính: {DECISION}", f"Ghi nhận không phải nộp {DECISION}",
        f"Bỏ ghi nhận của {DECISION}, chờ giấy", f"Ghi số, ngày, nơi ban hành của {DECISION}",
    ]  # fmt: skip


def test_counting_names_two_papers_and_the_number_of_the_others(draft: Dossier, clerk_user: User) -> None:
    rows = list(queries.components_of(draft)[:4])
    components.count_components(dossier=draft, counts={row.pk: (1, 1, 1) for row in rows}, by=clerk_user)

    assert told(draft)[0].endswith(" và 2 thành phần khác")
    assert told(draft)[0].count("«") == 2


def test_the_paper_of_one_person_says_whose_it_is(clerk_user: User) -> None:
    persons = [{"role": "deceased", "full_name": "Hoàng Văn Mẫu"}, {"role": "relative", "full_name": "Vũ Thị Mẫu"}]
    draft = draft_of(clerk_user, "TUAT_T", persons=persons)
    like = draft.components.filter(type__per_person=True).select_related("type").first()
    relative = draft.persons.get(role="relative")
    assert like
    components.add_component(dossier=draft, like=like, person=relative, by=clerk_user)

    assert told(draft)[0].startswith("Thêm «") and told(draft)[0].endswith("», Vũ Thị Mẫu")


def test_the_paper_of_a_line_says_which(clerk_user: User, run_jobs: RunJobs) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)
    lan, kind = line(sick, "Nguyễn Thị Lan"), paper_kind(sick, "GIAY_RA_VIEN")
    line_papers.add_line_paper(dossier=sick, line=lan, kind=kind, by=clerk_user)

    assert told(sick)[0].endswith(f", dòng {lan.ordinal} Nguyễn Thị Lan")


@pytest.fixture
def three(accepted: Dossier) -> list[int]:
    return [page.pk for page in add_pages(accepted, 3)]


def test_pages_are_filed_moved_and_taken_out_of_named_papers(
    accepted: Dossier, clerk_user: User, three: list[int]
) -> None:
    for target in (component(accepted, "12-HSB"), component(accepted, "14-HSB"), None):
        pages.file_pages(dossier=accepted, page_ids=three, component=target, by=clerk_user)

    assert told(accepted, 3) == [
        f"Xếp 3 trang vào {DECISION}", f"Chuyển 3 trang từ {DECISION} sang {APPLICATION}",
        f"Gỡ 3 trang khỏi {APPLICATION} về khay",
    ]  # fmt: skip


def test_what_is_done_to_pages_says_where_they_lie(accepted: Dossier, clerk_user: User, three: list[int]) -> None:
    page: dict[str, Any] = {"dossier": accepted, "by": clerk_user}
    pages.file_pages(**page, page_ids=three[:2], component=component(accepted, "12-HSB"))
    pages.rotate_pages(**page, page_ids=three, degrees=90)
    pages.check_pages(**page, page_ids=three[:1])
    warn(Page.objects.get(pk=three[0]))
    pages.override_findings(**page, page_ids=three[:1], reason="Giấy cũ")
    replacing.replace_page(**page, page_id=three[0], new_id=three[2])
    pages.delete_pages(**page, page_ids=three[1:2])
    pages.file_pages(**page, page_ids=three[2:], component=component(accepted, "14-HSB"))

    assert told(accepted, 6) == [
        f"Xoay 3 trang 90 độ (ở {DECISION}, khay chưa xếp)", f"Xác nhận đã kiểm tra 1 trang (ở {DECISION})",
        f"Chấp nhận 1 cảnh báo trên 1 trang (ở {DECISION})",
        f"Thay một trang bằng bản quét mới, giữ bản cũ (ở {DECISION})", f"Xóa 1 trang (ở {DECISION})",
        f"Chuyển 1 trang từ {DECISION} sang {APPLICATION}",
    ]  # fmt: skip


def test_taking_back_says_from_where_and_to_where(accepted: Dossier, clerk_user: User, three: list[int]) -> None:
    step: dict[str, Any] = {"dossier": accepted, "by": clerk_user}
    pages.file_pages(**step, page_ids=three, component=component(accepted, "12-HSB"))
    filed = newest_step(accepted, clerk_user)
    assert filed
    undo_step(**step, step_id=filed.pk)
    redo_step(**step, step_id=filed.pk)
    editing.straighten_pages(**step, page_ids=three, degrees=1.0)
    turned = newest_step(accepted, clerk_user)
    assert turned
    undo_step(**step, step_id=turned.pk)

    assert told(accepted, 4) == [
        f"Hoàn tác: xếp trang, 3 trang (từ {DECISION} sang khay chưa xếp)",
        f"Làm lại: xếp trang, 3 trang (từ khay chưa xếp sang {DECISION})",
        f"Nắn thẳng 3 trang (ở {DECISION})", f"Hoàn tác: nắn thẳng, 3 trang (ở {DECISION})",
    ]  # fmt: skip


def test_a_warning_accepted_no_longer_names_the_paper_too(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted, component=component(accepted, "12-HSB"))
    warn(page)
    pages.override_findings(dossier=accepted, page_ids=[page.pk], reason="Giấy cũ", by=clerk_user)
    step = newest_step(accepted, clerk_user)
    assert step
    undo_step(dossier=accepted, step_id=step.pk, by=clerk_user)

    assert told(accepted) == [f"Hoàn tác: chấp nhận cảnh báo (ở {DECISION})"]


def test_what_is_taken_in_of_a_supplement_is_named(accepted: Dossier, clerk_user: User) -> None:
    wanted = [(component(accepted, "14-HSB"), "Thiếu chữ ký"), (None, "Bổ sung số điện thoại")]
    asked = supplement.request_supplement(dossier=accepted, items=wanted, by=clerk_user, legal_ground="Điều 77")
    for item in asked.items.all():
        supplement.answer_item(item=item, by=clerk_user)

    assert told(accepted, 2) == [f"Nhận bổ sung {APPLICATION}", "Nhận bổ sung «Bổ sung số điện thoại»"]


def older(dossier: Dossier, verb: str, **detail: Any) -> DossierEvent:
    """An event as releases before this one wrote it."""
    return record(dossier, verb, by=dossier.created_by, **detail)  # type: ignore[return-value]


def test_older_events_say_where_their_pages_lie_today(accepted: Dossier) -> None:
    here = add_pages(accepted, 2, component=component(accepted, "12-HSB"))
    tray = add_pages(accepted, name="khay.jpg")
    older(accepted, "delete_pages", pages=[row.pk for row in here])
    older(accepted, "rotate_pages", pages=[row.pk for row in tray], degrees=90)
    older(accepted, "file_pages", pages=[row.pk for row in here], component=component(accepted, "12-HSB").pk)

    assert told(accepted, 3) == [
        f"Xóa 2 trang (hiện thuộc {DECISION})", "Xoay 1 trang 90 độ", f"Xếp 2 trang vào {DECISION}",
    ]  # fmt: skip


def test_pages_and_papers_that_are_gone_are_not_sought_elsewhere(accepted: Dossier, clerk_user: User) -> None:
    other = draft_of(clerk_user)
    gone = add_pages(other, component=component(other, "12-HSB"))  # filed here by mistake, and then there
    older(accepted, "delete_pages", pages=[gone[0].pk])
    older(accepted, "compare_with_original", component=0)

    assert told(accepted, 2) == ["Xóa 1 trang", "Đối chiếu với bản chính: một thành phần"]


def test_the_names_of_a_page_of_the_trail_are_looked_up_once(
    accepted: Dossier, clerk: Client, clerk_user: User, three: list[int]
) -> None:
    def some(number: int) -> int:
        for row in list(queries.components_of(accepted)[:4]) * number:
            record(accepted, "compare_with_original", by=clerk_user, component=row.pk)
            older(accepted, "delete_pages", pages=three)
        with CaptureQueriesContext(connection) as asked:
            clerk.get(reverse("trail", args=[accepted.pk]))
        return len(asked)

    assert some(1) == some(5)


def test_what_was_printed_is_named(draft: Dossier, clerk_user: User) -> None:
    result = add_result(draft)
    record(draft, "print_result", by=clerk_user, result=result.pk, copies=2)
    record(draft, "print_result", by=clerk_user, result=0, copies=1)

    assert told(draft, 2) == ["In 2 bản «Quyết định hưởng lương hưu»", "In 1 bản kết quả"]


def test_a_file_that_was_sent_tells_its_pages_and_where_they_lie(accepted: Dossier, clerk_user: User) -> None:
    three = add_pages(accepted, 3)
    record(accepted, "upload", by=clerk_user, upload=three[0].upload_id, size=2048, component=None)
    assert told(accepted) == ["Tải lên một tệp (2 KB), 3 trang"]

    pages.file_pages(dossier=accepted, page_ids=[three[0].pk], component=component(accepted, "12-HSB"), by=clerk_user)
    assert told(accepted, 2)[0] == f"Tải lên một tệp (2 KB), 3 trang, hiện ở {DECISION}"
    assert "quet.jpg" not in str(told(accepted, 2))

    Upload.objects.filter(pk=three[0].upload_id).update(state=Upload.State.REFUSED, page_count=0)
    assert told(accepted, 2)[0] == "Tải lên một tệp (2 KB), không nhận"
