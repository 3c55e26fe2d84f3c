"""Does the leader see the exact bytes, confirm with the password, and get told in words when it fails?"""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from benefits.models import PreparedDocument
from bhxh_archive import storage
from bhxh_archive.lifecycle import State
from intake.loading.demo import PASSWORD
from intake.models import Result
from tests.benefits.conftest import As, ShortRoad
from tests.codes import typed_by


@pytest.fixture
def leader(short_road: ShortRoad, signed_in: As) -> Client:
    short_road.to("endorse")
    return signed_in("giamdoc-hp")


def at(road: ShortRoad, name: str) -> str:
    return reverse(name, args=[road.dossier.pk])


def confirmed(road: ShortRoad, password: str = PASSWORD) -> dict[str, str]:
    return typed_by("giamdoc-hp", password=password, version=str(road.fresh().version))


def test_first_the_draft_then_exactly_what_will_be_signed(leader: Client, short_road: ShortRoad) -> None:
    before = leader.get(at(short_road, "sign")).content.decode()
    assert "Xem và ký" in before and "password" not in before

    leader.post(at(short_road, "prepare_signature"))
    page = leader.get(at(short_road, "sign")).content.decode()
    assert "Ký trên giấy" not in page, "only by order"
    for seen in ("3.783.135", "Số 01/QĐ-BHXH", "Đặng Văn Bình", "Vũ Thị Thanh Huyền", "07A-HSB (1 trang)"):
        assert seen in page, seen
    row = PreparedDocument.objects.filter(main=True).get()
    sent = leader.get(reverse("prepared_file", args=[short_road.dossier.pk, row.pk]))
    assert b"".join(sent.streaming_content) == storage.read_file(row.file)  # type: ignore[attr-defined]
    picture = leader.get(reverse("prepared_page", args=[short_road.dossier.pk, row.pk, 1, "view"]))
    assert picture["Content-Type"] == "image/jpeg"


def test_signing_leads_to_the_result_and_the_next_dossier(leader: Client, short_road: ShortRoad) -> None:
    leader.post(at(short_road, "prepare_signature"))
    page = leader.post(at(short_road, "sign"), confirmed(short_road), follow=True).content.decode()

    assert short_road.fresh().state == State.SIGNED
    assert "Hồ sơ tiếp theo" in page and "01/QĐ-BHXH" in page
    back = leader.get(at(short_road, "sign")).content.decode()
    assert "Bạn đã làm xong việc «Ký số»" in back and at(short_road, "dossier") in back and "Mã 409" not in back
    empty = leader.get(reverse("next_dossier", args=["cho-ky"]), follow=True).content.decode()
    assert "đã hết" in empty


def test_a_wrong_password_signs_nothing(leader: Client, short_road: ShortRoad) -> None:
    leader.post(at(short_road, "prepare_signature"))
    answer = leader.post(at(short_road, "sign"), confirmed(short_road, "sai"))

    assert answer.status_code == 422 and "Mật khẩu không đúng" in answer.content.decode()
    assert "sai" not in answer.content.decode().split('<form id="verb"')[1].split("</form>")[0].replace("bad", "")
    assert not Result.objects.exists()


def test_guessing_the_password_locks_the_account_out(leader: Client, short_road: ShortRoad, settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    leader.post(at(short_road, "prepare_signature"))
    answers = [leader.post(at(short_road, "sign"), confirmed(short_road, "sai")).status_code for _ in range(4)]

    assert answers[-1] == 429
    assert leader.post(at(short_road, "sign"), confirmed(short_road)).status_code == 429
    assert short_road.fresh().state == State.AWAITING_SIGNATURE


def test_a_silent_time_stamp_service_is_said_on_the_page(
    leader: Client, short_road: ShortRoad, settings: Settings
) -> None:
    leader.post(at(short_road, "prepare_signature"))
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/tsa"
    answer = leader.post(at(short_road, "sign"), confirmed(short_road))
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Chưa ký được" in page and "dấu thời gian" in page and "Số đã cấp vẫn giữ" in page


def test_an_account_without_certificate_is_told_so(leader: Client, short_road: ShortRoad) -> None:
    short_road.people["giamdoc-hp"].__class__.objects.filter(username="giamdoc-hp").update(certificate="")
    leader.post(at(short_road, "prepare_signature"))
    answer = leader.post(at(short_road, "sign"), confirmed(short_road))

    assert answer.status_code == 403 and "chưa được gán chứng thư số" in answer.content.decode()


def test_a_stale_page_signs_nothing(leader: Client, short_road: ShortRoad) -> None:
    leader.post(at(short_road, "prepare_signature"))
    answer = leader.post(at(short_road, "sign"), {"password": PASSWORD, "version": "1"})

    assert answer.status_code == 409 and PASSWORD not in answer.content.decode()


def test_the_reason_of_a_return_is_asked_for_and_kept(leader: Client, short_road: ShortRoad) -> None:
    leader.post(at(short_road, "prepare_signature"))
    asked = leader.get(at(short_road, "return_draft")).content.decode()
    assert "01/QĐ-BHXH" in asked and "sổ số bỏ trống" in asked
    assert leader.post(at(short_road, "return_draft"), {"explanation": ""}).status_code == 422

    leader.post(at(short_road, "return_draft"), {"explanation": "Sai tháng hưởng"})
    assert short_road.fresh().state == State.IN_REVIEW
    assert short_road.dossier.events.get(verb="return_draft").reason == "Sai tháng hưởng"
