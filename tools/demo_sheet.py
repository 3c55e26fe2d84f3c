"""How is a Vietnamese office form drawn on a sheet: headings, filled-in lines, tables, a seal, a signature?"""

from collections.abc import Sequence
from functools import cache
from math import cos, pi, sin
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

DPI = 200
SIZE = (1654, 2339)  # A4 at 200 dpi
FONTS = Path(__file__).resolve().parents[1] / "fixtures" / "fonts"
LEFT, RIGHT, TOP = 236, 1536, 150  # pixels: margins of 30 mm and 15 mm as in NĐ 30/2020/NĐ-CP, App. I
BLACK, PEN, SEAL, PALE = (28, 28, 32), (32, 52, 148), (200, 36, 40), (120, 120, 126)
BODY = 13  # points


@cache
def font(points: float, style: str = "Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Tinos-{style}.ttf", round(points * DPI / 72))


class Sheet:
    """A white A4 sheet written from top to bottom; `y` is where the next line begins, in pixels."""

    def __init__(self, rng: Random) -> None:
        self.image = Image.new("RGB", SIZE, "white")
        self.draw = ImageDraw.Draw(self.image)
        self.rng = rng
        self.y = TOP

    def heading(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Issuing body on the left, bold below its first line; the country's name and motto on the right, all bold."""
        for column, lines, first in ((LEFT + 250, left, "Regular"), (RIGHT - 390, right, "Bold")):
            for row, line in enumerate(lines):
                style = "Bold" if row else first
                self.draw.text((column, TOP + row * 44), line, BLACK, font(11.5, style), anchor="ma")
            self._rule_below(column, TOP + len(lines) * 44 + 6)
        self.y = TOP + max(len(left), len(right)) * 44 + 50

    def centre(self, text: str, points: float = BODY, style: str = "Bold", gap: int = 14) -> None:
        self.draw.text((SIZE[0] / 2, self.y), text, BLACK, font(points, style), anchor="ma")
        self.y += round(points * DPI / 72 * 1.15) + gap

    def right(self, text: str, style: str = "Italic") -> None:
        self.draw.text((RIGHT, self.y), text, BLACK, font(BODY, style), anchor="ra")
        self.y += 56

    def paragraph(self, text: str, style: str = "Regular", indent: int = 78) -> None:
        """Words set from margin to margin, the first line indented."""
        face = font(BODY, style)
        start = LEFT + indent
        line: list[str] = []
        for word in text.split():
            if line and start + self.draw.textlength(" ".join([*line, word]), face) > RIGHT:
                self._justified(line, start, face)
                line, start = [], LEFT
            line.append(word)
        self.draw.text((start, self.y), " ".join(line), BLACK, face)
        self.y += 76

    def filled(self, label: str, value: str) -> None:
        """A printed label, a dotted line, and the answer in blue ink a little off the line."""
        face, ink = font(BODY), font(BODY + 1, "Italic")
        self.draw.text((LEFT, self.y), label, BLACK, face)
        start = LEFT + self.draw.textlength(label + " ", face)
        self.draw.text((start, self.y), "." * int((RIGHT - start) / self.draw.textlength(".", face)), PALE, face)
        self.draw.text((start + 16, self.y - 8 + self.rng.randint(-3, 3)), value, PEN, ink)
        self.y += 76

    def tick(self, text: str, chosen: bool) -> None:
        box = (LEFT + 30, self.y + 6, LEFT + 62, self.y + 38)
        self.draw.rectangle(box, outline=BLACK, width=3)
        if chosen:
            tick = [(box[0] + 3, box[1] + 14), (box[0] + 13, box[3] - 4), (box[2] + 8, box[1] - 8)]
            self.draw.line(tick, PEN, 5, joint="curve")
        self.draw.text((LEFT + 84, self.y), text, BLACK, font(BODY))
        self.y += 68

    def table(self, widths: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Ruled rows, the first in bold; `widths` in pixels."""
        height = 70
        edges = [LEFT + sum(widths[:place]) for place in range(len(widths) + 1)]
        for number, row in enumerate(rows):
            top = self.y + number * height
            for place, cell in enumerate(row):
                self.draw.rectangle((edges[place], top, edges[place + 1], top + height), outline=BLACK, width=2)
                face = font(11, "Regular" if number else "Bold")
                middle = ((edges[place] + edges[place + 1]) / 2, top + height / 2)
                self.draw.text(middle, cell, BLACK, face, anchor="mm")
        self.y += len(rows) * height + 34

    def signatures(self, *signers: tuple[str, str, str], seal: str = "") -> None:
        """Columns of (title, hint, name), each signed in blue; the seal overlaps the last signature on its left."""
        width = (RIGHT - LEFT) / len(signers)
        top = self.y + 20
        for place, (title, hint, name) in enumerate(signers):
            x = LEFT + width * (place + 0.5)
            self.draw.text((x, top), title, BLACK, font(BODY, "Bold"), anchor="ma")
            self.draw.text((x, top + 46), hint, BLACK, font(11, "Italic"), anchor="ma")
            if name:
                self._scribble(x, top + 150)
                self.draw.text((x, top + 248), name, BLACK, font(BODY, "Bold"), anchor="ma")
        if seal:
            self._seal(LEFT + width * (len(signers) - 0.5) - 130, top + 165, seal)
        self.y = top + 310

    def note(self, text: str) -> None:
        """The small line at the foot of every page."""
        self.draw.text((SIZE[0] / 2, SIZE[1] - 90), text, PALE, font(9, "Italic"), anchor="ma")

    def skip(self, pixels: int) -> None:
        self.y += pixels

    def _rule_below(self, x: float, y: float) -> None:
        self.draw.line((x - 120, y, x + 120, y), BLACK, 2)

    def _justified(self, words: list[str], start: float, face: ImageFont.FreeTypeFont) -> None:
        free = RIGHT - start - sum(self.draw.textlength(word, face) for word in words)
        gap = free / max(1, len(words) - 1)
        for word in words:
            self.draw.text((start, self.y), word, BLACK, face)
            start += self.draw.textlength(word, face) + gap
        self.y += 62

    def _scribble(self, x: float, y: float) -> None:
        turns, lean = self.rng.uniform(2.5, 7), self.rng.uniform(0.4, 1.4)
        steps = [step / 90 for step in range(91)]
        points = [
            (x - 130 + 260 * t + 34 * sin(turns * 2 * pi * t), y + 40 * cos(turns * 2 * pi * t) * (1 - t * lean * 0.6))
            for t in steps
        ]
        self.draw.line(points, PEN, 5, joint="curve")
        self.draw.line([(x - 90, y + 58), (x + 150, y + 34)], PEN, 4)

    def _seal(self, x: float, y: float, text: str) -> None:
        """A round seal of 36 mm that shows through, with its lettering around the rim."""
        stamp = Image.new("RGBA", (290, 290))
        draw = ImageDraw.Draw(stamp)
        for radius, width in ((140, 6), (132, 2), (88, 3)):
            draw.ellipse((145 - radius, 145 - radius, 145 + radius, 145 + radius), outline=SEAL, width=width)
        _star(draw, 145, 145, 34)
        for place, letter in enumerate(text):
            _rim_letter(stamp, letter, -130 + 260 * place / max(1, len(text) - 1))
        stamp.putalpha(stamp.getchannel("A").point(lambda alpha: alpha * 200 // 255))
        stamp = stamp.rotate(self.rng.uniform(-12, 12), Image.Resampling.BICUBIC)
        self.image.paste(stamp, (round(x - 145), round(y - 145)), stamp)


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    corners = [(radius if place % 2 == 0 else radius * 0.4, pi * place / 5) for place in range(10)]
    draw.polygon([(x + size * sin(angle), y - size * cos(angle)) for size, angle in corners], fill=SEAL)


def _rim_letter(stamp: Image.Image, letter: str, degrees: float) -> None:
    tile = Image.new("RGBA", stamp.size)
    ImageDraw.Draw(tile).text((145, 36), letter, SEAL, font(9, "Bold"), anchor="mm")
    stamp.alpha_composite(tile.rotate(-degrees, Image.Resampling.BICUBIC))
