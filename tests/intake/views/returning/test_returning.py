"""Do the pages of the return do what they show: handed over, not collected, collected later, merged for the archive?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Parameter, User
from intake.actions.desk import forwarding, handing
from intake.actions.returning import returning
from intake.models import Dossier, HandOver, ResultRemark, ResultVersion
from intake.rules.handing import Way
from intake.slips.common import DESK
from intake.slips.control import control_slip
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import address, state_of

pytestmark = pytest.mark.slow


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    add_result(scanned)
    return put_in_state(scanned, State.ISSUED)


def test_the_result_is_handed_over_with_what_was_typed(issued: Dossier, clerk: Client) -> None:
    words = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": "2",
        "printed_now": "on",
        "book": "done",
        "version": issued.version,
    }
    answers = [clerk.post(address("hand_over", issued), words) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {address("done", issued, "hand_over")}
    row = HandOver.objects.get()
    assert (row.receiver_name, row.printed_copies) == ("Phạm Thị Hường", 2)

    other = clerk.post(address("hand_over", issued), words | {"receiver_name": "Phạm Văn Khác"})
    nobody = clerk.post(address("hand_over", issued), {"absent": "1", "vang-attempts": "3", "vang-proof": "ba lần gọi"})
    for elsewhere in (other, nobody):
        assert elsewhere.status_code == 409 and "với nội dung khác" in elsewhere.content.decode()
    assert "Phạm Văn Khác" in other.content.decode()


def test_a_hand_over_without_receiver_keeps_the_rest(issued: Dossier, clerk: Client) -> None:
    words = {"method": "counter", "receiver_name": "", "proof": "giấy ủy quyền", "book": "later",
             "version": issued.version}  # fmt: skip
    answer = clerk.post(address("hand_over", issued), words)

    assert answer.status_code == 422
    assert "Hãy ghi họ tên người nhận." in answer.content.decode() and "giấy ủy quyền" in answer.content.decode()


def test_all_that_is_missing_is_said_at_once(issued: Dossier, clerk: Client) -> None:
    words = {"method": "counter", "receiver_name": "", "version": issued.version}
    said = clerk.post(address("hand_over", issued), words).content.decode()
    for fault in ("Chọn sổ BHXH", "Hãy ghi họ tên người nhận", "Hãy ghi số giấy tờ", "Hãy ghi số bản in"):
        assert fault in said, fault

    asked = {"way": "post", "version": issued.version}
    said = clerk.post(address("change_return_way", issued), asked).content.decode()
    assert "Ghi lý do" in said and "Hãy ghi địa chỉ nhận kết quả qua bưu chính." in said


def test_what_is_missing_leads_to_its_box_and_the_box_is_marked(issued: Dossier, clerk: Client) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="post", return_address="Số 5 ngõ Mẫu")
    words = {"method": "post", "carrier": "VNPOST", "tracking_number": "", "printed_copies": "hai", "book": "later",
             "post_office": "Bưu cục Mẫu", "version": issued.version}  # fmt: skip

    said = clerk.post(address("hand_over", issued), words).content.decode()

    assert '<a href="#id_tracking_number">Hãy ghi mã bưu gửi.</a>' in said and "Bưu cục Mẫu" in said
    box = re.search(r'<input[^>]*id="id_tracking_number"[^>]*>', said)
    assert box and 'aria-invalid="true"' in box[0] and "id_tracking_number_error" in box[0]
    assert said.count('<a href="#id_printed_copies">') == 1, "what was typed wrong is not called missing as well"


def test_online_too_each_fault_has_its_box(scanned: Dossier, clerk: Client) -> None:
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    issued = put_in_state(scanned, State.ISSUED)
    words = {"method": "online", "receiver_name": "Lê Văn Khách", "book": "later", "version": issued.version}

    said = clerk.post(address("hand_over", issued), words).content.decode()

    targets = re.findall(r'<li><a href="#(\w+)">', said)
    assert {"id_proof", "id_authority"} == set(targets) and all(f'id="{target}"' in said for target in targets)


def test_copies_that_nobody_wrote_down_are_asked_about(issued: Dossier, clerk: Client) -> None:
    question = "Đã in và đóng dấu đủ số bản này"
    assert question in clerk.get(address("hand_over", issued)).content.decode()
    words = {"method": "counter", "receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123",
             "printed_copies": "2", "book": "later", "version": issued.version}  # fmt: skip
    refused = clerk.post(address("hand_over", issued), words)
    assert refused.status_code == 422 and "Giao 2 bản nhưng sổ mới ghi" in refused.content.decode()

    clerk.post(address("record_print", issued, issued.results.get().pk), {"copies": "2", "key": "mot"})
    assert question not in clerk.get(address("hand_over", issued)).content.decode()
    assert clerk.post(address("hand_over", issued), words).status_code == 302


def test_what_the_prints_are_in_law_is_said(issued: Dossier, clerk: Client) -> None:
    page = address("return_result", issued, issued.results.get().pk)
    said = clerk.get(page).content.decode()
    assert "bản chính giấy" in said and "Điều 18 khoản 5" in said and "cần xác nhận" in said
    office = issued.receiving_office
    Parameter.objects.create(key="printed_originals", value="0", office=office, valid_from=date(2026, 1, 1),
                             confirmed=True)  # fmt: skip
    said = clerk.get(page).content.decode()
    assert "SY-BHXH" in said and "bản chính giấy" not in said and "cần xác nhận" not in said


def test_far_more_copies_than_the_setting_wants_are_asked_about(issued: Dossier, clerk: Client) -> None:
    page, typed = address("record_print", issued, issued.results.get().pk), {"copies": "99", "spoiled": "1", "key": "a"}
    asked = clerk.post(page, typed)
    said = asked.content.decode()
    assert asked.status_code == 422 and "tổng cộng 99 bản" in said and 'value="99"' in said
    assert issued.results.get().printed_copies == 0
    clerk.post(page, typed | {"copies": "4"})
    assert issued.results.get().printed_copies == 4, "twice the setting goes without a question"
    assert clerk.post(page, {"copies": "1", "key": "b"}).status_code == 422
    assert clerk.post(page, {"copies": "1", "key": "b", "despite": "1"}).status_code == 302
    assert issued.results.get().printed_copies == 5


def test_copies_written_down_in_two_tabs_count_once(issued: Dossier, clerk: Client) -> None:
    page = address("record_print", issued, issued.results.get().pk)
    assert clerk.post(page, {"copies": "2", "key": "a", "printed": "0"}).status_code == 302
    told = clerk.post(page, {"copies": "2", "key": "b", "printed": "0"})
    assert told.status_code == 422 and "Đã ghi nhận thêm 2 bản" in told.content.decode()
    assert issued.results.get().printed_copies == 2
    assert 'name="printed" value="2"' in told.content.decode()
    assert clerk.post(page, {"copies": "1", "key": "b", "printed": "2"}).status_code == 302


def test_a_print_of_what_is_in_force_no_longer_is_written_down_knowingly(issued: Dossier, clerk: Client) -> None:
    result = issued.results.get()
    ResultRemark.objects.create(result=result, text="Bị thu hồi bởi quyết định mẫu", ends=True)
    page, typed = address("record_print", issued, result.pk), {"copies": "2", "key": "a"}
    asked = clerk.post(page, typed)
    assert asked.status_code == 422 and "Văn bản không còn hiệu lực." in asked.content.decode()
    assert clerk.post(page, typed | {"despite": "1"}).status_code == 302
    assert issued.results.get().printed_copies == 2


def test_what_was_signed_with_ink_is_no_electronic_result(scanned: Dossier, clerk: Client) -> None:
    result = add_result(scanned, valid=False, stage=ResultVersion.Stage.PAPER_COPY)
    dossier = put_in_state(scanned, State.ISSUED)
    Dossier.objects.filter(pk=dossier.pk).update(return_method="online")
    page = clerk.get(address("hand_over", dossier)).content.decode()
    assert "không trả bằng bản điện tử" in page and "Ký trên giấy" in page and "Hợp lệ" not in page
    refused = clerk.post(address("hand_over", dossier), {"method": "online", "version": dossier.version})
    assert refused.status_code == 422 and "đổi cách trả sang tại quầy" in refused.content.decode()
    shown = clerk.get(address("return_result", dossier, result.pk)).content.decode()
    assert "Tải bản số hóa" in shown and "Ghi nhận đã in" not in shown


def test_nobody_came_and_then_somebody_did(issued: Dossier, clerk: Client) -> None:
    early = clerk.post(address("hand_over", issued), {"absent": "1", "vang-attempts": "2", "vang-proof": "hai lần gọi"})
    assert early.status_code == 422 and early.context["missed"].errors.keys() == {"attempts"}
    missed = {"absent": "1", "vang-attempts": "3", "vang-proof": "ba lần gọi", "vang-version": issued.version}
    said = clerk.post(address("hand_over", issued), missed, follow=True).content.decode()
    assert "Đã ghi nhận chưa đến nhận" in said and "In giấy giao nhận" not in said
    assert state_of(issued) == State.RETURNED
    page = clerk.get(address("dossier", issued)).content.decode()
    assert address("collect_later", issued) in page and '<span class="flag">chưa đến nhận</span>' in page
    later = clerk.get(address("collect_later", issued)).content.decode()
    assert "Xem và in" in later and "Sổ BHXH đang giữ: 1 bìa, 2 tờ rời" in later
    waiting = reverse("queue", args=["cho-tich-hop"]) + "?result=waits"
    assert '<span class="flag">chưa đến nhận</span>' in clerk.get(waiting).content.decode()

    words = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": "2",
        "printed_now": "on",
        "book": "done",
    }
    told = clerk.get(address("trail", issued)).content.decode()
    assert "Ghi nhận chưa đến nhận" in told and "Chưa đến nhận, đã báo 3 lần. ba lần gọi" in told
    assert clerk.post(address("collect_later", issued), words).status_code == 302
    slip = control_slip(Dossier.objects.get(pk=issued.pk), User.objects.get(username="tiepnhan-hp"))
    assert [row["remark"] for row in slip["hops"]][-2:] == ["Chưa đến nhận", "Trả cho người đến nhận sau"]
    assert [row["to_unit"] for row in slip["hops"]][-2:] == [DESK, "Người nhận kết quả"], "it lay here, then was taken"
    assert slip["hops"][0]["from_unit"] == "Người nộp hồ sơ" and slip["hops"][0]["to_unit"] == DESK
    assert clerk.post(address("collect_later", issued), words).status_code == 409
    assert HandOver.objects.count() == 2
    assert "chưa đến nhận" not in clerk.get(address("review", issued)).content.decode()
    assert "Không có hồ sơ nào khớp bộ lọc" in clerk.get(waiting).content.decode()


def test_printed_copies_are_recorded_once_a_press(issued: Dossier, clerk: Client) -> None:
    result = issued.results.get()
    for _ in range(2):
        clerk.post(address("record_print", issued, result.pk), {"copies": "2", "key": "mot-lan"})

    result.refresh_from_db()
    assert result.printed_copies == 2


@pytest.mark.parametrize("copies", ["", "0", "-1", "một trăm", "1000"])
def test_a_number_of_copies_that_is_none_is_refused(issued: Dossier, clerk: Client, copies: str) -> None:
    result = issued.results.get()
    clerk.post(address("record_print", issued, result.pk), {"copies": copies})

    result.refresh_from_db()
    assert result.printed_copies == 0


def test_consolidation_shows_progress_until_the_files_are_made(
    issued: Dossier, clerk: Client, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    facts: dict[str, Any] = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": 2,
        "printed_now": True,
        "book_done": True,
    }
    run_jobs(lambda: returning.hand_over(dossier=issued, by=clerk_user, **facts))
    issued.folder.pages.update(rotation=90)  # what was made is out of date
    waiting = clerk.get(address("consolidate", issued)).content.decode()
    assert "0/1" in clerk.get(address("documents_state", issued)).content.decode()
    assert "Đang tạo tệp PDF/A của 1 thành phần" in waiting

    run_jobs(lambda: clerk.post(address("make_documents", issued)))

    assert "Đã xong." in clerk.get(address("documents_state", issued)).content.decode()
    version = Dossier.objects.get(pk=issued.pk).version
    twin = draft_of(User.objects.get(username="tiepnhan-hp"))
    Dossier.objects.filter(pk=twin.pk).update(paper_file_number="k01.g02", paper_office=issued.paper_office)
    typed = {"paper_file_number": "K01.G02", "version": version}
    asked = clerk.post(address("consolidate", issued), typed)
    assert asked.status_code == 422 and "cũng ghi ở hồ sơ" in asked.content.decode()
    assert not Dossier.objects.get(pk=issued.pk).paper_file_number, "told before it is done"
    answer = clerk.post(address("consolidate", issued), typed | {"shared": "on"})
    assert answer["Location"] == address("done", issued, "consolidate")

    sent = {number: clerk.post(address("consolidate", issued), typed | {"paper_file_number": number, "shared": "on"})
            for number in ("K01.G02", "K01.G03")}  # fmt: skip
    assert {number: again.status_code for number, again in sent.items()} == {"K01.G02": 302, "K01.G03": 409}
    assert "với nội dung khác" in sent["K01.G03"].content.decode()


def test_another_way_is_asked_for_at_the_counter_and_the_signed_slip_comes_in(issued: Dossier, clerk: Client) -> None:
    asked = {
        "way": "post",
        "address": "",
        "asked_by": issued.persons.get().pk,
        "why": "Ở xa",
        "version": issued.version,
    }
    refused = clerk.post(address("change_return_way", issued), asked)
    assert refused.status_code == 422 and "địa chỉ" in refused.content.decode() and "Ở xa" in refused.content.decode()
    changed = clerk.post(address("change_return_way", issued), asked | {"address": "Số 5 ngõ Mẫu"}, follow=True)
    assert "Nhận qua bưu chính" in changed.content.decode() and "Mã bưu gửi" in changed.content.decode()

    words = {
        "method": "post",
        "tracking_number": "EM123456785VN",
        "carrier": "VNPOST",
        "printed_copies": "2",
        "printed_now": "on",
        "book": "done",
        "version": issued.version + 1,
    }
    assert clerk.post(address("hand_over", issued), words).status_code == 302
    slip = address("signed_slip", issued, HandOver.objects.get().pk)
    assert "Chưa có bản quét nào" in clerk.get(slip).content.decode()
    sent = clerk.post(slip, {"files": SimpleUploadedFile("ky.jpg", b"\xff\xd8anh")}, follow=True).content.decode()
    assert "ky.jpg" in sent and "Đang chờ kiểm tra" in sent
    told = clerk.get(address("trail", issued)).content.decode()
    assert "Đổi cách trả kết quả: nhận tại quầy → nhận qua bưu chính" in told and "Quét giấy giao nhận đã ký" in told


def test_the_dead_ask_for_no_other_way_of_return(clerk: Client, clerk_user: User) -> None:
    dead, widow = {"role": "deceased", "full_name": "Lê Thị Khuất"}, {"role": "relative", "full_name": "Lê Văn Con"}
    dossier = put_in_state(draft_of(clerk_user, "TUAT_1", persons=[dead, widow]), State.ISSUED)
    page = clerk.get(address("change_return_way", dossier)).content.decode()

    assert "Lê Văn Con (thân nhân)" in page and "Lê Thị Khuất (người chết)" not in page


def test_a_book_on_a_list_that_nobody_signed_is_said_beforehand_and_nothing_typed_is_lost(
    scanned: Dossier, clerk: Client, clerk_user: User
) -> None:
    forwarding.forward(dossier=scanned, by=clerk_user)
    (given,) = handing.give(dossier_ids=[scanned.pk], way=Way.TO_BENEFITS, by=clerk_user)
    add_result(scanned)
    issued = put_in_state(Dossier.objects.get(pk=scanned.pk), State.ISSUED)
    page = clerk.get(address("hand_over", issued)).content.decode()
    assert f'<a href="{reverse("handing_list", args=[given.pk])}">bản bàn giao {given}</a> chờ ký nhận' in page
    assert 'value="later"' in page and 'value="done"' not in page

    words = {"method": "counter", "receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123",
             "printed_copies": "2", "printed_now": "on", "book": "done", "version": issued.version}  # fmt: skip
    refused = clerk.post(address("hand_over", issued), words)
    assert refused.status_code == 422 and f"đang ghi trong bản bàn giao {given}" in refused.content.decode()
    assert "031169000123" in refused.content.decode()
    assert clerk.post(address("hand_over", issued), words | {"book": "later"}).status_code == 302
