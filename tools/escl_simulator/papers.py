"""What lies in the simulated scanner? Synthetic A4 pages, each drawn when it is scanned."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[2] / "fixtures" / "fonts" / "Tinos-Regular.ttf"
MODES = {"RGB24": "RGB", "Grayscale8": "L", "BlackAndWhite1": "L"}
LINES = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "", "GIẤY TỜ MẪU", "")


def draw(number: int, back: bool, *, dpi: int, mode: str, width: int, height: int, copy: int) -> Image.Image:
    """One side of a sheet; `copy` is printed on it, so that no two scans are the same. Lengths in 1/300 inch."""
    size = (max(1, width * dpi // 300), max(1, height * dpi // 300))
    image = Image.new(MODES[mode], size, _shade(MODES[mode], (251, 249, 244)))
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), max(8, dpi // 6))
    side = "mặt sau" if back else "mặt trước"
    said = [*LINES, f"Tờ {number}, {side}", f"Bản quét số {copy}", *_filling(number)]
    for row, words in enumerate(said):
        pen.text((dpi * 8 // 10, dpi + row * dpi // 3), words, font=font, fill=_shade(MODES[mode], (35, 35, 70)))
    return image


def _filling(number: int) -> list[str]:
    return [f"Dòng {line}: nội dung thử nghiệm của tờ thứ {number}, không phải giấy tờ thật." for line in range(1, 14)]


def _shade(mode: str, colour: tuple[int, int, int]) -> tuple[int, int, int] | int:
    return colour if mode == "RGB" else sum(colour) // 3


def as_jpeg(images: list[Image.Image], dpi: int) -> bytes:
    content = BytesIO()
    images[0].save(content, "JPEG", quality=82, dpi=(dpi, dpi))
    return content.getvalue()


def as_pdf(images: list[Image.Image], dpi: int) -> bytes:
    content = BytesIO()
    images[0].save(content, "PDF", resolution=dpi, save_all=True, append_images=images[1:])
    return content.getvalue()
