"""What does the server spend on a document that a key elsewhere signs: a token beside its owner, a remote service?

The authority and the remote service answer from processes of their own, so that their work is not counted; the token's
own work is not, either.
"""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.report import Row
from benchmarks.signing_chain import LEADER, authority, prepared, stage
from bhxh_archive.documents.render import render_signed
from bhxh_archive.documents.shapes import decision_07a
from bhxh_archive.documents.stamps import leader_stamp
from bhxh_archive.signing import csc
from bhxh_archive.signing.deferred import ElsewhereSigner, Gap
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from tools.csc_simulator import CODE, PIN, TOKEN, CscSimulator, Faults, Keys
from tools.trust import KnownTrust

DOCUMENTS, AT_ONCE = 100, 50
"""A remote service signs so many hashes for one leave, or fewer where it says so."""
KEY = "key-1"


def measure(*, tiny: bool = False) -> list[Row]:
    """Return processor and wall time a document: gap left, signature checked and filled in, hashes signed there."""
    number = 2 if tiny else DOCUMENTS
    with authority() as trust, service(trust) as remote:
        key = csc.credential(remote, KEY)
        signer = ElsewhereSigner(key.chain[0], list(key.chain[1:]))
        cms, pdf = trust.signer(LEADER).cms_signer, prepared(render_signed("decision_07a", decision_07a.example()))
        with SigningSession(trust.trust) as session:
            left, gaps = stage("gap left", [pdf] * number, lambda one: session.leave_gap(one, request(signer)))
            token, made = stage(
                "a token's own work", gaps, lambda gap: asyncio.run(cms.async_sign_raw(gap.attributes, "sha256"))
            )
            filled, _ = stage("checked, time-stamped, filled in", list(zip(gaps, made, strict=True)),
                              lambda pair: _filled(session, key, *pair))  # fmt: skip
        there = _remotely(remote, key, gaps)
    return [left, filled, there, token]


def request(signer: ElsewhereSigner) -> SignatureRequest:
    """The leader's certification with its visible stamp."""
    return SignatureRequest(field="leader", signer=signer, certify=True, reason="Ký", location="Hải Phòng",
                            appearance=leader_stamp("Nguyễn Văn An", None), signer_name="Nguyễn Văn An")  # fmt: skip


def _filled(session: SigningSession, key: csc.Credential, gap: Gap, signature: bytes) -> bytes:
    certificate, *others = key.chain
    ElsewhereSigner(certificate, others).require_signature(gap.attributes, signature)
    return session.fill_gap(gap, ElsewhereSigner(certificate, others, signature)).pdf


def _remotely(remote: csc.Service, key: csc.Credential, gaps: list[Gap]) -> Row:
    most = min(AT_ONCE, key.most)
    hashes = [sha256(gap.attributes).digest() for gap in gaps]
    parts = [hashes[first : first + most] for first in range(0, len(hashes), most)]

    def sign(part: list[bytes]) -> list[bytes]:
        return csc.sign_hashes(remote, key, csc.authorize(remote, key, part, pin=PIN, otp=CODE), part)

    row, _ = stage("signed at the remote service", parts, sign, each=len(hashes))
    return row | {"note": f"{row['note']}; {most} hashes for one leave"}


@contextmanager
def service(trust: KnownTrust) -> Iterator[csc.Service]:
    """A remote signing service with the leader's key, served by another process."""
    ours, theirs = multiprocessing.Pipe()
    files = (trust.layout.pkcs12(LEADER), trust.layout.passphrase(LEADER))
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, files), daemon=True)
    process.start()
    try:
        yield csc.Service(ours.recv(), TOKEN)
    finally:
        ours.send("end")
        process.join()


def _serve(pipe: Connection, files: tuple[Path, bytes]) -> None:
    with CscSimulator(Keys({KEY: files}), Faults()) as running:
        pipe.send(running.url)
        pipe.recv()
