"""Does the chief administrator read the whole catalogue, and change it with the difference before his eyes?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.models import Procedure
from intake.queries import procedure_on
from intake.queries.versions import draft_of
from tests.days import today, tomorrow
from tests.intake.views.conftest import SignIn


@pytest.fixture
def chief(sign_in: SignIn) -> Client:
    return sign_in("quantri")


@pytest.fixture
def running(demo: dict[str, User]) -> Procedure:
    return procedure_on("BHXH1L", today())


@pytest.fixture
def draft(chief: Client, running: Procedure) -> Procedure:
    chief.post(reverse("catalogue_open_next", args=[running.pk]))
    found = draft_of(running)
    assert found
    return found


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def typed(client: Client, name: str, *args: object) -> dict[str, object]:
    """The form of a page as a browser would send it back."""
    form = client.get(reverse(name, args=args)).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_both_rule_books_are_listed_with_validity_and_source(chief: Client) -> None:
    text = page(chief, "catalogue")
    assert "2222/QĐ-BHXH" in text and "166/QĐ-BHXH" in text
    assert "01/05/2019 – 28/07/2025" in text and "Cần xác nhận" in text


def test_a_procedure_is_shown_whole(chief: Client, running: Procedure) -> None:
    text = page(chief, "catalogue_procedure", running.pk)
    for said in ("7 ngày làm việc", "Ra nước ngoài để định cư", "Thu hồi, lưu cùng hồ sơ giấy", "70 năm",
                 "Trả lại khi không có kết quả", "Văn bản trả lời", "Soạn thay đổi"):  # fmt: skip
        assert said in text, said


def test_a_change_is_seen_before_it_is_put_in_force(chief: Client, draft: Procedure) -> None:
    assert "valid_from" not in page(chief, "catalogue_put_in_force", draft.pk), "nothing is changed yet"
    facts = typed(chief, "catalogue_edit", draft.pk) | {"deadline_amount": "9"}
    assert chief.post(reverse("catalogue_edit", args=[draft.pk]), facts).status_code == 302

    shown = page(chief, "catalogue_put_in_force", draft.pk)
    assert "Thời hạn" in shown and "<strong>9</strong>" in shown
    answer = chief.post(reverse("catalogue_put_in_force", args=[draft.pk]), {"valid_from": f"{tomorrow():%d/%m/%Y}"})

    assert answer.status_code == 302
    assert procedure_on("BHXH1L", tomorrow()).deadline_amount == 9
    log = page(chief, "admin_changes")
    assert "Áp dụng phiên bản mới của thủ tục" in log and "Thủ tục: Thời hạn: 9" in log


def test_a_refused_day_is_kept_and_said(chief: Client, draft: Procedure) -> None:
    day = {"valid_from": f"{today():%d/%m/%Y}"}
    draft.component_types.filter(code="BENH_AN").update(name="Bệnh án mẫu")
    answer = chief.post(reverse("catalogue_put_in_force", args=[draft.pk]), day)

    assert answer.status_code == 422
    assert "phải từ ngày mai" in answer.content.decode() and day["valid_from"] in answer.content.decode()


def test_a_paper_hangs_on_the_answers_of_one_question(chief: Client, draft: Procedure) -> None:
    paper = draft.component_types.get(code="BENH_AN")
    address = ("catalogue_part", draft.pk, "giay-to", paper.pk)
    facts = typed(chief, *address)
    both = facts | {"hangs_on": ["CAN_CU_HUONG=BENH", "UY_QUYEN=YES"]}
    assert "một câu hỏi duy nhất" in chief.post(reverse(address[0], args=address[1:]), both).content.decode()

    chief.post(
        reverse(address[0], args=address[1:]), facts | {"hangs_on": ["CAN_CU_HUONG=BENH", "CAN_CU_HUONG=DINH_CU"]}
    )
    paper.refresh_from_db()
    assert paper.answers == ["BENH", "DINH_CU"]


@pytest.mark.parametrize("of", ["paper", "procedure"])
def test_of_two_pages_that_change_the_same_part_the_second_is_told_and_wipes_nothing(
    chief: Client, draft: Procedure, of: str
) -> None:
    paper = draft.component_types.get(code="BENH_AN")
    name, args, field = (
        ("catalogue_part", (draft.pk, "giay-to", paper.pk), "condition") if of == "paper"
        else ("catalogue_edit", (draft.pk,), "note")
    )  # fmt: skip
    facts = typed(chief, name, *args)
    assert chief.post(reverse(name, args=args), facts | {field: "Ghi ở trang thứ nhất"}).status_code == 302

    late = chief.post(reverse(name, args=args), facts | {"source": "Ghi ở trang thứ hai"})

    assert late.status_code == 409 and "vừa được lưu ở trang khác" in late.content.decode()
    assert "<dt>Nguồn</dt><dd>Ghi ở trang thứ hai</dd>" in late.content.decode()
    assert facts["seen"] not in late.content.decode()  # type: ignore[operator]
    row = paper if of == "paper" else draft
    row.refresh_from_db()
    assert getattr(row, field) == "Ghi ở trang thứ nhất" and row.source != "Ghi ở trang thứ hai"


def test_a_question_and_its_choices_are_typed_line_by_line(chief: Client, draft: Procedure) -> None:
    where = reverse("catalogue_part", args=[draft.pk, "cau-hoi", 0])
    facts = {
        "code": "NOI_O",
        "ordinal": "9",
        "text": "Người lao động ở đâu?",
        "source": "QĐ 1",
        "choices": "A: Trong nước",
    }
    assert "ít nhất hai câu trả lời" in chief.post(where, facts).content.decode()

    assert chief.post(where, facts | {"choices": "A: Trong nước\nB: Ngoài nước"}).status_code == 302
    assert draft.questions.get(code="NOI_O").options == [("A", "Trong nước"), ("B", "Ngoài nước")]
    assert "đã có trong thủ tục này" in chief.post(where, facts | {"choices": ""}).content.decode()


def test_a_local_administrator_reads_and_changes_nothing(sign_in: SignIn, running: Procedure) -> None:
    local = sign_in("quantri-hp")
    assert "do quản trị tại Trung tâm Lưu trữ giữ" in page(local, "catalogue_procedure", running.pk)
    assert local.post(reverse("catalogue_open_next", args=[running.pk])).status_code == 403


def test_a_time_of_its_own_hangs_on_an_answer_or_a_way_of_filing(chief: Client, draft: Procedure) -> None:
    where = reverse("catalogue_part", args=[draft.pk, "thoi-han", 0])
    facts = {"code": "DINH_CU", "ordinal": "1", "name": "Định cư nước ngoài", "amount": "5", "kind": "WORKING_DAYS",
             "source": "QĐ 1"}  # fmt: skip
    assert chief.post(where, facts | {"amount": "0"}).status_code == 422
    assert chief.post(where, facts).status_code == 302
    shown = page(chief, "catalogue_procedure", draft.pk)
    assert "Định cư nước ngoài" in shown and "chưa chọn câu trả lời hay hình thức nộp" in shown

    term = draft.terms.get()
    chief.post(reverse("catalogue_part", args=[draft.pk, "thoi-han", term.pk]),
               facts | {"hangs_on": ["CAN_CU_HUONG=DINH_CU"], "channels": ["counter"]})  # fmt: skip
    shown = page(chief, "catalogue_put_in_force", draft.pk)
    assert "Thời hạn DINH_CU" in shown and "chưa chọn" not in shown
    chief.post(reverse("catalogue_put_in_force", args=[draft.pk]), {"valid_from": f"{tomorrow():%d/%m/%Y}"})
    [held] = procedure_on("BHXH1L", tomorrow()).terms.all()
    assert (held.answers, held.channels) == (["DINH_CU"], ["counter"])


def test_a_paper_that_is_a_map_wants_300_dpi_with_its_source(chief: Client, draft: Procedure) -> None:
    part = draft.component_types.filter(never_scan=False).first()
    assert part
    address = ("catalogue_part", draft.pk, "giay-to", part.pk)
    facts = typed(chief, *address) | {"scan_dpi": "300"}
    refused = chief.post(reverse(address[0], args=address[1:]), facts)
    assert "Ghi nguồn của yêu cầu 300 dpi" in refused.content.decode()

    facts["scan_dpi_source"] = "Thông tư 05/2025/TT-BNV, cần xác nhận"
    assert chief.post(reverse(address[0], args=address[1:]), facts).status_code == 302

    assert "Quét 300 dpi (Thông tư 05/2025/TT-BNV, cần xác nhận)" in page(chief, "catalogue_procedure", draft.pk)
    assert "Độ phân giải quét (dpi)" in page(chief, "catalogue_put_in_force", draft.pk)
