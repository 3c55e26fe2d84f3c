"""Can a form that somebody wrote take the place of a template: does it set the example, with all that must be there?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any, Final

import pypdfium2 as pdfium

from . import pdfa, typesetting
from .catalogue import TEMPLATES, Template
from .errors import DocumentError
from .paths import TEMPLATES as FOLDER
from .render import Rendered, render, render_signed
from .signatories import WORDS, beside_leader
from .trial_words import told
from .typesetting import HOUSE_PARTS

WATERMARK: Final = "DỰ THẢO"
SIGNED_BOXES: Final = {"leader": "ảnh chữ ký của lãnh đạo", "agency": "con dấu của cơ quan"}
_TAKEN_IN: Final = re.compile(r"\b(?:import|include)\b\s*(\"[^\"]*\"|[^\s\"][^\s:;]*)?")
# `std` holds `eval` under names that can be put together.
_AS_CODE: Final = re.compile(r"\b(?:eval|plugin|std)\b")


class UnfitForm(DocumentError):
    """The form can't stand for the template; `faults` are Vietnamese sentences, the typesetter's words the last."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def own_text(template: str) -> str:
    """The Typst text that comes with the program; KeyError: there is no such template."""
    return (FOLDER / TEMPLATES[template].source).read_text()


@cache
def fingerprint() -> str:
    """SHA-256 of what decides whether a form sets its example: typesetter, shared parts, fields, examples. Another
    release has another one."""
    found = sha256(version("typst").encode())
    for path in sorted(path for path in FOLDER.parent.rglob("*") if path.suffix in (".typ", ".py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def tried(template: str, text: str) -> bytes:
    """The example of this template set by `text`, as PDF/A. Raises UnfitForm with everything that is wrong with it.

    Looks at the text alone first: what it takes in from elsewhere is not even opened. Run it where memory and time
    are limited.
    """
    if faults := list(_strange(text)):
        raise UnfitForm(faults)
    chosen = TEMPLATES[template]
    try:
        pdf = render(template, chosen.example(), text=text)
        faults = [*_outside_the_standard(pdf), *_without_places(template, chosen, text), *_unmarked(chosen, text)]
    except DocumentError as error:
        raise UnfitForm(told(error.detail or str(error), text)) from error
    if faults:
        raise UnfitForm(faults)
    return pdf


def _strange(text: str) -> Iterator[str]:
    """Forms take in parts of the house alone, by their names: no package, no file, no name made up while it runs.
    Comments count, too: what looks like one may stand in the middle of a string."""
    for found in _TAKEN_IN.finditer(text):
        if (found[1] or "").strip('"') not in HOUSE_PARTS or not (found[1] or "").startswith('"'):
            yield f"Mẫu chỉ được lấy vào các phần dùng chung {', '.join(HOUSE_PARTS)}; có «{found[0].strip()}»."
    if word := _AS_CODE.search(text):
        yield f"Mẫu không được dùng «{word[0]}»."


def _outside_the_standard(pdf: bytes) -> list[str]:
    return [f"Bản in thử không đạt PDF/A: {finding.message_vi}" for finding in pdfa.lint(pdf)]


def _without_places(template: str, chosen: Template, text: str) -> list[str]:
    """A document that is signed keeps the places of all signatures that it may come to bear."""
    if not chosen.signed:
        return []
    boxes = _signed_sample(template, chosen, text).boxes
    wanted = SIGNED_BOXES | {name: f"chữ ký: {WORDS[name]}" for name in beside_leader(template)}
    return [f"Mẫu thiếu chỗ cho {words} (ô «{name}»)." for name, words in wanted.items() if name not in boxes]


def _signed_sample(template: str, chosen: Template, text: str) -> Rendered:
    try:
        return render_signed(template, chosen.example(), text=text)
    except DocumentError:
        return Rendered(b"", {})


def _unmarked(chosen: Template, text: str) -> list[str]:
    """What is not signed yet says so on its pages."""
    ready = chosen.checked(chosen.example())
    if "draft" not in ready or WATERMARK in _words(typesetting.compile_pdf(text.encode(), _as_draft(ready), None)):
        return []
    return [f"Bản chưa ký không mang chữ «{WATERMARK}»: giữ tham số draft của phần chung."]


def _as_draft(ready: Mapping[str, Any]) -> dict[str, Any]:
    return {**ready, "draft": True}


def _words(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
