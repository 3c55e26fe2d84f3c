"""Does a pile for the printer hold every page with its stamps, each document on a sheet of its own?"""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from bhxh_archive.documents.piles import write_pile

RED = b"1 0 0 rg 0 0 100 100 re f"


def stamped(path: Path, pages: int, height: int) -> Path:
    """A document of so many pages whose last one bears a red stamp in a signature field."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, height))
        look = document.make_stream(RED, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100])
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="leader", F=132,
                Rect=[100, 100, 200, 200], AP=pikepdf.Dictionary(N=look),
            )
        )  # fmt: skip
        document.pages[-1].Annots = document.make_indirect(pikepdf.Array([field]))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
        document.save(path)
    return path


def heights(pile: Path) -> list[int]:
    with pikepdf.open(pile) as document:
        return [int(page.mediabox[3]) for page in document.pages]


def test_the_same_document_as_often_as_it_is_wanted_in_order(tmp_path: Path) -> None:
    one, two, pile = stamped(tmp_path / "1.pdf", 1, 400), stamped(tmp_path / "2.pdf", 2, 500), tmp_path / "pile.pdf"

    assert write_pile([one, two, one], pile, duplex=False) == 4
    assert heights(pile) == [400, 500, 500, 400]


def test_on_both_sides_no_two_documents_share_a_sheet(tmp_path: Path) -> None:
    one, two, pile = stamped(tmp_path / "1.pdf", 1, 400), stamped(tmp_path / "2.pdf", 2, 500), tmp_path / "pile.pdf"

    assert write_pile([one, two, one], pile, duplex=True) == 6
    assert heights(pile) == [400, 842, 500, 500, 400, 842]


def test_stamps_are_drawn_and_no_field_is_left(tmp_path: Path) -> None:
    pile = tmp_path / "pile.pdf"
    write_pile([stamped(tmp_path / "1.pdf", 1, 842)] * 2, pile, duplex=False)

    with pikepdf.open(pile) as document:
        assert "/AcroForm" not in document.Root and all("/Annots" not in page for page in document.pages)
    for page in pdfium.PdfDocument(pile):
        assert page.render().to_pil().convert("RGB").getpixel((150, 842 - 150)) == (255, 0, 0)
