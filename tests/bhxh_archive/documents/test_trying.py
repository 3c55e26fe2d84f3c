"""Is a form that somebody wrote held to what the form of the house keeps?"""

from __future__ import annotations

import re

import pytest

from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.render import render, render_signed
from bhxh_archive.documents.trial_words import parted
from bhxh_archive.documents.trying import UnfitForm, own_text, tried
from bhxh_archive.documents.typesetting import HOUSE_PARTS

DECISION = "decision_07a"
OWN = own_text(DECISION)


def faults(text: str, template: str = DECISION) -> list[str]:
    with pytest.raises(UnfitForm) as unfit:
        tried(template, text)
    return unfit.value.faults


@pytest.mark.parametrize("template", ["decision_07a", "statement_04hsb", "receipt", "settled_list"])
def test_a_form_of_the_house_may_take_its_own_place(template: str) -> None:
    assert tried(template, own_text(template)).startswith(b"%PDF-1.7")


def test_every_form_of_the_house_takes_in_shared_parts_alone() -> None:
    taken = {name for template in TEMPLATES for name in re.findall(r'#import "([^"]+)"', own_text(template))}
    assert taken == set(HOUSE_PARTS)


def test_its_own_text_makes_the_same_document_with_the_same_places() -> None:
    example = TEMPLATES[DECISION].example()
    assert render_signed(DECISION, example, text=OWN).boxes == render_signed(DECISION, example).boxes


def test_another_text_makes_another_document() -> None:
    example, changed = TEMPLATES["box_labels"].example(), own_text("box_labels") + "\n#pagebreak()\nThêm một trang."
    assert len(render("box_labels", example, text=changed)) > len(render("box_labels", example))


@pytest.mark.parametrize(
    "line",
    ['#import "@preview/cetz:0.3.0": canvas', '#import ("@pre" + "view/cetz:0.3.0"): canvas', '#include "receipt.typ"',
     '#let name = "layout.typ"\n#import name: *', '#eval("1 + 1")', '#plugin("a.wasm")',
     '#let a = "\n//" + str(eval("1"))', '#dictionary(std).at("ev" + "al")("1")'],
)  # fmt: skip
def test_nothing_is_taken_in_but_shared_parts(line: str) -> None:
    assert "Mẫu" in faults(f"{OWN}\n{line}")[0]


@pytest.mark.parametrize("path", ["receipt.typ", "/etc/hostname", "../catalogue.py"])
def test_no_other_file_is_seen(path: str) -> None:
    assert faults(f'{OWN}\n#read("{path}")')[0].startswith("Mẫu không dựng được")


def test_a_mistake_is_told_with_its_line_and_without_a_path_of_the_server() -> None:
    said, own = faults('#import "layout.typ": *\n#data.khong')
    assert said == "Mẫu không dựng được, dòng 2: dữ liệu không có trường «khong»; ở «khong»."
    assert 'does not contain key "khong"' in own and " form.typ:2:6" in own and "/tmp" not in own


@pytest.mark.parametrize(
    ("line", "said"),
    [("#foo()", "dòng 2: không có tên «foo»; ở «foo»."),
     ("#let x = (1", "dòng 2: ngoặc hoặc dấu mở mà chưa đóng; ở «(»."),
     ('#read("/khong-co")', "dòng 2: mẫu không được đọc tệp; ở «\"/khong-co\"»."),
     ("#person-lines(1)", "dòng 2: ")],
)  # fmt: skip
def test_each_mistake_is_a_sentence_and_no_folder_of_the_server_is_named(line: str, said: str) -> None:
    first, own = faults(f'#import "layout.typ": *\n{line}')
    assert first.startswith(f"Mẫu không dựng được, {said}")
    assert "form-" not in own and "tmp/" not in own and "searched" not in own
    assert parted("\n".join([first, own])) == (first, own.partition("\n")[2])


def test_a_document_to_be_signed_keeps_both_places_and_the_mark_of_a_draft() -> None:
    assert faults("Quyết định") == [
        "Mẫu thiếu chỗ cho ảnh chữ ký của lãnh đạo (ô «leader»).",
        "Mẫu thiếu chỗ cho con dấu của cơ quan (ô «agency»).",
        "Bản chưa ký không mang chữ «DỰ THẢO»: giữ tham số draft của phần chung.",
    ]


def test_whoever_may_come_to_sign_keeps_a_place() -> None:
    text = own_text("statement_04hsb").replace(', field: "controller"', "")
    assert faults(text, "statement_04hsb") == ["Mẫu thiếu chỗ cho chữ ký: Trưởng phòng (ô «controller»)."]


def test_a_mark_of_a_draft_that_is_switched_off_is_noticed() -> None:
    assert faults(OWN.replace("draft: data.draft", "draft: false"))[0].startswith("Bản chưa ký không mang chữ")
