"""Does a file that arrives get its answer at once, and its verdict in the list?"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import queries
from intake.actions.page_desk.pages import override_findings
from intake.models import Dossier, PageFinding, Upload
from tests.intake.rows import add_pages, put_in_state, warn
from tests.room import scan

RunJobs = Callable[[Callable[[], Any]], Any]


def send(client: Client, dossier: Dossier, content: bytes, name: str = "trang-1.jpg") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("upload", args=[dossier.pk]), {"files": file}, HTTP_ACCEPT="application/json")


def listing(client: Client, dossier: Dossier) -> str:
    return client.get(reverse("upload_state", args=[dossier.pk])).content.decode()


def test_a_file_is_answered_before_it_is_examined(accepted: Dossier, clerk: Client) -> None:
    answer = send(clerk, accepted, scan())

    said = answer.json()
    assert (answer.status_code, said["verdict"], said["state"]) == (200, "accepted", "waiting")
    page = listing(clerk, accepted)
    assert "Đang chờ kiểm tra" in page and f'hx-get="{reverse("upload_state", args=[accepted.pk])}"' in page


def test_the_list_settles_with_a_verdict_for_each_file(accepted: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    run_jobs(lambda: send(clerk, accepted, scan()))
    run_jobs(lambda: send(clerk, accepted, b"khong phai pdf", "don.pdf"))

    page = listing(clerk, accepted)
    assert f'hx-post="{reverse("sheet_changes", args=[accepted.pk])}"' in page and "1 tệp không nhận" in page
    assert "trang-1.jpg" in page and "don.pdf" in page
    assert clerk.get(reverse("pages", args=[accepted.pk])).content.decode().count("data-page-key") == 1


def test_a_refused_file_is_put_away_and_comes_back(accepted: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    run_jobs(lambda: send(clerk, accepted, b"khong phai pdf", "don.pdf"))
    row = Upload.objects.get(folder=accepted.folder)

    answer = clerk.post(reverse("put_away_file", args=[accepted.pk, row.pk]), follow=True).content.decode()
    away = answer.partition('id="work-away"')
    assert (
        "1 tệp không nhận" in away[2] and row.message in away[2] and row.name not in away[0].partition('id="work"')[2]
    )
    assert f'action="{(back := reverse("bring_back_file", args=[accepted.pk, row.pk]))}"' in away[2]

    again = clerk.post(back, follow=True).content.decode()
    assert 'id="work-away"' not in again and row.message in again
    verbs = [event.verb for event in accepted.events.filter(verb__endswith="_file").order_by("pk")]
    assert verbs == ["put_away_file", "bring_back_file"]


def test_a_file_that_was_taken_is_not_put_away(accepted: Dossier, clerk: Client) -> None:
    (page,) = add_pages(accepted)
    shown = clerk.get(reverse("pages", args=[accepted.pk])).content.decode()
    assert "Cất đi" not in shown
    assert clerk.post(reverse("put_away_file", args=[accepted.pk, page.upload_id])).status_code == 409


def test_a_file_tells_what_is_still_open_on_its_pages(accepted: Dossier, clerk: Client) -> None:
    bad, dim, fair, _ = add_pages(accepted, 4)
    for page, level in ((bad, "hard"), (bad, "warning"), (dim, "warning"), (fair, "warning")):
        warn(page, level)
    fair.findings.update(overridden_at=timezone.now())

    for shown in (listing(clerk, accepted), clerk.get(reverse("pages", args=[accepted.pk])).content.decode()):
        assert "1 tệp, 4 trang, 2 trang cần xem lại" in shown and "Đã nhận, cần xem lại" in shown
        assert f'#tile-{bad.pk}">1 trang phải quét lại, 1 trang có cảnh báo</a>' in shown
    PageFinding.objects.all().delete()
    assert "cần xem lại" not in listing(clerk, accepted)


def test_what_was_accepted_with_a_reason_is_said_of_the_file_no_more(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    content = io.BytesIO()
    Image.new("RGB", (1654, 2339), "white").save(content, "JPEG", dpi=(200, 200))
    run_jobs(lambda: send(clerk, accepted, content.getvalue()))
    assert "Đã nhận, cần xem lại: Tệp hợp lệ, 1 trang. Trang 1: trang trắng" in listing(clerk, accepted)
    pages = list(queries.pages_of(accepted).values_list("pk", flat=True))
    override_findings(dossier=accepted, page_ids=pages, reason="Mặt sau trắng", by=clerk_user)

    settled = listing(clerk, accepted)
    assert "Đã nhận: Tệp hợp lệ, 1 trang." in settled and "trang trắng" not in settled


def test_the_same_file_twice_is_one_upload(accepted: Dossier, clerk: Client) -> None:
    content = scan()
    first, again = send(clerk, accepted, content).json(), send(clerk, accepted, content).json()

    assert first["upload"] == again["upload"]
    assert (first["known"], again["known"]) == (False, True)


def test_a_file_sent_again_says_what_became_of_it(accepted: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    content = scan()
    run_jobs(lambda: send(clerk, accepted, content))
    said = send(clerk, accepted, content, "lai.jpg").json()["message"]
    assert "đã có trong hồ sơ (tên «trang-1.jpg», 1 trang)" in said

    page = accepted.folder.pages.get()
    clerk.post(reverse("change_pages", args=[accepted.pk, "delete"]), {"page": [page.pk]})
    assert queries.pages_of(accepted).count() == 0
    file = SimpleUploadedFile("lai.jpg", content)
    answer = clerk.post(reverse("upload", args=[accepted.pk]), {"files": file}, follow=True)
    assert "1 trang đã xóa được đưa trở lại" in answer.content.decode()
    assert queries.pages_of(accepted).get() == page


def test_a_file_over_the_limit_says_the_limit(accepted: Dossier, clerk: Client, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    answer = send(clerk, accepted, b"x" * (1024 * 1024 + 1))

    assert (answer.status_code, answer.json()["verdict"]) == (422, "refused")
    assert "1 MB" in answer.json()["message"]
    assert not Upload.objects.exists()


def test_no_file_at_all_is_said(accepted: Dossier, clerk: Client) -> None:
    answer = clerk.post(reverse("upload", args=[accepted.pk]), {}, HTTP_ACCEPT="application/json")

    assert answer.json()["verdict"] == "refused"


def test_in_review_nothing_is_taken(accepted: Dossier, clerk: Client) -> None:
    answer = send(clerk, put_in_state(accepted, State.IN_REVIEW), scan())

    assert answer.json()["verdict"] == "refused" and "Đang xét duyệt" in answer.json()["message"]


def test_without_scripts_all_files_come_in_one_form(accepted: Dossier, clerk: Client, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    files = [SimpleUploadedFile("a.jpg", scan("một")), SimpleUploadedFile("lon.jpg", b"x" * 1100_000)]

    answer = clerk.post(reverse("upload", args=[accepted.pk]), {"files": files}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(reverse("pages", args=[accepted.pk]), 302)]
    assert "a.jpg: đang chờ kiểm tra" in page and "lon.jpg: Tệp lớn hơn 1 MB" in page


@pytest.mark.parametrize("username", ["chuyenvien-hp", "giamdoc-hp"])
def test_other_desks_upload_nothing(accepted: Dossier, sign_in: Callable[[str], Client], username: str) -> None:
    assert send(sign_in(username), accepted, scan()).json()["verdict"] == "refused"
    assert not Upload.objects.exists()
