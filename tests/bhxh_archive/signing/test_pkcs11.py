"""Does a key sign that lies on a token, and is what keeps it from signing said in a sentence, no PIN tried twice?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pkcs11
import pytest
from pytest_django import Settings

from bhxh_archive import keys
from bhxh_archive.errors import NotNow
from bhxh_archive.models import User
from bhxh_archive.signing.errors import KeyUnavailable
from bhxh_archive.signing.pkcs11 import NO_KEY, NOT_THERE, WRONG_PIN, Pkcs11Signer, Token, session_of
from bhxh_archive.signing.sign import SigningSession
from bhxh_archive.signing.verify import Expected, verify
from tests import softhsm
from tests.bhxh_archive.signing.conftest import AGENCY, LEADER, Stages, agency_signs, leader_signs
from tools.trust.demo import DemoTrust

pytestmark = [softhsm.wanted, pytest.mark.slow]
SLUGS = ("leader-1", "leader-2", "agency-1")


@pytest.fixture(scope="session")
def token(demo: DemoTrust, tmp_path_factory: pytest.TempPathFactory) -> Token:
    files = [(demo.layout.pkcs12(slug), demo.layout.passphrase(slug).decode()) for slug in SLUGS]
    return softhsm.filled(tmp_path_factory.mktemp("softhsm"), files)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No test finds what another one's token said."""
    yield
    keys._of_token.cache_clear()


def signer(token: Token, demo: DemoTrust, slug: str = "leader-1") -> Pkcs11Signer:
    return Pkcs11Signer(token, demo.signer(slug).identity.fingerprint_sha256)


def test_leader_and_agency_sign_from_one_token(token: Token, demo: DemoTrust, stages: Stages) -> None:
    leader, agency = signer(token, demo), signer(token, demo, "agency-1")
    with SigningSession(demo.trust) as session:
        signed = leader_signs(session, stages.prepared, leader)
        issued = agency_signs(session, signed.pdf, agency)

    prints = {LEADER: leader.identity.fingerprint_sha256, AGENCY: agency.identity.fingerprint_sha256}
    report = verify(issued.pdf, trust=demo.trust, expected=[Expected(*one) for one in prints.items()])
    assert report.valid, report.message_vi


@pytest.mark.parametrize("slug", ["leader-1", "leader-2"])
def test_keys_of_both_kinds_sign_as_their_files_do(token: Token, demo: DemoTrust, stages: Stages, slug: str) -> None:
    on_token, in_file = signer(token, demo, slug), demo.signer(slug)
    assert on_token.identity == in_file.identity
    with SigningSession(demo.trust) as session:
        assert verify(leader_signs(session, stages.prepared, on_token).pdf, trust=demo.trust).valid


def test_a_session_that_ended_is_opened_anew(token: Token, demo: DemoTrust) -> None:
    one, other = signer(token, demo), signer(token, demo, "leader-2")
    session_of(token).handle.close()  # as a module that was restarted does
    for each in (one, other, one):
        assert each.sign_raw(b"attributes", "sha256")


def test_a_refused_pin_is_not_sent_again(token: Token, demo: DemoTrust) -> None:
    session_of(token).end()  # a module that knows who is logged in asks for no PIN
    wrong = replace(token, pin="0000")
    with pytest.raises(KeyUnavailable, match="không thử lại") as first:
        signer(wrong, demo)
    held = pkcs11.lib(str(token.module)).get_token(token_label=token.label).open(user_pin=token.pin)
    with held, pytest.raises(KeyUnavailable) as second:  # asked now, the token would have said that somebody is in
        signer(wrong, demo)
    assert first.value.message_vi == second.value.message_vi == WRONG_PIN
    assert "0000" not in repr(wrong) and signer(token, demo)


def test_what_is_not_there_is_said(token: Token, demo: DemoTrust, tmp_path: Path) -> None:
    for lost in (replace(token, module=tmp_path / "none.so"), replace(token, label="khac")):
        with pytest.raises(KeyUnavailable) as caught:
            signer(lost, demo)
        assert caught.value.message_vi == NOT_THERE
    with pytest.raises(KeyUnavailable) as caught:
        Pkcs11Signer(token, "00" * 32)
    assert caught.value.message_vi == NO_KEY


def test_the_product_finds_the_key_by_the_certificate_that_is_assigned(
    token: Token, demo: DemoTrust, settings: Settings, tmp_path: Path
) -> None:
    settings.PKCS11_MODULE, settings.PKCS11_TOKEN = token.module, token.label
    settings.PKCS11_PIN_FILE = tmp_path / "pin"
    leader = User(username="giamdoc", certificate=demo.signer("leader-1").identity.fingerprint_sha256)
    with pytest.raises(NotNow, match="mã PIN"):
        keys.signer_of(leader)

    settings.PKCS11_PIN_FILE.write_text(f"{token.pin}\n")
    assert keys.signer_of(leader).identity == demo.signer("leader-1").identity
    assert keys.signer_of(leader) is keys.signer_of(leader), "opened once"
    leader.certificate = "00" * 32
    with pytest.raises(NotNow, match="không giữ chứng thư số"):
        keys.signer_of(leader)
