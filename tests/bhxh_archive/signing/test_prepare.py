"""Do prepared and signed files keep their fields, their archival form and their bytes?"""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from bhxh_archive.signing.errors import AlreadySigned, FieldMissing, FileUnsuitable
from bhxh_archive.signing.prepare import FieldBox, prepare
from bhxh_archive.signing.reading import has_signatures
from tools.trust.demo import DemoTrust

from .conftest import AGENCY, BOXES, LEADER, Stages


def test_both_fields_exist_before_anybody_signs(stages: Stages) -> None:
    document = pikepdf.open(BytesIO(stages.prepared))
    fields = {str(one.T): one for one in document.Root.AcroForm.Fields}
    assert set(fields) == {LEADER, AGENCY}
    for box in BOXES:
        field = fields[box.name]
        assert str(field.TU) == box.readable_name_vi
        assert [float(edge) for edge in field.Rect] == [box.x1, box.y1, box.x2, box.y2]
        assert field.FT == "/Sig"
        assert "/V" not in field
        assert not field.AP.N.read_bytes().strip(), (
            "PDF/A wants an appearance; a drawn one would lie over title and name"
        )
        assert int(field.F) & 0b110 == 0b100, "printed, not hidden"


def test_fields_lie_on_the_page_asked_for(stages: Stages) -> None:
    document = pikepdf.open(BytesIO(stages.prepared))
    assert [len(page.get("/Annots", [])) for page in document.pages] == [0, 2]


def test_every_update_starts_on_a_line_of_its_own(stages: Stages) -> None:
    """ISO 19005-2, 6.1.9; Typst's own output ends without a line end."""
    assert not stages.base.endswith(b"\n")
    assert stages.prepared.startswith(stages.base + b"\n")
    for earlier, later in ((stages.prepared, stages.leader.pdf), (stages.agency.pdf, stages.archived)):
        assert later.startswith(earlier)
        assert earlier.endswith(b"%%EOF\n")


def test_archival_form_is_kept(stages: Stages) -> None:
    with pikepdf.open(BytesIO(stages.base)) as before, pikepdf.open(BytesIO(stages.archived)) as after:
        metadata = after.open_metadata()
        assert (metadata.pdfa_status, before.open_metadata().pdfa_status) == ("2A", "2A")
        assert dict(before.docinfo).get("/Title") == dict(after.docinfo).get("/Title")
        assert "/OutputIntents" in after.Root
        assert "/ID" in after.trailer
        fonts = [one for one in after.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        names = {str(one.BaseFont) for one in fonts}
        assert names
        assert all("+" in name for name in names), "embedded subsets only, no standard font"


def test_adding_fields_too_late_is_refused(stages: Stages) -> None:
    extra = [FieldBox("them", 1, 10, 10, 60, 60, "Thêm")]
    with pytest.raises(AlreadySigned):
        prepare(stages.leader.pdf, extra)
    with pytest.raises(AlreadySigned):
        prepare(stages.prepared, BOXES[:1])


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_does_not_exist_is_refused(page: int, stages: Stages) -> None:
    with pytest.raises(FieldMissing):
        prepare(stages.base, [FieldBox("a", page, 10, 10, 60, 60, "A")])


def test_files_that_cannot_be_signed_are_refused(stages: Stages) -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(stages.base)) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="x", owner="x"))
    for pdf in (b"", b"hello", locked.getvalue()):
        with pytest.raises(FileUnsuitable):
            prepare(pdf, BOXES)


def test_signatures_are_found_and_only_signatures(stages: Stages) -> None:
    assert has_signatures(stages.leader.pdf)
    assert has_signatures(stages.archived)
    for pdf in (stages.base, stages.prepared, b"", b"/ByteRange"):
        assert not has_signatures(pdf)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler-utils) is not installed")
def test_poppler_agrees(stages: Stages, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(stages.agency.pdf)
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    assert "ETSI.CAdES.detached" in said


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_agrees(stages: Stages, demo: DemoTrust, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader

    for signature in PdfFileReader(BytesIO(stages.archived)).embedded_signatures:
        first, split, start, length = signature.byte_range
        data = stages.archived[first:split] + stages.archived[start : start + length]
        (tmp_path / "data").write_bytes(data)
        (tmp_path / "cms").write_bytes(signature.pkcs7_content)
        if signature.sig_object_type == "/Sig":
            command = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms", "-content", "data"]
            command += ["-purpose", "any", "-out", "/dev/null"]
        else:
            command = ["ts", "-verify", "-token_in", "-in", "cms", "-data", "data"]
            command += ["-untrusted", str(demo.layout.chain)]
        command += ["-CAfile", str(demo.layout.roots)]
        if signature.sig_object_type == "/Sig":
            command += ["-certfile", str(demo.layout.chain)]
        done = subprocess.run(["openssl", *command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
