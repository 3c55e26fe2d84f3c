"""Do filters add and remove themselves, and start again at the first page?"""

from django.http import QueryDict

from bhxh_archive.ui.filters import FilterSpec, filter_bar, url_with

SPECS = [
    FilterSpec("han", "Hạn trả", [("overdue", "Quá hạn"), ("today", "Hôm nay")], {"overdue": 2}),
    FilterSpec("thu-tuc", "Thủ tục", [("huu", "Hưu trí")]),
]


def test_an_option_adds_itself_and_drops_the_place_in_the_list() -> None:
    bar = filter_bar(QueryDict("thu-tuc=huu&after=abc"), SPECS)
    overdue = bar.groups[0].options[0]
    assert (overdue.url, overdue.active, overdue.count) == ("?thu-tuc=huu&han=overdue", False, 2)


def test_a_chosen_option_is_a_chip_that_removes_only_itself() -> None:
    bar = filter_bar(QueryDict("thu-tuc=huu&han=today"), SPECS)
    assert [(chip.label, chip.remove_url) for chip in bar.chosen] == [
        ("Hạn trả: Hôm nay", "?thu-tuc=huu"),
        ("Thủ tục: Hưu trí", "?han=today"),
    ]
    assert bar.clear_url == "?"


def test_an_unknown_value_is_not_shown_as_chosen() -> None:
    assert not filter_bar(QueryDict("han=<script>"), SPECS).chosen


def test_paging_keeps_the_filters() -> None:
    assert url_with(QueryDict("han=today&after=a"), after="b") == "?han=today&after=b"
