"""Does a stack that is sent to the page desk of one dossier fall apart as it would in the tray?"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import img2pdf
import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.actions.page_desk.uploads import receive_upload
from intake.arrival.diverting import TO_TRAY
from intake.models import Batch, Dossier, Upload
from intake.pages.judging import OUR_SHEET, UNREAD_SHEET
from intake.queries import deleted_pages, pages_of
from intake.rules import open_findings
from intake.trail.sentences import sentence
from tests.intake.actions.stacks.test_batches import file_all, outline, paper, sheet
from tests.intake.conftest import component
from tests.intake.views.conftest import address
from tools.demo_stacks import cover, jpeg, number, written_over

pytestmark = pytest.mark.slow

Run = Callable[[Callable[[], Any]], Any]


def bound(*pages: bytes) -> bytes:
    content = img2pdf.convert(list(pages))
    assert content
    return content


def sent(dossier: Dossier, run_jobs: Run, content: bytes) -> Upload:
    """The file sent to the dossier, and worked off."""
    by = dossier.created_by
    run_jobs(lambda: receive_upload(dossier=dossier, name="tap.pdf", chunks=[content], by=by))
    return dossier.folder.uploads.latest("pk")


def test_separators_file_their_pages_by_way_of_the_tray(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Run
) -> None:
    code = f"{accepted.number}/12-HSB"
    upload = sent(accepted, run_jobs, bound(sheet(code), paper(180), paper(200)))

    assert (upload.state, upload.message, pages_of(accepted).count()) == (Upload.State.REFUSED, TO_TRAY, 0)
    assert accepted.events.get(verb="divert_stack").detail["upload"] == upload.pk
    batch = Batch.objects.get()
    assert (batch.office, outline(batch)) == (accepted.receiving_office, [(0, 3, "open", "")])
    shown = clerk.get(address("pages", accepted)).content.decode()
    assert "Chuyển vào khay" in shown and "không nhận" not in shown.lower()
    assert f'<a href="{reverse("batches")}">Mở khay</a>' in shown.partition('<details id="work-done">')[0]

    file_all(batch, clerk_user, run_jobs)
    assert [page.component for page in pages_of(accepted)] == [component(accepted, "12-HSB")] * 2


def test_the_sheet_of_another_dossier_is_not_taken_for_paper_of_this_one(accepted: Dossier, run_jobs: Run) -> None:
    sent(accepted, run_jobs, bound(sheet(number(7)), paper(180)))

    assert not pages_of(accepted).exists()
    assert [part.trouble for part in Batch.objects.get().parts.all()] == ["unknown"]


def test_sent_twice_it_is_one_stack(accepted: Dossier, run_jobs: Run) -> None:
    content = bound(sheet(str(accepted.number)), paper(180))
    for _ in range(2):
        sent(accepted, run_jobs, content)

    assert Batch.objects.count() == 1


def test_papers_without_a_sheet_in_front_stay_with_their_dossier(accepted: Dossier, run_jobs: Run) -> None:
    assert sent(accepted, run_jobs, bound(paper(180), paper(200))).state == Upload.State.ACCEPTED
    assert sent(accepted, run_jobs, bound(sheet(str(accepted.number)))).state == Upload.State.ACCEPTED, "a single page"
    assert not Batch.objects.exists() and pages_of(accepted).count() == 3


def test_sheets_behind_the_first_page_are_told_page_by_page_until_they_are_marked(
    accepted: Dossier, clerk: Client, run_jobs: Run
) -> None:
    sent(accepted, run_jobs, bound(paper(180), sheet(str(accepted.number)), paper(200), sheet(number(7)), paper(220)))

    told = [page for page in pages_of(accepted) if page.findings.filter(code=OUR_SHEET).exists()]
    assert [page.upload_index for page in told] == [1, 3] and not Batch.objects.exists()
    shown = clerk.get(address("pages", accepted)).content.decode()
    assert shown.count("Tờ bìa, tờ phân cách") >= 2
    assert [[row.code for row in open_findings(page)] for page in told] == [[OUR_SHEET]] * 2, "and nothing else of them"

    assert "Chuyển cả tệp vào khay" in shown.partition('<details id="work-done">')[0]

    clerk.post(address("change_pages", accepted, "mark"), {"page": [row.pk for row in told], "kind": "separator"})
    assert [open_findings(page) for page in pages_of(accepted) if page.pk in {row.pk for row in told}] == [[], []]


def test_a_file_with_sheets_in_it_goes_on_whole_in_the_tray_and_comes_back_by_its_parts(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Run
) -> None:
    upload = sent(accepted, run_jobs, bound(paper(180), sheet(f"{accepted.number}/12-HSB"), paper(200)))
    answer = run_jobs(lambda: clerk.post(address("divert_file", accepted, upload.pk)))
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("batch", args=[batch.pk])
    assert outline(batch) == [(0, 1, "open", "no_sheet"), (1, 3, "open", "")]
    assert (pages_of(accepted).count(), deleted_pages(accepted).count()) == (0, 0), "to bring them back doubles them"
    told = accepted.events.get(verb="divert_file")
    assert (told.detail["batch"], len(told.detail["pages"])) == (batch.pk, 3) and "3 trang" in sentence(told)
    assert "Chuyển vào khay" in clerk.get(address("pages", accepted)).content.decode()
    assert f'value="{accepted}"' in clerk.get(answer["Location"]).content.decode(), "before the first sheet: from here"
    assert clerk.post(address("divert_file", accepted, upload.pk)).status_code == 409

    file_all(batch, clerk_user, run_jobs)
    assert [page.component for page in pages_of(accepted)] == [component(accepted, "12-HSB")]


def illegible() -> bytes:
    """A cover sheet that was written over, its foot cut off: nothing of its codes can be read."""
    page = written_over(cover(number(7)), Random(1))
    page.paste("white", (0, 2130, *page.size))
    return jpeg(page)


def test_a_sheet_whose_code_nobody_can_read_is_asked_about_in_a_file_of_a_dossier(
    accepted: Dossier, clerk: Client, run_jobs: Run
) -> None:
    sent(accepted, run_jobs, bound(paper(180), illegible(), paper(200)))

    (doubted,) = [page for page in pages_of(accepted) if page.findings.filter(code=UNREAD_SHEET).exists()]
    said = doubted.findings.get(code=UNREAD_SHEET).message
    assert doubted.upload_index == 1 and len(said) < 300 and said.endswith("ghi lý do.")
    shown = clerk.get(address("pages", accepted)).content.decode()
    assert "Tờ bìa không đọc được mã?" in shown
    assert "Chuyển cả tệp vào khay" in shown.partition('<details id="work-done">')[0]

    clerk.post(address("change_pages", accepted, "mark"), {"page": [doubted.pk], "kind": "separator"})
    assert open_findings(pages_of(accepted).get(pk=doubted.pk)) == []
