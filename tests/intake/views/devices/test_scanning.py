"""Can a clerk scan from the page of a dossier, and does everybody else stay out?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bhxh_archive.jobs import drain
from bhxh_archive.models import Job, User
from intake.actions.devices.scanning import begin_scan
from intake.devices import carrying_out
from intake.forms.scanning import ScanForm
from intake.models import Dossier, Scanner, ScanRun
from intake.scanning.capabilities import Capabilities, Source
from intake.scanning.wish import COLOUR_NAMES, Wish
from tests.browser import assert_accessible
from tests.intake.scanners import Plug
from tests.intake.views.conftest import Sit, address
from tests.intake.views.test_queries import MOST, queries_of

ASKED = {"way": "feeder", "resolution": "200", "colour": "gray", "component": ""}
RunJobs = Callable[[Callable[[], Any]], Any]


def test_only_what_the_scanner_can_is_offered(plug_in: Plug, draft: Dossier, clerk: Client) -> None:
    scanner, _ = plug_in(has_duplex=False)
    page = clerk.get(address("scan", draft)).content.decode()
    assert "Máy quầy 1" in page and "Sẵn sàng" in page and "Khay nạp: có giấy" in page
    assert "Khay nạp giấy, một mặt" in page and "Mặt kính" in page and "hai mặt" not in page
    assert 'value="200" ' in page and 'value="300"' not in page
    assert 'value="75"' not in page and 'value="100"' not in page, "too coarse"
    Scanner.objects.update(capabilities=None)
    assert "chưa trả lời lần nào" in clerk.get(address("scan", draft)).content.decode()


def test_two_of_one_name_from_an_older_list_are_told_apart(plug_in: Plug, draft: Dossier, clerk: Client) -> None:
    first, _ = plug_in()
    second, _ = plug_in(name="Máy khác")
    assert first.place.url not in clerk.get(address("scan", draft)).content.decode()
    Scanner.objects.filter(pk=second.pk).update(name=first.name)
    shown = clerk.get(address("scan", draft)).content.decode()
    assert first.place.url in shown and second.place.url in shown


def offered(form: ScanForm) -> list[int]:
    field: Any = form.fields["resolution"]
    return [dpi for dpi, _ in field.choices]


def test_a_scanner_too_coarse_for_the_law_offers_its_best_and_says_so() -> None:
    sources = (Source(dpi, ("colour",), ("pdf",), 0, 0) for dpi in ((75, 150), (150, 200, 300)))
    coarse, fine = (Capabilities("M", "1", "2.0", feeder=source) for source in sources)
    poor, good = ScanForm(able=coarse, initial={"resolution": 75}), ScanForm(able=fine, initial={"resolution": 150})
    assert offered(poor) == [150] == [poor["resolution"].value()]
    assert "chỉ quét được tới 150 dpi" in str(poor["resolution"].help_text)
    assert offered(good) == [200, 300] and not good["resolution"].help_text
    assert good["resolution"].value() == 200, "what was chosen once is offered no more"
    assert ScanForm(able=fine, initial={"resolution": 300})["resolution"].value() == 300


def test_what_is_chosen_is_scanned_and_told(plug_in: Plug, draft: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    scanner, _ = plug_in(sheets=1)
    answer = run_jobs(lambda: clerk.post(address("scan", draft), {"scanner": scanner.pk, **ASKED}))
    assert answer["Location"] == address("pages", draft) + "#work"
    run = ScanRun.objects.get()
    assert (run.state, run.wish) == (ScanRun.State.DONE, Wish("feeder", 200, "gray"))
    page = clerk.get(address("pages", draft)).content.decode()
    assert "đã quét xong, đã nhận 1 trang" in page and "data-page-key" in page
    again = clerk.get(address("scan", draft)).context["form"]
    assert {name: str(again[name].value()) for name in ASKED} == ASKED, "what was chosen last is chosen again"


def test_a_state_that_is_old_is_asked_anew(plug_in: Plug, draft: Dossier, clerk: Client) -> None:
    scanner, _ = plug_in()
    Job.objects.all().delete()
    assert "load, submit" not in clerk.get(address("scan", draft)).content.decode()
    Scanner.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert "load, submit" in clerk.get(address("scan", draft)).content.decode()
    asked = clerk.post(address("ask_scanners", draft), {"scanner": scanner.pk}, follow=True)
    assert "Đang hỏi các máy quét" in asked.content.decode() and asked.redirect_chain[0][0].endswith(
        f"?may={scanner.pk}"
    )


def test_a_refusal_keeps_what_was_chosen(plug_in: Plug, draft: Dossier, clerk: Client, clerk_user: User) -> None:
    scanner, _ = plug_in()
    begin_scan(dossier=draft, scanner=scanner, wish=Wish(resolution=75), by=clerk_user)
    busy = clerk.post(address("scan", draft), {"scanner": scanner.pk, **ASKED})
    assert busy.status_code == 409 and "Bạn đang quét bằng máy" in busy.content.decode()
    wrong = clerk.post(address("scan", draft), {"scanner": scanner.pk, **ASKED, "resolution": "1"})
    assert wrong.status_code == 422
    running = clerk.get(address("upload_state", draft)).content.decode()
    assert "Dừng quét" in running and "every 1s" in running


def test_a_scan_is_stopped_with_a_button_and_the_rest_is_told(
    plug_in: Plug, draft: Dossier, clerk: Client, clerk_user: User
) -> None:
    scanner, _ = plug_in()
    run = begin_scan(dossier=draft, scanner=scanner, wish=Wish(resolution=75), by=clerk_user)
    assert clerk.post(address("stop_scan", draft, run.pk)).status_code == 302
    carrying_out.carry_out(run, tell=lambda done: None)
    told = clerk.get(address("pages", draft)).content.decode()
    assert "Đã dừng theo yêu cầu" in told and "Quét thêm" in told


def test_other_offices_see_neither_scanner_nor_scan(
    plug_in: Plug, draft: Dossier, sign_in: Callable[[str], Client]
) -> None:
    scanner, _ = plug_in()
    assert sign_in("tiepnhan-na").get(address("scan", draft)).status_code == 404
    assert sign_in("chuyenvien-hp").get(address("scan", draft)).status_code == 403
    for who, status in (("quantri-hp", 200), ("quantri", 200), ("tiepnhan-hp", 403)):
        assert sign_in(who).get(reverse("scanner", args=[scanner.pk])).status_code == status
    foreign, _ = plug_in("na")
    assert sign_in("quantri-hp").post(reverse("remove_scanner", args=[foreign.pk])).status_code == 404
    assert Scanner.objects.filter(removed_at=None).count() == 2


def test_the_page_costs_the_same_for_many_scanners(draft: Dossier, clerk: Client, plug_in: Plug) -> None:
    scanner, _ = plug_in()
    few = queries_of(clerk, address("scan", draft))
    facts = Scanner.objects.values("office_id", "host", "base", "confirmed_at", "confirmed_by_id", "capabilities").get()
    Scanner.objects.bulk_create(
        Scanner(**facts, name=f"M{port}", port=port, address="10.0.0.1") for port in range(1, 20)
    )
    assert queries_of(clerk, address("scan", draft)) == few <= MOST


def test_an_office_without_scanners_is_told_what_to_do(draft: Dossier, clerk: Client) -> None:
    assert "chưa có máy quét mạng nào" in clerk.get(address("scan", draft)).content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_the_administrators_list_to_pages_in_the_dossier(
    browser_page: Page, sit: Sit, plug_in: Plug, draft: Dossier
) -> None:
    page = browser_page
    scanner, _ = plug_in(sheets=2, jam=2)
    sit("quantri-hp")
    for name, button in (("watched_folders", "Theo dõi thư mục"), ("bridges", "Tạo khóa")):
        page.goto(reverse(name))
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert_accessible(page)
    page.goto(reverse("scanners"))
    assert_accessible(page)
    page.get_by_role("link", name="Máy quầy 1").click()
    expect(page.get_by_text("Khay nạp giấy, hai mặt: 75, 100, 200 dpi")).to_be_visible()
    assert_accessible(page)
    sit("tiepnhan-hp")
    page.goto(address("pages", draft))
    page.get_by_role("link", name="Quét từ máy quét").click()
    expect(page.get_by_text(COLOUR_NAMES["gray"], exact=True)).to_be_visible()
    assert_accessible(page)
    page.get_by_text(COLOUR_NAMES["gray"], exact=True).click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".scan-run")).to_contain_text("đang chờ máy quét")
    for _ in range(3):
        drain()
    expect(page.locator(".scan-run")).to_contain_text("đã nhận 1 trang. Máy quét bị kẹt giấy")
    expect(page.locator("[data-page-key]")).to_have_count(1)
    assert_accessible(page)
    page.get_by_role("link", name="Quét tiếp").click()
    expect(page.get_by_label(COLOUR_NAMES["gray"])).to_be_checked()
