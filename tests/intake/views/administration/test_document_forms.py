"""Do the pages of forms lead from upload to approval, and say what is wrong with a file?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.titles import TITLES
from bhxh_archive.documents.trial_words import OWN_WORDS
from bhxh_archive.documents.trying import own_text
from bhxh_archive.models import FormVersion, User
from tests.intake.views.conftest import SignIn

PAGE = reverse("document_form", args=["receipt"])
TEXT = own_text("receipt").replace("\n", "\n// mẫu mới\n", 1)


def sent(content: bytes | str, **more: str) -> dict[str, Any]:
    body = content.encode() if isinstance(content, str) else content
    return {"file": SimpleUploadedFile("mau.typ", body), "valid_from": f"{timezone.localdate():%d/%m/%Y}",
            "reason": "QĐ 1/2026"} | more  # fmt: skip


def test_every_template_has_a_title() -> None:
    assert set(TITLES) == set(TEMPLATES)


def test_from_the_list_to_a_form_that_holds(sign_in: SignIn) -> None:
    chief = sign_in("quantri")
    assert "Giấy tiếp nhận hồ sơ, hẹn trả kết quả" in chief.get(reverse("document_forms")).content.decode()
    assert "data.head" in chief.get(PAGE).content.decode()
    assert chief.get(reverse("own_form", args=["receipt"])).content.decode() == own_text("receipt")

    answer = chief.post(PAGE, sent(TEXT))
    row = FormVersion.objects.get()
    assert answer["Location"] == reverse("form_version", args=[row.pk])
    FormVersion.objects.update(state=FormVersion.State.READY)
    assert "một quản trị khác" in chief.get(answer["Location"]).content.decode()
    assert chief.post(reverse("approve_form", args=[row.pk])).status_code == 403

    second = sign_in("quantri-2")
    shown = second.get(answer["Location"]).content.decode()
    assert "+// mẫu mới" in shown and "Duyệt mẫu" in shown
    assert second.post(reverse("approve_form", args=[row.pk])).status_code == 302
    assert "Mẫu thay thế từ" in second.get(reverse("document_forms")).content.decode()
    refused = second.post(reverse("withdraw_form", args=[row.pk]), {"reason": ""})
    assert refused.status_code == 422 and "Lý do rút" in refused.content.decode()


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        ("Mẫu".encode("utf-16"), {}, "UTF-8"),
        (b"a\x00b", {}, "ký tự rỗng"),
        (b"x" * (200 * 1024 + 1), {}, "200 KB"),
        (b"", {}, "0 byte"),
        (TEXT, {"reason": ""}, "Lý do, căn cứ"),
        (TEXT, {"valid_from": f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}"}, "từ hôm nay trở đi"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said(chief: Client, content: bytes, more: dict[str, str], said: str) -> None:
    answer = chief.post(PAGE, sent(content, **more))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not FormVersion.objects.exists()


@pytest.fixture
def chief(sign_in: SignIn) -> Client:
    return sign_in("quantri")


def test_faults_are_shown_as_text(chief: Client, demo: dict[str, User]) -> None:
    row = FormVersion.objects.create(
        template="receipt", text="x", valid_from=timezone.localdate(), reason="r", added_by=demo["quantri"],
        state=FormVersion.State.FAULTY, faults=f"Dòng 1 sai: «<b>».\n{OWN_WORDS}\nerror: <b>\n  form.typ:1",
    )  # fmt: skip
    page = chief.get(reverse("form_version", args=[row.pk])).content.decode()
    assert "Dòng 1 sai: «&lt;b&gt;».</pre><details>" in page
    assert "error: &lt;b&gt;" in page and "Rút mẫu" not in page
    assert chief.get(reverse("document_form", args=["khong-co"])).status_code == 404
