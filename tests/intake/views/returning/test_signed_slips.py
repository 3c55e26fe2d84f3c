"""Can a clerk take a wrong scan of the signed slip away, and back again, on its page?"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning import returning
from intake.models import Dossier, HandOver, SlipDoubt, Upload
from tests.intake.rows import add_result, put_in_state, take_out
from tests.intake.views.conftest import SignIn, address

PARTS: dict[str, Any] = {"receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123", "printed_copies": 2,
                         "printed_now": True}  # fmt: skip
MISSING = "Chưa quét giấy giao nhận đã ký"


@pytest.fixture
def returned(scanned: Dossier, clerk_user: User) -> Dossier:
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    returning.hand_over(dossier=issued, method="counter", by=clerk_user, **PARTS)
    return Dossier.objects.get(pk=scanned.pk)


def slip(dossier: Dossier) -> str:
    return address("signed_slip", dossier, HandOver.objects.get().pk)


def sent(dossier: Dossier, clerk: Client, name: str = "ky.jpg") -> Upload:
    """A scan that was sent under the slip, with its page."""
    clerk.post(slip(dossier), {"files": SimpleUploadedFile(name, name.encode())})
    return take_out(Upload.objects.get(name=name)).upload


def do(deed: str, dossier: Dossier, scan: Upload) -> str:
    return address(f"{deed}_signed_slip", dossier, HandOver.objects.get().pk, scan.pk)


def test_taken_away_with_a_reason_and_taken_back(returned: Dossier, clerk: Client) -> None:
    scan = sent(returned, clerk)
    assert "Giấy đã ký</a>" in clerk.get(address("dossier", returned)).content.decode()

    field = f"bo-{scan.pk}-reason"
    refused = clerk.post(do("drop", returned, scan), {field: ""})
    assert refused.status_code == 422 and "Hãy ghi lý do bỏ bản quét." in refused.content.decode()

    gone = clerk.post(do("drop", returned, scan), {field: "Giấy của hồ sơ khác"}, follow=True).content.decode()
    assert "Đã bỏ</span>" in gone and f"Giấy của hồ sơ khác. {scan.by}, " in gone
    assert f'action="{do("restore", returned, scan)}"' in gone and "Hoàn tác" in gone
    assert MISSING in clerk.get(address("consolidate", returned)).content.decode()
    assert "Quét giấy đã ký</a>" in clerk.get(address("dossier", returned)).content.decode()
    trail = clerk.get(address("trail", returned)).content.decode()
    assert "Bỏ bản quét của giấy giao nhận" in trail and "Giấy của hồ sơ khác" in trail

    back = clerk.post(do("restore", returned, scan), follow=True).content.decode()
    assert "Đã lấy lại bản quét" in back and "Giấy của hồ sơ khác" not in back
    assert MISSING not in clerk.get(address("consolidate", returned)).content.decode()


def test_the_same_bytes_again_are_said_to_be_there_or_back(returned: Dossier, clerk: Client) -> None:
    scan = sent(returned, clerk)
    again = {"files": SimpleUploadedFile("khac.jpg", b"ky.jpg")}
    assert "không nhận thêm lần nữa" in clerk.post(slip(returned), again, follow=True).content.decode()

    clerk.post(do("drop", returned, scan), {f"bo-{scan.pk}-reason": "Nhầm"})
    again = {"files": SimpleUploadedFile("khac.jpg", b"ky.jpg")}
    assert "được đưa trở lại" in clerk.post(slip(returned), again, follow=True).content.decode()


def test_a_scan_without_a_code_waits_for_a_word_of_the_clerk(returned: Dossier, clerk: Client, sign_in: SignIn) -> None:
    scan = sent(returned, clerk)
    SlipDoubt.objects.create(upload=scan)
    shown, field = clerk.get(slip(returned)).content.decode(), f"dung-{scan.pk}-ground"
    assert "Chờ xác nhận" in shown and "Không thấy mã của giấy giao nhận" in shown and f'name="{field}"' in shown
    consolidation = clerk.get(address("consolidate", returned)).content.decode()
    assert "chưa ai xác nhận" in consolidation and MISSING not in consolidation
    assert "Quét giấy đã ký</a>" in clerk.get(address("dossier", returned)).content.decode()

    refused = clerk.post(do("confirm", returned, scan), {field: ""})
    assert refused.status_code == 422 and "Hãy ghi căn cứ xác nhận" in refused.content.decode()
    assert f'name="{field}"' not in sign_in("chuyenvien-hp").get(slip(returned)).content.decode()
    done = clerk.post(do("confirm", returned, scan), {field: "Có chữ ký bà Hường"}, follow=True).content.decode()
    assert "Đã xác nhận: Có chữ ký bà Hường" in done and "Chờ xác nhận" not in done
    assert "Giấy đã ký</a>" in clerk.get(address("dossier", returned)).content.decode()
    assert "Xác nhận bản quét không đọc được mã" in clerk.get(address("trail", returned)).content.decode()


def test_the_list_asks_for_itself_until_every_file_is_examined(returned: Dossier, clerk: Client) -> None:
    scan, state = sent(returned, clerk), address("signed_slip_state", returned, HandOver.objects.get().pk)
    Upload.objects.update(state=Upload.State.SPLITTING)
    assert f'hx-get="{state}" hx-trigger="every 1s"' in clerk.get(slip(returned)).content.decode()
    assert f'hx-get="{state}"' in clerk.get(state).content.decode()
    Upload.objects.filter(pk=scan.pk).update(state=Upload.State.ACCEPTED)
    last = clerk.get(state).content.decode()
    assert f'hx-get="{slip(returned)}" hx-trigger="load"' in last and "<img" not in last
    assert "hx-get" not in clerk.get(slip(returned)).content.decode().partition('id="slips"')[2].partition(">")[0]


def test_a_refused_file_leaves_the_list(returned: Dossier, clerk: Client) -> None:
    scan = sent(returned, clerk, "hong.pdf")
    Upload.objects.update(state=Upload.State.REFUSED, file=None)
    shown = clerk.get(slip(returned)).content.decode()
    assert "Bỏ khỏi danh sách" in shown and "Lý do bỏ" not in shown

    cleared = clerk.post(do("drop", returned, scan), follow=True).content.decode()
    assert "Đã bỏ tệp «hong.pdf» khỏi danh sách." in cleared and "Chưa có bản quét nào" in cleared


def test_what_was_typed_stays_when_the_archive_has_the_dossier(returned: Dossier, clerk: Client) -> None:
    scan = sent(returned, clerk)
    put_in_state(returned, State.TRANSFERRED)
    assert "Bỏ bản quét này" not in clerk.get(slip(returned)).content.decode()

    late = clerk.post(do("drop", returned, scan), {f"bo-{scan.pk}-reason": "Nhầm giấy"})
    assert late.status_code == 422 and "đã chuyển lưu trữ" in late.content.decode()
    assert 'value="Nhầm giấy"' in late.content.decode()


def test_who_only_looks_is_offered_nothing(returned: Dossier, clerk: Client, sign_in: SignIn) -> None:
    scan = sent(returned, clerk)
    officer = sign_in("chuyenvien-hp")
    assert "Bỏ bản quét này" not in officer.get(slip(returned)).content.decode()
    assert officer.post(do("drop", returned, scan), {f"bo-{scan.pk}-reason": "x"}).status_code == 403


def test_it_is_dropped_or_photographed_as_any_other_scan(returned: Dossier, clerk: Client) -> None:
    shown = clerk.get(slip(returned)).content.decode()
    assert 'capture="environment"' in shown and "data-shots-open" in shown and "Xếp vào" not in shown
    assert shown.count(f'action="{slip(returned)}"') == 2 and 'id="slips"' in shown

    asked = {"HTTP_ACCEPT": "application/json"}
    shot = SimpleUploadedFile("chup-1.jpg", b"chup")
    told = clerk.post(slip(returned), {"files": shot}, **asked)  # type: ignore[arg-type]
    assert told.json()["verdict"] == "accepted" and told.json()["file"] == "chup-1.jpg"
    assert clerk.post(slip(returned), **asked).status_code == 422  # type: ignore[arg-type]
