"""Which pages are easily taken for one another? Letters, lists and forms of one layout, and one sheet scanned twice."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tools.demo_sheet import DPI, PEN, SIZE, Sheet, font
from tools.demo_texts import MOTTO

MM: Final = DPI / 25.4
TEXT: Final = (
    "căn cứ luật bảo hiểm xã hội người lao động thời gian đóng hưởng chế độ hưu trí nghỉ việc quyết định số ngày tháng "
    "năm công ty đơn vị hồ sơ giấy tờ kèm theo mức lương bình quân tỷ lệ trợ cấp một lần thân nhân khu vực phường xã "
    "trách nhiệm thi hành điều khoản giải quyết chi trả tài khoản ngân hàng đề nghị xác nhận nơi cư trú họ tên chữ ký"
)
LABELS: Final = ("Họ và tên:", "Ngày sinh:", "Số sổ bảo hiểm xã hội:", "Địa chỉ:", "Đơn vị công tác:", "Ngân hàng:")


def said(rng: Random, words: int) -> str:
    return " ".join(rng.choices(TEXT.split(), k=words)).capitalize()


def sheet_of(title: str, number: int) -> tuple[Sheet, Random]:
    rng = Random(f"{title} {number}")
    sheet = Sheet(rng)
    sheet.heading(("CÔNG TY CỔ PHẦN", "CƠ KHÍ SÔNG MẪU"), MOTTO)
    sheet.centre(title, 15)
    return sheet, rng


def letter(number: int) -> Image.Image:
    """Paragraphs of random words, a small table of random figures, a page number."""
    sheet, rng = sheet_of("QUYẾT ĐỊNH", number)
    for _ in range(7):
        sheet.paragraph(said(rng, 32))
    rows = [(str(row), said(rng, 4), f"{rng.randrange(10**7):07}") for row in range(1, 6)]
    sheet.table((110, 700, 400), [("Số", "Nội dung", "Mức"), *rows])
    sheet.note(f"Trang {number}")
    return sheet.image


def form(number: int) -> Image.Image:
    """The same print, answers and signatures of somebody else."""
    sheet, rng = sheet_of("ĐƠN ĐỀ NGHỊ", number)
    for label in LABELS:
        sheet.filled(label, said(rng, 5))
    for _ in range(3):
        sheet.tick("Hưởng chế độ bảo hiểm xã hội hằng tháng tại nơi cư trú", rng.random() < 0.5)
    for label in LABELS:
        sheet.filled(label, str(rng.randrange(10**11)))
    sheet.signatures(("NGƯỜI XÁC NHẬN", "(ký)", said(rng, 3)), ("NGƯỜI ĐỀ NGHỊ", "(ký)", said(rng, 3)))
    return sheet.image


KINDS: Final[dict[str, Callable[[int], Image.Image]]] = {"letter": letter, "form": form}


def scanned_again(page: Image.Image, number: int, *, note: bool = False) -> Image.Image:
    """The page as another pass of the feeder gives it, at 100 dpi, in gray: moved by 1.5 mm, turned by half a degree,
    darker or brighter, softer, noisy, as JPEG; with a note that covers 14 % of it or without."""
    rng = Random(number)
    lying = (_noted(page, rng) if note else page).convert("L").reduce(2)
    moved = (round(rng.uniform(-1.5, 1.5) * MM / 2), round(rng.uniform(-1.5, 1.5) * MM / 2))
    turned = lying.rotate(rng.choice((-0.5, 0.5)), Image.Resampling.BICUBIC, translate=moved, fillcolor=255)
    shaded = turned.filter(ImageFilter.GaussianBlur(0.6)).point(partial(_shade, rng.uniform(0.82, 1)))
    content = BytesIO()
    grainy = ImageChops.add(shaded, Image.effect_noise(lying.size, rng.uniform(3, 9)), 1, -128)
    grainy.save(content, "JPEG", quality=rng.randint(50, 85))
    return Image.open(content)


def _shade(factor: float, value: int) -> int:
    return int(value * factor)


def _noted(page: Image.Image, rng: Random) -> Image.Image:
    noted, side = page.copy(), round(92 * MM)
    left, top = rng.randrange(200, SIZE[0] - side - 100), rng.randrange(400, SIZE[1] - side - 600)
    draw = ImageDraw.Draw(noted)
    draw.rectangle((left, top, left + side, top + side), fill=(250, 240, 140))
    for line in range(3):
        draw.text((left + 40, top + 80 + 120 * line), said(rng, 3), PEN, font(16, "Italic"))
    return noted
