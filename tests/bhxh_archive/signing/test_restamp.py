"""Does one more time-stamp over a file leave everything before it valid, and is what has none refused?"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from bhxh_archive.signing.errors import FileUnsuitable, TimestampUnavailable
from bhxh_archive.signing.restamp import stamp_expiry
from bhxh_archive.signing.sign import SigningSession
from bhxh_archive.signing.verify import Expected, verify
from tests.bhxh_archive.signing.conftest import Stages
from tools.trust.demo import DemoTrust


def stamps(pdf: bytes) -> int:
    return len(PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures)


def test_a_second_stamp_covers_the_whole_file_and_changes_nothing_before(
    demo: DemoTrust, stages: Stages, expected: list[Expected]
) -> None:
    with SigningSession(demo.trust) as session:
        once = session.restamp(stages.archived)
        twice = session.restamp(once)
    assert [stamps(pdf) for pdf in (stages.archived, once, twice)] == [1, 2, 3]
    assert once.startswith(stages.archived) and twice.startswith(once)
    for pdf in (once, twice):
        report = verify(pdf, trust=demo.trust, expected=expected, long_term=True)
        assert report.valid, report.message_vi
        assert [one.covers_file for one in report.stamps] == [False] * (len(report.stamps) - 1) + [True]
        assert report.covered_by == report.stamps[-1]


def test_the_end_of_a_stamp_is_that_of_its_certificate(stages: Stages) -> None:
    ends = stamp_expiry(stages.archived)
    assert ends and ends > datetime.now(UTC) and stamp_expiry(stages.agency.pdf) is None


def test_what_has_no_stamp_or_is_damaged_gets_none(demo: DemoTrust, stages: Stages) -> None:
    broken = bytearray(stages.archived)
    broken[-200:] = b"0" * 200
    with SigningSession(demo.trust) as session:
        for pdf in (stages.agency.pdf, b"no PDF", bytes(broken)):
            with pytest.raises(FileUnsuitable):
                session.restamp(pdf)


def test_without_a_service_nothing_is_added(demo: DemoTrust, stages: Stages) -> None:
    with pytest.raises(TimestampUnavailable), SigningSession(demo.trust_without_timestamps) as silent:
        silent.restamp(stages.archived)


def test_a_changed_file_is_not_made_valid_by_another_stamp(
    demo: DemoTrust, stages: Stages, expected: list[Expected]
) -> None:
    changed = stages.archived[:300] + bytes([stages.archived[300] ^ 1]) + stages.archived[301:]
    with SigningSession(demo.trust) as session:
        try:
            forged = session.restamp(changed)
        except FileUnsuitable:
            return
    assert not verify(forged, trust=demo.trust, expected=expected, long_term=True).valid
