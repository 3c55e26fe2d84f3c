"""How does the whole product start on one desk, and what is said while it does?"""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bhxh_archive.settings.base import BASE_DIR, ENV, VAR_DIR
from tools.postgres import DatabaseError
from tools.postgres import start as start_postgres
from tools.run.errors import CannotRun
from tools.run.parts import Parts
from tools.run.places import OnlyOne, Places
from tools.run.ports import HOST, free_port, is_free, require_free
from tools.run.service import Service, last_lines
from tools.run.supervisor import Supervisor
from tools.trust.authority import DEFAULT_PORT as TRUST_PORT
from tools.trust.authority import create as create_authority
from tools.trust.entities import EntityError, load_entities
from tools.trust.layout import LayoutError, load_state

HEALTHY_WITHIN_SECONDS = 90
SCANNER_PORT = 8090
ENTITIES = BASE_DIR / "fixtures" / "demo" / "entities.json"


def run(port: int) -> int:
    """Starts everything, stays until Ctrl-C or SIGTERM, ends what it started; 0 unless something failed.

    Raises CannotRun with the reason when the product cannot run here.
    """
    places = Places(VAR_DIR)
    places.make()
    alone = OnlyOne(places)
    require_free(port, f"Chọn cổng khác, ví dụ: make run PORT={port + 1 if port < 65535 else 8000}")
    supervisor = Supervisor()
    supervisor.listen()
    try:
        alone.describe(f"http://{HOST}:{port}")
        _bring_up(places, supervisor, port)
        supervisor.look_after()
    except (DatabaseError, LayoutError, EntityError) as problem:
        raise CannotRun(str(problem)) from problem
    finally:
        _say("Đang dừng ... (Ctrl-C lần nữa để không chờ việc nền)")
        supervisor.stop()
        places.forget("database-url", "timestamp-url")
        alone.release()
    _say("Đã dừng. Dữ liệu còn nguyên trong var/.")
    return 0


def _bring_up(places: Places, supervisor: Supervisor, port: int) -> None:
    # Receipts lead to the public page of this product, unless another address is named for the public.
    parts = Parts(BASE_DIR, places, {"STATUS_URL": ENV["STATUS_URL"] or f"http://{HOST}:{port}"})
    steps = (_database, _signatures, _scanner, _prepared)
    for step in steps:
        if supervisor.asked_to_stop.is_set():
            return
        step(places, supervisor, parts)
    web = parts.web(port)
    supervisor.start(web, *parts.workers())
    _wait_until_healthy(supervisor, web, port)
    supervisor.patient = True
    if not supervisor.asked_to_stop.is_set():
        _say(f"\nHệ thống đã sẵn sàng: http://{HOST}:{port}\n\n{_accounts(places).read_text()}\nDừng: Ctrl-C")


def _database(places: Places, supervisor: Supervisor, parts: Parts) -> None:
    """The embedded server, unless DATABASE_URL names another."""
    if url := ENV["DATABASE_URL"]:
        _say("Cơ sở dữ liệu: theo DATABASE_URL")
    else:
        server = start_postgres(places.postgres)
        if server.process is None:
            raise CannotRun("một chương trình khác (make walk?) đang dùng cơ sở dữ liệu của thư mục này; đợi nó xong.")
        supervisor.start(parts.postgres(server))
        url = server.url
        where = f" (dữ liệu ở {server.place.data}, vì tài khoản hệ thống không vào được thư mục này)"
        _say(f"Cơ sở dữ liệu: PostgreSQL nhúng, cổng {server.port}{where if server.place.moved else ''}")
    places.leave("database-url", url)
    parts.environment["DATABASE_URL"] = url


def _signatures(places: Places, supervisor: Supervisor, parts: Parts) -> None:
    """The demo trust service, unless TIMESTAMP_URL names a real one."""
    if url := ENV["TIMESTAMP_URL"]:
        _say("Dấu thời gian: theo TIMESTAMP_URL")
    else:
        url = _trust_address(places)
        supervisor.start(parts.trust())
        _say("Chứng thư và dấu thời gian: dịch vụ thử nghiệm, không có giá trị pháp lý")
    places.leave("timestamp-url", url)
    parts.environment["TIMESTAMP_URL"] = url


def _scanner(places: Places, supervisor: Supervisor, parts: Parts) -> None:
    """A simulated scanner; its port is told to the database anew at each start."""
    port = free_port(SCANNER_PORT)
    supervisor.start(parts.scanner(port))
    parts.environment["DEMO_SCANNER_URL"] = f"http://{HOST}:{port}/eSCL"
    _say(f"Máy quét: mô phỏng, http://{HOST}:{port}/eSCL")


def _trust_address(places: Places) -> str:
    """Makes the authority on the first run; its port is written into its certificates and stays."""
    state = load_state(places.trust)
    if state is not None and not is_free(state.port):
        advice = "Chứng thư thử nghiệm gắn với cổng này: dừng chương trình kia, hoặc xóa dữ liệu bằng make reset."
        require_free(state.port, advice)
    port = state.port if state else free_port(TRUST_PORT)
    return create_authority(places.trust, load_entities(ENTITIES), port=port).timestamp_url


def _prepared(places: Places, supervisor: Supervisor, parts: Parts) -> None:
    """Tables, catalogue and demo data."""
    _say("Chuẩn bị bảng dữ liệu, danh mục và dữ liệu mẫu ...")
    log = places.logs / "prepare.log"
    with log.open("wb") as output:
        line = [sys.executable, "-m", "tools.run.prepare", str(_accounts(places))]
        done = subprocess.run(line, cwd=BASE_DIR, env=parts.environment, stdout=output, stderr=output)
    if done.returncode:
        raise CannotRun(f"không chuẩn bị được dữ liệu, xem {log}:\n{last_lines(log)}")


def _wait_until_healthy(supervisor: Supervisor, web: Service, port: int) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    while not supervisor.asked_to_stop.wait(0.2):
        supervisor.revive()
        if _answers(f"http://{HOST}:{port}/healthz"):
            return
        if time.monotonic() > deadline:
            raise CannotRun(f"máy chủ web không trả lời, xem {web.log}:\n{web.last_lines()}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own loopback address
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _accounts(places: Places) -> Path:
    return places.state / "accounts.txt"


def _say(text: str) -> None:
    print(text, flush=True)
