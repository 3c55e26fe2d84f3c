"""Does reception see what was done to a result since it was issued, and give it out knowingly or not at all?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.dossier.results import remark_on
from intake.actions.returning import returning
from intake.actions.returning.links import issue_link
from intake.bulk import DESPITE
from intake.models import Dossier, PrintRun
from tests.intake.actions.returning.test_returning import HANDED
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import address

SAID = "Đã được thay thế bởi Quyết định số 09/QĐ-BHXH ngày 27/11/2026, phát hành 27/11/2026"
RunJobs = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def replaced(scanned: Dossier) -> Dossier:
    """A dossier at the counter whose decision another one has replaced."""
    result = add_result(scanned)
    for _ in range(2):  # said twice it stands once
        remark_on(dossier=scanned, number=result.number, text=SAID, ends=True)
    return put_in_state(scanned, State.ISSUED)


def test_it_is_marked_and_goes_out_when_the_clerk_says_so(replaced: Dossier, clerk: Client) -> None:
    page, typed = address("hand_over", replaced), HANDED | {"method": "counter", "version": str(replaced.version)}
    typed["book"] = "later"
    shown = clerk.get(page).content.decode()
    assert shown.count(f"{SAID}.") == 1 and 'name="despite"' in shown
    assert "Không còn hiệu lực" in shown and "Chữ ký hợp lệ" in shown and ">Hợp lệ<" not in shown
    refused = clerk.post(page, typed)
    assert refused.status_code == 422 and "đã được thay thế bởi Quyết định số 09" in refused.content.decode()

    clerk.post(page, typed | {"despite": "on"})

    replaced.refresh_from_db()
    assert replaced.state == State.RETURNED
    assert replaced.events.get(verb="hand_over").detail["despite"] is True
    result = replaced.results.get()
    for shown in (address("return_result", replaced, result.pk), address("consolidate", replaced)):
        assert f"{SAID}." in clerk.get(shown).content.decode()


def test_many_are_printed_without_it_unless_it_is_ticked(replaced: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    page = clerk.get(address("return_result", replaced, replaced.results.get().pk)).content.decode()
    assert "Không còn hiệu lực" in page and "Vẫn tải tệp đã ký" in page
    choose = reverse("bulk_choose", args=["cho-tra", "in-ket-qua"])
    run_url = run_jobs(lambda: clerk.post(choose, {"chosen": replaced.pk})).url
    page = clerk.get(run_url).content.decode()
    entry = f"entry-{replaced.pk}"
    assert "Sẽ bỏ qua" in page and "đã được thay thế bởi" in page and f'name="{entry}"' in page

    run_url = run_jobs(lambda: clerk.post(choose, {"chosen": replaced.pk, entry: DESPITE})).url
    page = clerk.get(run_url).content.decode()
    assert "2 bản in, 1 văn bản" in page and SAID in page and f'name="{entry}"' not in page
    run_jobs(lambda: clerk.post(f"{run_url}lam/"))
    run = PrintRun.objects.get()
    assert run.lines.get().result.dossier == replaced
    begin = reverse("begin_print_run", args=[run.pk])
    assert "bỏ khỏi lượt in" in clerk.get(reverse("print_run", args=[run.pk])).content.decode()
    assert clerk.post(begin).status_code == 409 and run.lines.exists(), "perhaps it was replaced after it was put in"
    clerk.post(begin, {"despite": "1"})
    assert PrintRun.objects.get().state == PrintRun.State.MAKING


def test_what_nothing_was_done_to_asks_nothing(replaced: Dossier, clerk: Client) -> None:
    replaced.results.get().remarks.all().delete()
    assert 'name="despite"' not in clerk.get(address("hand_over", replaced)).content.decode()


def test_no_link_to_it_is_given_unknowingly(replaced: Dossier, clerk: Client, clerk_user: User) -> None:
    Dossier.objects.filter(pk=replaced.pk).update(return_method="online")
    online = Dossier.objects.get(pk=replaced.pk)
    returning.hand_over(dossier=online, method="online", despite=True, by=clerk_user)
    page, receiver = reverse("result_links", args=[online.pk]), online.persons.get()
    with pytest.raises(NotValid, match="đã được thay thế"):
        issue_link(dossier=online, receiver=receiver, by=clerk_user)
    assert f"{SAID}." in clerk.get(page).content.decode()
    given = clerk.post(page, {"issue": "1", "receiver": receiver.pk, "despite": "1"})
    assert given.status_code == 200 and online.hand_overs.get().links.exists()
