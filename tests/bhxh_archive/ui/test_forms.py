"""Does a form say at the top and at the field what to do, in the same words?"""

import re

from django import forms
from django.template import Context, Template

from bhxh_archive.ui.confirm import ReasonForm
from bhxh_archive.ui.forms import summary_lines
from bhxh_archive.ui.gallery import SampleForm

REASONS = [("missing", "Thiếu thành phần")]


def show(source: str, form: forms.Form) -> str:
    return Template("{% load ui %}" + source).render(Context({"form": form}))


def test_a_required_field_says_what_to_do_in_both_places() -> None:
    form = SampleForm({})
    texts = [line.text for line in summary_lines(form)]
    assert texts[:3] == ["Nhập họ và tên.", "Nhập ngày sinh.", "Nhập mức hưởng."]
    assert "Chọn hình thức trả kết quả." in texts
    assert "Đánh dấu vào ô “Đã đối chiếu với bản chính”." in texts
    assert "Nhập họ và tên." in show("{% field form.name %}", form)


def test_every_summary_link_leads_to_a_control() -> None:
    form = SampleForm({})
    page = show("{% for f in form %}{% field f %}{% endfor %}", form)
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert {line.target for line in summary_lines(form)} <= ids


def test_what_was_typed_stays() -> None:
    form = SampleForm({"amount": "3,5 triệu", "born": "31/02/1966"})
    html = show("{% field form.amount %}{% field form.born %}", form)
    assert 'value="3,5 triệu"' in html
    assert 'value="31/02/1966"' in html


def test_hint_and_error_belong_to_the_control() -> None:
    html = show("{% field form.name %}", SampleForm({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = show("{% field form.method %}", SampleForm())
    assert html.count("<fieldset") == 1
    assert "<legend" in html
    assert html.count('type="radio"') == 3


def test_an_amount_is_shown_with_dots() -> None:
    html = show("{% field form.amount %}", SampleForm(initial={"amount": 3_783_135}))
    assert 'value="3.783.135"' in html
    assert "đồng" in html


def test_no_errors_no_summary_and_no_prefix() -> None:
    assert not show("{% form_errors form %}", SampleForm()).strip()
    assert show("{% title_prefix %}", SampleForm()) == ""
    assert show("{% title_prefix %}", SampleForm({})) == "Lỗi: "


def test_the_errors_of_a_formset_lead_to_the_form_they_are_in() -> None:
    formset = forms.formset_factory(ReasonForm)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"})
    assert [line.target for line in summary_lines(formset)] == ["id_form-0-explanation"]
    assert Template("{% load ui %}{% title_prefix %}").render(Context({"formset": formset})) == "Lỗi: "


def test_a_reason_is_chosen_and_written() -> None:
    assert not ReasonForm({"explanation": "Mờ"}, reasons=REASONS).is_valid()
    assert ReasonForm({"explanation": "Mờ", "reason": "missing"}, reasons=REASONS).is_valid()
    assert ReasonForm({"explanation": "Mờ"}).is_valid(), "without a list the text is enough"


def test_a_field_that_the_browser_hides_is_only_a_hidden_input() -> None:
    class Hidden(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    html = show("{% field form.version %}", Hidden())
    assert html.strip() == '<input type="hidden" name="version" value="3" id="id_version">'
