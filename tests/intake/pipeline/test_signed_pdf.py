"""Is an electronic original recognised, left alone by the scan checks, and still refused when it acts?"""

import pikepdf
from pikepdf import Dictionary, Name, String

from intake.pipeline.inspect import inspect
from tests.intake.pipeline import hostile, samples
from tests.intake.pipeline.signing import signed


def test_signed_file_is_accepted_without_scan_checks(tmp_path):
    path = signed(samples.scan_pdf(tmp_path, 2, mode="L"))  # gray and 50 dpi: would be warned about unsigned
    verdict = inspect(path, path.name)
    assert (verdict.verdict, verdict.signed, verdict.pages, verdict.warnings) == ("accepted", True, 2, ())
    assert "ký số" in verdict.message


def test_unsigned_scan_is_not_signed(tmp_path):
    path = samples.scan_pdf(tmp_path, 1)
    assert not inspect(path, path.name).signed


def test_signed_file_with_attachment_has_its_own_refusal(tmp_path):
    path = signed(hostile.attachment_pdf(tmp_path))
    verdict = inspect(path, path.name)
    assert (verdict.verdict, verdict.code, verdict.signed) == ("refused", "signed_active_pdf", True)
    assert "chữ ký" in verdict.message
    assert "tệp đính kèm" in verdict.message


def test_signature_written_inside_its_field_is_seen(tmp_path):
    path = samples.scan_pdf(tmp_path, 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        value = Dictionary(Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3], Contents=String("00"))
        pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("a"), V=value))])
        pdf.save(path)
    assert inspect(path, path.name).signed


def test_empty_signature_field_is_no_signature(tmp_path):
    path = samples.scan_pdf(tmp_path, 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("cho ky")))
        pdf.Root.AcroForm = Dictionary(Fields=[field])
        pdf.save(path)
    assert not inspect(path, path.name).signed
