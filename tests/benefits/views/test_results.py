"""Are signed files shown, downloaded and checked, and is the whole road passable page by page?"""

from datetime import datetime
from io import BytesIO

from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageChops

from benefits.actions import delivering, preparing, signing
from benefits.models import PreparedDocument
from bhxh_archive import storage
from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, Preview, StoredFile
from bhxh_archive.previews import previews_of
from intake.actions.dossier.results import remark_on
from tests.benefits.conftest import As, ShortRoad
from tests.bhxh_archive.documents.test_render import text_of
from tests.codes import typed_by

REPLACED = "Đã được thay thế bởi Quyết định số 09/QĐ-BHXH ngày 20/11/2026, phát hành 20/11/2026"


def test_the_records_clerk_issues_what_is_shown(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("sign")
    clerk = signed_in("vanthu-hp")
    page = clerk.get(reverse("issue", args=[dossier.pk])).content.decode()
    assert "01/QĐ-BHXH" in page and page.count("data-page=") == 3
    assert "Kế hoạch - Tài chính, Quản lý thu" in page, "to whom it will be delivered"
    told = signed_in("vanthu-hp").get(reverse("results", args=[dossier.pk])).context["blocks"][1].signers
    assert [line.partition(" lúc ")[0] for line in told] == [
        "Người lập: Đặng Văn Bình, in tên; trình", "Trưởng phòng: Vũ Thị Thanh Huyền, in tên; đồng ý",
    ]  # fmt: skip

    wrong = clerk.post(
        reverse("issue", args=[dossier.pk]), typed_by("vanthu-hp", version=dossier.version, password="sai")
    )
    assert wrong.status_code == 422 and "Chưa có gì được ký" in wrong.content.decode()
    assert short_road.fresh().state == State.SIGNED

    sent = typed_by("vanthu-hp", version=dossier.version)
    done = clerk.post(reverse("issue", args=[dossier.pk]), sent, follow=True)
    assert short_road.fresh().state == State.ISSUED
    page = done.content.decode()
    assert (
        "Đã phát hành" in page and page.count(reverse("draft_annex", args=[dossier.pk, dossier.drafts.get().pk])) == 1
    )
    assert page.count("Chưa nhận") == 3 and "Đã nhận" not in page
    delivering.receive(dossier=dossier, by=short_road.people["taichinh-hp"])
    page = clerk.get(reverse("results", args=[dossier.pk])).content.decode()
    assert page.count("Chưa nhận") == 2 and f"{short_road.people['taichinh-hp']} nhận lúc" in page
    short_road.hand_over()
    page = clerk.get(reverse("results", args=[dossier.pk])).content.decode()
    assert str(short_road.fresh().hand_overs.get().receiver_name) in page, "to whom it was returned"


def test_handwriting_and_seal_stand_on_the_pictures(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("issue")
    result = dossier.results.get(main=True)
    assert result.latest
    before = [storage.keep_bytes(name, "image/jpeg") for name in (b"view", b"thumb")]  # drawn without the fields
    for number in range(1, result.latest.pages + 1):
        Preview.objects.create(file=result.latest.file, number=number, view=before[0], thumb=before[1])

    shown = signed_in("vanthu-hp").get(reverse("results", args=[dossier.pk])).context["viewer"].pages
    pictures = [signed_in("vanthu-hp").get(page.image_url).getvalue() for page in shown[: result.latest.pages]]

    unsigned = previews_of(PreparedDocument.objects.get(number=result.number, main=True).file)
    assert inked([storage.read_file(row.view) for row in unsigned]) == (False, False)
    assert inked(pictures) == (True, True)
    assert not StoredFile.objects.filter(pk__in=[row.pk for row in before]).exists()


def inked(pictures: list[bytes]) -> tuple[bool, bool]:
    """Whether there is blue on these pages, as of handwriting, and red, as of a seal."""
    channels = [Image.open(BytesIO(one)).convert("RGB").split() for one in pictures]
    more = [(ImageChops.subtract(blue, red), ImageChops.subtract(red, blue)) for red, _, blue in channels]
    return any(any(blue.histogram()[80:]) for blue, _ in more), any(any(red.histogram()[80:]) for _, red in more)


def test_recall_asks_for_a_reason_and_keeps_the_file(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("sign")
    clerk = signed_in("vanthu-hp")
    assert clerk.post(reverse("recall", args=[dossier.pk]), {"explanation": " "}).status_code == 422
    clerk.post(reverse("recall", args=[dossier.pk]), {"explanation": "Sai ngày sinh"})
    page = clerk.get(reverse("results", args=[dossier.pk])).content.decode()

    assert short_road.fresh().state == State.IN_REVIEW
    assert "Đã thu hồi trước phát hành" in page and "Tải về" in page


def test_what_was_recalled_names_those_whose_hands_it_went_through(short_road: ShortRoad, signed_in: As) -> None:
    dossier, people = short_road.to("sign"), short_road.people
    signing.recall(dossier=dossier, reason="Sai ngày sinh", by=people["vanthu-hp"])
    for step in (short_road.propose, short_road.endorse):
        step()
    preparing.prepare_signature(dossier=short_road.fresh(), by=people["phogiamdoc-hp"])
    signing.sign(dossier=short_road.dossier, by=people["phogiamdoc-hp"])

    page = signed_in("vanthu-hp").get(reverse("results", args=[dossier.pk]))

    blocks = [(block.result.number, str(block.signed.signer)) for block in page.context["blocks"]]
    first, second = str(people["giamdoc-hp"]), str(people["phogiamdoc-hp"])
    assert blocks == [("02/QĐ-BHXH", second)] * 2 + [("01/QĐ-BHXH", first)] * 2
    taken_back = page.content.decode().partition("Đã thu hồi trước phát hành")[2]
    assert f"{first} ký lúc" in taken_back
    assert second not in taken_back.partition("</article>")[0]


def test_a_version_is_downloaded_byte_for_byte_under_an_ascii_name(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("issue")
    version = dossier.results.get(main=True).latest
    assert version
    answer = signed_in("tiepnhan-hp").get(reverse("result_file", args=[dossier.pk, version.pk]))

    assert b"".join(answer.streaming_content) == storage.read_file(version.file)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="01-qd-bhxh-07a-hsb.pdf"'
    assert AccessLog.objects.filter(subject=f"result_version:{version.pk}").count() == 1


def test_signatures_are_checked_on_demand(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("issue")
    version = dossier.results.get(main=True).latest
    assert version
    clerk = signed_in("vanthu-hp")
    address = reverse("verify_result", args=[dossier.pk, version.pk])
    remark_on(dossier=dossier, number=version.result.number, text=REPLACED, ends=True)
    assert clerk.post(address).url == address  # type: ignore[attr-defined]
    page = clerk.get(address).content.decode()
    report = clerk.get(reverse("result_report", args=[dossier.pk, version.pk]))

    assert "Kết quả kiểm tra chữ ký số" in page and "PAdES B-LTA" in page and "Nguyễn Thị Ngọc Khuê" in page
    assert f"{REPLACED}. Chữ ký số không vì thế mà mất giá trị." in page
    words = " ".join(text_of(report.content).split())
    assert f"{REPLACED}. Các chữ ký số (2)" in words and words.count("Nơi cấp chứng thư: BHXH Archive Signer CA") == 2
    assert "Hợp lệ:" not in words and words.count("Phạm vi: Toàn bộ tệp") == 1
    told = clerk.get(reverse("result_report", args=[dossier.pk, version.pk]), {"dang": "json"})
    facts = told.json()
    assert told["Content-Disposition"].endswith('kiem-tra-chu-ky.json"') and facts["sha256"] == version.file.digest
    assert facts["valid"] is True and facts["verdict"] == "valid" and len(facts["signatures"]) == 2
    [stamp] = facts["document_timestamps"]
    assert stamp["covers_file"] and facts["covered_to_end_by"] == stamp["field"] and stamp["authority"]["issuer"]
    at = timezone.localtime(datetime.fromisoformat(stamp["time"]))
    covered = f"lúc {at:%H:%M:%S} ngày {at:%d/%m/%Y} do {stamp['authority']['subject_common_name']} cấp"
    assert covered in page and covered in words
    assert facts["later"] == [f"{REPLACED}."] and facts["ended"] is True, "a sound signature stays valid all the same"
    verbs = dossier.events.filter(verb="check_signature")
    assert verbs.count() == 3, "the press and the reports for others are written down, looking again is not"


def test_a_page_that_is_not_there_is_not_found(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("sign")
    version = dossier.results.get(main=True).latest
    assert version

    assert signed_in("vanthu-hp").get(
        reverse("result_page", args=[dossier.pk, version.pk, 99, "view"])
    ).status_code == 404  # fmt: skip


def test_an_older_version_can_be_looked_at(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("issue")
    oldest = dossier.results.get(main=True).versions.earliest("pk")
    page = signed_in("vanthu-hp").get(reverse("results", args=[dossier.pk]), {"ban": oldest.pk}).content.decode()

    assert reverse("result_page", args=[dossier.pk, oldest.pk, 1, "view"]) in page
