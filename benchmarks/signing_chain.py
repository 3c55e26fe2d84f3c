"""What do the signatures of a decision cost, stage by stage, and against pyHanko used as its guide shows?

Leader, agency, long-term data; both with visible stamps. The authority (time-stamps, OCSP, CRL) answers from a process
of its own, so that its work is not counted.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.report import Row
from benchmarks.stage import stock_pyhanko
from bhxh_archive.documents.render import Rendered, render_signed
from bhxh_archive.documents.shapes import decision_07a
from bhxh_archive.documents.stamps import agency_stamp, leader_stamp
from bhxh_archive.signing.prepare import FieldBox, prepare
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from bhxh_archive.signing.verify import verify
from tools.trust import DemoTrust, KnownTrust
from tools.trust.service import open_layout

DOCUMENTS, STOCK = 200, 20
LEADER, AGENCY = "leader-1", "agency-1"


def measure(*, tiny: bool = False) -> list[Row]:
    """Return processor time and wall time a document of each stage of our chain, of the whole, and of stock pyHanko."""
    number, stock = (2, 1) if tiny else (DOCUMENTS, STOCK)
    with authority() as trust:
        ours, done = _chain(trust, number)
        keys = _keys(trust, number)
        naive = _stock(trust, done["prepared"][:stock])
    whole = sum(row["value"] for row in ours[2:5])
    note = f"wall {sum(_wall(row) for row in ours[2:5]):.0f} ms"
    chain: Row = {"case": "whole chain", "value": whole, "unit": "ms/doc", "note": note}
    against = naive["case"]
    chain |= {"ratio": naive["value"] / whole, "against": f"{against} (how many times more)"}
    return [*ours, chain, naive, keys]


def _wall(row: Row) -> float:
    return float(row.get("p95", 0.0))


@contextmanager
def authority() -> Iterator[KnownTrust]:
    """A test authority that is served by another process."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield KnownTrust(open_layout(Path(ours.recv())))
    finally:
        ours.send("end")
        process.join()


def _serve(pipe: Connection) -> None:
    with DemoTrust() as demo:
        pipe.send(str(demo.layout.folder))
        pipe.recv()


def _chain(trust: KnownTrust, number: int) -> tuple[list[Row], dict[str, list[bytes]]]:
    data, leader, agency = decision_07a.example(), leader_stamp("Nguyễn Văn An", None), agency_stamp("Cơ quan", None)
    done: dict[str, list[bytes]] = {}

    def put(name: str, inputs: list[Any], work: Callable[[Any], Any]) -> Row:
        row, done[name] = stage(name, inputs, work)
        return row

    with SigningSession(trust.trust) as session:
        common: dict[str, Any] = {"reason": "Ký", "location": "Hải Phòng", "signer_name": "Nguyễn Văn An"}
        lead: dict[str, Any] = {
            "field": "leader",
            "signer": trust.signer(LEADER),
            "certify": True,
            "appearance": leader,
            **common,
        }
        seal: dict[str, Any] = {
            "field": "agency",
            "signer": trust.signer(AGENCY),
            "certify": False,
            "appearance": agency,
            **common,
        }
        rows = [
            put("rendered", [data] * number, lambda one: render_signed("decision_07a", one)),
            put("prepared", done["rendered"], prepared),
            put("leader signed", done["prepared"], lambda pdf: session.sign(pdf, SignatureRequest(**lead)).pdf),
            put("agency signed", done["leader signed"], lambda pdf: session.sign(pdf, SignatureRequest(**seal)).pdf),
            put("extended", done["agency signed"], session.extend),
            put("verified", done["extended"], lambda pdf: verify(pdf, trust=trust.trust, long_term=True)),
        ]
    return rows, done


def prepared(rendered: Rendered) -> bytes:
    """The document with its empty signature fields."""
    boxes = [FieldBox(name, box.page + 1, box.x1, box.y1, box.x2, box.y2, name) for name, box in rendered.boxes.items()]
    return prepare(rendered.pdf, boxes)


def stage(name: str, inputs: list[Any], work: Callable[[Any], Any], each: int = 0) -> tuple[Row, list[Any]]:
    """Processor and wall time a document of this work on all of them, one after the other, and what came of it.

    `each`: of how many documents, where one input stands for several.
    """
    begun, wall = time.process_time(), time.perf_counter()
    results = [work(one) for one in inputs]
    spent, wall = time.process_time() - begun, time.perf_counter() - wall
    return _row(name, each or len(inputs), spent, wall), results


def _row(name: str, number: int, spent: float, wall: float) -> Row:
    each, each_wall = spent / number * 1000, wall / number * 1000
    return {"case": name, "value": each, "unit": "ms/doc", "note": f"wall {each_wall:.0f} ms", "p95": each_wall}


def _keys(trust: KnownTrust, number: int) -> Row:
    """Nothing but the two signatures over as many attributes."""
    pair: list[Any] = [trust.signer(slug).cms_signer for slug in (LEADER, AGENCY)]

    def work(_: int) -> None:
        for cms in pair:
            asyncio.run(cms.async_sign_raw(b"a" * 200, "sha256"))

    row, _ = stage("the two keys alone", list(range(number)), work)
    return row


def _stock(trust: KnownTrust, files: list[bytes]) -> Row:
    spent, wall = stock_pyhanko.spent(trust.layout.folder, files, (LEADER, AGENCY))
    return _row("stock pyHanko, whole chain", len(files), spent, wall)
