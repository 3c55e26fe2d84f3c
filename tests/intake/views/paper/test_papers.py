"""Can who keeps the paper build the store, file by two scans, lend and find again?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from intake.models import Dossier, PaperBox, PaperPlace
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import SignIn, address

STORE, FILING = reverse("paper_store"), reverse("file_papers")


@pytest.fixture
def returned(accepted: Dossier) -> Dossier:
    return put_in_state(accepted, State.RETURNED)


@pytest.fixture
def boxes(clerk: Client, accepted: Dossier) -> list[PaperBox]:
    """A store built on its pages, down to two boxes."""
    clerk.post(STORE, {"office": accepted.paper_office_id, "code": "K01", "name": "Kho tầng 1"})
    for code in ("D01", "G01", "N01"):
        clerk.post(reverse("paper_place", args=[PaperPlace.objects.latest("pk").pk]), {"code": code})
    clerk.post(reverse("paper_place", args=[PaperPlace.objects.latest("pk").pk]), {"number": "2"})
    return list(PaperBox.objects.all())


def test_two_scans_file_a_dossier_and_one_press_undoes_it(
    boxes: list[PaperBox], returned: Dossier, clerk: Client
) -> None:
    code = f"{boxes[0].office.agency_id}.{boxes[0].path}"
    first = clerk.post(FILING, {"dossier": str(returned), "box": ""}).content.decode()
    assert f'value="{returned}"' in first and "autofocus" in first.split('name="box"')[1].split(">")[0]
    swapped = clerk.post(FILING, {"dossier": code, "box": ""}).content.decode()
    assert f'value="{code}"' in swapped and "autofocus" in swapped.split('name="dossier"')[1].split(">")[0]
    done = clerk.post(FILING, {"dossier": str(returned), "box": code}, follow=True).content.decode()
    assert f"Đã xếp hồ sơ {returned} vào hộp K01.D01.G01.N01.H001" in done and "Hoàn tác" in done

    asked = clerk.post(FILING, {"dossier": str(returned), "box": boxes[1].path})
    assert asked.status_code == 422 and "Lý do chuyển hộp" in asked.content.decode()
    moved = {"dossier": str(returned), "box": boxes[1].path, "why": "Hộp đầy"}
    assert clerk.post(FILING, moved).status_code == 302
    back = clerk.post(reverse("undo_filing", args=[returned.box_entries.latest("pk").pk]), follow=True)
    assert f"không còn ở hộp {boxes[1]} và lại ở hộp {boxes[0]}, số 1." in back.content.decode()
    here = clerk.get(address("paper_of_dossier", returned)).content.decode().split("Đã ở các hộp")[1]
    assert here.index("H001.001") < here.index("đang ở đây") < here.index("H002.001") < here.index("; hoàn tác")
    told = clerk.get(address("trail", returned)).content.decode()
    first, second = (box.path for box in boxes)
    assert f"Xếp hồ sơ giấy vào hộp {first}, số 1" in told and "Hộp đầy" in told
    assert f"từ hộp {first} sang hộp {second}, số 1" in told
    assert f"Hoàn tác xếp hộp {second}, hồ sơ lại ở hộp {first}" in told
    assert "Lý do chuyển: Hộp đầy" in clerk.get(address("paper_of_dossier", returned)).content.decode()


def test_what_can_not_be_filed_yet_is_no_move_to_another_box(
    boxes: list[PaperBox], accepted: Dossier, clerk: Client
) -> None:
    refused = clerk.post(FILING, {"dossier": str(accepted), "box": boxes[0].path}).content.decode()

    assert "xếp vào hộp sau khi trả kết quả" in refused and "Xếp vào hộp</button>" in refused
    assert "chuyển hộp" not in refused.lower()
    assert "autofocus" in refused.split('name="dossier"')[1].split(">")[0], "the next scan is another dossier"


@pytest.mark.parametrize(
    ("dossier", "box", "said"),
    [("G12.99.31-261126-9999-X", "", "Không có hồ sơ «G12.99.31-261126-9999-X»"), ("", "K77.H001", "Không có hộp")],
)
def test_an_unknown_code_is_said(boxes: list[PaperBox], clerk: Client, dossier: str, box: str, said: str) -> None:
    answer = clerk.post(FILING, {"dossier": dossier, "box": box})

    assert answer.status_code == 422 and said in answer.content.decode()


def test_lent_found_and_brought_back(boxes: list[PaperBox], returned: Dossier, clerk: Client) -> None:
    clerk.post(FILING, {"dossier": str(returned), "box": boxes[0].path})
    page = address("paper_of_dossier", returned)
    assert clerk.post(page, {"do": "lend", "borrower": "Lê Văn Đôn"}).status_code == 422
    today = timezone.localdate()
    proposed = clerk.get(page).context["form"]["due_on"].value()
    assert proposed > today
    facts = {"do": "lend", "borrower": "Lê Văn Đôn", "unit": "Phòng Chế độ", "purpose": "Đối chiếu"}
    early = clerk.post(page, facts | {"due_on": f"{today - timedelta(days=1):%d/%m/%Y}"})
    assert early.status_code == 422 and "Hạn trả không thể trước hôm nay." in early.content.decode()
    later = f"{proposed + timedelta(days=7):%d/%m/%Y}"
    assert "Trong hộp" in clerk.get(reverse("paper_box", args=[boxes[0].pk])).content.decode()
    clerk.post(page, facts | {"due_on": later})
    twice = clerk.post(page, facts | {"due_on": later}).content.decode()
    assert "<dt>Người mượn</dt><dd>Lê Văn Đôn</dd>" in twice and "<dt>do</dt>" not in twice
    listed = clerk.get(STORE).content.decode()
    assert "Lê Văn Đôn" in listed and later in listed
    assert "Lê Văn Đôn mượn" in clerk.get(reverse("paper_box", args=[boxes[0].pk])).content.decode()
    assert clerk.get(reverse("find_paper"), {"so": f"{boxes[0].path}.001"})["Location"] == page
    assert clerk.get(reverse("find_paper"), {"so": boxes[1].path})["Location"].endswith(f"/hop/{boxes[1].pk}/")
    assert "Không có hồ sơ giấy" in clerk.get(reverse("find_paper"), {"so": "x"}, follow=True).content.decode()
    assert "quá hạn" not in clerk.get(page).content.decode()
    returned.paper_loans.update(due_on=today - timedelta(days=7))
    assert "quá hạn 7 ngày" in clerk.get(page).content.decode()
    assert "Gõ hoặc quét mã" in clerk.get(reverse("find_paper"), {"so": " "}, follow=True).content.decode()
    assert clerk.post(page, {"do": "renew"}).status_code == clerk.post(page, {"do": "return"}).status_code == 302
    assert "Không có hồ sơ giấy nào đang cho mượn" in clerk.get(STORE).content.decode()


def test_a_mistaken_row_is_renamed_and_taken_away_with_everything_typed_kept(
    boxes: list[PaperBox], clerk: Client, sign_in: SignIn
) -> None:
    store = PaperPlace.objects.get(parent=None)
    here = reverse("paper_place", args=[store.pk])
    clerk.post(here, {"code": "G01"})
    row = PaperPlace.objects.get(path="K01.G01")
    change = reverse("change_paper_place", args=[row.pk])
    refused = clerk.post(change, {"mend-code": "D01", "mend-name": "Dãy cửa sổ"})
    assert refused.status_code == 422 and "Đã có dãy mang mã K01.D01" in refused.content.decode()
    assert 'value="Dãy cửa sổ"' in refused.content.decode()
    assert clerk.post(change, {"mend-code": "D02", "mend-name": "Dãy cửa sổ"}).status_code == 302
    assert clerk.post(reverse("remove_paper_place", args=[row.pk]))["Location"] == here
    assert "còn chỗ khác" in clerk.post(reverse("remove_paper_place", args=[store.pk])).content.decode()

    box = reverse("change_paper_box", args=[boxes[1].pk])
    assert "Đã có hộp mang mã" in clerk.post(box, {"code": "H001"}).content.decode()
    assert clerk.post(box, {"code": "H007"}).status_code == 302
    assert clerk.post(reverse("remove_paper_box", args=[boxes[1].pk])).status_code == 302
    told = sign_in("quantri-hp").get(reverse("admin_changes")).content.decode()
    assert "Bỏ chỗ trong kho giấy" in told and "K01.D02" in told and "Mã: H007" in told


def test_labels_are_printed_and_other_offices_see_nothing(
    boxes: list[PaperBox], returned: Dossier, clerk: Client, sign_in: SignIn
) -> None:
    store = PaperPlace.objects.get(parent=None).pk
    pdf = clerk.get(reverse("box_labels", args=[store]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    stranger = sign_in("tiepnhan-na")
    for name, pk in (("paper_place", store), ("box_labels", store), ("paper_box", boxes[0].pk)):
        assert stranger.get(reverse(name, args=[pk])).status_code == 404
    assert "Không có hộp" in stranger.post(FILING, {"dossier": "", "box": boxes[0].path}).content.decode()
    assert sign_in("chuyenvien-hp").get(STORE).status_code == 403
