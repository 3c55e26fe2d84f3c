"""Files that no scanner made, written on the fly: each function fills `folder` with one and returns its path."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.intake.pipeline import samples


def zero_bytes(folder: Path) -> Path:
    return _written(folder, "rong.pdf", b"")


def png_named_pdf(folder: Path) -> Path:
    return samples.page_png(folder).rename(folder / "don.pdf")


def pdf_named_jpg(folder: Path) -> Path:
    return samples.scan_pdf(folder, 1).rename(folder / "trang.jpg")


def heic(folder: Path) -> Path:
    return _written(folder, "anh.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64)


def docx(folder: Path) -> Path:
    path = folder / "don.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return path


def zip_named_pdf(folder: Path) -> Path:
    path = folder / "ho-so.pdf"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("trang-1.jpg", b"\xff\xd8\xff")
    return path


def text_named_pdf(folder: Path) -> Path:
    return _written(folder, "ghi-chu.pdf", "Đơn đề nghị hưởng lương hưu".encode())


def truncated_jpeg(folder: Path) -> Path:
    path = samples.page_jpeg(folder, "cut.jpg")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def damaged_png(folder: Path) -> Path:
    path = samples.page_png(folder)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = b"\x00" * 200
    path.write_bytes(data)
    return path


def truncated_tiff(folder: Path) -> Path:
    path = samples.tiff(folder, ["RGB", "RGB"], compression="tiff_lzw")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    return path


def png_bomb(folder: Path) -> Path:
    """25,000 x 25,000 white pixels in about 80 kB: 2 GB once decoded."""
    width = height = 25_000
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (width // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return _written(folder, "bomb.png", b"\x89PNG\r\n\x1a\n" + chunks)


def encrypted_pdf(folder: Path) -> Path:
    return _encrypted(folder, "khoa.pdf", user="bi mat")


def restricted_pdf(folder: Path) -> Path:
    """Opens without a password; printing and copying are forbidden by the owner password."""
    return _encrypted(folder, "han-che.pdf", user="")


def truncated_pdf(folder: Path) -> Path:
    path = samples.scan_pdf(folder, 3, "cut.pdf")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def pdf_and_zip(folder: Path) -> Path:
    """A ZIP hangs behind the end of a sound PDF, and its comment ends as a PDF does."""
    path = samples.scan_pdf(folder, 1, "ghep.pdf")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("chay.exe", b"MZ" * 20)
        archive.comment = b"startxref\n7\n%%EOF\n"
    return path


def pdf_and_program(folder: Path) -> Path:
    path = samples.scan_pdf(folder, 1, "ghep-them.pdf")
    path.write_bytes(path.read_bytes() + b"MZ" + bytes(range(1, 200)))
    return path


def garbage_pdf(folder: Path) -> Path:
    return _written(folder, "hong.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n")


def broken_xref_pdf(folder: Path) -> Path:
    """Complete, but its cross-reference offsets are wrong, as after a bad line-end conversion."""
    path = samples.scan_pdf(folder, 2, "muc-luc.pdf")
    data = path.read_bytes()
    start = data.rindex(b"startxref")
    path.write_bytes(data[:start] + b"startxref\n7\n%%EOF\n")
    return path


def javascript_pdf(folder: Path) -> Path:
    def add(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('xin chao')"))

    return _changed(folder, "script.pdf", add)


def launch_pdf(folder: Path) -> Path:
    def add(pdf: Pdf) -> None:
        action = Dictionary(S=Name.Launch, F=String("calc.exe"))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].Annots = Array([link])

    return _changed(folder, "launch.pdf", add)


def attachment_pdf(folder: Path) -> Path:
    def add(pdf: Pdf) -> None:
        pdf.attachments["bang-luong.xlsx"] = b"PK\x03\x04 not a scan"

    return _changed(folder, "dinh-kem.pdf", add)


def xfa_pdf(folder: Path) -> Path:
    def add(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp:xdp/>"))

    return _changed(folder, "xfa.pdf", add)


def giant_page_pdf(folder: Path) -> Path:
    def add(pdf: Pdf) -> None:
        pdf.pages[0].MediaBox = Array([0, 0, 14400, 14400])
        pdf.pages[0].obj["/UserUnit"] = 10

    return _changed(folder, "kho-lon.pdf", add)


def giant_image_pdf(folder: Path) -> Path:
    """One 100,000 x 100,000 image, honest about its size."""

    def add(pdf: Pdf) -> None:
        image = pdf.pages[0].Resources.XObject.Im0
        image.Width = image.Height = 100_000

    return _changed(folder, "anh-lon.pdf", add)


def deflate_bomb_pdf(folder: Path) -> Path:
    """A page content of 450 MB of spaces in 2 MB."""
    return _content_bomb(folder, "bom.pdf", stages=1, megabytes=450)


def double_deflate_bomb_pdf(folder: Path) -> Path:
    """The same, deflated twice: a few kilobytes."""
    return _content_bomb(folder, "bom-kep.pdf", stages=2, megabytes=450)


def object_stream_bomb_pdf(folder: Path) -> Path:
    """The catalogue sits in an object stream that unpacks to 450 MB, so that merely opening the file is the trap."""
    packed = _packed_spaces(450, b"1 0 <</Type/Catalog/Pages 2 0 R>>")
    objects = {
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        4: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
    }
    return _written(folder, "bom-mo.pdf", _with_xref_stream(objects))


def page_tree_bomb_pdf(folder: Path) -> Path:
    """Ten levels of ten times the same child: 10,000,000,000 pages in two kilobytes."""

    def add(pdf: Pdf) -> None:
        node = pdf.make_indirect(pdf.pages[0].obj)
        for level in range(10):
            count = 10 ** (level + 1)
            node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node] * 10), Count=min(count, 100)))
        pdf.Root.Pages = node

    return _changed(folder, "cay-trang.pdf", add)


def many_pages_pdf(folder: Path, pages: int = 2001) -> Path:
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    path = folder / "nhieu-trang.pdf"
    pdf.save(path)
    return path


REFUSED: dict[str, Callable[[Path], Path]] = {
    "empty": zero_bytes,
    "name_lies": png_named_pdf,
    "truncated_image": truncated_jpeg,
    "damaged_image": damaged_png,
    "image_bomb": png_bomb,
    "encrypted_pdf": encrypted_pdf,
    "truncated_pdf": truncated_pdf,
    "damaged_pdf": garbage_pdf,
    "appended_pdf": pdf_and_zip,
    "active_pdf": javascript_pdf,
    "giant_page": giant_page_pdf,
    "pdf_bomb": deflate_bomb_pdf,
    "too_many_pages": many_pages_pdf,
    "unsupported_type": heic,
}
"""One file for every refusal that needs no special limits, by the code of its verdict."""


def write_all(folder: Path) -> dict[str, Path]:
    """Every file of `REFUSED`, by the code that its verdict must have."""
    return {code: write(folder) for code, write in REFUSED.items()}


def _written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _changed(folder: Path, name: str, change: Callable[[Pdf], None]) -> Path:
    source = samples.scan_pdf(folder, 1, "truoc.pdf")
    path = folder / name
    with pikepdf.open(source) as pdf:
        change(pdf)
        pdf.save(path)
    source.unlink()
    return path


def _encrypted(folder: Path, name: str, user: str) -> Path:
    source = samples.scan_pdf(folder, 1, "truoc.pdf")
    path = folder / name
    allow = pikepdf.Permissions(extract=False, print_highres=False, print_lowres=False)
    with pikepdf.open(source) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="chu so huu", user=user, allow=allow))
    source.unlink()
    return path


def _packed_spaces(megabytes: int, start: bytes = b"") -> bytes:
    packer = zlib.compressobj(1)
    block = b" " * (1 << 20)
    pieces = [packer.compress(start), *(packer.compress(block) for _ in range(megabytes)), packer.flush()]
    return b"".join(pieces)


def _content_bomb(folder: Path, name: str, stages: int, megabytes: int) -> Path:
    packed = _packed_spaces(megabytes)
    for _ in range(stages - 1):
        packed = zlib.compress(packed, 9)
    filters = Array([Name.FlateDecode] * stages)
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    content = pdf.make_stream(b"")
    content.write(packed, filter=filters)
    page.obj.Contents = content
    path = folder / name
    pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


def _with_xref_stream(objects: dict[int, bytes]) -> bytes:
    """A PDF 1.5 file whose object 1 lies at place 0 of the object stream 4; object 5 is the cross-reference."""
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, 2)
    offsets = {}
    for number, body in objects.items():
        offsets[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    rows = [(0, 0, 255), (2, 4, 0), *((1, offsets[number], 0) for number in (2, 3, 4)), (1, start, 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    head = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    out.write(head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()
