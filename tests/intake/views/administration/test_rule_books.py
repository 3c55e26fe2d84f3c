"""Can the chief administrator add a procedure and a rule book on pages, with the difference before his eyes?"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.models import Procedure, RuleBook
from intake.queries import procedure_on
from tests.days import today, tomorrow
from tests.intake.views.conftest import SignIn

NEW_BOOK = {"code": "QD99", "number": "99/QĐ-BHXH", "issued_on": "20/11/2026", "name": "Quy trình mới",
            "source": "QĐ 99/QĐ-BHXH"}  # fmt: skip
NEW_PROCEDURE = {
    "code": "TRO_CAP_MOI", "name": "Hưởng trợ cấp mới", "submitters": ["PERSON"], "deadline_amount": "7",
    "deadline_kind": "WORKING_DAYS", "verification_clock": "NONE", "supplement_clock": "RESTART",
    "supplement_limit_days": "15", "fee": "0", "retention_code": "02", "book_end": "", "source": "Luật mới",
    "needs_confirmation": "on",
    "required_roles": "Người chết\nThân nhân, Người nhận trợ cấp hoặc giám hộ",
}  # fmt: skip
PAPER = {"code": "DON", "ordinal": "1", "name": "Đơn đề nghị", "requirement": "M", "scan": "on",
         "original_or_copy": "ORIGINAL", "doc_type": "32", "scan_dpi": "200", "source": "Luật mới"}  # fmt: skip
RESULT = {"code": "QD_MOI", "name": "Quyết định hưởng trợ cấp mới", "role": "DECISION", "doc_type": "02",
          "required": "on"}  # fmt: skip


@pytest.fixture
def chief(sign_in: SignIn) -> Client:
    return sign_in("quantri")


@pytest.fixture
def running(demo: dict[str, User]) -> RuleBook:
    return procedure_on("HUU", today()).rule_book


def test_a_new_procedure_is_written_part_by_part_and_put_in_force(chief: Client, running: RuleBook) -> None:
    where = reverse("catalogue_new_procedure", args=[running.pk])
    refused = chief.post(where, NEW_PROCEDURE | {"code": "HUU"})
    assert refused.status_code == 422 and "đã có thủ tục mang mã HUU" in refused.content.decode()
    assert "Hưởng trợ cấp mới" in refused.content.decode()
    unknown = chief.post(where, NEW_PROCEDURE | {"required_roles": "Hàng xóm"})
    assert unknown.status_code == 422 and "Không có vai trò «Hàng xóm»" in unknown.content.decode()

    unkept = chief.post(where, NEW_PROCEDURE | {"retention_code": ""})
    assert unkept.status_code == 422 and '<option value="" selected>Chọn thời hạn' in unkept.content.decode()

    shown = chief.post(where, NEW_PROCEDURE, follow=True).content.decode()
    draft = Procedure.objects.get(code="TRO_CAP_MOI")
    assert draft.required_roles == [["deceased"], ["relative", "receiver"]]
    assert "Thủ tục mới" in shown and "chưa có giấy tờ nào bắt buộc" in shown and "Văn bản trả lời" in shown
    asked = chief.get(reverse("catalogue_part", args=[draft.pk, "giay-to", 0])).content.decode()
    assert "32 Khác" in asked and re.search(r'<input[^>]*name="scan"[^>]*checked', asked)
    for kind, facts in (("giay-to", PAPER), ("ket-qua", RESULT)):
        assert chief.post(reverse("catalogue_part", args=[draft.pk, kind, 0]), facts).status_code == 302
    force = reverse("catalogue_put_in_force", args=[draft.pk])
    assert "Đơn đề nghị" in chief.get(force).content.decode()
    assert chief.post(force, {"valid_from": f"{tomorrow():%d/%m/%Y}"}).status_code == 302

    assert procedure_on("TRO_CAP_MOI", tomorrow()) == draft
    withdrawn = chief.post(reverse("catalogue_withdraw", args=[draft.pk]), follow=True)
    assert "Đã rút phiên bản chưa áp dụng" in withdrawn.content.decode()
    discarded = chief.post(reverse("catalogue_discard", args=[draft.pk]))
    assert discarded["Location"] == reverse("catalogue") and not Procedure.objects.filter(code="TRO_CAP_MOI").exists()


def cite_another_law(chief: Client, book: RuleBook) -> None:
    """The laws of the draft are changed on its page, and the difference says so before it holds."""
    where = reverse("catalogue_edit_book", args=[book.pk])
    shown = chief.get(where).context
    typed = {bound.html_name: bound.value() for form in shown["forms"] for bound in _boxes(form)}
    typed |= {name: f"{value:%d/%m/%Y}" for name, value in typed.items() if isinstance(value, date)}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    last = len(book.legal_bases)
    assert chief.post(where, typed | {"can-cu-0-valid_to": "01/01/2020"}).status_code == 422
    law = {"text": "Căn cứ Luật Mẫu ngày 20 tháng 11 năm 2026.", "by": "DECISION", "valid_from": "01/01/2026",
           "source": "Luật Mẫu", "needs_confirmation": "on"}  # fmt: skip
    typed |= {f"can-cu-{last}-{name}": value for name, value in law.items()} | {"can-cu-0-DELETE": "on"}
    said = chief.post(where, typed, follow=True).content.decode()

    assert "Thêm căn cứ" in said and "Luật Mẫu ngày 20 tháng 11 năm 2026 (khi có hiệu lực ngày ký" in said
    assert "Bỏ căn cứ" in said
    before, after = RuleBook.objects.get(code="QD2222").legal_bases, RuleBook.objects.get(pk=book.pk).legal_bases
    assert [row["text"] for row in after[:-1]] == [row["text"] for row in before[1:]]
    assert after[0] == before[1], "what was not touched is kept as it was"


def _boxes(form: Any) -> list[Any]:
    forms = [form.management_form, *form.forms] if hasattr(form, "management_form") else [form]
    return [bound for one in forms for bound in one]


def test_a_new_rule_book_shows_what_it_changes_before_it_holds(
    chief: Client, running: RuleBook, sign_in: SignIn
) -> None:
    assert chief.post(reverse("catalogue_new_book"), NEW_BOOK | {"code": "qd 99"}).status_code == 422
    made = chief.post(reverse("catalogue_new_book"), NEW_BOOK)
    book = RuleBook.objects.get(code="QD99")
    page = reverse("catalogue_book", args=[book.pk])
    assert made["Location"] == page
    cite_another_law(chief, book)
    Procedure.objects.filter(rule_book=book, code="HUU").update(deadline_amount=15)
    chief.post(reverse("catalogue_discard", args=[Procedure.objects.get(rule_book=book, code="BHTN").pk]))

    shown = chief.get(page).content.decode()
    assert "thời hạn: 20 → 15" in shown and "Không còn trong quy trình mới" in shown and "Giữ nguyên" in shown
    assert "Áp dụng quy trình" not in sign_in("quantri-hp").get(page).content.decode()
    assert "Mở quy trình đang soạn" in chief.get(reverse("catalogue")).content.decode()
    early = chief.post(page, {"valid_from": f"{today():%d/%m/%Y}"})
    assert early.status_code == 422 and "phải từ ngày mai" in early.content.decode()
    assert chief.post(page, {"valid_from": f"{tomorrow():%d/%m/%Y}"})["Location"] == reverse("catalogue")
    assert procedure_on("HUU", tomorrow()).rule_book == book
    assert chief.get(reverse("catalogue_edit_book", args=[book.pk])).status_code == 409
    assert "Áp dụng quy trình mới" in chief.get(reverse("admin_changes")).content.decode()
    assert "Rút quy trình chưa áp dụng" in chief.get(page).content.decode()
    chief.post(reverse("catalogue_withdraw_book", args=[book.pk]))
    assert procedure_on("HUU", tomorrow()).rule_book == running
