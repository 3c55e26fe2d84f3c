"""Does a leader whose key is on a token find what waits for it, get a code once, and is every other call refused?"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from benefits.models import DeferredSignature, SigningCode
from benefits.views import device_calls
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.loading.demo import PASSWORD
from tests.benefits.actions.test_deferred_signing import Run, Token, wait
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import As, ShortRoad

pytestmark = pytest.mark.slow


@pytest.fixture
def leader(short_road: ShortRoad) -> User:
    """The leader of Hải Phòng, whose key is on a token."""
    user = short_road.user("giamdoc")
    user.signs_on_device = True
    user.save(update_fields=["signs_on_device"])
    return user


def call(name: str, code: str, data: Any = None) -> tuple[int, dict[str, Any]]:
    answer = Client().post(reverse(name), json.dumps(data or {}), content_type="application/json",
                           headers={"authorization": f"Bearer {code}"})  # fmt: skip
    return answer.status_code, answer.json()


def code_of(client: Client) -> str:
    answer = client.post(reverse("signing_code"))
    assert answer["Cache-Control"] == "no-store"
    found = re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", answer.content.decode())
    assert found
    return found[0]


def test_signing_leads_to_the_list_and_the_list_to_the_signature(
    short_road: ShortRoad, leader: User, signed_in: As, run_jobs: Run
) -> None:
    short_road.to("endorse")
    prepare(short_road)
    client, sign = signed_in("giamdoc-hp"), reverse("sign", args=[short_road.dossier.pk])
    assert client.post(sign, {"password": "sai"}).status_code == 422
    shown = client.post(sign, {"password": PASSWORD}, follow=True).content.decode()
    assert "2 văn bản chờ thiết bị ký" in shown and str(short_road.dossier) in shown
    assert f"Văn bản đang chờ {leader} ký trên thiết bị" in client.get(sign).content.decode()

    code, token = code_of(client), Token(leader)
    status, told = call("agent_waiting", code)
    assert status == 200 and told["certificate"] == leader.certificate and len(told["documents"]) == 2
    ids = [row["id"] for row in told["documents"]]
    _, gaps = call("agent_gaps", code, {"ids": ids, "chain": [b64encode(one).decode() for one in token.chain]})
    made = {row["id"]: b64encode(token.sign(b64decode(row["attributes"]))).decode() for row in gaps["documents"]}
    status, taken = run_jobs(lambda: call("agent_signatures", code, {"signatures": made}))
    assert status == 200 and taken == {"documents": [{"id": one} for one in ids]}
    assert short_road.fresh().state == State.SIGNED
    assert "Không có văn bản nào chờ thiết bị" in client.get(reverse("device_signing")).content.decode()


def test_what_comes_without_a_code_or_in_no_shape_is_refused(
    short_road: ShortRoad, leader: User, signed_in: As
) -> None:
    rows = wait(short_road)
    names = ("agent_waiting", "agent_gaps", "agent_signatures")
    assert {call(name, "AAAA-AAAA-AAAA-AAAA")[0] for name in names} == {401}
    code = code_of(signed_in("giamdoc-hp"))
    wrong: list[tuple[str, Any]] = [
        ("agent_gaps", {"ids": [rows[0].pk], "chain": []}), ("agent_gaps", {"ids": 1, "chain": ["AA=="]}),
        ("agent_gaps", {"ids": [], "chain": ["không"]}), ("agent_signatures", {"signatures": []}),
        ("agent_signatures", {"signatures": {str(rows[0].pk): 5}}),
    ]  # fmt: skip
    assert {call(name, code, data)[0] for name, data in wrong} == {422}
    foreign = [b64encode(one).decode() for one in Token(short_road.user("phogiamdoc")).chain]
    _, said = call("agent_gaps", code, {"ids": [rows[0].pk], "chain": foreign})
    assert "không phải của người được giao ký" in said["documents"][0]["said"]
    _, said = call("agent_signatures", code, {"signatures": {str(rows[0].pk): "AAAA"}})
    assert "không còn chờ ký" in said["documents"][0]["said"], "it has no gap yet"
    assert Client().get(reverse("agent_waiting")).status_code == 405


def test_too_many_wrong_codes_have_to_wait(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bhxh_archive.ui.keyed_calls.WRONG_KEYS", (2, 600))
    assert [call("agent_waiting", "AAAA")[0] for _ in range(3)] == [401, 401, 429]


def test_a_plain_line_from_elsewhere_is_refused(db: None) -> None:
    answer = Client().post(reverse("agent_waiting"), REMOTE_ADDR="10.0.0.9")
    assert answer.status_code == 403 and "HTTPS" in answer.json()["message"]


def test_no_more_than_some_documents_at_once(short_road: ShortRoad, leader: User, signed_in: As,
                                             monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    rows = wait(short_road)
    monkeypatch.setattr(device_calls, "AT_ONCE", 1)
    chain = [b64encode(one).decode() for one in Token(leader).chain]
    _, told = call("agent_gaps", code_of(signed_in("giamdoc-hp")), {"ids": [row.pk for row in rows], "chain": chain})
    assert len(told["documents"]) == 1


def test_taken_back_it_waits_no_more(short_road: ShortRoad, leader: User, signed_in: As) -> None:
    wait(short_road)
    client = signed_in("giamdoc-hp")
    url = reverse("take_back_deferred", args=[short_road.dossier.pk])
    assert signed_in("phogiamdoc-hp").post(url).status_code == 409, "nothing of theirs waits"
    assert "Đã lấy lại" in client.post(url, follow=True).content.decode()
    assert not DeferredSignature.objects.filter(state="waiting").exists()
    assert signed_in("chuyenvien-hp").get(reverse("device_signing")).status_code == 403
    assert signed_in("chuyenvien-hp").post(reverse("signing_code")).status_code == 403
    assert not SigningCode.objects.exists()


def test_an_administrator_says_where_the_key_is(demo: dict[str, User], signed_in: As) -> None:
    leader = demo["giamdoc-hp"]
    page = reverse("user", args=[leader.pk])
    sent = {
        "full_name": leader.full_name,
        "certificate": leader.certificate,
        "is_active": "on",
        "signs_on_device": "on",
    }
    assert signed_in("quantri-hp").post(page, sent).status_code == 302
    leader.refresh_from_db()
    assert leader.signs_on_device
    assert "Ký trên thiết bị" in signed_in("giamdoc-hp").get(reverse("home")).content.decode()
