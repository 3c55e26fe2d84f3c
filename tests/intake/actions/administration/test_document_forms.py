"""Does a form take the program's place only after a trial, by two people, from its day on?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.trying import own_text
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.forms_in_force import form_of, render
from bhxh_archive.models import AdminEvent, FormVersion, User
from intake.actions.administration import document_forms as forms
from intake.queries.document_forms import changed_lines, every_form
from tests.days import today, tomorrow, yesterday

LABELS = "box_labels"
TEXT = own_text(LABELS) + "\n#pagebreak()\nTrang của mẫu mới.\n"
RunJobs = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def first(demo: dict[str, User]) -> User:
    return demo["quantri"]


@pytest.fixture
def second(demo: dict[str, User]) -> User:
    return demo["quantri-2"]


@pytest.fixture
def added(run_jobs: RunJobs, first: User) -> Callable[..., FormVersion]:
    """`added(text, day)`: uploaded by the first administrator and tried by a worker."""

    def add(text: str = TEXT, valid_from: date | None = None) -> FormVersion:
        day = valid_from or today()
        row = run_jobs(lambda: forms.add_form(template=LABELS, text=text, valid_from=day, reason="QĐ mới", by=first))
        return FormVersion.objects.get(pk=row.pk)

    return add


def test_tried_approved_by_another_and_in_force_from_its_day(
    added: Callable[..., FormVersion], first: User, second: User
) -> None:
    plain, row = render(LABELS, TEMPLATES[LABELS].example()), added(valid_from=tomorrow())
    assert (row.state, form_of(LABELS, tomorrow())) == (FormVersion.State.READY, None)
    assert row.example and storage.read_file(row.example).startswith(b"%PDF")
    with pytest.raises(NotAllowed, match="người thứ hai"):
        forms.approve_form(form=row, by=first)

    forms.approve_form(form=row, by=second)

    assert (form_of(LABELS, today()), form_of(LABELS, tomorrow())) == (None, row)
    assert len(render(LABELS, TEMPLATES[LABELS].example(), created=timezone.now() + timedelta(days=1))) > len(plain)
    assert [event.verb for event in AdminEvent.objects.order_by("seq")][-2:] == ["add_form", "approve_form"]


def test_what_is_faulty_says_why_and_is_never_approved(added: Callable[..., FormVersion], second: User) -> None:
    row = added('#import "@preview/cetz:0.3.0": canvas')
    assert row.state == FormVersion.State.FAULTY and "chỉ được lấy vào các phần dùng chung" in row.faults
    with pytest.raises(NotNow, match="Có lỗi"):
        forms.approve_form(form=row, by=second)


def test_the_trial_twice_changes_nothing(added: Callable[..., FormVersion], second: User) -> None:
    row = forms.approve_form(form=added(), by=second)
    forms.try_now(row)
    forms.give_up(row)
    assert FormVersion.objects.get(pk=row.pk).state == FormVersion.State.APPROVED


def test_withdrawn_the_form_before_holds_again(added: Callable[..., FormVersion], first: User, second: User) -> None:
    earlier = forms.approve_form(form=added(), by=second)
    later = forms.approve_form(form=added(TEXT + "\n// khác", tomorrow()), by=second)
    assert form_of(LABELS, tomorrow()) == later
    with pytest.raises(NotValid, match="lý do"):
        forms.withdraw_form(form=later, reason=" ", by=first)

    forms.withdraw_form(form=later, reason="In nhầm", by=first)

    assert form_of(LABELS, tomorrow()) == earlier
    with pytest.raises(NotNow, match="đã được rút"):
        forms.withdraw_form(form=later, reason="In nhầm", by=first)


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [(TEXT, yesterday, "từ hôm nay trở đi"), (own_text(LABELS), today, "giống hệt")],
)  # fmt: skip
def test_no_day_that_is_past_and_no_text_that_changes_nothing(
    text: str, day: Callable[[], date], said: str, first: User
) -> None:
    with pytest.raises(NotValid, match=said):
        forms.add_form(template=LABELS, text=text, valid_from=day(), reason="QĐ mới", by=first)


def test_only_who_administers_every_office(demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        forms.add_form(template=LABELS, text=TEXT, valid_from=today(), reason="QĐ mới", by=demo["quantri-hp"])


def test_two_forms_from_one_day_are_not_both_approved(added: Callable[..., FormVersion], second: User) -> None:
    forms.approve_form(form=added(), by=second)
    with pytest.raises(NotNow, match="chính ngày đó"):
        forms.approve_form(form=added(TEXT + "\n// khác"), by=second)


def test_the_database_refuses_an_approval_by_who_uploaded(added: Callable[..., FormVersion], first: User) -> None:
    row = added()
    with pytest.raises(IntegrityError), transaction.atomic():
        FormVersion.objects.filter(pk=row.pk).update(approved_by=first)


def test_the_list_and_the_difference(added: Callable[..., FormVersion], second: User) -> None:
    row = added()
    (line,) = [line for line in every_form(today()) if line.name == LABELS]
    assert (line.used, line.waiting) == (None, 1)
    assert [text for text in changed_lines(row) if text.startswith("+")] == [
        "+",
        "+#pagebreak()",
        "+Trang của mẫu mới.",
    ]
    forms.approve_form(form=row, by=second)
    (line,) = [line for line in every_form(today()) if line.name == LABELS]
    assert (line.used, line.waiting) == (row, 0)


def test_an_upgrade_tries_the_forms_in_use_again(
    added: Callable[..., FormVersion], second: User, run_jobs: RunJobs, client: Client
) -> None:
    row = forms.approve_form(form=added(), by=second)
    assert forms.queue_trials() == 0  # this release has tried it

    lost = TEXT + "\n#data.a-field-that-is-gone\n"
    FormVersion.objects.filter(pk=row.pk).update(text=lost, tried_with="an earlier release")
    assert run_jobs(forms.queue_trials) == 1

    row = FormVersion.objects.get(pk=row.pk)
    assert row.broken and form_of(LABELS, today()) == row
    client.force_login(second)
    page = client.get(reverse("document_forms")).content.decode()
    assert f"Mẫu từ {today():%d/%m/%Y} không dựng được nữa" in page
    assert forms.queue_trials() == 0

    FormVersion.objects.filter(pk=row.pk).update(text=TEXT, tried_with="a second earlier release")
    run_jobs(forms.queue_trials)
    assert not FormVersion.objects.get(pk=row.pk).broken
