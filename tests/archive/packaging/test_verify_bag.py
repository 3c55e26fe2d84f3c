"""Does each way of damaging the bag, its lists or the names in it get its own finding?"""

import pytest

from archive.packaging.verify import NOT_VALID
from tests.archive.packaging import tampering as tamper
from tests.archive.packaging.judge import bagit_accepts, codes, judged


def _flip(bag):
    tamper.flip(tamper.document(bag))


def _truncate(bag):
    tamper.truncate(tamper.document(bag))


def _delete(bag):
    tamper.document(bag).unlink()


def _swap(bag):
    tamper.swap(tamper.document(bag, 1), tamper.document(bag, 2))


def _add_payload(bag):
    (tamper.document(bag).parent / "extra.pdf").write_bytes(b"%PDF extra")


BAG_DAMAGE = {
    "payload-changed": _flip,
    "payload-truncated": _truncate,
    "payload-missing": _delete,
    "payload-swapped": _swap,
    "payload-extra": _add_payload,
    "tag-changed": lambda bag: tamper.edit(bag / "bag-info.txt", lambda text: text.replace("0.1.0", "0.1.1")),
    "tag-missing": lambda bag: (bag / "bag-info.txt").unlink(),
    "manifest-missing": lambda bag: (bag / "manifest-sha256.txt").unlink(),
    "bag-declaration": lambda bag: (bag / "bagit.txt").unlink(),
}


@pytest.mark.parametrize("code", BAG_DAMAGE)
def test_damage_to_the_bag_is_named_and_bagit_refuses_it_too(bag, code):
    assert bagit_accepts(bag)
    BAG_DAMAGE[code](bag)
    report = judged(bag)
    assert code in {found.code for found in report.findings}
    assert report.exit_code == NOT_VALID
    assert not bagit_accepts(bag)


@pytest.mark.parametrize(
    "code", ["payload-changed", "payload-truncated", "payload-missing", "payload-swapped", "payload-extra"]
)
def test_damage_to_a_document_gives_no_other_code(bag, code):
    BAG_DAMAGE[code](bag)
    assert codes(bag) == {code}


def test_the_finding_names_the_file_and_speaks_vietnamese(bag):
    tamper.flip(tamper.document(bag))
    (found,) = judged(bag).findings
    assert found.path == tamper.document(bag).relative_to(bag).as_posix()
    assert "đã thay đổi" in found.message_vi


def test_an_extra_tag_file_is_found_though_bagit_lets_it_pass(bag):
    (bag / "note.txt").write_text("hello")
    assert codes(bag) == {"tag-extra"}


def test_a_fetch_file_is_refused(bag):
    (bag / "fetch.txt").write_text("https://example.org/x 1 data/x\n")
    assert "fetch-not-accepted" in codes(bag)


@pytest.mark.parametrize(
    ("label", "lie"),
    [("Payload-Oxum: ", "Payload-Oxum: 9"), ("Package-Kind: AIP", "Package-Kind: DIP"), ("Payload-Oxum: ", "Nothing ")],
)
def test_bag_info_that_lies_or_is_no_list_of_labels(bag, label, lie):
    tamper.edit(bag / "bag-info.txt", lambda text: text.replace(label, lie))
    tamper.reseal_tags(bag)
    assert codes(bag) == {"bag-info"}


def test_a_name_outside_ascii(bag):
    (tamper.document(bag).parent / "hồ-sơ.pdf").write_bytes(b"x")
    assert codes(bag) == {"name-not-ascii", "payload-extra"}
    assert all(found.path.isascii() for found in judged(bag).findings)


def test_names_that_differ_only_in_case(bag):
    twin = tamper.document(bag)
    twin.with_name(twin.name.upper()).write_bytes(b"x")
    assert codes(bag) == {"name-repeated", "payload-extra"}


def test_a_link_is_never_followed(bag, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    target = tamper.document(bag)
    target.unlink()
    target.symlink_to(secret)
    assert codes(bag) == {"name-unsafe", "payload-missing"}


def test_a_linked_folder_is_never_entered(bag, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("secret")
    (bag / "data/outside").symlink_to(tmp_path / "outside")
    found = judged(bag).findings
    assert "name-unsafe" in {one.code for one in found} and not any("secret" in one.path for one in found)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("0" * 64 + "  data/../../etc/passwd\n", "name-unsafe"),
        ("0" * 64 + "  /etc/passwd\n", "manifest-malformed"),
        ("zz  data/x\n", "manifest-malformed"),
        ("0" * 64 + "  bagit.txt\n", "manifest-malformed"),
    ],
)
def test_manifest_lines_that_climb_out_or_are_no_lines(bag, line, code):
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(line)
    assert code in codes(bag)
