"""Does the lint see what generators and signers get wrong, and leave a sound file alone?"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from bhxh_archive.documents.pdfa import lint, verapdf
from bhxh_archive.documents.render import render
from bhxh_archive.documents.scans import ScanPage, component_pdf
from bhxh_archive.documents.shapes import answer_letter

from .pages import DPI, encoded, letter_image

SOUND = render("answer_letter", answer_letter.example())


def codes(pdf: bytes) -> set[str]:
    return {finding.code for finding in lint(pdf)}


def changed(change: Callable[[pikepdf.Pdf], None], **saving: Any) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(SOUND)) as document:
        change(document)
        document.save(buffer, **saving)
    return buffer.getvalue()


def first_font(document: pikepdf.Pdf) -> pikepdf.Object:
    return next(o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0")


def widget(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, Rect=[10, 10, 60, 60], **entries
        )
        document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(note)])

    return change


def unembed(document: pikepdf.Pdf) -> None:
    del first_font(document).DescendantFonts[0].FontDescriptor.FontFile2


def forget_unicode(document: pikepdf.Pdf) -> None:
    del first_font(document).ToUnicode


def widen(document: pikepdf.Pdf) -> None:
    """What pyHanko 0.38 writes for fonts of 2048 units an em: widths in font units."""
    carrier = first_font(document).DescendantFonts[0]
    carrier.W = pikepdf.Array([1, pikepdf.Array([1024, 2048])])


def forget_identification(document: pikepdf.Pdf) -> None:
    del document.Root.Metadata


def forget_colour(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


def spoil_profile(document: pikepdf.Pdf) -> None:
    document.Root.OutputIntents[0].DestOutputProfile.write(b"no profile")


def untag(document: pikepdf.Pdf) -> None:
    del document.Root.StructTreeRoot


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def launch(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("x.exe"))
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, F=4, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].obj.Annots = pikepdf.Array([note])


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["data.bin"] = b"\x00\x01"


def test_a_rendered_letter_and_a_component_are_sound():
    assert lint(SOUND) == []
    assert lint(component_pdf([ScanPage(encoded(letter_image()), DPI)], "Trang")) == []


def test_a_path_does_as_well_as_bytes(tmp_path: Path):
    path = tmp_path / "sound.pdf"
    path.write_bytes(SOUND)
    assert lint(path) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (unembed, "font-not-embedded"),
        (forget_unicode, "no-to-unicode"),
        (widen, "font-widths"),
        (forget_identification, "xmp-identification"),
        (forget_colour, "output-intent"),
        (spoil_profile, "icc-profile"),
        (untag, "not-tagged"),
        (script, "action"),
        (launch, "action"),
        (attach, "attachment"),
        (widget(F=4), "no-appearance"),
        (widget(F=2), "annotation-flags"),
        (widget(), "annotation-flags"),
    ],
)
def test_one_fault_is_seen(change, code):
    assert code in codes(changed(change))


def test_a_fault_on_a_page_names_the_page():
    assert {finding.page for finding in lint(changed(widget(F=2)))} == {0}


def test_encryption_is_seen():
    assert "encrypted" in codes(changed(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="")))
    assert "encrypted" in codes(changed(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b")))


def test_a_missing_newline_before_an_appended_section_is_seen():
    """What signing a file that ends in a bare %%EOF makes (6.1.9)."""
    torn = SOUND.rstrip(b"\n") + b"7 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
    assert "section-newline" in codes(torn)


def test_bytes_after_the_end_are_seen():
    assert "trailing-bytes" in codes(SOUND + b"garbage")
    assert "trailing-bytes" in codes(SOUND + b"\n\n")


def test_what_is_no_pdf_is_a_finding_not_an_exception():
    assert "damaged" in codes(b"PK\x03\x04 not a PDF")
    assert "damaged" in codes(b"")


@pytest.mark.skipif("VERAPDF_BIN" not in os.environ, reason="veraPDF is not installed (VERAPDF_BIN)")
def test_verapdf_agrees_and_objects():
    assert verapdf.findings(SOUND) == []
    assert verapdf.findings(changed(forget_colour))


def test_a_validator_that_cannot_run_is_told(monkeypatch):
    monkeypatch.setenv("VERAPDF_BIN", "/bin/true")
    assert [finding.code for finding in lint(SOUND)] == ["verapdf"]
