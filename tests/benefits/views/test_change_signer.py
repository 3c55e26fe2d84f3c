"""Is a signature handed to another leader from the page of one dossier, and from the queue for many?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from benefits.actions.handing_signature import change_signer
from benefits.models import Draft
from bhxh_archive.models import Assignment
from tests.benefits.conftest import As, ShortRoad
from tests.benefits.views.test_bulk_signing import roads

pytestmark = pytest.mark.slow


def test_from_the_page_of_one_dossier(short_road: ShortRoad, signed_in: As) -> None:
    short_road.to("endorse")
    client, page = signed_in("giamdoc-hp"), reverse("change_signer", args=[short_road.dossier.pk])
    assert page in client.get(reverse("sign", args=[short_road.dossier.pk])).content.decode()
    deputy = short_road.user("phogiamdoc")
    blank = client.post(page, {"signer": deputy.pk, "reason": ""})
    assert blank.status_code == 422 and f'value="{deputy.pk}" selected' in blank.content.decode()
    shown = client.post(page, {"signer": deputy.pk, "reason": "Đi công tác"}, follow=True).content.decode()
    assert f"Đã trình {deputy} ký." in shown
    refused = client.get(reverse("sign", args=[short_road.dossier.pk]))
    assert refused.status_code == 403 and f"được trình cho {deputy} ký" in refused.content.decode()


def test_what_a_leader_leaves_behind_is_told_found_and_handed_on(short_road: ShortRoad, signed_in: As) -> None:
    dossier, deputy = short_road.to("endorse"), short_road.user("phogiamdoc")
    head, admin, page = (
        signed_in("truongphong-hp"),
        signed_in("quantri-hp"),
        reverse("change_signer", args=[dossier.pk]),
    )
    change_signer(dossier=dossier, signer=deputy, reason="Đi công tác", by=short_road.user("giamdoc"))
    queue, close = reverse("queue", args=["cho-chuyen-ky"]), Assignment.objects.get(user=deputy)
    assert head.get(page).status_code == 403 and str(dossier) not in head.get(queue).content.decode()
    warned = admin.get(reverse("close_function", args=[close.pk])).content.decode()
    told = admin.post(reverse("close_function", args=[close.pk]), {"revoke": "1"}, follow=True).content.decode()
    for said in (warned, told):
        assert (
            f"1 hồ sơ đang chờ {deputy.full_name} ký. Chuyển cho người ký khác ở hàng chờ «Chờ chuyển người ký»" in said
        )
        assert short_road.user("truongphong").full_name in said

    for username in ("truongphong-hp", "giamdoc-hp"):
        shown = signed_in(username).get(queue).content.decode()
        assert str(dossier) in shown and page in shown
    assert signed_in("giamdoc-na").get(page).status_code == 404
    leader = short_road.user("giamdoc")
    assert f"{deputy} không còn ký tại đơn vị này" in head.get(page).content.decode()
    done = head.post(page, {"signer": leader.pk, "reason": "Người ký đã thôi chức vụ"}, follow=True)
    assert f"Đã trình {leader} ký." in done.content.decode() and Draft.objects.get().signer == leader
    assert str(dossier) not in head.get(queue).content.decode() and head.get(page).status_code == 403


def test_where_there_is_nobody_else_it_says_so(short_road: ShortRoad, signed_in: As) -> None:
    short_road.to("endorse")
    Assignment.objects.filter(user=short_road.user("phogiamdoc")).delete()
    choose = reverse("bulk_choose", args=["cho-ky", "chuyen-ky"])
    client = signed_in("giamdoc-hp")
    shown = client.post(choose, {"chosen": [short_road.dossier.pk]}, follow=True).content.decode()
    assert "không có lãnh đạo nào khác" in shown and 'name="entry' not in shown


def test_for_many_at_once_with_one_choice(short_road: ShortRoad, signed_in: As) -> None:
    dossiers, deputy = roads(short_road, "endorse"), short_road.user("phogiamdoc")
    client = signed_in("giamdoc-hp")
    choose = reverse("bulk_choose", args=["cho-ky", "chuyen-ky"])
    chosen = [dossier.pk for dossier in dossiers]
    asked = client.post(choose, {"chosen": chosen}).content.decode()
    assert f'<option value="{deputy.pk}">{deputy.full_name}</option>' in asked and "Ý kiến kiểm soát" in asked
    run = short_road.run_jobs(lambda: client.post(choose, {"chosen": chosen, "typed": "1", "entry": deputy.pk}))
    shown = client.get(run["Location"]).content.decode()
    assert shown.count(f"Trình {deputy} ký") == len(dossiers)
    confirm = run["Location"].rstrip("/") + "/"
    run_pk = int(confirm.split("/")[-2])
    short_road.run_jobs(lambda: client.post(reverse("bulk_confirm", args=[run_pk])))
    assert set(Draft.objects.values_list("signer", flat=True)) == {deputy.pk}
