"""Can a leader take the files to another tool and bring them back, with nothing accepted that is not right?"""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bhxh_archive.lifecycle import State
from intake.loading.demo import PASSWORD
from tests.benefits.actions.test_importing import by_another_tool
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import As, ShortRoad

pytestmark = pytest.mark.slow


def test_there_and_back(short_road: ShortRoad, signed_in: As) -> None:
    short_road.to("endorse")
    rows, leader = prepare(short_road), short_road.user("giamdoc")
    client, page = signed_in("giamdoc-hp"), reverse("import_signed", args=[short_road.dossier.pk])
    assert page in client.get(reverse("sign", args=[short_road.dossier.pk])).content.decode()
    shown = client.get(page).content.decode()
    for row in rows:
        assert reverse("prepared_file", args=[short_road.dossier.pk, row.pk]) in shown

    def send(contents: list[bytes], password: str = PASSWORD) -> tuple[int, str]:
        files = [SimpleUploadedFile(f"{n}.pdf", content, "application/pdf") for n, content in enumerate(contents)]
        version = short_road.fresh().version
        answer = client.post(page, {"signed": files, "password": password, "version": version})
        return answer.status_code, answer.content.decode()

    signed = [by_another_tool(row, leader) for row in rows]
    for contents, password, said in (
        ([], PASSWORD, "Chọn ít nhất một tệp"), (signed, "sai", "Mật khẩu không đúng"),
        (signed[:1], PASSWORD, "Chưa có tệp đã ký"), ([b"no pdf", *signed], PASSWORD, "Có 3 tệp"),
    ):  # fmt: skip
        status, text = send(contents, password)
        assert status == 422 and said in text
    assert send(signed)[0] == 302 and short_road.fresh().state == State.SIGNED
    short_road.issue()
    assert short_road.fresh().state == State.ISSUED, "the agency signs behind it"


def test_before_the_files_are_prepared_there_is_nothing_to_take(short_road: ShortRoad, signed_in: As) -> None:
    short_road.to("endorse")
    page = reverse("import_signed", args=[short_road.dossier.pk])
    assert signed_in("giamdoc-hp").get(page).status_code == 409
    assert signed_in("chuyenvien-hp").get(page).status_code == 403
