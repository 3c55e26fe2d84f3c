"""Is a result that was signed with ink scanned, handed over as that paper, and never taken for an electronic one?"""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import Any

import pypdfium2 as pdfium
import pytest

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, Parameter, User
from bhxh_archive.text import nfc
from intake.actions.dossier import results
from intake.actions.returning import returning
from intake.actions.returning.paper_scans import MARK, keep_paper_scan, make_copy, queue_copies
from intake.actions.returning.way_of_return import change_return_way
from intake.guards import result_problems
from intake.models import Dossier, DossierEvent, PageText, PaperScan, Result, ResultVersion, Upload
from intake.needs.paper_scans import copy_key, newest_scan, scan_problem
from intake.queries.trail_names import names_in
from intake.rules import move_words, was_issued
from intake.trail.sentences import sentence
from intake.views.consolidation.two_sides import signed_tag
from tests.intake.rows import add_result, put_in_state, take_out, warn
from tests.room import scan

HANDED: dict[str, Any] = {"receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123", "printed_now": True}


@pytest.fixture
def inked(scanned: Dossier) -> Result:
    """The issued scan of a decision of which two papers were signed."""
    result = add_result(scanned, valid=False, stage=ResultVersion.Stage.PAPER_COPY)
    Result.objects.filter(pk=result.pk).update(printed_copies=2)
    put_in_state(scanned, State.ISSUED)
    return Result.objects.select_related("dossier").get(pk=result.pk)


def test_the_scan_of_a_paper_stands_without_ever_being_valid(inked: Result) -> None:
    assert was_issued(inked) and not result_problems(inked.dossier)
    assert signed_tag(inked.latest).label == "Ký trên giấy"
    signed, issued = (DossierEvent(verb=verb, detail={"on_paper": True}) for verb in ("sign", "issue"))
    assert (move_words(signed), move_words(issued)) == ("Ký trên giấy", "Phát hành bản ký trên giấy")
    assert move_words(DossierEvent(verb="sign")) == "Ký số"


def test_it_does_not_go_out_electronically(inked: Result, clerk_user: User) -> None:
    person = inked.dossier.persons.earliest("pk").pk
    wish: dict[str, Any] = {"method": "online", "address": "", "reason": "Ở xa", "asked_by": person}
    with pytest.raises(NotValid, match="ký trên giấy"):
        change_return_way(dossier=inked.dossier, by=clerk_user, **wish)
    Dossier.objects.filter(pk=inked.dossier_id).update(return_method="online")
    with pytest.raises(NotValid, match="ký trên giấy"):
        returning.hand_over(dossier=inked.dossier, method="online", by=clerk_user)


def test_only_the_papers_that_were_signed_are_handed_over(inked: Result, clerk_user: User) -> None:
    with pytest.raises(NotNow, match="không in thêm"):
        results.record_print(result=inked, copies=1, by=clerk_user)
    with pytest.raises(NotValid, match="có 2 bản"):
        returning.hand_over(dossier=inked.dossier, method="counter", by=clerk_user, **HANDED, printed_copies=3)

    Parameter.objects.create(key="printed_copies", value="3", valid_from=date(2026, 1, 1))  # since it was signed
    returning.hand_over(dossier=inked.dossier, method="counter", by=clerk_user, **HANDED, printed_copies=2)
    assert Result.objects.get().printed_copies == 2


@pytest.fixture
def printed(scanned: Dossier) -> Result:
    """A decision that was signed with ink and waits to be issued."""
    result = add_result(scanned, valid=False, stage=ResultVersion.Stage.ON_PAPER)
    put_in_state(scanned, State.SIGNED)
    return Result.objects.select_related("dossier").get(pk=result.pk)


@pytest.fixture
def records(demo: dict[str, User]) -> User:
    return demo["vanthu-hp"]


def send(result: Result, by: User, text: str = "Đã ký") -> PaperScan:
    return keep_paper_scan(result=result, name="ky.jpg", chunks=[scan(text)], by=by)


def test_the_newest_scan_counts_and_the_same_bytes_are_one(printed: Result, records: User) -> None:
    first, again, second = send(printed, records), send(printed, records), send(printed, records, "Quét lại")

    assert first.pk == again.pk and first.upload.folder_id == second.upload.folder_id
    assert newest_scan(printed) == second
    assert Job.objects.filter(name="intake.tasks.examine").count() == Upload.objects.filter(paper_scans__gt=0).count()
    back = send(printed, records)
    assert (newest_scan(printed), back.upload_id) == (back, first.upload_id)
    assert printed.dossier.events.filter(verb="keep_paper_scan").count() == 3
    take_out(back.upload)
    assert send(printed, records) == back and Job.objects.filter(key=copy_key(back)).exists()
    told = printed.dossier.events.filter(verb="keep_paper_scan")
    assert "«Quyết định hưởng lương hưu»" in sentence(told[0], names_in(told))


def test_the_print_itself_is_no_scan(printed: Result, records: User) -> None:
    prints = storage.read_file(printed.versions.get().file)
    with pytest.raises(NotValid, match="chính tệp in"):
        keep_paper_scan(result=printed, name="in.pdf", chunks=[prints], by=records)
    assert storage.read_file(printed.versions.get().file) == prints and not Upload.objects.filter(name="in.pdf")


def test_only_the_office_that_issues_scans_and_only_while_it_waits(
    printed: Result, records: User, clerk_user: User
) -> None:
    with pytest.raises(NotAllowed):
        send(printed, clerk_user)
    put_in_state(printed.dossier, State.ISSUED)
    with pytest.raises(NotNow, match="chờ phát hành"):
        send(printed, records)
    assert not was_issued(printed) and not PaperScan.objects.exists()


def test_the_copy_is_a_pdf_that_says_it_is_one(printed: Result, records: User) -> None:
    sent = send(printed, records)
    assert "Đang kiểm tra" in scan_problem(printed, sent) and "Chưa quét" in scan_problem(printed, None)
    page = take_out(sent.upload)
    PageText.objects.create(page=page)  # the words are another test's
    queue_copies(sent.upload)
    assert Job.objects.filter(name="intake.tasks.copy_paper").count() == 1

    made = make_copy(scan=PaperScan.objects.get())
    assert made.file and make_copy(scan=PaperScan.objects.get()).file == made.file
    with closing(pdfium.PdfDocument(storage.read_file(made.file))) as pdf:
        assert (len(pdf), made.pages) == (1, 1)
        assert MARK in nfc(pdf[0].get_textpage().get_text_range())
    assert scan_problem(printed, made) == ""


def test_a_scan_with_a_page_missing_or_unfit_does_not_stand_for_the_paper(printed: Result, records: User) -> None:
    sent = send(printed, records)
    warn(take_out(sent.upload), level="hard")
    PaperScan.objects.update(file=printed.versions.get().file, pages=1)
    assert "ảnh mờ" in scan_problem(printed, newest_scan(printed))
    printed.versions.update(pages=2)
    assert "quét lại đủ trang" in scan_problem(printed, newest_scan(printed))
