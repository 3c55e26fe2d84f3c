"""What may an operator's folder of scans hold? Good pages, bad files, names with spaces and Vietnamese letters."""

import io
import unicodedata
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[3]
SHEET = (1654, 2339)  # A4 at 200 dpi


def page(number: int, size: tuple[int, int] = SHEET) -> Image.Image:
    """A colour page with a few lines of text, unlike every other number's."""
    image = Image.new("RGB", size, (252, 250, 245))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(ROOT / "fixtures" / "fonts" / "Tinos-Regular.ttf"), size[0] // 38)
    for line in range(8):
        place = (size[0] // 11, size[1] // 15 * (line + 1))
        draw.text(place, f"Giấy tờ mẫu {number}, dòng {line + 1}", fill=(30, 30, 60), font=font)
    return image


def jpeg(number: int, size: tuple[int, int] = SHEET, dpi: int = 200) -> bytes:
    content = io.BytesIO()
    page(number, size).save(content, "JPEG", quality=80, dpi=(dpi, dpi))
    return content.getvalue()


def tiff(*numbers: int) -> bytes:
    first, *others = map(page, numbers)
    content = io.BytesIO()
    first.save(content, "TIFF", save_all=True, append_images=others, compression="tiff_lzw", dpi=(200, 200))
    return content.getvalue()


def pdf(*numbers: int) -> bytes:
    made = img2pdf.convert([jpeg(number) for number in numbers])
    assert made
    return made


def encrypted_pdf(number: int) -> bytes:
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(number))) as document:
        document.save(content, encryption=pikepdf.Encryption(owner="chu", user="khoa"))
    return content.getvalue()


def fill_mixed(folder: Path) -> None:
    """Every kind of good file, and one of every bad kind; good pages: 2 loose files with 3, 2 under a component."""
    (folder / "13-HSB").mkdir(parents=True)
    (folder / "Ảnh gia đình").mkdir()
    (folder / "13-HSB" / "mặt sau").mkdir()
    (folder / "Quyết định nghỉ việc.jpg").write_bytes(jpeg(1))
    (folder / unicodedata.normalize("NFD", "bản sao chứng thực.tif")).write_bytes(tiff(2, 3))
    (folder / "quét lại.JPG").write_bytes(jpeg(1))
    (folder / "mờ.jpg").write_bytes(jpeg(4, (827, 1169), 100))
    (folder / "13-HSB" / "giấy tờ (1).pdf").write_bytes(pdf(5, 6))
    (folder / "13-HSB" / "mặt sau" / "trang.jpg").write_bytes(jpeg(7))
    (folder / "Ảnh gia đình" / "ảnh.jpg").write_bytes(jpeg(8))
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    fill_bad(folder)


def fill_bad(folder: Path) -> None:
    """Files of which no page can be had."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rỗng.pdf").write_bytes(b"")
    (folder / "có mật khẩu.pdf").write_bytes(encrypted_pdf(9))
    (folder / "hỏng.jpg").write_bytes(jpeg(10)[:20_000])
    (folder / "không phải PDF.pdf").write_bytes(b"Kinh gui: day la van ban")
