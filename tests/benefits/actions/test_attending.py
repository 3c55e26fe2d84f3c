"""Is somebody told who else has the dossier open, with few writes, and forgotten when the page is closed?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from benefits.actions.attending import BEAT, OPENED, attend, forget_presence
from benefits.models import Draft, Presence
from tests.benefits.conftest import As, ShortRoad

SECOND = timedelta(seconds=1)


@pytest.fixture
def road(unsigned_road: ShortRoad) -> ShortRoad:
    unsigned_road.to("forward")
    return unsigned_road


def test_a_page_that_says_so_stays_open_with_a_write_a_minute_at_most(road: ShortRoad) -> None:
    dossier, officer, head = road.dossier, road.user("chuyenvien"), road.user("truongphong")
    start = timezone.now()
    assert attend(dossier=dossier, by=officer, lasts=OPENED, now=start).others == []
    untils = {Presence.objects.get().until}
    for seconds in range(45, 600, 45):
        at = start + seconds * SECOND
        attend(dossier=dossier, by=officer, lasts=BEAT, now=at)
        (seen,) = attend(dossier=dossier, by=head, lasts=BEAT, now=at).others
        assert (seen.user, seen.since) == (officer.pk, start)
        untils.add(Presence.objects.get(user=officer).until)

    assert len(untils) <= 10
    closed = start + timedelta(seconds=585) + BEAT + SECOND
    assert attend(dossier=dossier, by=head, lasts=BEAT, now=closed).others == []
    attend(dossier=dossier, by=officer, lasts=OPENED, now=closed)
    assert Presence.objects.get(user=officer).since == closed, "it was opened anew"


def test_what_is_over_is_forgotten(road: ShortRoad) -> None:
    now = timezone.now()
    attend(dossier=road.dossier, by=road.user("chuyenvien"), lasts=OPENED, now=now - timedelta(hours=1))
    attend(dossier=road.dossier, by=road.user("truongphong"), lasts=OPENED, now=now)

    assert forget_presence() == 1 and Presence.objects.get().user == road.user("truongphong")


def test_the_second_person_is_told_on_both_pages_and_nobody_outside_the_unit(draft: Draft, signed_in: As) -> None:
    dossier = draft.dossier
    review, form = reverse("review", args=[dossier.pk]), reverse("draft", args=[dossier.pk, draft.pk])
    head, officer = signed_in("truongphong-hp"), signed_in("chuyenvien-hp")
    first = head.get(review).content.decode()
    shown = officer.get(form).content.decode()
    since = localtime(Presence.objects.get(user__username="truongphong-hp").since)
    told = f"Vũ Thị Thanh Huyền đang mở hồ sơ này (từ {since:%H:%M})"

    assert "đang mở hồ sơ này" not in first and told in shown
    assert "đang mở" not in signed_in("tiepnhan-hp").get(review).content.decode()
    assert Presence.objects.count() == 2
    beat = reverse("still_open", args=[dossier.pk])
    news = head.post(beat, {"seen": ""})
    assert "Đặng Văn Bình đang mở hồ sơ này" in news.content.decode()
    seen = news.content.decode().split('"seen": "')[1].split('"')[0]
    assert head.post(beat, {"seen": seen}).status_code == 204
