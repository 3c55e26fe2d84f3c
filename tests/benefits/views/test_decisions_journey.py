"""Does a one-time death benefit, or an accident's allowance, go from the officer's form to the issued decision by the
pages alone, each person at their own screen?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from benefits.forms.sheet import saved
from benefits.queries import open_drafts
from bhxh_archive import storage
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier, ResultVersion
from tests.benefits.bereaved import CHILDREN, DEAD, MOTHER
from tests.benefits.conftest import As, ShortRoad, SurvivorsRoad
from tests.benefits.test_accident import MONTHLY, ONCE, AccidentRoad
from tests.bhxh_archive.documents.test_render import text_of
from tests.codes import typed_by

pytestmark = pytest.mark.slow


class OneSumRoad(SurvivorsRoad):
    """A pensioner's death, whose relatives take one sum."""

    procedure, bereaved = "TUAT_1", (DEAD, *CHILDREN, MOTHER)


DIED = {"died_on": "05/08/2026", "category": "PENSIONER", "received": "6.000.000", "received_months": "26",
        "payment_method": "Tiền mặt", "funeral": ""}  # fmt: skip
CASES = [
    ("08B-HSB", OneSumRoad, DIED, "216.000.000"),
    ("03A-HSB", AccidentRoad, MONTHLY, "1.470.400"),
    ("03B-HSB", AccidentRoad, ONCE, "47.625.000"),
]


def at(name: str, dossier: Dossier, *further: object) -> str:
    return reverse(name, args=[dossier.pk, *further])


def drafted(officer: Client, dossier: Dossier, code: str, entries: dict[str, Any]) -> str:
    """The page before the submission, once the officer took the dossier and typed the draft."""
    officer.post(at("claim", dossier))
    receiver = dossier.persons.filter(full_name=MOTHER["full_name"]).first() or dossier.persons.get()
    kind = dossier.procedure.result_kinds.get(code=code)
    officer.post(at("open_draft", dossier), {"kind": kind.pk, "receiver": receiver.pk})
    draft = open_drafts(dossier).get()
    shown = {name: "on" if value is True else value or "" for name, value in saved(draft).entries.items()}
    sent = shown | entries | {"version": draft.version, "propose": "1"}
    asked = officer.post(at("draft", dossier, draft.pk), {name: value for name, value in sent.items() if value != ""})
    assert (asked.status_code, asked.headers.get("Location")) == (302, at("propose", dossier)), asked.content.decode()
    return officer.get(at("propose", dossier)).content.decode()


@pytest.mark.parametrize(("code", "road_of", "entries", "amount"), CASES, ids=[code for code, *_ in CASES])
def test_from_the_form_to_the_issued_decision(
    code: str, road_of: type[ShortRoad], entries: dict[str, Any], amount: str,
    signed_demo: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any], signed_in: As,
) -> None:  # fmt: skip
    road = road_of(signed_demo, run_jobs)
    dossier = road.to("forward")

    def press(desk: str, name: str, **sent: Any) -> str:
        client, version = signed_in(f"{desk}-hp"), road.fresh().version
        answer = run_jobs(lambda: client.post(at(name, dossier), {"version": version, **sent}, follow=True))
        return str(answer.content.decode())

    assert amount in drafted(signed_in("chuyenvien-hp"), dossier, code, entries)
    press("chuyenvien", "propose")
    assert amount in signed_in("truongphong-hp").get(at("endorse", dossier)).content.decode()
    press("truongphong", "endorse")
    press("giamdoc", "prepare_signature")
    press("giamdoc", "sign", **typed_by("giamdoc-hp"))
    assert road.fresh().state == State.SIGNED
    assert "01/QĐ-BHXH" in press("vanthu", "issue", **typed_by("vanthu-hp"))

    assert road.fresh().state == State.ISSUED
    version = ResultVersion.objects.filter(result__dossier=dossier, result__kind=code).latest("pk")
    assert version.valid and amount in text_of(storage.read_file(version.file))
