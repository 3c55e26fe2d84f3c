"""Do the forms keep what was typed and say what is wrong with it?"""

from django.http import QueryDict

from benefits.forms.entries import AnswerEntries, LumpSumEntries, PensionEntries


def test_an_untouched_form_has_its_usual_values_and_no_errors() -> None:
    form = PensionEntries.from_entries({})

    assert form.is_valid()
    assert form.as_entries()["ground"] == "NORMAL" and form.as_entries()["floor_group"] is True


def test_a_month_is_kept_in_one_spelling() -> None:
    assert PensionEntries(QueryDict("benefit_month=062026")).as_entries()["benefit_month"] == "06/2026"


def test_what_is_wrong_is_kept_as_typed() -> None:
    form = PensionEntries(QueryDict("benefit_month=thang+6&stated_average=3.78&hard_work_months=abc"))

    kept = form.as_entries()
    assert (kept["benefit_month"], kept["stated_average"], kept["hard_work_months"]) == ("thang 6", "3.78", "abc")
    assert set(form.errors) == {"benefit_month", "stated_average", "hard_work_months"}


def test_a_cleared_box_stays_cleared() -> None:
    kept = PensionEntries(QueryDict("benefit_month=06/2026")).as_entries()

    assert kept["floor_group"] is False
    assert PensionEntries.from_entries(kept)["floor_group"].value() is False


def test_lump_sum_support_is_checked_where_it_is_typed() -> None:
    assert "support" in LumpSumEntries(QueryDict("support=2018-2020")).errors


def test_an_answer_has_no_sums() -> None:
    headings = [heading for heading, _ in AnswerEntries.from_entries({}).sections]
    assert headings == ["Nội dung trả lời", "Thay thế văn bản đã ban hành (nếu có)"]
