"""When are scans and results one whole that may go to the archive?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, User
from intake.actions.consolidation import consolidation
from intake.actions.consolidation.opening_scans import open_scans
from intake.actions.paper import filing
from intake.models import Dossier, ResultVersion
from intake.queries import settled_doubts
from intake.rules import scans_may_be_opened
from tests.intake.conftest import component
from tests.intake.rows import add_pages, put_in_state
from tests.intake.shelves import shelf
from tests.intake.views.consolidation.test_consolidating import neighbour_of

RunJobs = Callable[[Callable[[], Any]], Any]


def refusals(dossier: Dossier, clerk: User, **facts: Any) -> list[str]:
    with pytest.raises(NotValid) as refused:
        consolidation.consolidate(dossier=dossier, by=clerk, **{"paper_file_number": "K01", **facts})
    return refused.value.problems


def test_a_whole_dossier_is_ready_for_the_archive(closing: Dossier, clerk_user: User) -> None:
    done = consolidation.consolidate(dossier=closing, paper_file_number=" K01.G02.H003 ", by=clerk_user)

    assert (done.state, done.paper_file_number) == (State.READY_TO_ARCHIVE, "K01.G02.H003")


def test_scans_that_were_opened_are_locked_with_it_so_that_a_rework_asks_again(
    closing: Dossier, clerk_user: User
) -> None:
    open_scans(dossier=closing, reason="Trang 2 mờ", by=clerk_user)
    done = consolidation.consolidate(dossier=closing, paper_file_number="K01", by=clerk_user)

    assert scans_may_be_opened(consolidation.rework(dossier=done, reason="Lưu trữ trả lại", by=clerk_user))


def test_the_paper_file_has_a_number(closing: Dossier, clerk_user: User) -> None:
    assert refusals(closing, clerk_user, paper_file_number=" ") == ["Chưa ghi số hồ sơ giấy."]
    with pytest.raises(NotValid, match="mã vạch"):
        consolidation.consolidate(dossier=closing, paper_file_number="Kho số 1", by=clerk_user)


def test_every_result_signature_is_valid(closing: Dossier, clerk_user: User) -> None:
    ResultVersion.objects.update(valid=False)

    assert "chưa hợp lệ" in refusals(closing, clerk_user)[0]


def test_files_are_made_for_the_pages_as_they_are(closing: Dossier, clerk_user: User) -> None:
    page = closing.folder.pages.first()
    assert page
    page.rotation = 90
    page.save(update_fields=["rotation"])

    assert refusals(closing, clerk_user) == ["Đang tạo tệp PDF/A của 1 thành phần, hãy chờ một chút rồi làm lại."]


def test_only_who_consolidates_sets_the_worker_going(closing: Dossier, clerk_user: User, demo: dict[str, User]) -> None:
    closing.folder.pages.update(rotation=90)
    before = Job.objects.count()

    for dossier, by in ((closing, demo["chuyenvien-hp"]), (put_in_state(closing, State.ISSUED), clerk_user)):
        with pytest.raises((NotAllowed, NotNow)):
            consolidation.consolidate(dossier=dossier, paper_file_number="K01", by=by)
    assert Job.objects.count() == before

    refusals(put_in_state(closing, State.RETURNED), clerk_user)
    assert Job.objects.filter(name="intake.tasks.make_document").exclude(state=Job.State.DONE).count() == 1


def test_a_page_added_afterwards_is_checked_like_any_other(closing: Dossier, clerk_user: User) -> None:
    add_pages(closing)

    assert "1 trang chưa xếp vào thành phần nào." in refusals(closing, clerk_user)


def test_a_foreign_signature_in_doubt_is_settled_with_a_reason(closing: Dossier, clerk_user: User) -> None:
    file_signed(closing, {"intact": True, "findings": [{"code": "trust_unknown"}, {"code": "timestamp_missing"}]})

    assert "ghi lý do chấp nhận" in refusals(closing, clerk_user)[0]
    done = consolidation.consolidate(
        dossier=closing, paper_file_number="K01", doubt_settled="Đã xác minh qua điện thoại", by=clerk_user
    )
    assert done.events.get(verb="consolidate").reason == "Đã xác minh qua điện thoại"


@pytest.mark.parametrize(
    "signature",
    [
        {"intact": False, "findings": [{"code": "content_changed"}]},
        {"intact": True, "findings": [{"code": "later_change"}, {"code": "certificate_untrusted"}]},
        {"intact": True, "findings": [{"code": "certificate_revoked"}]},
        {"intact": False, "findings": [{"code": "not_checked"}]},
        None,
    ],
)
def test_no_reason_makes_a_broken_foreign_signature_good(
    closing: Dossier, clerk_user: User, signature: dict[str, Any] | None
) -> None:
    file_signed(closing, signature)

    (problem,) = refusals(closing, clerk_user, doubt_settled="Đã xác minh qua điện thoại")
    assert "gửi lại tệp nguyên vẹn hoặc nộp bản giấy" in problem
    assert not settled_doubts(closing)


def file_signed(dossier: Dossier, signature: dict[str, Any] | None) -> None:
    """A component with the report on a file that came with this signature, or with one that can't be read."""
    doubtful = component(dossier, "14-HSB")
    doubtful.signature_report = {"valid": False, "signatures": [signature] if signature else []}
    doubtful.save(update_fields=["signature_report"])


@pytest.mark.parametrize("state", [State.READY_TO_ARCHIVE, State.ARCHIVE_REJECTED])
def test_consolidation_is_opened_again_with_a_reason(scanned: Dossier, clerk_user: User, state: State) -> None:
    ready = put_in_state(scanned, state)
    with pytest.raises(NotValid):
        consolidation.rework(dossier=ready, reason="", by=clerk_user)

    assert consolidation.rework(dossier=ready, reason="Thiếu trang", by=clerk_user).state == State.RETURNED


def test_a_filing_that_was_consolidated_is_not_undone_but_boxed_again(closing: Dossier, clerk_user: User) -> None:
    first, second = shelf(clerk_user, boxes=2)
    done = consolidation.consolidate(dossier=closing, paper_file_number="", box=first, by=clerk_user)
    with pytest.raises(NotNow, match="chuyển hộp"):
        filing.undo_filing(entry=done.box_entries.get(), by=clerk_user)

    moved = filing.file_paper(dossier=done, box=second, by=clerk_user, reason="Hộp đầy")
    assert filing.undo_filing(entry=moved, by=clerk_user).paper_file_number == done.paper_file_number


def test_a_typed_number_that_names_a_box_files_there_or_is_refused(closing: Dossier, clerk_user: User) -> None:
    box, _ = shelf(clerk_user, boxes=2)  # K01.D02.G03.N04.H001
    other = neighbour_of(closing)
    first = filing.file_paper(dossier=other, box=box, by=clerk_user)
    for typed in ("K01.D02.G03.N04.H001.1", "k1.d2.g3.n4.h1.001"):
        with pytest.raises(NotValid, match=f"{first.number} là chỗ của hồ sơ {other}"):
            consolidation.consolidate(dossier=closing, paper_file_number=typed, by=clerk_user)
    filing.undo_filing(entry=first, by=clerk_user)
    with pytest.raises(NotValid, match="hộp không cấp lại"):
        consolidation.consolidate(dossier=closing, paper_file_number=first.number, by=clerk_user)

    label = f"{box.office.agency_id}.{box.path}"
    done = consolidation.consolidate(dossier=closing, paper_file_number=f"{label}.3", by=clerk_user)
    entry = done.box_entries.get()
    assert done.paper_file_number == entry.number == f"{box.path}.003" and entry.box == box
    assert filing.file_paper(dossier=other, box=box, by=clerk_user).ordinal == 4
