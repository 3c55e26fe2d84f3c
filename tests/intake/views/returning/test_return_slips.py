"""Does the slip of a return say what was handed over, to whom, and is it there only then?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning import postal, returning
from intake.models import Dossier
from intake.slips import common
from tests.intake.lists import UNIT, RunJobs, read_in, sickness
from tests.intake.rows import add_result, put_in_state
from tests.intake.sheets import HEAD, LAN, xlsx
from tests.intake.views.conftest import address
from tests.intake.views.slip_texts import text_of

AT_THE_COUNTER: dict[str, Any] = {"method": "counter", "receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123",
                                  "printed_copies": 2, "printed_now": True}  # fmt: skip
BY_POST: dict[str, Any] = {"method": "post", "carrier": "VNPOST", "tracking_number": "EM1VN", "printed_copies": 2,
                           "printed_now": True, "post_office": "Bưu cục Mẫu"}  # fmt: skip


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    add_result(scanned)
    return put_in_state(scanned, State.ISSUED)


def test_the_slip_lists_results_and_book_as_they_were_handed_over(
    issued: Dossier, clerk: Client, clerk_user: User
) -> None:
    assert clerk.post(address("slip", issued, "return_slip")).status_code == 409
    assert "Giấy giao nhận in sau khi ghi nhận trả" in clerk.get(address("hand_over", issued)).content.decode()
    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **AT_THE_COUNTER)

    text = text_of(clerk, issued, "return_slip")

    assert "Quyết định hưởng lương hưu 2 Số 05/QĐ-BHXH" in text and "Bìa sổ bảo hiểm xã hội" in text


def test_a_second_return_has_a_slip_beside_that_of_the_first(issued: Dossier, clerk: Client, clerk_user: User) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="post", return_address="Số 5 ngõ Mẫu")
    returning.hand_over(dossier=Dossier.objects.get(pk=issued.pk), by=clerk_user, **BY_POST)
    text_of(clerk, issued, "return_slip")
    postal.came_back(dossier=issued, on=timezone.localdate(), reason="Vắng nhà", by=clerk_user)
    words = {**AT_THE_COUNTER, "printed_now": "on", "book": "done"}
    after = clerk.post(address("collect_later", issued), words, follow=True).content.decode()
    assert "In giấy giao nhận" in after

    text = text_of(clerk, issued, "return_slip")

    assert "Thay thế" not in text and "031169000123" in text and "EM1VN" not in text
    assert issued.issued_slips.filter(kind="return_slip", replaces=None).count() == 2


def test_who_receives_stands_on_the_slip_with_their_own_number_and_nobody_elses_telephone(
    issued: Dossier, clerk: Client, clerk_user: User
) -> None:
    issued.persons.update(personal_id="031169000123", address="Số 2 ngõ Mẫu", phone="0912000002")
    other = {"receiver_name": "Nguyễn Văn Con", "receiver_id": "031099000777", "authority": "Giấy 13-HSB"}
    returning.hand_over(dossier=issued, by=clerk_user, **AT_THE_COUNTER | other)

    text = text_of(clerk, issued, "return_slip")

    assert "Nguyễn Văn Con Số định danh cá nhân/CCCD: 031099000777" in text and "nhận thay theo: Giấy 13-HSB" in text
    assert "Số 2 ngõ Mẫu" not in text and "0912000002" not in text and "031169000123" not in text

    issued.hand_overs.update(receiver_name="phạm thị hường", receiver_id="")
    text = text_of(clerk, issued, "return_slip")
    assert "031169000123" in text and "Số 2 ngõ Mẫu" in text and "0912000002" in text


def test_by_post_the_slip_names_post_office_day_and_number(issued: Dossier, clerk: Client, clerk_user: User) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="post", return_address="Số 5 ngõ Mẫu")
    returning.hand_over(dossier=Dossier.objects.get(pk=issued.pk), book_done=True, by=clerk_user, **BY_POST)

    text = text_of(clerk, issued, "return_slip")

    assert "bưu cục nhận gửi: Bưu cục Mẫu" in text and f"ngày gửi: {timezone.localdate():%d/%m/%Y}" in text
    assert f"Mã hồ sơ: {issued.number}" in text and "Tờ rời sổ bảo hiểm xã hội" in text and "Bưu điện" in text


def test_a_notice_about_an_employer_s_list_goes_to_the_unit(clerk_user: User, run_jobs: RunJobs) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)

    told = common.notice(Dossier.objects.get(pk=sick.pk))
    assert (told["to"], told["salutation"]) == (UNIT["unit_name"], "quý đơn vị")
