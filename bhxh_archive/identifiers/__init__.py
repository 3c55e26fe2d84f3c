"""Does an identifier look right, and how is it shown, read from a card, or protected by a check character?

Checks of persons' numbers only warn: wrong-sex numbers and numbers of older systems are real, and nobody is turned away
for a digit. Only our own dossier numbers carry a check character that must hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bhxh_archive.text import clean_name, fold, number_fold
from bhxh_archive.text.keystrokes import name_typed_out, typed_out

Sex = Literal["M", "F"]

# Codes of the 63 provinces of birth registration; they stay in a number for life, whatever is merged later.
# fmt: off
BIRTH_PROVINCES = frozenset({
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33,
    34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66,
    67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
})
# fmt: on
_FIRST_COUNTRY_CODE = 100
_PHONE = re.compile(r"0\d{9,10}|\+\d{9,15}", re.ASCII)
_PHONE_SIGNS = re.compile(r"[ .()-]")
CHECK_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAME_OF_HERE = re.compile(
    "[AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ"
    "ĔĬŎŬČÑɃ\u0306 .'’-]+",
    re.IGNORECASE,
)
"""The letters of Vietnamese, and of the Ê Đê and the Gia Rai, who put a breve on nearly every vowel."""
_FOR_APOSTROPHE = re.compile(r"\b([^\W\d_aeiou])[`´ʼ‘](?=[^\W\d_])", re.IGNORECASE)
"""H`Hen; behind a vowel it may be the key of a tone (Va`n)."""
_WITHIN_A_NAME = re.compile(r"[ .'’-]+")


@dataclass(frozen=True)
class IdentifierWarning:
    """Something worth a second look; never a reason to refuse."""

    code: str
    message_vi: str


@dataclass(frozen=True)
class CitizenCard:
    """What the QR text of a citizen card says. Empty or None where the text is silent or cannot be trusted; `doubted`
    is the name and address that are not, `misdated` a day of birth that no calendar has, as they came."""

    personal_id: str
    old_id: str
    full_name: str
    birth_date: date | None
    sex: Sex | None
    address: str
    issued_on: date | None
    name_is_sound: bool
    doubted: str
    misdated: str


def check_personal_id(value: str, sex: Sex | None = None, birth_year: int | None = None) -> list[IdentifierWarning]:
    """Warnings on a 12-digit personal id (số định danh cá nhân / CCCD) against the sex and year of birth declared.

    Structure: 3 digits of registration place, 1 of century and sex, 2 of year, 6 serial; there is no check digit.
    """
    if not re.fullmatch(r"\d{12}", value, re.ASCII):
        return [IdentifierWarning("PERSONAL_ID_FORMAT", "Số định danh cá nhân phải gồm đúng 12 chữ số.")]
    return list(_structure_warnings(value, sex, birth_year))


def check_insurance_number(value: str) -> list[IdentifierWarning]:
    """Warnings on a social-insurance number: 10 digits, or the personal id that replaces it from 01/08/2025."""
    if re.fullmatch(r"\d{10}|\d{12}", value, re.ASCII):
        return []
    message = "Mã số BHXH phải gồm 10 chữ số (hoặc là số định danh cá nhân 12 chữ số)."
    return [IdentifierWarning("INSURANCE_NUMBER_FORMAT", message)]


def check_phone(value: str) -> list[IdentifierWarning]:
    """Warnings on a telephone number: ten digits from 0 (eleven for a few land lines), or +84, or another country's."""
    if _PHONE.fullmatch(_PHONE_SIGNS.sub("", value)):
        return []
    message = "Số điện thoại thường gồm 10 chữ số, bắt đầu bằng 0; hãy xem lại."
    return [IdentifierWarning("PHONE_FORMAT", message)]


def mask(value: str) -> str:
    """Number for lists and logs: first three and last four characters, 079085001234 -> 079***1234."""
    bare = value.strip()
    return f"{bare[:3]}***{bare[-4:]}" if len(bare) > 7 else "***"


def parse_card_qr(text: str) -> CitizenCard:
    """Fields of `id|old id|NAME|DDMMYYYY|sex|address|DDMMYYYY`; further fields of newer cards are passed over.

    The order of the fields is known from cards seen, not from a published standard (cần xác nhận), so what does not fit
    is passed over. Names come in capitals or as they are written in a sentence. A name or address damaged by an input
    method on its way through a scanner that types (letters become digits or signs, capitals stand inside a word, keys
    are left over, every mark is gone, the sex is no word, another sign stands for the bar) is left empty and
    `name_is_sound` is False; digits and dates survive. Raises ValueError when the text is no citizen card.
    """
    bar = text.strip()[12:13]
    fields = [clean_name(part) for part in text.strip().split(bar)] if bar and not bar.isalnum() else []
    if len(fields) < 6 or not re.fullmatch(r"\d{12}", fields[0], re.ASCII):
        raise ValueError("not the QR text of a citizen card")
    fields[2] = _FOR_APOSTROPHE.sub(r"\1'", fields[2])
    born = _compact_date(fields[3])
    sound = bar == "|" and _is_sound_text(*fields[2:6])
    return CitizenCard(
        personal_id=fields[0],
        old_id=fields[1] if re.fullmatch(r"\d{9}|\d{12}", fields[1], re.ASCII) else "",
        full_name=fields[2] if sound else "",
        birth_date=born,
        sex=sex_of(fields[4]),
        address=fields[5] if sound else "",
        issued_on=_compact_date(fields[6]) if len(fields) > 6 else None,
        name_is_sound=sound,
        doubted="" if sound else ", ".join(f"«{text}»" for text in (fields[2], fields[5]) if text),
        misdated="" if born else fields[3],
    )


def check_character(base: str) -> str:
    """Check character of a dossier number by ISO 7064 MOD 37,36; separators do not count.

    Finds every single wrong character and nearly every swap of neighbours.
    Raises ValueError when no letter or digit is given.
    """
    characters = number_fold(base)
    if not characters or any(char not in CHECK_ALPHABET for char in characters):
        raise ValueError("a number needs ASCII letters or digits")
    product = 36
    for char in characters:
        total = (product + CHECK_ALPHABET.index(char)) % 36 or 36
        product = total * 2 % 37
    return CHECK_ALPHABET[(37 - product) % 36]


def is_valid_number(value: str) -> bool:
    """Whether the last character of a dossier number is the check character of the rest."""
    characters = number_fold(value)
    if len(characters) < 2 or any(char not in CHECK_ALPHABET for char in characters):
        return False
    return check_character(characters[:-1]) == characters[-1]


def _structure_warnings(value: str, sex: Sex | None, birth_year: int | None) -> Iterator[IdentifierWarning]:
    place = int(value[:3])
    if place not in BIRTH_PROVINCES and place < _FIRST_COUNTRY_CODE:
        yield IdentifierWarning("PERSONAL_ID_PLACE", f"Ba số đầu {value[:3]} không phải mã tỉnh đăng ký khai sinh.")
    century, female = divmod(int(value[3]), 2)
    year = 1900 + 100 * century + int(value[4:6])
    if sex is not None and sex != ("F" if female else "M"):
        word = "nữ" if female else "nam"
        yield IdentifierWarning("PERSONAL_ID_SEX", f"Số định danh cho biết giới tính {word}, khác với đã khai.")
    if birth_year is not None and birth_year != year:
        yield IdentifierWarning(
            "PERSONAL_ID_YEAR", f"Số định danh cho biết năm sinh {year}, khác với năm đã khai ({birth_year})."
        )


def _is_sound_text(name: str, birth: str, sex: str, address: str) -> bool:
    whole_word = sex.casefold() in ("nam", "nữ", "")
    return whole_word and _is_sound_name(name) and not typed_out(address) and not _lost_its_marks(name, address)


def _is_sound_name(name: str) -> bool:
    words = _WITHIN_A_NAME.split(name)
    written = all(word in (word.upper(), word.lower(), word.capitalize()) for word in words)
    return written and bool(_NAME_OF_HERE.fullmatch(name)) and not name_typed_out(name)


def _lost_its_marks(name: str, address: str) -> bool:
    """A name may have no marks, but no address in Viet Nam is long without them; one or two letters tell nothing."""
    return sum(map(str.isalpha, address)) > 2 and f"{name}{address}".isascii()


def sex_of(word: str) -> Sex | None:
    """`Nam`, `NỮ`, `nu` as M or F; None for any other word."""
    return {"nam": "M", "nu": "F"}.get(fold(word))  # type: ignore[return-value]


def _compact_date(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d%m%Y").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return None
