"""Is the product of one checkout started once, and are taken ports noticed?"""

import socket
import stat
from pathlib import Path

import pytest

from tools.run.errors import CannotRun
from tools.run.places import OnlyOne, Places
from tools.run.ports import HOST, free_port, require_free


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places(tmp_path / "var")
    made.make()
    return made


def test_a_second_start_is_told_where_the_first_runs(places: Places) -> None:
    first = OnlyOne(places)
    first.describe("http://127.0.0.1:8000")
    with pytest.raises(CannotRun, match=r"http://127\.0\.0\.1:8000"):
        OnlyOne(places)
    first.release()
    OnlyOne(places).release()


def test_the_database_address_is_for_its_owner_only(places: Places) -> None:
    places.leave("database-url", "postgres://u:secret@h/d")
    assert stat.S_IMODE((places.state / "database-url").stat().st_mode) == 0o600
    assert stat.S_IMODE(places.state.stat().st_mode) == 0o700
    places.forget("database-url", "never-there")
    assert not (places.state / "database-url").exists()


def test_a_taken_port_is_said_plainly() -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotRun, match=f"Cổng {port} đang được chương trình khác sử dụng. Chọn cổng khác"):
            require_free(port, "Chọn cổng khác")
        assert free_port(port) != port
    assert free_port(port) == port
