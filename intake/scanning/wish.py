"""What does a clerk ask of a scanner, is it able to, and how is that said to it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from intake.scanning.capabilities import COLOURS, FORMATS, Capabilities, Source
from intake.scanning.xml import PWG, SCAN, write

A4: Final = (2480, 3508)
"""Width and height in 1/300 inch, the unit of the protocol."""
DEFAULT_DPI: Final = 200
"""TT 05/2025/TT-BNV: at least 200 dpi."""
COLOUR_NAMES: Final = {"colour": "Màu", "gray": "Thang xám", "mono": "Đen trắng"}
SOURCE_NAMES: Final = {"feeder": "Khay nạp giấy", "platen": "Mặt kính"}


@dataclass(frozen=True, slots=True)
class Wish:
    """`source` is `platen` or `feeder`, `resolution` in dots per inch, `colour` one of COLOUR_NAMES."""

    source: str = "feeder"
    resolution: int = DEFAULT_DPI
    colour: str = "colour"
    both_sides: bool = False


def lacking(able: Capabilities, wish: Wish) -> list[str]:
    """One sentence for each thing that is asked for and that the scanner can't do."""
    source = able.source(wish.source, both_sides=wish.both_sides)
    if source is None:
        what = "quét hai mặt" if wish.both_sides else SOURCE_NAMES.get(wish.source, wish.source).lower()
        return [f"Máy quét này không có {what}."]
    problems = []
    if wish.resolution not in source.resolutions:
        problems.append(f"Máy quét này không quét được {wish.resolution} dpi ở nguồn đã chọn.")
    if wish.colour not in source.colours:
        problems.append(f"Máy quét này không quét được «{COLOUR_NAMES.get(wish.colour, wish.colour)}» ở nguồn đã chọn.")
    return problems


def scan_settings(able: Capabilities, wish: Wish) -> bytes:
    """The wish as `ScanSettings`, an A4 page or as much of one as the glass holds; `wish` must lack nothing."""
    source = able.source(wish.source, both_sides=wish.both_sides)
    assert source
    root = etree.Element(f"{{{SCAN}}}ScanSettings", nsmap={"scan": SCAN, "pwg": PWG})
    write(root, PWG, "Version", able.version or "2.0")
    _region(root, source)
    write(root, PWG, "InputSource", {"platen": "Platen", "feeder": "Feeder"}[wish.source])
    write(root, SCAN, "ColorMode", {ours: theirs for theirs, ours in COLOURS.items()}[wish.colour])
    chosen = source.formats[0] if source.formats else FORMATS[0]
    write(root, PWG, "DocumentFormat", chosen)
    write(root, SCAN, "DocumentFormatExt", chosen)
    write(root, SCAN, "XResolution", wish.resolution)
    write(root, SCAN, "YResolution", wish.resolution)
    if wish.source == "feeder":
        write(root, SCAN, "Duplex", str(wish.both_sides).lower())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _region(root: etree._Element, source: Source) -> None:
    region = write(write(root, PWG, "ScanRegions"), PWG, "ScanRegion")
    width, height = (
        min(wanted, most or wanted) for wanted, most in zip(A4, (source.width, source.height), strict=True)
    )
    for name, value in (("ContentRegionUnits", "escl:ThreeHundredthsOfInches"), ("Height", height), ("Width", width),
                        ("XOffset", 0), ("YOffset", 0)):  # fmt: skip
        write(region, PWG, name, value)
