"""Does nothing that reads strangers' bytes reach the network, packages of a form included?"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Thread

import pytest

from bhxh_archive.documents.trying import own_text
from intake.pipeline.limits import DEFAULT
from intake.pipeline.sandbox import try_form
from intake.pipeline.verdict import Refused
from tests.intake.pipeline import samples

_PACKAGE = '#import "@preview/cetz:0.3.0": *\n'
_SET_IT = f"""
import sys
from bhxh_archive.documents.typesetting import compile_pdf
from intake.pipeline.limits import DEFAULT
if sys.argv[1] == "cut off":
    from intake.pipeline.no_network import cut_off

    assert cut_off()
compile_pdf({_PACKAGE.encode()!r}, {{}}, None)
"""


def python(program: str, *args: str, asked: str = "", **further: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program, *args], env={**os.environ, **further}, input=asked,
                          capture_output=True, text=True, timeout=60, check=False)  # fmt: skip


def test_a_form_with_a_package_is_refused() -> None:
    with pytest.raises(Refused) as found:
        try_form("receipt", _PACKAGE + own_text("receipt"))
    assert found.value.verdict.code == "unfit_form"
    assert '«import "@preview/cetz:0.3.0"»' in found.value.verdict.message


@contextmanager
def proxy() -> Iterator[tuple[dict[str, str], list[bytes]]]:
    """The variables that tell the typesetter of a proxy, and what was asked of it: it answers nothing."""
    heard: list[bytes] = []

    def hear() -> None:
        with suppress(OSError):
            while True:
                with server.accept()[0] as caller:
                    heard.append(caller.recv(100))

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=hear, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield {"ALL_PROXY": address, "HTTPS_PROXY": address}, heard


@pytest.mark.parametrize(("how", "calls"), [("as usual", True), ("cut off", False)])
def test_who_is_cut_off_asks_nobody_for_a_package(how: str, calls: bool) -> None:
    with proxy() as (variables, heard):
        done = python(_SET_IT, how, **variables)
    assert "failed to download package" in done.stderr
    assert bool(heard) is calls, done.stderr


def test_the_reader_is_cut_off(tmp_path: Path) -> None:
    args = {"path": str(samples.page_jpeg(tmp_path)), "target": str(tmp_path / "thumb")}
    request = json.dumps({"function": "thumb", "args": args, "limits": asdict(DEFAULT)})
    done = python("import socket; from intake.pipeline import worker; worker.main(); socket.socket()", asked=request)
    assert json.loads(done.stdout) == {"ok": args["target"]}
    assert "PermissionError" in done.stderr
