"""Does the page show both sides whole, and what is missing with who mends it?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bhxh_archive import storage
from bhxh_archive.documents.sheet_codes import return_code
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Parameter, User
from bhxh_archive.stores.content import content_key
from intake.actions.paper import filing
from intake.actions.returning import returning
from intake.actions.returning.signed_slips import keep_signed_slip
from intake.component_files.recipes import pages_in_order
from intake.guards import document_problems
from intake.models import BookCustody, ComponentDocument, Dossier, HandOver, Page, PageText, ResultVersion
from tests.intake.actions.stacks.test_batches import sheet
from tests.intake.conftest import component
from tests.intake.rows import add_pages, add_result, lies_in_store, put_in_state
from tests.intake.shelves import shelf
from tests.intake.views.conftest import SignIn, address

MOST = 50


@pytest.fixture
def returned(scanned: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]) -> Dossier:
    """A returned dossier whose two-layer files are made."""
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    facts: dict[str, Any] = {"receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123", "printed_copies": 2,
             "printed_now": True,
             "book_done": True}  # fmt: skip
    run_jobs(lambda: returning.hand_over(dossier=issued, method="counter", by=clerk_user, **facts))
    return Dossier.objects.get(pk=scanned.pk)


def neighbour_of(dossier: Dossier, **facts: Any) -> Dossier:
    """Another returned dossier of the same offices."""
    same = ("procedure", "receiving_office", "settling_office", "paper_office", "created_by", "state")
    folder = type(dossier.folder).objects.create()
    return Dossier.objects.create(**{name: getattr(dossier, name) for name in same}, folder=folder, **facts)


def test_both_sides_with_digest_verdict_and_pages_and_one_button(returned: Dossier, clerk: Client) -> None:
    add_pages(returned, kind=Page.Kind.BLANK_BACK, component=component(returned, "12-HSB"))
    Page.objects.update(checked_at=returned.state_since, checked_by=returned.created_by)
    ComponentDocument.objects.update(recipe="khác")  # another page is another file
    waiting = clerk.get(address("consolidate", returned)).content.decode()
    assert "Người xử lý: Hệ thống tự làm" in waiting and "Còn mục phải xử lý." in waiting

    Page.objects.filter(kind=Page.Kind.BLANK_BACK).delete()
    returning.make_documents(returned, again=True)
    shown = clerk.get(address("consolidate", returned)).content.decode()
    assert "2 trang giấy đã đếm bằng 2 ảnh tính trang" in shown
    assert ResultVersion.objects.get().file.digest in shown and "Chữ ký hợp lệ" in shown
    assert "Nhận tại quầy: đã giao" in shown and "Phạm Thị Hường" in shown


def test_it_gives_the_paper_its_number_and_box_and_offers_the_label(
    returned: Dossier, clerk: Client, clerk_user: User, scanned: Dossier
) -> None:
    first, second = shelf(clerk_user, boxes=2)
    other = neighbour_of(returned)
    filing.file_paper(dossier=other, box=second, by=clerk_user)
    page = address("consolidate", returned)
    assert f'value="{second.path}"' in clerk.get(page).content.decode()  # the one that is being filled

    wrong = clerk.post(page, {"box": "K99", "version": returned.version})
    assert wrong.status_code == 422 and 'value="K99"' in wrong.content.decode()
    both = {"box": first.path, "paper_file_number": "K09.X.1", "version": returned.version}
    unclear = clerk.post(page, both)
    assert unclear.status_code == 422 and "xóa số này, hoặc xóa ô «Hộp»" in unclear.content.decode()
    done = clerk.post(page, {"box": first.code.lower(), "version": returned.version}, follow=True).content.decode()
    assert f"{first.path}.001" in done and "In nhãn hồ sơ giấy" in done
    label = clerk.get(address("slip", returned, "paper_label"))
    assert label.getvalue().startswith(b"%PDF")


def test_the_label_of_a_box_is_no_number_of_a_paper_file(returned: Dossier, clerk: Client, clerk_user: User) -> None:
    (box,) = shelf(clerk_user)
    facts = {"paper_file_number": f"{box.office.agency_id}.{box.path}", "version": returned.version}
    refused = clerk.post(address("consolidate", returned), facts)

    shown = refused.content.decode()
    assert refused.status_code == 422 and "là mã của hộp" in shown and "vào ô «Hộp»" in shown and "nhờ" not in shown
    assert Dossier.objects.get(pk=returned.pk).paper_file_number == ""


def test_a_number_of_no_known_box_is_asked_about_and_one_of_a_taken_place_names_who_has_it(
    returned: Dossier, clerk: Client, clerk_user: User
) -> None:
    (box,) = shelf(clerk_user)
    other, page = neighbour_of(returned), address("consolidate", returned)
    filing.file_paper(dossier=other, box=box, by=clerk_user)
    facts = {"box": "", "version": returned.version}
    taken = clerk.post(page, facts | {"paper_file_number": f"{box.path}.1"})
    assert taken.status_code == 422 and f"cũng ghi ở hồ sơ {other}" in taken.content.decode()

    strange = clerk.post(page, facts | {"paper_file_number": "K09.H001.1"})
    assert strange.status_code == 422 and 'name="unboxed"' in strange.content.decode()
    done = clerk.post(page, facts | {"paper_file_number": "K09.H001.1", "unboxed": "on"})
    assert done["Location"] == address("done", returned, "consolidate") and not returned.box_entries.exists()


def test_many_at_once_a_box_label_files_and_a_number_borne_twice_is_said(
    returned: Dossier, clerk: Client, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    (box,) = shelf(clerk_user)
    field, at = f"entry-{returned.pk}", reverse("bulk_choose", args=["cho-tich-hop", "tich-hop"])
    other = neighbour_of(returned, paper_file_number="K01.G02.7")

    def preview(entry: str) -> str:
        data = {"chosen": [returned.pk], "typed": "1", field: entry}
        return str(run_jobs(lambda: clerk.post(at, data)).url)

    twin = clerk.get(preview("k01.g02.7")).content.decode()
    assert f"Trùng số với hồ sơ {other}" in twin and "1 hồ sơ có điểm cần xem, ghi ở từng dòng" in twin
    assert "Kho giấy không có hộp nào mang số này." in clerk.get(preview("K01.G02.8")).content.decode()
    run = preview(box.path)
    with CaptureQueriesContext(connection) as few:
        shown = clerk.get(run).content.decode()
    assert f"số dự kiến {box.path}.001" in shown and "1 hồ sơ còn việc chưa xong" in shown
    assert "Chưa quét giấy giao nhận có chữ ký của người nhận." in shown and len(few) < MOST
    run_jobs(lambda: clerk.post(run + "lam/"))
    assert f"Đã xếp vào hộp {box}, số {box.path}.001" in clerk.get(run).content.decode()
    assert returned.box_entries.get().box == box


def test_what_is_missing_names_desk_and_person(returned: Dossier, clerk: Client, sign_in: SignIn) -> None:
    ResultVersion.objects.update(valid=False)
    Page.objects.update(checked_at=None)
    shown = clerk.get(address("consolidate", returned)).content.decode()

    assert "Người xử lý: Bạn (Bộ phận Tiếp nhận)" in shown
    records = User.objects.get(username="vanthu-hp")
    assert f"Người xử lý: Văn thư: {records.full_name}" in shown and address("results", returned) in shown


def test_the_signed_slip_is_asked_for_where_the_office_wants_it(returned: Dossier, clerk: Client) -> None:
    page, slip = address("consolidate", returned), address("signed_slip", returned, returned.hand_overs.get().pk)
    before = clerk.get(page).content.decode()
    assert f'href="{slip}">Chưa quét giấy giao nhận đã ký' in before and "không chặn tích hợp" in before
    assert "Còn mục phải xử lý." not in before and "đã đủ và hợp lệ" not in before
    Parameter.objects.create(key="signed_slip_first", value="1", valid_from=date(2026, 1, 1))

    shown = clerk.get(page).content.decode()
    assert "Chưa quét giấy giao nhận có chữ ký của người nhận." in shown and "Còn mục phải xử lý." in shown
    assert "không chặn tích hợp" not in shown


def test_the_signed_slip_is_counted_beside_the_documents(
    returned: Dossier, clerk: Client, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    handed = returned.hand_overs.get()
    signed = [sheet(return_code(str(returned.number), handed.pk))]
    run_jobs(lambda: keep_signed_slip(hand_over=handed, name="ky.jpg", chunks=signed, by=clerk_user))
    shown = clerk.get(address("consolidate", returned)).content.decode()
    assert "1 văn bản, 1 trang; 1 giấy giao nhận đã ký, 1 trang." in shown


def test_a_result_still_in_the_post_is_named_before_and_after(returned: Dossier, clerk: Client) -> None:
    returned.hand_overs.update(method="post", outcome=HandOver.Outcome.SENT, open=True)
    said = "Kết quả đang gửi bưu chính, chưa ghi kết quả phát."
    link = f'href="{address("post_result", returned)}">{said}'
    assert link in clerk.get(address("consolidate", returned)).content.decode()

    facts = {"paper_file_number": "K01.G02.H003", "version": returned.version}
    done = clerk.post(address("consolidate", returned), facts, follow=True).content.decode()
    assert "Đã tích hợp hồ sơ." in done and f"Còn phải làm: <a {link}" in done


def test_a_book_that_is_still_held_blocks_nobody_and_is_always_named(
    returned: Dossier, clerk: Client, clerk_user: User
) -> None:
    """Whoever got the result electronically need not come before the file goes to the archive."""
    BookCustody.objects.update(form="paper", closed_at=None)
    said = f'href="{address("return_book", returned)}">Sổ BHXH chưa ghi, đóng dấu và trả lại người dân.'
    shown = clerk.get(address("consolidate", returned)).content.decode()
    assert said in shown and "Còn mục phải xử lý." not in shown and "còn 2 việc chưa xong" in shown

    facts = {"paper_file_number": "K01.G02.H003", "version": returned.version}
    done = clerk.post(address("consolidate", returned), facts, follow=True).content.decode()
    assert "Đã tích hợp hồ sơ." in done and said in done
    assert str(returned) in clerk.get("/hang-cho/so-bhxh/").content.decode()


def test_as_many_queries_for_many_pieces_as_for_few(returned: Dossier, clerk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get(address("consolidate", returned)).status_code == 200
        return len(seen)

    ResultVersion.objects.update(valid=False)
    first, *others = returned.components.all()
    add_pages(returned, component=first)  # its file waits to be made
    few = queries()
    for row in others:
        add_pages(returned, 3, component=row, name=f"{row.pk}.jpg")
    add_result(returned, pdf=b"%PDF-1.7\n%%EOF\n\n")

    assert queries() == few <= MOST


def test_a_broken_image_is_named_with_its_page_and_is_for_the_administrator(
    returned: Dossier, clerk: Client, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    home = component(returned, "12-HSB")
    [page] = add_pages(returned, component=home)
    Page.objects.update(checked_at=returned.state_since, checked_by=returned.created_by)
    Page.objects.filter(pk=page.pk).update(ordinal=9)
    whole = storage.read_file(page.image)
    lies_in_store(page.image, whole[:-9])
    for _ in range(2):  # what is broken stays so, however often it is tried
        run_jobs(lambda: returning.make_documents(returned, again=True))
        [problem] = document_problems(returned)
        assert f"«{home.type.name}», trang 3" in problem and page.image.digest in problem
    shown = clerk.get(address("consolidate", returned)).content.decode()
    assert f'{problem}</a><span class="mender">Người xử lý: Quản trị hệ thống' in shown
    assert "Tệp ảnh trong kho bị hỏng" in shown and "đang tạo tệp PDF/A" not in shown

    lies_in_store(page.image, whole)
    run_jobs(lambda: returning.make_documents(returned, again=True))
    assert document_problems(returned) == []


def test_a_broken_layer_of_words_is_read_anew(returned: Dossier, run_jobs: Callable[[Callable[[], Any]], Any]) -> None:
    ComponentDocument.objects.all().delete()
    page = pages_in_order(component(returned, "12-HSB"))[0]
    layer = storage.keep_bytes(b"%PDF-1.7 broken", "application/pdf")
    PageText.objects.filter(page=page).update(layer=layer)
    storage.working().delete(content_key(layer.digest))

    run_jobs(lambda: returning.make_documents(returned, again=True))
    assert document_problems(returned) == [] and PageText.objects.get(page=page).layer_id != layer.pk
