"""Does the service answer as a process of its own, for many callers at once, and take up new holders?"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from asn1crypto import algos, tsp

from tools.trust.authority import create
from tools.trust.demo import trust_of
from tools.trust.entities import Entity
from tools.trust.layout import HOST, Layout

ROOT = Path(__file__).parents[3]
LEADER = Entity("gd-hai-phong", "Nguyễn Văn An", "Bảo hiểm xã hội thành phố Hải Phòng")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tools.trust", *arguments]


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the service ended"
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the service did not open its port")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Layout, subprocess.Popen[bytes]]]:
    layout = create(tmp_path_factory.mktemp("trust"), [LEADER], port=free_port())
    process = subprocess.Popen(
        command("serve", str(layout.folder), "--port", str(layout.port)),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    try:
        wait_until_open(layout.port, process)
        yield layout, process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def ask_for_timestamp(layout: Layout, number: int) -> bytes:
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": bytes([number] * 32)}
    query = tsp.TimeStampReq({"version": 1, "message_imprint": tsp.MessageImprint(imprint), "cert_req": True})
    request = urllib.request.Request(
        layout.timestamp_url, query.dump(), {"Content-Type": "application/timestamp-query"}
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        answer = tsp.TimeStampResp.load(response.read())
    token = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    return bytes(token["message_imprint"]["hashed_message"].native)


def test_many_callers_at_once(running: tuple[Layout, subprocess.Popen[bytes]]) -> None:
    layout, process = running
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: ask_for_timestamp(layout, number), range(64)))
    assert answers == [bytes([number] * 32) for number in range(64)]
    assert process.poll() is None


def test_only_loopback_is_served(running: tuple[Layout, subprocess.Popen[bytes]]) -> None:
    import psutil

    layout, process = running
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    listening = {one.laddr for each in family for one in each.net_connections("tcp") if one.status == "LISTEN"}
    assert {(address.ip, address.port) for address in listening} == {(HOST, layout.port)}


def test_a_holder_added_later_is_known_without_a_restart(running: tuple[Layout, subprocess.Popen[bytes]]) -> None:
    from bhxh_archive.signing.prepare import FieldBox, prepare
    from bhxh_archive.signing.sign import sign
    from bhxh_archive.signing.signers import Pkcs12Signer
    from bhxh_archive.signing.verify import verify
    from tests.bhxh_archive.signing.conftest import LEADER as FIELD

    layout, _ = running
    create(layout.folder, [Entity("moi", "Người Mới", "Nơi mới", key="rsa")])
    import typst

    pdf = prepare(typst.compile(b"Decision"), [FieldBox(FIELD, 1, 10, 10, 90, 60, "A")])
    signed = sign(
        pdf,
        field=FIELD,
        signer=Pkcs12Signer.load(layout.pkcs12("moi"), layout.passphrase("moi")),
        trust=trust_of(layout),
        certify=True,
        appearance=None,
        reason="A",
        location=None,
        signer_name="A",
    )
    assert verify(signed.pdf, trust=trust_of(layout)).valid


def test_a_taken_port_is_said_plainly(running: tuple[Layout, subprocess.Popen[bytes]]) -> None:
    layout, _ = running
    second = subprocess.run(
        command("serve", str(layout.folder)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert second.returncode == 1
    assert f"port {layout.port} on {HOST} is taken" in second.stderr
    assert "Traceback" not in second.stderr


def test_the_command_line_creates(tmp_path: Path) -> None:
    entities = tmp_path / "entities.json"
    entities.write_text('[{"slug": "bhxh-a", "agency_name": "Bảo hiểm xã hội A"}]', encoding="utf-8")
    folder = tmp_path / "trust"
    arguments = command("create", str(folder), "--entities", str(entities), "--port", "18123")
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "http://127.0.0.1:18123/thu-nghiem/tsa/tsa"
    assert (folder / "pkcs12" / "bhxh-a.p12").exists()
