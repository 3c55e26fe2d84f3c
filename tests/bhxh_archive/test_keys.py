"""Is a key of the server read from the folder of keys alone, where there is one?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from bhxh_archive.errors import NotAllowed
from bhxh_archive.keys import signer_of
from bhxh_archive.models import User


def test_keys_lie_apart_from_the_trust(signed_demo: dict[str, User], settings: Settings, tmp_path: Path) -> None:
    """Who sees the trust anchors alone, as the web does, can't sign, also where keys of old lie beside them."""
    leader, keys = signed_demo["giamdoc-hp"], settings.TRUST_DIR / "pkcs12"
    settings.KEYS_DIR = tmp_path
    with pytest.raises(NotAllowed, match="chưa được gán"):
        signer_of(leader)
    for ending in (".p12", ".pass"):
        name = f"{leader.username}{ending}"
        (tmp_path / name).write_bytes((keys / name).read_bytes())
    assert signer_of(leader).identity.fingerprint_sha256 == leader.certificate
