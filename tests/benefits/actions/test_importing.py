"""Is a dossier signed by files from another tool only when they are ours, untouched, and signed by its leader?"""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from benefits.actions.importing import take_signed_files
from benefits.actions.signing import leader_request
from benefits.models import PreparedDocument
from bhxh_archive import storage
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.keys import signer_of, signing_session
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import ResultVersion
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import ShortRoad
from tests.bhxh_archive.signing import attacks
from tests.bhxh_archive.signing.test_unguarded import unguarded

pytestmark = pytest.mark.slow


def by_another_tool(row: PreparedDocument, leader: User) -> bytes:
    """The prepared file with the leader's signature, made outside the product's own way."""
    with signing_session() as session:
        return session.sign(storage.read_file(row.file), leader_request(row, signer_of(leader), leader)).pdf


@pytest.fixture
def prepared(short_road: ShortRoad) -> list[PreparedDocument]:
    short_road.to("endorse")
    return prepare(short_road)


def test_all_files_in_any_order_move_the_dossier_on(short_road: ShortRoad, prepared: list[PreparedDocument]) -> None:
    leader = short_road.user("giamdoc")
    files = [by_another_tool(row, leader) for row in reversed(prepared)]
    take_signed_files(dossier=short_road.fresh(), files=files, by=leader)

    dossier = short_road.fresh()
    assert dossier.state == State.SIGNED
    versions = ResultVersion.objects.filter(result__dossier=dossier).select_related("file")
    assert {storage.read_file(row.file) for row in versions} == set(files) and all(row.valid for row in versions)


def rewritten(pdf: bytes) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(output)
    return output.getvalue()


def flipped(pdf: bytes) -> bytes:
    return pdf[:500] + bytes([pdf[500] ^ 1]) + pdf[501:]


def longer(pdf: bytes) -> bytes:
    return pdf + b"\n%more"


def shorter(pdf: bytes) -> bytes:
    return pdf[:-300]


CHANGES = ((rewritten, "Chưa có tệp"), (flipped, "Chưa có tệp"), (attacks.annotation, "thay đổi khác"),
           (longer, "thay đổi khác|không hợp lệ"), (shorter, "thay đổi khác"))  # fmt: skip


def test_a_file_that_was_changed_is_refused_and_nothing_is_signed(
    short_road: ShortRoad, prepared: list[PreparedDocument]
) -> None:
    leader = short_road.user("giamdoc")
    first, second = (by_another_tool(row, leader) for row in prepared)
    for change, said in CHANGES:
        with pytest.raises(NotValid, match=said):
            take_signed_files(dossier=short_road.fresh(), files=[change(first), second], by=leader)
    assert short_road.fresh().state == State.AWAITING_SIGNATURE and not ResultVersion.objects.exists()
    bare = storage.read_file(prepared[0].file)
    cases = (([second], "Chưa có tệp"), ([bare, second], "Chưa có tệp"), ([first, second, first], "Có 3 tệp"))
    for files, told in cases:
        with pytest.raises(NotValid, match=told):
            take_signed_files(dossier=short_road.fresh(), files=files, by=leader)


def test_another_persons_signature_or_one_without_time_is_refused(
    short_road: ShortRoad, prepared: list[PreparedDocument]
) -> None:
    leader, other = short_road.user("giamdoc"), short_road.user("phogiamdoc")
    good = [by_another_tool(row, leader) for row in prepared]
    foreign = by_another_tool(prepared[0], other)
    untimed = unguarded(storage.read_file(prepared[0].file), signer_of(leader), None, field="leader")
    for bad in (foreign, untimed):
        with pytest.raises(NotValid, match="không hợp lệ|dấu thời gian"):
            take_signed_files(dossier=short_road.fresh(), files=[bad, good[1]], by=leader)
    with pytest.raises(NotNow, match="đang được Nguyễn Thị Ngọc Khuê chuẩn bị"):
        take_signed_files(dossier=short_road.fresh(), files=good, by=other)
