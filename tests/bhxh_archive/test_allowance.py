"""Is somebody who asks too often told to wait, and nobody else?"""

from __future__ import annotations

from functools import partial

import pytest

from bhxh_archive import allowance
from bhxh_archive.models import Asked

pytestmark = pytest.mark.django_db
ask = partial(allowance.seconds_to_wait, "status", times=2, seconds=600)


def test_the_third_of_two_waits_until_the_stretch_is_over() -> None:
    assert [ask("203.0.113.7") for _ in range(2)] == [0, 0]
    assert 0 < ask("203.0.113.7") <= 600
    assert ask("203.0.113.8") == 0 and allowance.seconds_to_wait("else", "203.0.113.7", times=2, seconds=600) == 0


def test_a_stretch_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        ask("203.0.113.7")
    later = allowance.time.time() + 600
    monkeypatch.setattr(allowance.time, "time", lambda: later)
    assert ask("203.0.113.7") == 0


def test_one_visitor_does_not_pass_as_many() -> None:
    assert [ask(f"2001:db8:1:2::{host}") > 0 for host in range(1, 4)] == [False, False, True]
    assert ask("2001:db8:1:3::1") == 0
    assert [ask(text) for text in ("::ffff:203.0.113.9", "203.0.113.9")] == [0, 0] and ask("203.0.113.9") > 0
    assert [ask("not an address") > 0 for _ in range(3)] == [False, False, True]


def test_the_table_tells_nobodys_address_and_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    ask("203.0.113.7")
    assert len(Asked.objects.get().who) == 64  # a digest under the key of this installation
    assert allowance.forget() == 0
    later = allowance.time.time() + allowance.KEPT_SECONDS + 601
    monkeypatch.setattr(allowance.time, "time", lambda: later)
    assert (allowance.forget(), Asked.objects.count()) == (1, 0)
