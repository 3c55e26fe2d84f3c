"""Is every colour defined: one output intent with a profile, and no device colours that it doesn't cover?"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from .finding import Finding


def check(document: pikepdf.Pdf) -> Iterator[Finding]:
    """ISO 19005-2, 6.2.3 (output intents), 6.2.4.3 (device colours), 6.2.8 (images)."""
    intents = [i for i in document.Root.get("/OutputIntents", pikepdf.Array()) if i.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield Finding("output-intent", "Tệp cần đúng một khai báo màu đích (OutputIntent).")
        return
    components = _components(intents[0])
    if components is None:
        yield Finding("icc-profile", "Khai báo màu đích không có hồ sơ màu ICC hợp lệ.")
    for number, page in enumerate(document.pages):
        yield from _images(page, number, components)


def _components(intent: pikepdf.Object) -> int | None:
    profile = intent.get("/DestOutputProfile")
    if profile is None or profile.read_bytes()[36:40] != b"acsp":
        return None
    return int(profile.get("/N", 0)) or None


def _images(page: pikepdf.Page, number: int, components: int | None) -> Iterator[Finding]:
    for image in page.get_images().values():
        if image.get("/Interpolate", False):
            yield Finding("interpolate", "Ảnh bật chế độ nội suy, PDF/A không cho phép.", number)
        if image.get("/ColorSpace") == "/DeviceCMYK" and components != 4:
            yield Finding("device-cmyk", "Ảnh dùng màu CMYK không khớp khai báo màu đích.", number)
