"""Do parts render what they hold, escaped, and hide what they do not hold?"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.template import Context, Template

from bhxh_archive.lifecycle import State
from bhxh_archive.ui import facts, gallery_data, tables
from bhxh_archive.ui.due import due_words
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.identity import IdentityBar
from bhxh_archive.ui.states import LOOKS, state_tag
from bhxh_archive.ui.viewer import Viewer


def render(thing: object) -> str:
    return Template("{% load ui %}{% part thing %}").render(Context({"thing": thing}))


def show(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (1204, "1.204"),
        (True, "Có"),
        (date(2026, 9, 5), "05/09/2026"),
        # 17:30 in UTC is half past midnight of the next day in Vietnam
        (datetime(2026, 9, 5, 17, 30, tzinfo=UTC), "00:30 06/09/2026"),
        ("<b>Ánh</b>", "&lt;b&gt;Ánh&lt;/b&gt;"),
    ],
)
def test_a_plain_value_needs_no_part(value: object, shown: str) -> None:
    assert render(value) == shown


def test_names_are_escaped_in_every_part() -> None:
    bar = IdentityBar("2026-1", "<script>alert(1)</script>", "Hưu trí", state_tag("draft", "Đang lập"))
    row = tables.Row([tables.Link("<i>1</i>", "/x?a=1&b=2")], key='"><i>', name="<i>")
    table = tables.QueueTable([tables.Column("Số")], tables.one_group([row]), 1, bulk=[Action("Nhận", "/nhan/")])
    html = render(bar) + render(table)
    assert "<script>" not in html
    assert "<i>" not in html


def test_every_state_of_the_map_has_a_look() -> None:
    assert set(LOOKS) == {state.value for state in State}


def test_every_shape_is_in_the_sprite(sprite: str) -> None:
    shapes = {shape for _, shape in LOOKS.values()} | {look[1] for look in facts.CHECK_LOOKS.values()}
    assert not {shape for shape in shapes if f'id="{shape}"' not in sprite}


def test_a_tag_says_its_state_in_a_word() -> None:
    assert "Chờ bổ sung" in show('{% state_tag "awaiting_supplement" "Chờ bổ sung" %}')


def test_due_words_carry_the_date_for_machines() -> None:
    html = render(due_words(date(2026, 9, 12), date(2026, 9, 15)))
    assert "quá hạn 3 ngày" in html
    assert '<time class="due-date" datetime="2026-09-12">12/09/2026</time>' in html


def test_facts_without_a_value_are_left_out() -> None:
    html = render(facts.Facts([facts.Fact("Họ tên", "Y Wăn"), facts.Fact("Tên khác", ""), facts.Fact("Số tờ", 0)]))
    assert "Y Wăn" in html
    assert "Tên khác" not in html
    assert "Số tờ" in html, "nought is a value"


def test_the_timeline_is_newest_first() -> None:
    titles = [event.title for event in gallery_data.timeline().newest_first]
    assert titles == ["Có kết quả", "Trả lại Bộ phận Tiếp nhận", "Chuyển Bộ phận Chế độ BHXH", "Tiếp nhận"]


def test_a_table_needs_as_many_cells_as_columns() -> None:
    table = tables.QueueTable([tables.Column("Số"), tables.Column("Tên")], tables.one_group([tables.Row(["1"])]), 1)
    with pytest.raises(ValueError, match="shorter"):
        _ = table.body


def test_an_empty_queue_says_where_to_look() -> None:
    html = render(gallery_data.empty_queue())
    assert "Không còn hồ sơ nào chờ bổ sung" in html
    assert "Xem hàng chờ xét duyệt" in html
    assert "<table" not in html


def test_a_filtered_empty_queue_keeps_its_filters() -> None:
    queue = replace(gallery_data.empty_queue(), filters=gallery_data.filters(QueryDict("han=today")))
    assert "Bỏ mọi bộ lọc" in render(queue)


def test_each_row_button_names_its_dossier() -> None:
    html = render(gallery_data.queue(QueryDict()))
    assert 'Nhận xử lý <span class="visually-hidden">hồ sơ 2026-0114-9</span>' in html
    assert "Chọn hồ sơ 2026-0114-9" in html


def test_only_running_work_is_asked_after() -> None:
    running = facts.Progress("/viec/1/", "Nhận dạng chữ", 1, 9)
    assert 'hx-get="/viec/1/"' in render(running)
    assert "hx-get" not in render(replace(running, finished=True))
    failed = render(replace(running, failed="Trang 2 hỏng."))
    assert "hx-get" not in failed
    assert "Trang 2 hỏng." in failed


def test_the_primary_verb_is_drawn_as_one_and_a_barred_verb_says_why() -> None:
    html = render(Foot(Action("Ký số", "/ky/"), [Action("Chuyển", "/c/", why_not="Còn thiếu 2 thành phần.")]))
    assert "button-primary" in html
    assert "disabled" in html
    assert "Còn thiếu 2 thành phần." in html


def test_no_word_is_said_twice_in_the_name_of_a_button() -> None:
    assert ">12<" in render(Action("Tích hợp hồ sơ", "/t/", about="hồ sơ 12"))
    assert ">hồ sơ 12<" in render(Action("Trả kết quả", "/t/", about="hồ sơ 12"))


def test_ctrl_enter_submits_the_form_of_every_page_and_nothing_else() -> None:
    assert 'data-key="ctrl+enter"' in render(Foot(Action("Ký số", form="verb")))
    assert "data-key" not in render(Foot(Action("Tiếp nhận hồ sơ mới", "/moi/", method="get")))
    assert 'data-key="j"' in render(Foot(Action("Trang sau", form="verb", key="j")))


def test_a_viewer_opens_the_asked_page_or_else_the_first() -> None:
    viewer = gallery_data.viewer()
    assert replace(viewer, current=3).page == viewer.pages[2]
    assert replace(viewer, current=99).page == viewer.pages[0]
    assert Viewer(pages=[], key="x").page is None
    assert "chưa có trang quét nào" in render(Viewer(pages=[], key="x"))


def test_money_and_masked_numbers() -> None:
    assert show("{{ 3783135|dong }} {{ '079200001234'|mask }}") == "3.783.135 079***1234"
