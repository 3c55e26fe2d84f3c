"""What do the signing tests share? One test authority, one decision and its stages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import typst

from bhxh_archive.signing.prepare import FieldBox, prepare
from bhxh_archive.signing.sign import SignatureRequest, Signed, SigningSession
from bhxh_archive.signing.signers import Signer
from bhxh_archive.signing.verify import Expected
from tools.trust.demo import DemoTrust

LEADER, AGENCY = "lanh-dao", "co-quan"
BOXES = (
    FieldBox(LEADER, 2, 330, 120, 486, 190, "Chữ ký của lãnh đạo"),
    FieldBox(AGENCY, 2, 280.5, 110, 382.55, 212.05, "Chữ ký của cơ quan"),
)
_DECISION = """
#set page(width: 595pt, height: 842pt)
#set document(title: "Quyết định", date: datetime(year: 2026, month: 7, day: 1))
#set text(lang: "vi")
= QUYẾT ĐỊNH
Về việc hưởng chế độ hưu trí hằng tháng
#pagebreak()
Nơi nhận: người hưởng chế độ.
"""
_STAMP = """
#set page(width: {width}pt, height: {height}pt, margin: 2pt, fill: none)
#set document(date: none)
#text(size: 7pt, fill: blue)[Ký bởi: {name}]
"""


@dataclass(frozen=True)
class Stages:
    """One decision: as rendered, prepared, signed by the leader, issued by the agency, extended; `begun` in UTC."""

    begun: datetime
    base: bytes
    prepared: bytes
    leader: Signed
    agency: Signed
    archived: bytes


def stamp(name: str, box: FieldBox) -> bytes:
    source = _STAMP.format(width=box.x2 - box.x1, height=box.y2 - box.y1, name=name)
    return typst.compile(source.encode())


def leader_signs(session: SigningSession, pdf: bytes, signer: Signer) -> Signed:
    return session.sign(
        pdf,
        SignatureRequest(
            field=LEADER,
            signer=signer,
            certify=True,
            appearance=stamp("Nguyễn Văn An", BOXES[0]),
            reason="Ký quyết định",
            location="Hải Phòng",
            signer_name="Nguyễn Văn An",
        ),
    )


def agency_signs(session: SigningSession, pdf: bytes, signer: Signer) -> Signed:
    return session.sign(
        pdf,
        SignatureRequest(
            field=AGENCY,
            signer=signer,
            certify=False,
            appearance=stamp("Cơ quan", BOXES[1]),
            reason="Phát hành",
            location=None,
            signer_name="Bảo hiểm xã hội thành phố Hải Phòng",
        ),
    )


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoTrust]:
    with DemoTrust() as trust:
        yield trust


@pytest.fixture(scope="session")
def base() -> bytes:
    return typst.compile(_DECISION.encode(), pdf_standards="a-2a")


@pytest.fixture(scope="session")
def stages(demo: DemoTrust, base: bytes) -> Stages:
    begun, prepared = datetime.now(UTC), prepare(base, BOXES)
    with SigningSession(demo.trust) as session:
        leader = leader_signs(session, prepared, demo.signer("leader-1"))
        agency = agency_signs(session, leader.pdf, demo.signer("agency-1"))
        return Stages(begun, base, prepared, leader, agency, session.extend(agency.pdf))


@pytest.fixture(scope="session")
def expected(demo: DemoTrust) -> list[Expected]:
    return [
        Expected(LEADER, demo.signer("leader-1").identity.fingerprint_sha256),
        Expected(AGENCY, common_name="Bảo hiểm xã hội thành phố Hải Phòng (THỬ NGHIỆM)"),
    ]
