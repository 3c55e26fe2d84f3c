"""Does an administrator hear of the files of the own offices that are broken, where they are used, and till when?"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from bhxh_archive import storage
from bhxh_archive.errors import DAMAGED
from bhxh_archive.models import Office
from intake.actions.returning.soundness import mark
from intake.models import Dossier, ResultVersion
from intake.queries import pages_of
from tests.intake.rows import add_result, lies_in_store
from tests.intake.views.conftest import SignIn

AT = reverse("broken_files")


def said(client: Client) -> str:
    answer = client.get(AT)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_broken_is_listed_within_reach_until_it_was_restored(scanned: Dossier, sign_in: SignIn) -> None:
    add_result(scanned)
    page, version = pages_of(scanned)[1], ResultVersion.objects.get()
    whole = {file: storage.read_file(file) for file in (page.image, version.file)}
    assert page.component
    near, chief = sign_in("quantri-hp"), sign_in("quantri")
    assert "Chưa phát hiện tệp nào hỏng" in said(near)
    for file in whole:
        lies_in_store(file, b"broken")
        assert not storage.is_whole(file)
    mark(version=version, fault=DAMAGED, by=None)

    for client in (near, chief):
        shown = said(client)
        assert f"Hồ sơ {scanned}: «{page.component.type.name}», trang 2, ảnh gốc" in shown
        assert f"{version.result}, bản «" in shown and page.image.digest in shown
        assert shown.count("Chưa khôi phục") == 2
    far = Office.objects.get(code="ttlt")
    Dossier.objects.update(receiving_office=far, settling_office=far)
    assert "Chưa phát hiện tệp nào hỏng" in said(near) and page.image.digest in said(chief)

    for file, content in whole.items():
        assert "vẫn hỏng" in chief.post(AT, {"file": file.pk}, follow=True).content.decode()
        lies_in_store(file, content)
        assert "đã nguyên vẹn" in chief.post(AT, {"file": file.pk}, follow=True).content.decode()
    assert said(chief).count("Nguyên vẹn lại lúc") == 2 and ResultVersion.objects.get().fault == ""
    assert "không còn trong danh sách" in chief.post(AT, {"file": "x"}, follow=True).content.decode()
