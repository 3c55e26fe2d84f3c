"""Is a dossier claimed and opened in one press, and is everything an officer weighs on one page?"""

from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from intake.models import Dossier
from tests.benefits.asked import answered, ask
from tests.benefits.conftest import As, ShortRoad
from tests.room import PERSON


def test_claim_and_open_from_the_pool(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    officer = signed_in("chuyenvien-hp")
    claim = reverse("claim", args=[dossier.pk])
    assert claim in officer.get(reverse("queue", args=["cho-xu-ly"])).content.decode()

    page = officer.post(claim, follow=True)

    assert page.redirect_chain[-1][0] == reverse("review", args=[dossier.pk])
    assert "Bạn đã nhận xử lý" in page.content.decode() and "Trả về hàng chờ" in page.content.decode()
    assert unsigned_road.fresh().holder == unsigned_road.user("chuyenvien")


def test_releasing_leads_back_to_the_pool(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    officer = signed_in("chuyenvien-hp")
    answer = officer.post(reverse("release", args=[dossier.pk]))

    assert answer["Location"] == reverse("queue", args=["cho-xu-ly"])
    assert unsigned_road.fresh().holder is None


def test_drafts_go_up_only_from_the_hands_of_who_took_the_dossier(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    officer, address = signed_in("chuyenvien-hp"), reverse("review", args=[dossier.pk])
    drafting = reverse("draft", args=[dossier.pk, dossier.drafts.get().pk])
    assert officer.get(address).context["foot"].primary.label == "Trình lãnh đạo phòng"
    assert officer.get(drafting).context["foot"].primary.why_not == ""

    def offered(client: Client) -> list[str]:
        shown = client.get(address).context["foot"]
        return [action.label for action in [shown.primary, *shown.others] if action]

    Dossier.objects.update(holder=None)
    assert offered(officer)[0] == "Nhận xử lý" and "Trình lãnh đạo phòng" not in offered(officer)
    assert "rồi mới trình được" in officer.get(drafting).context["foot"].primary.why_not
    Dossier.objects.update(holder=unsigned_road.user("truongphong"))
    assert not {"Nhận xử lý", "Trình lãnh đạo phòng"} & set(offered(officer))
    assert f"{unsigned_road.user('truongphong')} đang giữ hồ sơ này" in officer.get(address).content.decode()


def test_claiming_by_a_link_is_refused(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")

    assert signed_in("chuyenvien-hp").get(reverse("claim", args=[dossier.pk])).status_code == 405


def test_the_review_shows_components_drafts_and_questions(unsigned_road: ShortRoad, signed_in: As) -> None:
    unsigned_road.person = PERSON
    dossier = unsigned_road.to("draft")
    officer = signed_in("chuyenvien-hp")
    ask(dossier, unsigned_road.user("chuyenvien"))
    waiting = officer.get(reverse("review", args=[dossier.pk])).content.decode()
    answered(unsigned_road.fresh(), unsigned_road.user("chuyenvien"))
    page = officer.get(reverse("review", args=[dossier.pk])).content.decode()

    assert "hạn trả lời" in waiting and "Chờ trả lời" in waiting
    for seen in (
        "Thành phần hồ sơ",
        "3.783.135 đồng/tháng",
        "Đủ tuổi vào tháng 06/2026",
        "Đúng như kê khai, trừ tháng 12",
    ):
        assert seen in page, seen


def test_sending_back_gives_the_reason_to_reception(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    sent = {"explanation": "Trang 2 mờ, quét lại", "version": dossier.version + 1}
    late = signed_in("chuyenvien-hp").post(reverse("send_back", args=[dossier.pk]), sent)
    assert late.status_code == 409 and "Trang 2 mờ" in late.content.decode()

    sent["version"] = dossier.version
    signed_in("chuyenvien-hp").post(reverse("send_back", args=[dossier.pk]), sent)
    assert unsigned_road.fresh().state == State.RECEIVED
    assert dossier.drafts.filter(dropped_at=None).count() == 1
