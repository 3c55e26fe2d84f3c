"""Is what an official source says shown beside what is registered, and taken in place of paper at both desks?"""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from bhxh_archive.lifecycle import State
from intake.actions.dossier import looking_up
from intake.models import Dossier, Lookup
from tests.intake.conftest import component
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import SignIn, address, state_of

pytestmark = pytest.mark.slow


def test_the_benefits_unit_answers_by_data_on_the_page_of_the_component(scanned: Dossier, sign_in: SignIn) -> None:
    paper, officer = component(scanned, "13-HSB"), sign_in("chuyenvien-hp")
    officer.post(address("request_supplement", put_in_state(scanned, State.IN_REVIEW)), {f"c{paper.pk}": "Ủy quyền"})
    item = scanned.supplements.get().items.get()
    page = officer.get(address("resume", scanned)).content.decode()
    assert "Ghi dữ liệu tra cứu" in page and f'name="i{item.pk}-came"' not in page

    looked_up = officer.get(address("component", scanned, paper.pk)).content.decode()
    assert 'value="data"' in looked_up and 'value="waive"' not in looked_up
    words = {"do": "data", "source": "CSDL dân cư", "snapshot": "Đã ủy quyền"}
    officer.post(address("component", scanned, paper.pk), words)
    officer.post(address("answer_items", scanned), {f"i{item.pk}-came": "on"})
    officer.post(address("resume", scanned), {"version": Dossier.objects.get(pk=scanned.pk).version})

    assert state_of(scanned) == State.IN_REVIEW


@pytest.mark.parametrize("who", ["tiepnhan-hp", "chuyenvien-hp"])
def test_data_are_looked_up_seen_and_accepted_at_both_desks(
    draft: Dossier, sign_in: SignIn, settings: Settings, who: str
) -> None:
    settings.LOOKUP_FOLDER = str(settings.BASE_DIR / "fixtures" / "demo" / "sources")
    put_in_state(draft, State.DRAFT if who.startswith("tiepnhan") else State.IN_REVIEW)
    desk, book = sign_in(who), component(draft, "SO_BHXH")
    assert "Tra cứu dữ liệu thay giấy" in desk.get(address("component", draft, book.pk)).content.decode()

    answer = desk.post(address("look_up", draft, book.pk), {"person": draft.persons.get().pk})
    waiting, state = desk.get(answer["Location"]).content.decode(), f"{answer['Location']}trang-thai/"
    assert "Đang hỏi Cơ sở dữ liệu quốc gia về bảo hiểm" in waiting and state in waiting and "21 năm" not in waiting
    looking_up.answer(Lookup.objects.get())
    assert "Dùng dữ liệu này thay giấy" in desk.get(state).content.decode()
    shown = desk.get(answer["Location"]).content.decode()
    assert "21 năm 5 tháng" in shown and "Dùng dữ liệu này thay giấy" in shown

    assert desk.post(answer["Location"])["Location"] == address("dossier", draft)
    assert "đã dùng thay giấy" in desk.get(address("component", draft, book.pk)).content.decode()


def test_a_record_that_differs_is_marked_and_its_use_asks_for_a_reason(
    draft: Dossier, clerk: Client, settings: Settings
) -> None:
    settings.LOOKUP_FOLDER = str(settings.BASE_DIR / "fixtures" / "demo" / "sources")
    draft.persons.update(birth_day=13)
    page = clerk.post(address("look_up", draft, component(draft, "SO_BHXH").pk), {"person": draft.persons.get().pk})[
        "Location"
    ]
    looking_up.answer(Lookup.objects.get())

    shown = clerk.get(page).content.decode()
    assert "12/06/1969" in shown and "13/06/1969" in shown and "khác hồ sơ đã đăng ký ở: <strong>Ngày sinh" in shown
    refused = clerk.post(page)
    assert refused.status_code == 422 and "Ghi lý do vẫn dùng" in refused.content.decode()
    assert clerk.post(page, {"reason": "Đã đối chiếu thẻ"})["Location"] == address("dossier", draft)


def test_why_nothing_was_looked_up_stands_beside_the_button(draft: Dossier, clerk: Client) -> None:
    draft.persons.update(personal_id="", insurance_number="")
    book = component(draft, "SO_BHXH")
    typed = {"person": draft.persons.get().pk}

    answer = clerk.post(address("look_up", draft, book.pk), typed)

    said = answer.content.decode()
    assert answer.status_code == 422 and 'id="look-up-problem"' in said and "hãy ghi ít nhất một số" in said
    assert "Nội dung vừa nhập" not in said and said.count("Bắt buộc") == 1
