"""Does a streamed ZIP carry the same package, and does a bad ZIP end in a verdict?"""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from archive.packaging.bagzip import stream_zip, write_chunks
from archive.packaging.build import build
from archive.packaging.readers import DirectoryReader, Unreadable, ZipReader
from archive.packaging.sinks import CHUNK, DirectorySink
from archive.packaging.verify import COULD_NOT_CHECK, NOT_VALID, VALID, verify
from archive.packaging.verify_bag import Limits
from tests.archive.packaging.samples import MOMENT, spec


@pytest.fixture
def zipped(tmp_path) -> Path:
    name = build(spec(), DirectorySink(tmp_path, durable=False)).bag_name
    target = tmp_path / "package.zip"
    with target.open("wb") as out:
        write_chunks(stream_zip(DirectoryReader(tmp_path / name), name, MOMENT), out)
    return target


def codes(file: Path | io.BytesIO) -> set[str]:
    return {found.code for found in verify(ZipReader(file)).findings}


def rewritten(zipped: Path, change) -> io.BytesIO:
    """The ZIP written anew; `change(archive, info, content)` writes each member as it likes."""
    out = io.BytesIO()
    with zipfile.ZipFile(zipped) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            change(new, info, old.read(info))
    out.seek(0)
    return out


def test_the_zip_holds_the_valid_package_under_its_bag_name(zipped):
    reader = ZipReader(zipped)
    assert reader.folder.startswith("L01.H79.2026.HUU.000123.aip.")
    assert verify(reader).exit_code == VALID
    with zipfile.ZipFile(zipped) as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


def test_python_unzip_gives_the_bag_back(zipped, tmp_path):
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / "out")
    (bag,) = (tmp_path / "out").iterdir()
    assert verify(DirectoryReader(bag)).valid


def test_the_stream_never_yields_more_than_a_little_over_one_chunk(tmp_path):
    (tmp_path / "big.bin").write_bytes(b"x" * (5 * CHUNK + 3))
    sizes = [len(chunk) for chunk in stream_zip(DirectoryReader(tmp_path), "bag", MOMENT)]
    assert max(sizes) < CHUNK + 1024 and sum(sizes) > 5 * CHUNK


def test_a_flipped_byte_inside_the_zip_is_damage(zipped):
    content = bytearray(zipped.read_bytes())
    content[content.index(b"%PDF-1.7 decision") + 40] ^= 1
    assert codes(io.BytesIO(bytes(content))) == {"file-damaged"}


def test_a_cut_zip_could_not_be_checked(zipped):
    with pytest.raises(Unreadable):
        ZipReader(io.BytesIO(zipped.read_bytes()[:-200]))


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil", "{bag}/../evil", "{bag}/data/..\\evil", "C:/evil", "beside.txt"]
)
def test_names_that_climb_out_of_the_zip(zipped, name):
    bag = ZipReader(zipped).folder
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(name.format(bag=bag), "evil")
    assert "name-unsafe" in codes(zipped)


def test_one_name_twice(zipped):
    with zipfile.ZipFile(zipped, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(archive.infolist()[0].filename, "other bytes")
    assert "name-repeated" in codes(zipped)


def test_a_link_inside_the_zip(zipped):
    def link(new, info, content):
        if info.filename.endswith("control-slip.txt"):
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
        new.writestr(info, content)

    assert "name-unsafe" in codes(rewritten(zipped, link))


def test_a_bomb_is_refused_by_its_stated_size(zipped):
    with zipfile.ZipFile(zipped, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{ZipReader(zipped).folder}/data/zeros", b"\0" * (64 * CHUNK))
    report = verify(ZipReader(zipped), limits=Limits(octets=32 * CHUNK))
    assert [found.code for found in report.findings] == ["too-large"] and report.files_checked == 0


def test_a_compressed_zip_without_folder_is_a_package_too(zipped):
    prefix = ZipReader(zipped).folder + "/"

    def flatten(new, info, content):
        new.writestr(info.filename.removeprefix(prefix), content, zipfile.ZIP_DEFLATED)

    assert verify(ZipReader(rewritten(zipped, flatten))).exit_code == VALID


def test_a_zip_that_is_no_package(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert verify(ZipReader(out)).exit_code == NOT_VALID


def test_an_unknown_compression_could_not_be_checked(zipped):
    content = zipped.read_bytes()
    name = b"documentation/control-slip.txt"
    entry = content.rindex(name)  # in the central directory, where 46 bytes of header precede the name
    header = content.rindex(b"PK\x01\x02", 0, entry)
    broken = content[: header + 10] + b"\x63\x00" + content[header + 12 :]
    assert verify(ZipReader(io.BytesIO(broken))).exit_code == COULD_NOT_CHECK
