"""Does every template become a sound PDF/A-2a with nothing but Tinos in it?"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import threading

import pikepdf
import pypdfium2
import pytest

from bhxh_archive.documents import render as documents
from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.errors import DocumentError, ShapeError
from bhxh_archive.documents.shapes import answer_letter, decision_07a, handing_list, receipt, refusal

CREATED = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_example_is_pdfa_2a_in_tinos_and_ends_in_a_newline(name, tmp_path):
    pdf = documents.render(name, TEMPLATES[name].example())
    assert pdf.endswith(b"%%EOF\n")
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf)
    lines = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert lines and all("+Tinos" in line and " yes yes yes " in line for line in lines)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_shapes_and_templates_agree(name):
    """A field that no template reads, or that the example lacks, would be a lie in the shape."""
    template = TEMPLATES[name]
    assert template.shape.__required_keys__ == set(template.example())  # type: ignore[attr-defined]


def test_the_same_data_give_the_same_bytes():
    data = decision_07a.example()
    assert documents.render("decision_07a", data, created=CREATED) == documents.render(
        "decision_07a", data, created=CREATED
    )


def test_decomposed_text_is_printed_composed():
    data = answer_letter.example()
    data["to"] = "bà Nguyễn Thị Hạnh"
    assert "bà Nguyễn Thị Hạnh" in text_of(documents.render("answer_letter", data))


@pytest.mark.parametrize("word", ["Nguyễn" * 40, "a1" * 100], ids=["letters", "signs"])
def test_a_word_without_end_stays_on_the_sheet_and_is_found_whole(word: str) -> None:
    data = receipt.example()
    pdf = documents.render("receipt", {**data, "copies": 1, "applicant": {**data["applicant"], "name": word}})
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        sides = [text.get_charbox(at)[::2] for at in range(text.count_chars())]
        assert min(left for left, _ in sides) > 0 and max(right for _, right in sides) < page.get_width()
    assert "".join(text_of(pdf).split()).count(word) == 2


def test_markup_in_data_is_printed_not_obeyed():
    data = answer_letter.example()
    data["to"] = "#panic() *đậm* _nghiêng_ $x$ @nhãn <b>"
    assert "#panic() *đậm* _nghiêng_ $x$ @nhãn <b>" in text_of(documents.render("answer_letter", data))


def test_amounts_dates_and_numbers_are_written_the_vietnamese_way():
    text = text_of(documents.render("decision_07a", decision_07a.example()))
    assert "làm căn cứ đóng: 6.522.646 đồng" in text
    assert "6.522.645,9144 × 58% = 3.783.135 đồng" in text
    assert "ngày 05 tháng 6 năm 2026" in text
    assert "Số: 05/QĐ-BHXH" in text


def test_a_hand_over_list_sums_what_was_taken_apart_from_what_was_not():
    data = handing_list.example()
    assert "Không nhận" not in text_of(documents.render("handing_list", data))

    data["lines"][1]["refused"] = True
    text = text_of(documents.render("handing_list", data))
    assert "Nhận: 02 hồ sơ, 16 tờ, 20 trang. Không nhận: 01 hồ sơ, 8 tờ, 10 trang." in text


@pytest.mark.parametrize("name", ["receipt", "book_receipt", "papers_returned"])
def test_the_title_of_a_file_ends_with_the_number_where_there_is_one(name: str) -> None:
    data = TEMPLATES[name].example()
    titles = []
    for number in ("G1.01-R", None):
        pdf = documents.render(name, {**data, "head": {**data["head"], "dossier_number": number}})
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            titles.append(str(opened.docinfo["/Title"]))
    assert titles[0] == titles[1] + " G1.01-R" and titles[1][-1].isalpha()


def test_a_draft_says_so_and_a_bound_number_removes_it():
    data = decision_07a.example()
    assert "DỰ THẢO" not in text_of(documents.render("decision_07a", data))
    data["letterhead"] = {**data["letterhead"], "number": None}
    draft = text_of(documents.render("decision_07a", data))
    assert "DỰ THẢO" in draft
    assert "Số: ....../QĐ-BHXH" in draft


def test_a_refusal_where_nobody_is_on_record_leaves_room_for_the_name():
    data = refusal.example()
    data["applicant"] = {**data["applicant"], "name": ""}
    assert "đã xem xét hồ sơ của: ....." in " ".join(text_of(documents.render("refusal", data)).split())


def test_a_wrong_field_is_named():
    data = {**decision_07a.example(), "avrage": 1}
    del data["average"]
    with pytest.raises(ShapeError) as caught:
        documents.render("decision_07a", data)
    assert "missing ['average'], unknown ['avrage']" in caught.value.detail


def test_in_what_is_signed_a_character_that_the_font_lacks_is_refused_not_replaced():
    data = answer_letter.example()
    data["to"] = "阮文安"
    with pytest.raises(DocumentError):
        documents.render_signed("answer_letter", data)


def test_threads_render_side_by_side():
    failures: list[Exception] = []

    def work() -> None:
        try:
            for _ in range(5):
                documents.render("answer_letter", answer_letter.example())
        except Exception as error:  # any failure in a thread must reach the assertion below
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_preview_is_one_picture_a_page():
    pages = documents.render_pages_png("decision_07a", decision_07a.example(), ppi=50)
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)
