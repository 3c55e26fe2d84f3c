"""Does the test authority issue what it was asked for, once, and say plainly that it is a test?"""

import json
import stat
from pathlib import Path

import pytest
from asn1crypto import pem, x509

from bhxh_archive.signing.signers import Pkcs12Signer
from tools.trust.authority import create
from tools.trust.entities import DEFAULT_ENTITIES, Entity, EntityError, load_entities
from tools.trust.layout import Layout, LayoutError
from tools.trust.service import open_layout, serve

LEADER = Entity("gd-hai-phong", "Nguyễn Văn An", "Bảo hiểm xã hội thành phố Hải Phòng", title="Giám đốc")
AGENCY = Entity("bhxh-hai-phong", "Bảo hiểm xã hội thành phố Hải Phòng", "Bảo hiểm xã hội thành phố Hải Phòng")


def certificates(layout: Layout) -> dict[str, x509.Certificate]:
    return {path.stem: x509.Certificate.load(pem.unarmor(path.read_bytes())[2]) for path in layout.certs.glob("*.pem")}


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_certificate_says_that_it_is_a_test(tmp_path: Path) -> None:
    issued = certificates(create(tmp_path, [LEADER, AGENCY], port=18000))
    assert len(issued) == 7
    for certificate in issued.values():
        name = certificate.subject.native
        assert "THỬ NGHIỆM" in name["common_name"]
        assert "THỬ NGHIỆM" in name["organization_name"]
    assert issued["gd-hai-phong"].subject.native["title"] == "Giám đốc"
    assert issued["gd-hai-phong"].key_usage_value.native == {"digital_signature", "non_repudiation"}


def test_a_second_run_changes_nothing_and_a_new_slug_adds_one(tmp_path: Path) -> None:
    create(tmp_path, [LEADER], port=18000)
    before = content(tmp_path)
    create(tmp_path, [LEADER])
    assert content(tmp_path) == before
    create(tmp_path, [AGENCY])
    after = content(tmp_path)
    kept = set(before) - {"state.json", "certomancer.yml"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert "pkcs12/bhxh-hai-phong.p12" in after


def test_a_run_cut_short_is_completed(tmp_path: Path) -> None:
    layout = create(tmp_path, [LEADER], port=18000)
    serial = certificates(layout)["gd-hai-phong"].serial_number
    (layout.certs / "gd-hai-phong.pem").unlink()
    layout.pkcs12("gd-hai-phong").unlink()
    layout.config.unlink()
    create(tmp_path, [LEADER])
    assert certificates(layout)["gd-hai-phong"].serial_number == serial
    Pkcs12Signer.load(layout.pkcs12("gd-hai-phong"), layout.passphrase("gd-hai-phong"))


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    layout = create(tmp_path / "trust", [LEADER], port=18000)
    secret = [*layout.keys.iterdir(), *(layout.folder / "pkcs12").iterdir()]
    assert len(secret) == 8
    assert {stat.S_IMODE(path.stat().st_mode) for path in secret} == {0o600}
    assert stat.S_IMODE(layout.folder.stat().st_mode) == 0o700


def test_passphrases_are_random(tmp_path: Path) -> None:
    layout = create(tmp_path, [LEADER, AGENCY], port=18000)
    first, second = layout.passphrase("gd-hai-phong"), layout.passphrase("bhxh-hai-phong")
    assert first != second
    assert min(len(first), len(second)) >= 20


def test_what_was_issued_is_not_silently_changed(tmp_path: Path) -> None:
    create(tmp_path, [LEADER], port=18000)
    with pytest.raises(LayoutError, match="18000"):
        create(tmp_path, [LEADER], port=18001)
    with pytest.raises(LayoutError, match="another slug"):
        create(tmp_path, [Entity("gd-hai-phong", "Người Khác", "Nơi khác")])
    with pytest.raises(LayoutError, match="authority"):
        create(tmp_path, [Entity("root", "A", "B")])
    with pytest.raises(LayoutError, match="18000"):
        serve(tmp_path, 18001)
    with pytest.raises(LayoutError, match="create"):
        open_layout(tmp_path / "nowhere")


def test_the_default_offices(tmp_path: Path) -> None:
    create(tmp_path, port=18000)
    assert len(list((tmp_path / "pkcs12").glob("*.p12"))) == len(DEFAULT_ENTITIES) == 6


def test_an_entity_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "entities.json"
    office = "Bảo hiểm xã hội thành phố Hải Phòng"
    rows = [
        {"slug": "gd-hai-phong", "common_name": "Nguyễn Văn An", "organisation": office, "title": "Giám đốc"},
        {"slug": "bhxh-hai-phong", "agency_name": office},
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert load_entities(path) == [LEADER, AGENCY]


@pytest.mark.parametrize(
    "rows",
    [
        {"slug": "a"},
        [{"common_name": "A", "organisation": "B"}],
        [{"slug": "a", "organisation": "B"}],
        [{"slug": "../a", "agency_name": "A"}],
        [{"slug": "a", "agency_name": "A"}, {"slug": "a", "agency_name": "B"}],
        [{"slug": "a", "agency_name": "A" * 60}],
        [{"slug": "a", "agency_name": "A", "key": "dsa"}],
        [{"slug": "a", "agency_name": "A", "state": "lost"}],
    ],
)
def test_a_wrong_entity_file_is_refused(rows: object, tmp_path: Path) -> None:
    path = tmp_path / "entities.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(EntityError):
        load_entities(path)
