"""What does the demo's paper look like: synthetic scans of a pension dossier, drawn anew into fixtures/scans/?

Run `python -m tools.demo_scans [FOLDER]`. Nobody in them exists; every page says that it is a demonstration.
Loose files are the first required component of the dossier, sub-folders are components by their code.
"""

import sys
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tools import demo_texts
from tools.demo_sheet import SIZE, Sheet

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "fixtures" / "scans"
PAPER = (250, 248, 240)
QUALITY = 58  # keeps a noisy colour page under 250 kB
NOISE = 9  # gray levels from darkest to lightest grain


def main(folder: Path = FOLDER) -> list[Path]:
    """Write every page as a 200-dpi colour JPEG; the same bytes on every run of the same Pillow."""
    return [_write(folder / name, draw, seed) for seed, (name, draw) in enumerate(demo_texts.PAGES.items())]


def _write(path: Path, draw: demo_texts.Draw, seed: int) -> Path:
    rng = Random(seed)  # noqa: S311 - grain of paper, not a secret
    sheet = Sheet(rng)
    draw(sheet)
    sheet.note(demo_texts.NOTICE)
    path.parent.mkdir(parents=True, exist_ok=True)
    scanned(sheet.image, rng).save(path, "JPEG", quality=QUALITY, dpi=(200, 200), optimize=True)
    return path


def scanned(sheet: Image.Image, rng: Random) -> Image.Image:
    """The sheet as a feeder scanner gives it: a little askew, soft, on tinted paper, with an edge shadow and grain."""
    turned = sheet.rotate(rng.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor="white")
    page = ImageChops.multiply(turned, Image.new("RGB", SIZE, PAPER)).filter(ImageFilter.GaussianBlur(0.6))
    return _grain(_shadow(_specks(page, rng)), rng)


def _specks(page: Image.Image, rng: Random) -> Image.Image:
    draw = ImageDraw.Draw(page)
    for _ in range(rng.randint(15, 40)):
        x, y, size = rng.randrange(SIZE[0]), rng.randrange(SIZE[1]), rng.choice((1, 1, 2))
        draw.ellipse((x, y, x + size, y + size), fill=(rng.randint(120, 200),) * 3)
    return page


def _shadow(page: Image.Image) -> Image.Image:
    """Darker towards the left edge, where the lid never closes."""
    ramp = Image.linear_gradient("L").rotate(90).point(lambda value: 225 + value * 30 // 255)
    strip = ramp.resize((60, SIZE[1]))
    veil = Image.new("L", SIZE, 255)
    veil.paste(strip, (0, 0))
    return ImageChops.multiply(page, Image.merge("RGB", (veil,) * 3))


def _grain(page: Image.Image, rng: Random) -> Image.Image:
    noise = Image.frombytes("L", SIZE, rng.randbytes(SIZE[0] * SIZE[1])).point(lambda value: value * NOISE // 255)
    return ImageChops.add(page, Image.merge("RGB", (noise,) * 3), offset=-NOISE // 2)


if __name__ == "__main__":
    for written in main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        print(written)
