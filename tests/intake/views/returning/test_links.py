"""Can a clerk give a link, and a person without an account fetch the file by it?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.ui.rendering import vn_datetime
from intake.actions.returning import returning
from intake.models import Dossier, ResultLink
from tests.intake.rows import add_result, lies_in_store, put_in_state
from tests.intake.views.conftest import address

pytestmark = pytest.mark.slow

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def online(scanned: Dossier) -> Dossier:
    add_result(scanned, pdf=PDF)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    returning.hand_over(dossier=put_in_state(scanned, State.ISSUED), method="online", by=scanned.created_by)
    return Dossier.objects.get(pk=scanned.pk)


def test_an_electronic_return_asks_for_nothing_that_is_signed_or_printed(scanned: Dossier, clerk: Client) -> None:
    add_result(scanned, pdf=PDF)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    issued = put_in_state(scanned, State.ISSUED)
    assert "ghi nhận «Trả kết quả» trước" in clerk.get(address("result_links", issued)).content.decode()
    asked = clerk.get(address("hand_over", issued)).content.decode()
    for paper in ("Số giấy tờ của người nhận", "Giấy ủy quyền", "Giấy giao nhận", "Chưa đến nhận", "Đã in", "và in"):
        assert paper not in asked, paper

    words = {"method": "online", "book": "later", "version": issued.version}
    halved = clerk.post(address("hand_over", issued), words | {"receiver_name": "Phạm Thị Hường"})
    assert halved.status_code == 422 and "Ghi cả người nhận và cách đã giao" in halved.content.decode()
    after = clerk.post(address("hand_over", issued), words, follow=True).content.decode()
    assert "Còn phải cấp đường dẫn" in after and f'href="{address("result_links", issued)}"' in after
    assert "In giấy giao nhận" not in after and clerk.get(address("slip", issued, "return_slip")).status_code == 409


def test_a_return_by_link_is_told_as_what_it_is(online: Dossier, clerk: Client) -> None:
    def told(page: str) -> str:
        return clerk.get(address(page, online)).content.decode()

    assert "Chờ người nhận tải về" in told("dossier")
    whole = told("consolidate")
    assert "Nhận bản điện tử: chờ người nhận tải về" in whole and "chưa có đường dẫn còn hiệu lực" in whole

    clerk.post(address("result_links", online), {"receiver": online.persons.get().pk})
    assert "người nhận chưa tải về đủ" in told("consolidate")
    assert "Chờ người nhận tải về: Phạm Thị Hường" in told("dossier")


def test_given_at_the_counter_and_fetched_at_home(online: Dossier, clerk: Client) -> None:
    assert address("result_links", online) in clerk.get(address("dossier", online)).content.decode()
    online.persons.update(email="nguoi-nhan@vidu.vn")
    given = clerk.post(address("result_links", online), {"receiver": online.persons.get().pk}).content.decode()
    found = re.search(r"http://testserver(/nhan-ket-qua/[\w-]+/)", given)
    assert found and "<svg" in given
    assert found[1] not in clerk.get(address("result_links", online)).content.decode()

    person, file = Client(), online.results.get().pk
    assert "nguoi-nhan@vidu.vn" in given
    page = person.get(found[1])
    assert "Phạm" not in page.content.decode() and "Quyết định" not in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    wrong = person.post(found[1], {"fact": "1111", "file": file}, follow=True)
    assert wrong.redirect_chain == [(found[1], 302)] and "Còn 4 lần nhập" in wrong.content.decode()
    assert re.search(r"Số nhập lúc \d\d:\d\d chưa đúng", wrong.content.decode()), "still true beside the file"
    assert "lần nhập" not in person.get(found[1]).content.decode(), "loading the page anew tries nothing"
    for slip in ("", "12", "12a4"):
        said = person.post(found[1], {"fact": slip, "file": file}, follow=True).content.decode()
        assert "nhập đủ 4 chữ số" in said and ResultLink.objects.get().failures == 1
    person.post(found[1], {"fact": "1111", "file": file})
    right = person.post(found[1], {"fact": "0123", "file": file}, follow=True)
    begun, saving = right.content.decode(), f"{found[1]}tep/{file}/"
    assert right.redirect_chain == [(found[1], 302)] and right.headers["Refresh"] == f"1;url={saving}"
    assert "đang được tải về" in begun and f'href="{saving}"' in begun and "chưa đúng" not in begun
    assert b"".join(person.get(saving).streaming_content) == PDF  # type: ignore[attr-defined]
    assert "Refresh" not in person.get(found[1]).headers, "loading the page anew saves nothing twice"
    assert Client().get(saving)["Location"] == found[1] == person.get(f"{found[1]}tep/{file + 1}/")["Location"]
    assert "Đã giao" in clerk.get(address("dossier", online)).content.decode()
    assert "qua đường dẫn, đã đủ các văn bản" in clerk.get(address("trail", online)).content.decode()

    again = person.get(found[1]).content.decode()
    assert "còn mở đến" in again and ", đã tải)" in again and ", đã tải)" not in page.content.decode()
    fetched = timezone.now() - timedelta(hours=1)
    ResultLink.objects.update(fetched_at=fetched)
    whole = clerk.get(address("consolidate", online)).content.decode()
    assert f"Nhận bản điện tử: đã giao {vn_datetime(fetched)}" in whole and "Ghi nhận trả" in whole
    assert f"tải đủ {vn_datetime(fetched)}" in clerk.get(address("dossier", online)).content.decode()
    used = person.get(found[1])
    assert used.status_code == 404 and "chỉ dùng được một lần" in used.content.decode()
    assert person.post(found[1], {"fact": "0123", "file": file}).status_code == 404
    desk = clerk.get(address("result_links", online)).content.decode()
    assert "Đã nhận lúc" in desk and "Hết hiệu lực" in desk and "Cấp đường dẫn mới" in desk

    newest = online.hand_overs.get().links.get()
    clerk.post(address("result_links", online), {"revoke": newest.pk})
    assert person.get(found[1]).status_code == 404 and person.get(saving).status_code == 302
    assert person.get("/nhan-ket-qua/khong-co/").status_code == 404


def test_the_answer_with_a_new_link_loaded_anew_ends_no_link(online: Dossier, clerk: Client) -> None:
    here = address("result_links", online)
    key = re.search(r'name="key" value="(\w+)"', clerk.get(here).content.decode())
    assert key
    press = {"receiver": online.persons.get().pk, "key": key[1]}
    assert "<svg" in clerk.post(here, press).content.decode()

    again = clerk.post(here, press, follow=True)
    assert again.redirect_chain == [(here, 302)] and "vẫn còn hiệu lực" in again.content.decode()
    assert ResultLink.objects.get().revoked_at is None
    seen = re.search(r'name="seen" value="([\d.,]+)"', again.content.decode())
    assert seen
    clerk.post(here, press | {"key": "another", "seen": seen[1], "replace": "1"})
    assert ResultLink.objects.filter(revoked_at=None).count() == 1 and ResultLink.objects.count() == 2


def test_a_link_that_another_clerk_gave_meanwhile_is_replaced_knowingly_only(online: Dossier, clerk: Client) -> None:
    here, press = address("result_links", online), {"receiver": online.persons.get().pk, "seen": ""}
    assert "Thay đường dẫn" not in clerk.get(here).content.decode()
    clerk.post(here, press | {"key": "hers"})

    stale = clerk.post(here, press | {"key": "his", "replace": "1"})
    told = stale.content.decode()
    assert stale.status_code == 409 and "Từ lúc mở trang này" in told and "Phạm Thị Hường</label>" in told
    seen = re.search(r'name="seen" value="([\d.,]+)"', told)
    assert seen
    asked = clerk.post(here, press | {"key": "his", "seen": seen[1]})
    assert asked.status_code == 422 and "còn hiệu lực" in asked.content.decode()
    assert ResultLink.objects.get().revoked_at is None
    assert "<svg" in clerk.post(here, press | {"key": "his", "seen": seen[1], "replace": "1"}).content.decode()


def test_who_asks_too_often_waits(online: Dossier) -> None:
    answers = [Client().get("/nhan-ket-qua/khong-co/").status_code for _ in range(70)]

    assert 429 in answers and answers[0] == 404


def test_who_can_not_fetch_it_is_served_at_the_counter(online: Dossier, clerk: Client) -> None:
    person = online.persons.get()
    given = clerk.post(address("result_links", online), {"receiver": person.pk}).content.decode()
    assert f'href="{address("change_return_way", online)}"' in given
    assert "trang sau có nút cấp đường dẫn" not in clerk.get(address("collect_later", online)).content.decode()
    idle = clerk.post(address("collect_later", online), {"method": "online", "book": "later"})
    assert idle.status_code == 422 and "đang chờ người nhận tải về" in idle.content.decode()

    asked = {"way": "counter", "address": "", "asked_by": person.pk, "why": "Không mở được", "version": online.version}
    changed = clerk.post(address("change_return_way", online), asked)
    assert changed["Location"] == address("collect_later", online)
    told = clerk.get(address("dossier", online)).content.decode()
    assert "Gửi lại hoặc giao tại quầy" in told and "Đường dẫn đã cấp đã được thu hồi" in told
    assert "In lại giấy tiếp nhận" not in told, "no receipt is printed any more"
    link = re.search(r"http://testserver(/nhan-ket-qua/[\w-]+/)", given)
    assert link and "người nhận đổi cách nhận" in Client().get(link[1]).content.decode()
    words = {"method": "counter", "receiver_name": person.full_name, "receiver_id": "031169000123",
             "printed_copies": "2", "printed_now": "on", "book": "done"}  # fmt: skip
    after = clerk.post(address("collect_later", online), words, follow=True).content.decode()
    assert "Đã ghi nhận trả kết quả." in after and "In giấy giao nhận" in after
    assert Client().get(link[1]).status_code == 404
    assert "Người nhận không tải về" in clerk.get(address("dossier", online)).content.decode()
    assert "không cấp thêm đường dẫn" in clerk.get(address("result_links", online)).content.decode()
    assert "Trả cho người đến nhận sau" in clerk.get(address("trail", online)).content.decode()


def test_a_broken_file_is_no_download_that_counts(online: Dossier, clerk: Client) -> None:
    given = clerk.post(address("result_links", online), {"receiver": online.persons.get().pk}).content.decode()
    found = re.search(r"http://testserver(/nhan-ket-qua/[\w-]+/)", given)
    result, person = online.results.get(), Client()
    assert found and result.latest
    asked, saving = {"fact": "0123", "file": result.pk}, f"{found[1]}tep/{result.pk}/"
    lies_in_store(result.latest.file, PDF[:-1])
    assert "Tệp này đang lỗi" in person.post(found[1], asked, follow=True).content.decode()
    assert not ResultLink.objects.get().uses.exists()
    lies_in_store(result.latest.file, PDF)
    person.post(found[1], asked)
    lies_in_store(result.latest.file, PDF + b" ")
    assert person.get(saving).status_code == 409
