"""What does every room's test start from: demo people, catalogue, trust service, a dossier on its road?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache, partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Self

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase
from PIL import Image, ImageDraw, ImageFont
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from benefits.actions import claiming, deciding, drafting, preparing, signing
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Period, Regime
from bhxh_archive.jobs import drain
from bhxh_archive.models import Office, User
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.dossier import books
from intake.actions.page_desk import pages, uploads
from intake.actions.returning import returning
from intake.loading.catalogue import load_catalogue
from intake.loading.demo import load_demo
from intake.loading.offices import fingerprint
from intake.models import Dossier
from intake.pages import recognition
from intake.queries import components_of, pages_of
from tests import databases, shared
from tests.furnished import furnished
from tools.trust import KnownTrust

PERSON = {
    "role": "insured", "full_name": "Phạm Thị Hường", "birth_year": 1969, "birth_month": 6, "birth_day": 12, "sex": "F",
    "personal_id": "031169000123", "insurance_number": "3105000123", "address": "Số 5 ngõ Mẫu", "phone": "0900000000",
}  # fmt: skip
ELIGIBLE = PERSON | {"birth_month": 5}
"""The same woman a month older: her pension of `ENTRIES` is due at her age."""
SWEEPING = {"live_server", "transactional_db"}
"""Fixtures after which the tables are swept, whether the test is marked so or not."""
ENTRIES = {"benefit_month": "06/2026", "category": "CB", "payment_place": "Bưu điện Mẫu", "payment_method": "Tiền mặt"}


@pytest.fixture(scope="session")
def demo_trust() -> Iterator[KnownTrust]:
    """One demo trust service for the whole run, with the certificates of the demo people."""
    if known := shared.trust():
        yield known
        return
    with shared.demo_trust() as trust:
        yield trust


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """The engine reads each page image once for every process: the same few pages are handed in by hundreds of tests,
    and reading them again was a tenth of all time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(recognition, "read_words", lru_cache(maxsize=None)(recognition.read_words))
        yield


@pytest.fixture
def trusted(demo_trust: KnownTrust, settings: Settings) -> KnownTrust:
    """The product configured with the demo trust service."""
    settings.TRUST_DIR = demo_trust.layout.folder
    settings.TIMESTAMP_URL = demo_trust.layout.timestamp_url
    return demo_trust


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Every process's database is a copy of one that holds schema, catalogue and demo people already."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = furnished()


@pytest.fixture(scope="session", autouse=True)
def swept_by_hand() -> Iterator[None]:
    """After a test with transactions of its own only the tables are emptied in which anything stands: to truncate
    all of them, as Django does, takes twice as long as to fill them again."""
    theirs = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # no stub knows it

    def sweep(case: TransactionTestCase) -> None:
        if databases.may_sweep():
            databases.sweep()
        else:
            theirs(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with transactions of its own sweeps the tables: whoever comes next finds the same rows as the first."""
    try:
        yield
    finally:  # whatever this one failed of, the next one must not fail for it
        if nextitem and _sweeps(item):  # after the last one the database is gone
            with item.config.stash[blocking_manager_key].unblock():
                _furnish()


def _sweeps(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or bool(SWEEPING & set(getattr(item, "fixturenames", ())))


def _furnish() -> None:
    load_catalogue(django_settings.BASE_DIR / "fixtures" / "catalogue")
    load_demo()


@pytest.fixture
def demo(db: None) -> dict[str, User]:
    """The catalogue and the demo people by user name, without certificates."""
    return {user.username: user for user in User.objects.all()}


@pytest.fixture(scope="session")
def certificate_of(demo_trust: KnownTrust) -> Callable[[str], str]:
    """The fingerprint of a person's or an office's certificate; each key is opened once for every process."""
    return cache(fingerprint)


@pytest.fixture
def signed_demo(
    trusted: KnownTrust, demo: dict[str, User], certificate_of: Callable[[str], str]
) -> dict[str, User]:  # fmt: skip
    """The demo people with their certificates assigned, and their offices with theirs."""
    offices = list(Office.objects.all())
    for office in offices:
        office.certificate = certificate_of(f"agency-{office.code}")
    for user in demo.values():
        user.certificate = certificate_of(user.username)
    Office.objects.bulk_update(offices, ["certificate"])
    User.objects.bulk_update(demo.values(), ["certificate"])
    return demo


@pytest.fixture
def run_jobs(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[Callable[[], Any]], Any]:
    """`run_jobs(lambda: action(...))`: do it, then what it queued, as a worker would after the commit."""

    def run(work: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            result = work()
        for _ in range(5):  # jobs queue further jobs
            with django_capture_on_commit_callbacks(execute=True):
                drain()
        return result

    return run


@cache
def scan(text: str = "Quyết định nghỉ việc", *, size: tuple[int, int] = (1654, 2339), dpi: int = 200) -> bytes:
    """A colour A4 page at 200 dpi with a few lines on it, as JPEG; another text begins its lines elsewhere."""
    image = Image.new("RGB", size, (252, 250, 245))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(Path(django_settings.BASE_DIR) / "fixtures" / "fonts" / "Tinos-Regular.ttf"), 44)
    rng = Random(text)
    for line in range(18):
        said = f"{text} dòng {line + 1}"
        left = 150 + rng.randrange(max(1, size[0] - 300 - round(draw.textlength(said, font))))
        draw.text((left, 160 + line * 100), said, fill=(30, 30, 60), font=font)
    content = BytesIO()
    image.save(content, "JPEG", quality=80, dpi=(dpi, dpi))
    return content.getvalue()


class Road:
    """Takes one pension dossier from desk to desk; `to("forward")` stops after that step."""

    person: Mapping[str, Any] = ELIGIBLE

    def __init__(
        self, people: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any], office: str = "hp"
    ) -> None:
        self.people, self.run_jobs, self.office = people, run_jobs, office
        self.dossier: Dossier

    def about(self, number: int) -> Self:
        """The same road for another person: who had a benefit gets it no second time."""
        self.person = ELIGIBLE | {"personal_id": f"031169000{number:03d}", "insurance_number": f"3105000{number:03d}"}
        return self

    def user(self, desk: str) -> User:
        user = self.people["luutru" if desk == "luutru" else f"{desk}-{self.office}"]
        user.__dict__.pop("seats", None)
        return user

    def to(self, last: str) -> Dossier:
        """Do every step up to and including `last`."""
        for name in STEPS:
            getattr(self, name)()
            if name == last:
                break
        return self.fresh()

    def fresh(self) -> Dossier:
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)
        return self.dossier

    def register(self) -> None:
        clerk = self.user("tiepnhan")
        assert clerk.office
        self.dossier = registration.register(
            office=clerk.office, procedure_code="HUU", persons=[self.person], by=clerk, return_method="counter",
            counted_pages=2, counted_sheets=1,
        )  # fmt: skip

    def accept(self) -> None:
        clerk = self.user("tiepnhan")
        books.take_book(dossier=self.dossier, form="paper", covers=1, leaves=2, by=clerk)
        registration.accept(dossier=self.dossier, by=clerk)

    def scan(self) -> None:
        clerk = self.user("tiepnhan")
        component = components_of(self.dossier).get(type__code="12-HSB")
        for number in (1, 2):
            send = partial(
                uploads.receive_upload, dossier=self.dossier, name=f"trang-{number}.jpg", by=clerk,
                chunks=[scan(f"Trang {number} quyết định")], component=component,
            )  # fmt: skip
            self.run_jobs(send)
        pages.check_pages(dossier=self.dossier, page_ids=[row.pk for row in pages_of(self.dossier)], by=clerk)

    def forward(self) -> None:
        forwarding.forward(dossier=self.dossier, by=self.user("tiepnhan"))

    def draft(self) -> None:
        officer = self.user("chuyenvien")
        claiming.claim(dossier=self.fresh(), by=officer)
        kind = self.dossier.procedure.result_kinds.get(code="07A-HSB")
        draft = drafting.open_draft(dossier=self.dossier, kind=kind, by=officer)
        drafting.save_draft(draft=draft, entries=ENTRIES, by=officer, periods=periods())

    def propose(self) -> None:
        deciding.propose(dossier=self.fresh(), by=self.user("chuyenvien"))

    def endorse(self) -> None:
        deciding.endorse(dossier=self.fresh(), by=self.user("truongphong"))

    def sign(self) -> None:
        preparing.prepare_signature(dossier=self.fresh(), by=self.user("giamdoc"))
        signing.sign(dossier=self.dossier, by=self.user("giamdoc"))

    def issue(self) -> None:
        self.run_jobs(lambda: signing.issue(dossier=self.fresh(), by=self.user("vanthu")))

    def hand_over(self) -> None:
        facts: dict[str, Any] = {
            "method": "counter",
            "receiver_name": "Phạm Thị Hường",
            "receiver_id": self.person["personal_id"],
            "printed_copies": 2,
            "printed_now": True,
            "book_done": True,
        }
        self.run_jobs(lambda: returning.hand_over(dossier=self.fresh(), by=self.user("tiepnhan"), **facts))

    def consolidate(self) -> None:
        consolidation.consolidate(dossier=self.fresh(), paper_file_number="K01.G02.H003", by=self.user("tiepnhan"))


STEPS = ("register", "accept", "scan", "forward", "draft", "propose", "endorse", "sign", "issue", "hand_over",
         "consolidate")  # fmt: skip


@pytest.fixture
def road(signed_demo: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any]) -> Road:
    """A road with signatures, in Hải Phòng."""
    return Road(signed_demo, run_jobs)


def periods() -> list[Period]:
    """Example T3 of the domain brief: 257 months."""
    spans = ((Month(2005, 1), Month(2009, 12), 2_000_000), (Month(2010, 1), Month(2019, 12), 4_000_000),
             (Month(2020, 1), Month(2026, 5), 8_000_000))  # fmt: skip
    return [Period(start, end, Regime.EMPLOYER, salary=Decimal(salary)) for start, end, salary in spans]
