"""Does an issued result go to everybody in the house to whom its kind goes, and is each receipt marked once?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from benefits.actions.delivering import deliver, receive
from benefits.earlier.changing import results_named
from benefits.issued.deliveries import not_received, planned, received, to_receive
from benefits.models import Draft, ResultDelivery
from bhxh_archive.models import Office, Parameter, User
from bhxh_archive.roles import Role
from intake.models import Result, ResultVersion
from intake.queries.trail_names import names_in
from intake.trail.sentences import sentence
from tests.benefits.delivered import give, issued, told
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result

pytestmark = pytest.mark.django_db
FINANCE, COLLECTION = ("finance", "hai-phong", ""), ("collection", "hai-phong", "")


def test_what_one_office_settles_for_another_goes_to_finance_collection_and_there(demo: dict[str, User]) -> None:
    assert told(issued(demo)) == [COLLECTION, FINANCE, ("local_office", "hong-bang", "")]
    assert told(issued(demo, "tiepnhan-hp")) == [COLLECTION, FINANCE], "no local office took part"


def test_an_office_says_from_a_day_on_which_kinds_go_to_whom(demo: dict[str, User]) -> None:
    office = Office.objects.get(code="hai-phong")
    for key in ("results_to_collection", "results_to_local_office"):
        Parameter.objects.create(key=key, office=office, value="04-HSB,TRA_LOI", valid_from=date(2026, 1, 1))
    dossier = draft_of(demo["tiepnhan-hb"])
    assert planned(dossier, [add_result(dossier)]) == ["Kế hoạch - Tài chính"]
    assert told(issued(demo)) == [FINANCE]


def test_a_receipt_is_marked_and_told_once(demo: dict[str, User]) -> None:
    dossier, finance = issued(demo), demo["taichinh-hp"]
    [row] = receive(dossier=dossier, by=finance)
    assert receive(dossier=dossier, by=finance) == [] and receive(dossier=dossier, by=demo["vanthu-hp"]) == []
    assert told(dossier) == [COLLECTION, ("finance", "hai-phong", str(finance)), ("local_office", "hong-bang", "")]

    [event] = dossier.events.filter(verb="receive_result")
    assert (event.role, event.office, event.evidence_digest) == ("finance", row.office, row.version.file.digest)
    assert sentence(event, names_in([event])) == "Nhận «Quyết định hưởng lương hưu» được chuyển đến"


def test_only_what_was_seen_is_received(demo: dict[str, User]) -> None:
    dossier, finance = issued(demo), demo["taichinh-hp"]
    others = ResultDelivery.objects.exclude(recipient="finance").values_list("pk", flat=True)
    assert receive(dossier=dossier, by=finance, chosen=set(others)) == []
    assert told(dossier)[1] == FINANCE


def test_each_sees_what_waits_for_the_own_function_in_the_own_office(demo: dict[str, User]) -> None:
    assert told(issued(demo, "tiepnhan-na")) == [], "nobody there ever held such a function"
    give(demo, "chuyenvien-na", Role.FINANCE)
    here, there = issued(demo), issued(demo, "tiepnhan-na")
    receive(dossier=here, by=demo["thu-hp"])
    assert [list(to_receive(demo[name])) for name in ("taichinh-hp", "coso-hb", "thu-hp", "vanthu-hp")] == [
        [here], [here], [], [],
    ]  # fmt: skip
    assert (list(received(demo["thu-hp"])), list(received(demo["taichinh-hp"]))) == ([here], [])
    assert (list(not_received(demo["vanthu-hp"])), list(not_received(demo["vanthu-na"]))) == ([here], [there])
    assert list(not_received(demo["vanthu-hp"], "collection")) == []
    ResultDelivery.objects.filter(recipient="collection").update(received_at=timezone.now() - timedelta(days=91))
    assert list(received(demo["thu-hp"])) == []


def test_a_decision_that_changes_another_says_so_and_so_does_what_still_waits_of_that(demo: dict[str, User]) -> None:
    first = issued(demo)
    receive(dossier=first, by=demo["thu-hp"])
    revision = draft_of(demo["tiepnhan-hb"], "DIEUCHINH")
    Draft.objects.create(
        dossier=revision, kind=revision.procedure.result_kinds.get(code="QD_DIEUCHINH"),
        drafted_by=demo["chuyenvien-hp"],
        frozen={"papers": [{"data": {"earlier": "số 05/QĐ-BHXH ngày 20/11/2026"}}]},
    )  # fmt: skip
    decision = add_result(revision)
    Result.objects.filter(pk=decision.pk).update(kind="QD_DIEUCHINH", number="09/QĐ-BHXH", number_folded="09QDBHXH")
    version = ResultVersion.objects.get(result=decision)

    assert {row.changes for row in deliver(revision, [version])} == {"số 05/QĐ-BHXH ngày 20/11/2026"}
    rows = ResultDelivery.objects.filter(version__result__dossier=first)
    assert {row.recipient: row.changed_by for row in rows} == {
        "finance": version, "local_office": version, "collection": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("số 05/QĐ-BHXH ngày 20/11/2026", 1),
        ("05/qđ-bhxh, 20/11/2026 của Giám đốc", 1),
        ("số 05/QĐ-BHXH", 0),
        ("số 05/QĐ-BHXH ngày 20/11/2025", 0),
        ("ngày 31/02/2026", 0),
        ("", 0),
    ],
)
def test_an_earlier_decision_is_known_by_number_and_day(text: str, found: int, demo: dict[str, User]) -> None:
    dossier = issued(demo)
    assert results_named(text, dossier.settling_office).count() == found
    assert results_named(text, Office.objects.get(code="nghe-an")).count() == 0
