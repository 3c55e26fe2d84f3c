"""What can a scanner do: sources, resolutions, colours, formats?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from lxml import etree

from intake.scanning.trouble import Trouble
from intake.scanning.xml import number, read_xml, text

USUAL: Final = (75, 100, 150, 200, 240, 300, 400, 600, 1200)
"""What is offered of a range, in dots per inch; larger ones make files that help nobody."""
COLOURS: Final = {"RGB24": "colour", "Grayscale8": "gray", "BlackAndWhite1": "mono"}
"""Name in the protocol -> ours."""
FORMATS: Final = ("image/jpeg", "application/pdf")
"""What we take, the best first: a page a file, so that each is there as soon as it is scanned."""


@dataclass(frozen=True, slots=True)
class Source:
    """One way for paper to get in. Resolutions in dots per inch, lengths in 1/300 inch."""

    resolutions: tuple[int, ...]
    colours: tuple[str, ...]
    formats: tuple[str, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A scanner as it describes itself; a source that it does not have is None."""

    model: str
    serial: str
    version: str
    platen: Source | None = None
    feeder: Source | None = None
    duplex: Source | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Capabilities:
        sources = {name: _from_json(data.get(name)) for name in ("platen", "feeder", "duplex")}
        return cls(data["model"], data["serial"], data["version"], **sources)

    def source(self, name: str, *, both_sides: bool = False) -> Source | None:
        """The source by its name, `platen` or `feeder`; of the feeder, what it can do on both sides of a sheet."""
        if name == "feeder":
            return self.duplex if both_sides else self.feeder
        return self.platen if name == "platen" and not both_sides else None


def _from_json(data: dict[str, Any] | None) -> Source | None:
    if data is None:
        return None
    lists = {name: tuple(data[name]) for name in ("resolutions", "colours", "formats")}
    return Source(**lists, width=data["width"], height=data["height"])


def read_capabilities(content: bytes) -> Capabilities:
    """Read `ScannerCapabilities`. Raises Trouble `nonsense` when it is something else or names no source at all."""
    root = read_xml(content, "ScannerCapabilities")
    profiles = {found.get("name", ""): found for found in root.iterfind("{*}SettingProfiles/{*}SettingProfile")}
    paths = {"platen": "{*}Platen/{*}PlatenInputCaps", "feeder": "{*}Adf/{*}AdfSimplexInputCaps",
             "duplex": "{*}Adf/{*}AdfDuplexInputCaps"}  # fmt: skip
    found = {name: _source(root.find(path), profiles) for name, path in paths.items()}
    if not any(found.values()):
        raise Trouble("nonsense")
    model, serial, version = (
        text(root, f"{{*}}{name}", most=100) for name in ("MakeAndModel", "SerialNumber", "Version")
    )
    return Capabilities(model, serial, version, **found)


def _source(caps: etree._Element | None, profiles: dict[str, etree._Element]) -> Source | None:
    if caps is None:
        return None
    own = [_profile(found, profiles) for found in caps.iterfind("{*}SettingProfiles/{*}SettingProfile")]
    resolutions = sorted({dpi for profile in own for dpi in _resolutions(profile)})
    said = {found for profile in own for found in _texts(profile, "{*}ColorModes/{*}ColorMode")}
    colours = tuple(ours for theirs, ours in COLOURS.items() if theirs in said)
    formats = {found.lower() for profile in own for found in _texts(profile, "{*}DocumentFormats/*")}
    if not resolutions:
        return None
    return Source(tuple(resolutions), colours or ("colour",), tuple(name for name in FORMATS if name in formats),
                  number(caps, "{*}MaxWidth"), number(caps, "{*}MaxHeight"))  # fmt: skip


def _profile(found: etree._Element, profiles: dict[str, etree._Element]) -> etree._Element:
    """The profile itself, or the one that it refers to."""
    return profiles.get(found.get("ref", ""), found)


def _texts(profile: etree._Element, path: str) -> Iterator[str]:
    return (found.text.strip() for found in profile.iterfind(path) if found.text)


def _resolutions(profile: etree._Element) -> Iterator[int]:
    """Those that are the same in both directions, from a list or a range."""
    base = "{*}SupportedResolutions/"
    for found in profile.iterfind(base + "{*}DiscreteResolutions/{*}DiscreteResolution"):
        dpi = number(found, "{*}XResolution")
        if dpi and dpi == number(found, "{*}YResolution"):
            yield dpi
    for name in ("ResolutionRange/{*}XResolutionRange", "ResolutionRange/{*}XResolution", "XResolutionRange"):
        for across in profile.iterfind(f"{base}{{*}}{name}"):  # devices differ in how they write it
            yield from _of_range(across, USUAL)


def _of_range(found: etree._Element, usual: Iterable[int]) -> Iterator[int]:
    least, most, step = number(found, "{*}Min"), number(found, "{*}Max"), number(found, "{*}Step") or 1
    yield from (dpi for dpi in usual if least <= dpi <= most and (dpi - least) % step == 0)
