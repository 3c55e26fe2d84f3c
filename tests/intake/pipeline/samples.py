"""Honest scans in every form an office's scanners and phones make, drawn on the fly."""

import io
from pathlib import Path
from random import Random
from typing import Any

import img2pdf
import pikepdf
from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageDraw

A4 = (1654, 2339)  # pixels at 200 dpi
SMALL = (413, 584)  # A4 at 50 dpi: for tests that count pages


def page(size: tuple[int, int] = A4, number: int = 1, mode: str = "RGB") -> Image.Image:
    """A page of grey lines that look like text, different for each number."""
    image = Image.new("RGB", size, (250, 248, 242))
    draw = ImageDraw.Draw(image)
    step = max(6, size[1] // 60)
    for line in range(4, 54):
        y = line * step
        x = size[0] // 10
        while x < size[0] * 0.85:
            width = (7 + (line * 31 + x * 17 + number * 13) % 23) * size[0] // 600
            draw.rectangle((x, y, x + width, y + step // 3), fill=(40, 40, 70))
            x += max(1, width + size[0] // 100)
    return convert(image, mode)


def convert(image: Image.Image, mode: str) -> Image.Image:
    if mode == "I;16":
        return image.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    return image.convert(mode)


def page_jpeg(folder: Path, name: str = "page.jpg", image: Image.Image | None = None, **options: Any) -> Path:
    path = folder / name
    (image or page()).save(path, **{"quality": 70, "dpi": (200, 200), **options})
    return path


def torn_jpeg(folder: Path, name: str = "torn.jpg", **options: Any) -> Path:
    """A JPEG with its end, in whose middle a block of bytes was lost to zeros: Pillow decodes it without a word."""
    return tear_jpeg(page_jpeg(folder, name, **options))


def tear_jpeg(path: Path, missing: int = 512) -> Path:
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + bytes(missing) + data[middle + missing :])
    return path


def page_png(folder: Path, name: str = "page.png", image: Image.Image | None = None) -> Path:
    path = folder / name
    (image or page()).save(path, dpi=(200, 200))
    return path


def tiff(folder: Path, modes: list[str], name: str = "scan.tif", size: tuple[int, int] = SMALL, **options: Any) -> Path:
    path = folder / name
    first, *rest = [page(size, number, mode) for number, mode in enumerate(modes)]
    first.save(path, save_all=True, append_images=rest, dpi=(200, 200), **options)
    return path


def torn_tiff(folder: Path, compression: str, *, torn: int, pages: int = 3, name: str = "torn.tif") -> Path:
    """Black and white pages in strips, of which one in the middle of page `torn` (from 0) is overwritten."""
    return tear(tiff(folder, ["1"] * pages, name, size=A4, compression=compression), torn)


def tear(path: Path, frame: int) -> Path:
    """Overwrite the strip in the middle of one page of a TIFF, but for its first bytes."""
    with Image.open(path) as image:
        image.seek(frame)
        offsets, counts = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    middle, content = len(offsets) // 2, bytearray(path.read_bytes())
    start, stop = offsets[middle] + 4, offsets[middle] + counts[middle]
    content[start:stop] = Random(7).randbytes(stop - start)
    path.write_bytes(content)
    return path


def scan_pdf(
    folder: Path,
    pages: int,
    name: str = "scan.pdf",
    size: tuple[int, int] = SMALL,
    mode: str = "RGB",
    *,
    drawn: int | None = None,
) -> Path:
    """An image-only PDF of A4 pages, as a scanner's software writes it; `drawn` pictures over and over, where given."""
    pictures = []
    for number in range(drawn or pages):
        buffer = io.BytesIO()
        page(size, number, mode).save(buffer, "JPEG", quality=60)
        pictures.append(buffer.getvalue())
    buffers = [pictures[number % len(pictures)] for number in range(pages)]
    layout = img2pdf.get_layout_fun((img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)))
    path = folder / name
    path.write_bytes(img2pdf.convert(buffers, layout_fun=layout))
    return path


def text_pdf(folder: Path, name: str = "born.pdf") -> Path:
    """A page of real text in a standard font and no image at all."""
    pdf = Pdf.new()
    page_ = pdf.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page_.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    words = b"Quyet dinh ve viec huong che do huu tri cua nguoi lao dong theo Luat Bao hiem xa hoi".split()
    lines = b""
    for number, y in enumerate(range(760, 100, -24)):
        text = b" ".join(words[(number * 7 + place * (number % 5 + 2)) % len(words)] for place in range(11))
        lines += b"1 0 0 1 60 %d Tm (%s) Tj " % (y, text)
    page_.obj.Contents = pdf.make_stream(b"BT /F1 14 Tf " + lines + b"ET")
    path = folder / name
    pdf.save(path)
    return path


def striped_pdf(folder: Path, strips: int = 4, name: str = "strips.pdf") -> Path:
    """One page cut into several images, as some multi-function devices do."""
    pdf = Pdf.new()
    page_ = pdf.add_blank_page(page_size=(595.2, 842))
    whole = page()
    height = whole.height // strips
    images, content = Dictionary(), b""
    for number in range(strips):
        strip = whole.crop((0, number * height, whole.width, (number + 1) * height))
        images[f"/S{number}"] = jpeg_xobject(pdf, strip)
        bottom = 842 - (number + 1) * 842 / strips
        content += b"q 595.2 0 0 %f 0 %f cm /S%d Do Q\n" % (842 / strips, bottom, number)
    page_.obj.Resources = Dictionary(XObject=images)
    page_.obj.Contents = pdf.make_stream(content)
    path = folder / name
    pdf.save(path)
    return path


def jpeg_xobject(pdf: Pdf, image: Image.Image) -> pikepdf.Stream:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=80)
    space = {"L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}.get(image.mode, Name.DeviceRGB)
    stream = pdf.make_stream(buffer.getvalue())
    stream.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    return stream


def pdf_of(folder: Path, name: str, image: pikepdf.Stream | None, pdf: Pdf, extra: bytes = b"") -> Path:
    """An A4 page showing `image` over the whole page, followed by the content `extra`."""
    page_ = pdf.add_blank_page(page_size=(595.2, 842))
    page_.obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page_.obj.Contents = pdf.make_stream(b"q 595.2 0 0 842 0 0 cm /Im0 Do Q\n" + extra)
    path = folder / name
    pdf.save(path)
    return path


def differing_bits(one, other):
    """Of two signed numbers of 64 bits."""
    return ((one ^ other) % (1 << 64)).bit_count()
