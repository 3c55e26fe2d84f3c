"""Do those to whom results were delivered see these results, nothing else, and mark what they received?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from benefits.actions.delivering import receive
from benefits.delivery_desk import CHANGED
from benefits.models import ResultDelivery
from bhxh_archive.models import AccessLog, User
from bhxh_archive.roles import Role
from intake.models import ResultVersion
from tests.benefits.conftest import As
from tests.benefits.delivered import give, issued, told

QUEUE = reverse("queue", args=["ket-qua-cho-nhan"])


def test_one_dossier_is_looked_at_and_received(demo: dict[str, User], signed_in: As) -> None:
    dossier, finance = issued(demo), signed_in("taichinh-hp")
    here = reverse("delivered_results", args=[dossier.pk])
    assert here in finance.get(QUEUE).content.decode()
    page = finance.get(here).content.decode()
    row = ResultDelivery.objects.get(recipient="finance")
    assert "Chưa nhận" in page and f'name="delivery" value="{row.pk}"' in page and reverse("payment_list") in page
    assert AccessLog.objects.filter(subject=f"dossier:{dossier.pk}", action="delivered").count() == 1

    for said in ("nhận 07A-HSB số 05/QĐ-BHXH", "đã được ghi nhận trước đó"):
        done = finance.post(reverse("receive_results", args=[dossier.pk]), {"delivery": row.pk}, follow=True)
        assert said in done.content.decode()
    assert told(dossier)[1][2] == str(demo["taichinh-hp"]) and dossier.events.filter(verb="receive_result").count() == 1
    assert here in finance.get(reverse("queue", args=["ket-qua-da-nhan"])).content.decode()


def test_many_are_foreseen_and_received_with_a_line_for_each(
    demo: dict[str, User], signed_in: As, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    dossiers, finance = [issued(demo), issued(demo)], signed_in("taichinh-hp")
    chosen = {"chosen": [row.pk for row in dossiers]}
    newer = ResultVersion.objects.get(result__dossier=dossiers[1])
    ResultDelivery.objects.filter(version__result__dossier=dossiers[0]).update(changed_by=newer)
    assert finance.get(QUEUE).content.decode().count(CHANGED) == 1
    run = run_jobs(lambda: finance.post(reverse("bulk_choose", args=["ket-qua-cho-nhan", "nhan-ket-qua"]), chosen)).url
    receive(dossier=dossiers[1], by=demo["taichinh-hp"])
    shown = finance.get(run).content.decode()
    assert shown.count("Kế hoạch - Tài chính nhận 07A-HSB số 05/QĐ-BHXH") == 2 and "Xác nhận đã nhận 2 hồ sơ" in shown
    assert shown.count(CHANGED) == 1
    for _ in range(2):
        run_jobs(lambda: finance.post(run + "lam/"))
    done = finance.get(run).content.decode()
    assert "đã làm 1/2 hồ sơ" in done and "không còn chờ bạn nhận" in done
    assert reverse("dossier", args=[dossiers[0].pk]) not in done
    assert [row.events.filter(verb="receive_result").count() for row in dossiers] == [1, 1]


def test_nothing_else_of_the_dossier_is_theirs(demo: dict[str, User], signed_in: As) -> None:
    dossier, finance = issued(demo), signed_in("taichinh-hp")
    tabs = ("dossier", "pages", "review", "results", "trail", "slip")
    addresses = [reverse(name, args=[dossier.pk, *(["receipt"] if name == "slip" else [])]) for name in tabs]
    assert {finance.get(address).status_code for address in addresses} == {404}
    assert 'name="q"' not in finance.get(QUEUE).content.decode(), "there is nothing to search"
    give(demo, "chuyenvien-na", Role.FINANCE)
    elsewhere = reverse("delivered_results", args=[issued(demo, "tiepnhan-na").pk])
    assert finance.get(elsewhere).status_code == 404


def test_who_holds_two_functions_chooses_one(demo: dict[str, User], signed_in: As) -> None:
    issued(demo)
    assert "Nơi nhận" not in signed_in("thu-hp").get(QUEUE).content.decode()
    give(demo, "thu-hp", Role.FINANCE)
    both = signed_in("thu-hp")
    assert "Kế hoạch - Tài chính, Quản lý thu" in both.get(QUEUE).content.decode()
    ResultDelivery.objects.filter(recipient="collection").delete()
    assert "/ket-qua-chuyen-den/" not in both.get(f"{QUEUE}?to=collection").content.decode()
    assert "/ket-qua-chuyen-den/" in both.get(f"{QUEUE}?to=finance").content.decode()


def test_more_rows_cost_no_more_queries(
    demo: dict[str, User], signed_in: As, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    finance, clerk = signed_in("taichinh-hp"), signed_in("vanthu-hp")
    outstanding = reverse("queue", args=["phat-hanh-chua-nhan"])
    for number in (1, 2):
        issued(demo)
        with django_assert_num_queries(10):
            assert finance.get(QUEUE).content.decode().count("/ket-qua-chuyen-den/") == number
        with django_assert_num_queries(11):
            page = clerk.get(outstanding).content.decode()
        assert page.count("Kế hoạch - Tài chính, Quản lý thu, Bảo hiểm xã hội cơ sở Hồng Bàng") == number
        assert page.count("0 ngày") == number and "Chưa ai được giao nhận" not in page
    demo["thu-hp"].assignments.update(valid_to=date(2026, 1, 31))
    assert clerk.get(outstanding).content.decode().count("Chưa ai được giao nhận: Quản lý thu") == 2
