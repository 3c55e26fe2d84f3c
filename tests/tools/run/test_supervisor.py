"""Does the supervisor end exactly what it started, and bring back what dies?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tools.run.errors import CannotRun
from tools.run.service import Service, command
from tools.run.supervisor import GIVE_UP_AFTER_QUICK_DEATHS, Supervisor

pytestmark = pytest.mark.slow

SLEEP = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)
PARENT = "import subprocess, time; subprocess.Popen(['sleep', '600']); print('up', flush=True); time.sleep(600)"


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    running = Supervisor()
    yield running
    running.stop()


@pytest.fixture
def service(tmp_path: Path) -> Callable[..., Service]:
    def make(code: str = SLEEP, name: str = "part", grace: float = 5) -> Service:
        log = tmp_path / f"{name}.log"
        launch = command([sys.executable, "-c", code], log=log, environment=os.environ, folder=tmp_path)
        return Service(name=name, launch=launch, log=log, grace=grace)

    return make


def pid(service: Service) -> int:
    assert service.process is not None
    return service.process.pid


def wait_for(condition: Callable[[], object]) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("waited in vain")


def look_after(supervisor: Supervisor, happened: Callable[[], object]) -> None:
    def look() -> object:
        supervisor.revive()
        return happened()

    wait_for(look)


def is_up(service: Service) -> bool:
    return "up" in service.last_lines()


def is_alive(number: int) -> bool:
    status = Path(f"/proc/{number}/stat")
    return status.exists() and status.read_text().rsplit(")")[-1].split()[0] != "Z"


def test_stop_ends_what_was_started_and_nothing_else(supervisor: Supervisor, service: Callable[..., Service]) -> None:
    bystander = subprocess.Popen(["sleep", "600"])
    first, second = service(name="first"), service(name="second")
    supervisor.start(first)
    supervisor.start(second)
    supervisor.stop()
    assert [is_alive(pid(part)) for part in (first, second)] == [False, False]
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_later_phases_end_before_earlier_ones(
    supervisor: Supervisor, service: Callable[..., Service], tmp_path: Path
) -> None:
    tell = (
        "import signal, sys, time, pathlib\n"
        "def end(*_): open('order', 'a').write('{0} '); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); print('up', flush=True); time.sleep(600)"
    )
    for name in ("database", "worker", "web"):
        part = service(tell.format(name), name=name)
        supervisor.start(part)
        wait_for(partial(is_up, part))
    supervisor.stop()
    assert (tmp_path / "order").read_text().split() == ["web", "worker", "database"]


def test_what_will_not_end_is_killed_after_its_grace(supervisor: Supervisor, service: Callable[..., Service]) -> None:
    stubborn = service(STUBBORN, grace=0.3)
    supervisor.start(stubborn)
    wait_for(partial(is_up, stubborn))
    supervisor.stop()
    assert stubborn.process is not None
    assert stubborn.process.returncode == -signal.SIGKILL


def test_grandchildren_end_with_their_parent(supervisor: Supervisor, service: Callable[..., Service]) -> None:
    parent = service(PARENT)
    supervisor.start(parent)
    wait_for(partial(is_up, parent))
    children = Path(f"/proc/{pid(parent)}/task/{pid(parent)}/children").read_text().split()
    supervisor.stop()
    wait_for(lambda: not any(is_alive(int(child)) for child in children))
    assert len(children) == 1


def test_a_part_that_dies_is_named_and_comes_back(
    supervisor: Supervisor, service: Callable[..., Service], capsys: pytest.CaptureFixture[str]
) -> None:
    part = service(name="worker")
    supervisor.start(part)
    before = pid(part)
    os.kill(before, signal.SIGKILL)
    look_after(supervisor, lambda: pid(part) != before)
    assert is_alive(pid(part))
    assert "worker đã dừng (mã -9)" in capsys.readouterr().out


def test_a_part_that_keeps_dying_ends_the_whole_with_its_last_words(
    supervisor: Supervisor, service: Callable[..., Service]
) -> None:
    part = service("raise SystemExit('no such table')")
    part.quick_deaths = GIVE_UP_AFTER_QUICK_DEATHS - 1
    supervisor.start(part)
    with pytest.raises(CannotRun, match="no such table"):
        wait_for(supervisor.revive)


def test_what_has_been_up_once_is_tried_again_and_again_with_growing_pauses(
    supervisor: Supervisor, service: Callable[..., Service], capsys: pytest.CaptureFixture[str]
) -> None:
    part, other = service("raise SystemExit(1)"), service(name="other")
    part.quick_deaths = GIVE_UP_AFTER_QUICK_DEATHS
    supervisor.patient = True
    supervisor.start(part, other)
    look_after(supervisor, lambda: part.again_at)
    assert "part đã dừng (mã 1); thử lại sau 30 giây" in capsys.readouterr().out
    os.kill(pid(other), signal.SIGKILL)
    before = pid(other)
    look_after(supervisor, lambda: pid(other) != before)  # nobody waits for somebody else's pause
    assert part.again_at
    part.again_at = time.monotonic()
    before = pid(part)
    supervisor.revive()
    assert pid(part) != before


def test_pauses_grow_up_to_half_a_minute(service: Callable[..., Service]) -> None:
    part, pauses = service(), []
    part.started = time.monotonic()
    for _ in range(7):
        part.put_off()
        pauses.append(part.pause)
    assert pauses == [1, 3, 7, 15, 30, 30, 30]


def test_a_part_that_cannot_be_started_again_is_tried_later(
    supervisor: Supervisor, service: Callable[..., Service], capsys: pytest.CaptureFixture[str]
) -> None:
    part = service()
    working, supervisor.patient = part.launch, True
    supervisor.start(part)

    def refuse() -> subprocess.Popen[bytes]:
        raise CannotRun("the memory of the last one is still in use")

    part.launch = refuse
    os.kill(pid(part), signal.SIGKILL)
    look_after(supervisor, lambda: "không khởi động lại được" in capsys.readouterr().out)
    part.launch = working
    look_after(supervisor, lambda: is_alive(pid(part)))


def test_children_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from tools.run.service import Service, command;"
        "log = Path(sys.argv[1]);"
        "launch = command(['sleep', '600'], log=log, environment=os.environ, folder=log.parent, niceness=5);"
        "part = Service('part', launch, log); part.start();"
        "print(part.process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path / "log")], capture_output=True, text=True)
    wait_for(lambda: not is_alive(int(died.stdout)))
    assert died.returncode == -signal.SIGKILL


def test_full_logs_are_put_aside(service: Callable[..., Service], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.run.service.LOG_LIMIT_BYTES", 4)
    part = service("print('new')")
    part.log.write_text("old lines")
    part.start()
    assert part.process is not None
    part.process.wait()
    assert part.log.read_text() == "new\n"
    assert part.log.with_suffix(".log.1").read_text() == "old lines"
