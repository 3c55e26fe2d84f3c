"""Can a clerk give a link, and a person without an account fetch the file by it?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bhxh_archive.lifecycle import State
from intake.actions import returning
from intake.models import Dossier, ResultLink
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import address

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def online(scanned: Dossier) -> Dossier:
    add_result(scanned, pdf=PDF)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    returning.hand_over(dossier=put_in_state(scanned, State.ISSUED), method="online", by=scanned.created_by)
    return Dossier.objects.get(pk=scanned.pk)


def test_given_at_the_counter_and_fetched_at_home(online: Dossier, clerk: Client) -> None:
    assert address("result_links", online) in clerk.get(address("dossier", online)).content.decode()
    given = clerk.post(address("result_links", online), {"receiver": online.persons.get().pk}).content.decode()
    found = re.search(r"http://testserver(/nhan-ket-qua/[\w-]+/)", given)
    assert found and "<svg" in given
    assert found[1] not in clerk.get(address("result_links", online)).content.decode()

    person, file = Client(), online.results.get().pk
    page = person.get(found[1])
    assert "Phạm" not in page.content.decode() and "Quyết định" not in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    wrong = person.post(found[1], {"fact": "1111", "file": file}).content.decode()
    assert "Còn 4 lần nhập" in wrong
    right = person.post(found[1], {"fact": "0123", "file": file})
    assert b"".join(right.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "Đã giao" in clerk.get(address("dossier", online)).content.decode()

    assert "còn mở đến" in person.get(found[1]).content.decode()
    ResultLink.objects.update(fetched_at=timezone.now() - timedelta(hours=1))
    used = person.get(found[1])
    assert used.status_code == 404 and "chỉ dùng được một lần" in used.content.decode()
    assert person.post(found[1], {"fact": "0123", "file": file}).status_code == 404
    desk = clerk.get(address("result_links", online)).content.decode()
    assert "Đã nhận lúc" in desk and "Hết hiệu lực" in desk and "Cấp đường dẫn mới" in desk

    newest = online.hand_overs.get().links.get()
    clerk.post(address("result_links", online), {"revoke": newest.pk})
    assert person.get(found[1]).status_code == 404
    assert person.get("/nhan-ket-qua/khong-co/").status_code == 404


def test_who_asks_too_often_waits(online: Dossier) -> None:
    answers = [Client().get("/nhan-ket-qua/khong-co/").status_code for _ in range(70)]

    assert 429 in answers and answers[0] == 404
