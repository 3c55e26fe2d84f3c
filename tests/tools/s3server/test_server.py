"""Does the test S3 server listen on loopback only, keep its objects, and go away?"""

import json
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.s3server import CannotInstall, CannotStart, ensure, running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    try:
        ensure()
    except CannotInstall as reason:
        pytest.skip(f"no S3 server: {reason}")


def put(endpoint: str, path: str, body: bytes = b"") -> None:
    request = urllib.request.Request(f"{endpoint}{path}", data=body, method="PUT")
    urllib.request.urlopen(request, timeout=10).close()


def listening(port: int) -> set[str]:
    """Return the local addresses, in the kernel's hex, on which somebody listens at the port."""
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:] + Path("/proc/net/tcp6").read_text().splitlines()[1:]
    found = (row.split() for row in rows)
    return {row[1].rpartition(":")[0] for row in found if int(row[1].rpartition(":")[2], 16) == port and row[3] == "0A"}


def test_it_listens_on_loopback_keeps_objects_and_stops(tmp_path: Path) -> None:
    with running(tmp_path) as endpoint:
        port = urlsplit(endpoint).port
        assert port and listening(port) == {"0100007F"}
        put(endpoint, "/bucket")
        put(endpoint, "/bucket/key", b"bytes")
    assert listening(port) == set()
    with running(tmp_path) as endpoint:
        assert urllib.request.urlopen(f"{endpoint}/bucket/key", timeout=10).read() == b"bytes"
        with urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=10) as health:
            assert json.load(health)


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with running(tmp_path / "one") as endpoint:
        port = urlsplit(endpoint).port or 0
        with pytest.raises(CannotStart, match=str(port)), running(tmp_path / "two", port):
            pass  # the other server would have answered in its place


def test_what_cannot_be_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("ministack @ file:///no/such/ministack.whl --hash=sha256:" + "0" * 64 + "\n")
    monkeypatch.setattr("tools.s3server.environment.REQUIREMENTS", requirements)
    with pytest.raises(CannotInstall, match="MiniStack"):
        ensure(tmp_path / "venv")
    assert not (tmp_path / "venv" / "installed").exists()
