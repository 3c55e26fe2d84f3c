"""Does the program beside a real PKCS#11 token sign what waits on the server, over the product's own addresses?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pytest_django.live_server_helper import LiveServer

from benefits.actions.deferring import defer, take_back
from benefits.actions.signing_codes import new_code
from benefits.models import DeferredSignature
from benefits.queries import waiting_for
from bhxh_archive import storage
from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import ResultVersion
from tests import softhsm
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import ShortRoad
from tools.trust import KnownTrust

pytestmark = [softhsm.wanted, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def token(demo_trust: KnownTrust, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which the leader's token is found."""
    layout = demo_trust.layout
    keys = [(layout.pkcs12("giamdoc-hp"), layout.passphrase("giamdoc-hp").decode())]
    return softhsm.filled_elsewhere(tmp_path_factory.mktemp("token"), keys)


@pytest.fixture
def short_road(signed_demo: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any]) -> ShortRoad:
    return ShortRoad(signed_demo, run_jobs)


@pytest.fixture
def waiting(short_road: ShortRoad) -> ShortRoad:
    """Decision and statement wait for the leader's token."""
    short_road.to("endorse")
    prepare(short_road)
    defer(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    return short_road


def agent(server: LiveServer, code: str, pin: str, token: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The program as a leader starts it; code and PIN are typed."""
    command = [sys.executable, "-m", "tools.signing_agent", "--home", server.url, "--module", str(softhsm.MODULE)]
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")} | token
    return subprocess.run(command, cwd=ROOT, env=environment, input=f"{code}\n{pin}\n", text=True,
                          capture_output=True, check=False, timeout=120)  # fmt: skip


def test_everything_that_waits_is_signed_and_the_dossier_moves_on(
    live_server: LiveServer, waiting: ShortRoad, token: dict[str, str], tmp_path: Path
) -> None:
    code = new_code(by=waiting.user("giamdoc"))
    done = agent(live_server, code, softhsm.PIN, token)

    assert done.returncode == 0, done.stderr
    assert "2 văn bản của 1 hồ sơ chờ ký" in done.stdout and "Đã ký 2 văn bản." in done.stdout
    assert re.search(r"Số \S+ ngày \d\d/\d\d/\d{4}, ", done.stdout)
    drain()
    assert waiting.fresh().state == State.SIGNED
    versions = ResultVersion.objects.filter(result__dossier=waiting.dossier).select_related("file")
    assert len(versions) == 2 and all(row.valid for row in versions)
    for row in versions:
        assert_openssl_agrees(storage.read_file(row.file), tmp_path)
    assert softhsm.PIN not in done.stdout + done.stderr
    again = agent(live_server, code, softhsm.PIN, token)
    assert again.returncode == 0 and "0 văn bản" in again.stdout


def assert_openssl_agrees(pdf: bytes, folder: Path) -> None:
    """The signature is over the bytes around it, as another program sees it."""
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    start, before, after, length = (int(one) for one in signature.byte_range)
    (folder / "signed").write_bytes(pdf[start : start + before] + pdf[after : after + length])
    (folder / "cms").write_bytes(signature.pkcs7_content)
    command = [
        "openssl",
        "cms",
        "-verify",
        "-noverify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "cms",
        "-content",
        "signed",
    ]
    done = subprocess.run([*command, "-out", "/dev/null"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_keeps_it_from_signing_is_said_and_nothing_is_signed(
    live_server: LiveServer, waiting: ShortRoad, token: dict[str, str]
) -> None:
    code = new_code(by=waiting.user("giamdoc"))
    for typed, pin, said in (("AAAA-BBBB", softhsm.PIN, "Mã ký không đúng"), (code, "0000", "chạy lại, nhập mã ký")):
        done = agent(live_server, typed, pin, token)
        assert done.returncode == 1 and said in done.stderr, done.stderr
    none = agent(live_server, code, "", token)
    assert none.returncode == 1 and "Chưa ký gì." in none.stdout
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {DeferredSignature.State.WAITING}


def test_the_token_of_somebody_else_signs_nothing(
    live_server: LiveServer, short_road: ShortRoad, token: dict[str, str]
) -> None:
    short_road.to("endorse")
    prepare(short_road, "phogiamdoc")
    deputy = short_road.user("phogiamdoc")
    defer(dossier=short_road.fresh(), by=deputy)
    done = agent(live_server, new_code(by=deputy), softhsm.PIN, token)
    assert done.returncode == 1 and "không giữ chứng thư số được gán" in done.stderr
    take_back(dossier=short_road.fresh(), by=deputy)
    assert waiting_for(deputy) == []
