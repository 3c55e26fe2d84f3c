"""The database is restarted in the middle: do web and workers come back by themselves, and what do people read?"""

from __future__ import annotations

import contextlib
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import override_settings
from pytest_django import Settings

from bhxh_archive.models import Job, User
from bhxh_archive.settings.database import parse_database_url
from intake.loading.demo import PASSWORD, load_demo
from intake.models import Dossier, Upload
from tests import databases
from tests.furnished import furnished
from tests.hardening import house as at
from tests.hardening.conftest import environment, values
from tests.hardening.house import House
from tests.intake.pipeline import samples
from tests.postgres import TestServer
from tools import postgres
from tools.run.service import Service, command
from tools.run.supervisor import Supervisor
from tools.trust import KnownTrust

pytestmark = pytest.mark.slow
PAGES = 40
AWAY_SECONDS = 12
TYPED = "Hồ sơ gửi kèm công văn của đơn vị"


class Window:
    """A clerk's browser window without pictures: keeps cookies, sends forms."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}"
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[int, str]:
        return self._open(urllib.request.Request(self.root + path))

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "")
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        return self._open(urllib.request.Request(self.root + path, data=body))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()


class Office:
    """The product under its own supervisor on a database server that can be stopped."""

    def __init__(self, house: House, server: TestServer) -> None:
        self.house, self.server = house, server
        self.supervisor = Supervisor()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.worker = self._service("worker", "manage.py", "work", "quick", "--interval", "0.05")
        self.sweeper = self._service("sweeper", "manage.py", "sweep", "--loop", "1")
        self.web = self._service("web", "-m", "gunicorn", "bhxh_archive.wsgi", "-b", f"127.0.0.1:{self.port}",
                                 "--threads", "4", "--workers", "1")  # fmt: skip

    def _service(self, name: str, *arguments: str) -> Service:
        log = self.house.folder / f"{name}.log"
        line = [sys.executable, *arguments]
        launch = command(line, log=log, environment=self.house.environment, folder=settings.BASE_DIR)
        return Service(name=name, launch=launch, log=log, grace=3)

    def stop_database(self) -> None:
        connection.close()
        self.server.server.stop()

    def start_database(self) -> None:
        self.server.server = postgres.start(self.server.home, durable=False)

    def look_after(self, happened: Any, what: str) -> Any:
        """Wait as `make run` does: whatever died is started again."""

        def look() -> Any:
            self.supervisor.revive()
            with contextlib.suppress(urllib.error.URLError):
                return happened()

        return at.until(look, what, pause=0.2)


@contextlib.contextmanager
def on(server: TestServer) -> Iterator[None]:
    """Let Django talk to this server meanwhile."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(parse_database_url(server.server.url), CONN_MAX_AGE=0)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@pytest.fixture(scope="module")
def office(
    django_db_blocker: Any, demo_trust: KnownTrust, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    server, given = TestServer(), values(folder, demo_trust)
    with django_db_blocker.unblock(), on(server), override_settings(**given), databases.talking_to(furnished()):
        people = {user.username: user for user in load_demo()}
        keep_real_passwords(people)
        told = environment(folder, given) | {"DJANGO_SETTINGS_MODULE": "bhxh_archive.settings.dev"}
        made = Office(House(people, folder, told), server)
        made.supervisor.start(made.web)
        try:
            yield made
        finally:
            made.supervisor.stop()
            connection.close()
            server.stop()


@pytest.fixture(autouse=True)
def in_office(office: Office, stores: Path, settings: Settings, demo_trust: KnownTrust) -> None:
    """The stores of each test here are the office's."""
    for name, value in values(office.house.folder, demo_trust).items():
        setattr(settings, name, value)


def keep_real_passwords(people: dict[str, User]) -> None:
    """The passwords as the product's own settings hash them; the test's would be unknown to it."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        people["tiepnhan-hp"].password = make_password(PASSWORD)
        people["tiepnhan-hp"].save()


def test_a_database_that_was_away_for_a_while_loses_and_doubles_nothing(office: Office) -> None:
    dossier, upload = _work_begins(office)
    window = _signed_in(office)
    office.supervisor.start(office.worker, office.sweeper)
    at.until(lambda: upload.pages.count() > 5, "the first pages")

    assert not at.settled(upload), "the database goes in the middle"
    office.stop_database()
    _read_what_people_read(window)
    time.sleep(AWAY_SECONDS)
    office.start_database()

    at.until(lambda: window.get("/healthz")[0] == 200, "the web server speaks to the database again", seconds=15)
    assert window.get("/")[0] == 200, "still signed in"
    at.until(lambda: at.settled(upload), "the upload is settled")
    _nothing_lost_or_doubled(dossier, upload)
    for service in (office.worker, office.sweeper):
        assert not service.has_died(), f"it came back by itself: {service.last_lines()}"
        _said_once(service, "the database is away")
        _said_once(service, "the database is back")
        assert "Traceback" not in service.log.read_text()


def _said_once(service: Service, words: str) -> None:
    assert service.log.read_text().count(words) == 1, service.last_lines()


def test_a_worker_that_waits_for_the_database_ends_when_asked(office: Office) -> None:
    words = "the database is away"
    office.stop_database()
    try:
        at.until(lambda: office.worker.log.read_text().count(words) == 2, "the worker waits")
        for service in (office.worker, office.sweeper):
            assert service.process
            service.ask_to_end()
            service.process.wait(20)
    finally:
        office.start_database()
    assert office.worker.process and office.worker.process.returncode == 0


def _work_begins(office: Office) -> tuple[Dossier, Upload]:
    dossier = office.house.draft()
    content = samples.scan_pdf(office.house.folder, PAGES).read_bytes()
    return dossier, office.house.send(dossier, "dai.pdf", content)


def _signed_in(office: Office) -> Window:
    window = Window(office.port)
    office.look_after(lambda: window.get("/dang-nhap/")[0] == 200, "the web server answers")
    status, page = window.post("/dang-nhap/", username="tiepnhan-hp", password=PASSWORD)
    assert status == 200
    assert "Phạm Thu Trang" in page
    return window


def _read_what_people_read(window: Window) -> None:
    status, page = window.get("/")
    assert status == 503
    assert "tạm thời không kết nối được" in page
    assert "Traceback" not in page
    status, page = window.post("/ho-so/moi/", note=TYPED, password="khong duoc hien")
    assert status == 503
    assert TYPED in page
    assert "khong duoc hien" not in page
    assert window.get("/healthz")[0] == 503


def _nothing_lost_or_doubled(dossier: Dossier, upload: Upload) -> None:
    assert upload.state == Upload.State.ACCEPTED
    indexes = list(upload.pages.order_by("upload_index").values_list("upload_index", flat=True))
    assert indexes == list(range(PAGES))
    assert Job.objects.filter(name="intake.tasks.recognise").count() == PAGES
    assert at.rows_without_bytes() == []
    assert dossier.events.filter(verb="upload").count() == 1


def test_a_full_disk_is_said_plainly_too(office: Office) -> None:
    """The store is away, the database is not: a person reads a sentence, not a fault of the program."""
    window = _other_window(office)
    broken = office.house.folder / "store" / "working" / "incoming"
    away = broken.rename(broken.with_name("elsewhere"))
    broken.touch()
    try:
        status, page = _upload(window, office)
    finally:
        broken.unlink()
        away.rename(broken)
    assert status == 503
    assert "kho tệp" in page


def _other_window(office: Office) -> Window:
    window = Window(office.port)
    office.look_after(lambda: window.get("/dang-nhap/")[0] == 200, "the web server answers")
    assert window.post("/dang-nhap/", username="tiepnhan-hp", password=PASSWORD)[0] == 200
    return window


def _upload(window: Window, office: Office) -> tuple[int, str]:
    dossier = Dossier.objects.get()
    token = next(cookie.value for cookie in window.cookies if cookie.name == "csrftoken")
    edge = "ranh-gioi"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'.encode()
    body = head + samples.page_jpeg(office.house.folder).read_bytes() + f"\r\n--{edge}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-CSRFToken": token or ""}
    address = f"{window.root}/ho-so/{dossier.pk}/tai-len/"
    return window._open(urllib.request.Request(address, data=body, headers=headers))
