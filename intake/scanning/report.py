"""How does a bridge tell of the scanners in its network, so that nothing strange is believed?"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final

from intake.scanning.capabilities import COLOURS, FORMATS, Capabilities
from intake.scanning.checkup import FEEDER_WORDS, STATE_WORDS
from intake.scanning.place import Place, allowed, is_base, is_host
from intake.scanning.wish import SOURCE_NAMES, Wish

MOST: Final = 20
"""Scanners that one bridge tells of."""
AWAY: Final = "away"
_SOURCES: Final = ("platen", "feeder", "duplex")


@dataclass(frozen=True, slots=True)
class Reported:
    """One scanner as its bridge sees it; `condition` as in `Status.state`, or `away` when it did not answer."""

    name: str
    place: Place
    condition: str
    feeder: str = ""
    able: Capabilities | None = None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "place": place_json(self.place), "condition": self.condition, "feeder": self.feeder,
                "able": self.able.as_json() if self.able else None}  # fmt: skip


def place_json(place: Place) -> dict[str, Any]:
    return {"host": place.host, "port": place.port, "base": place.base, "address": place.address}


def read_report(data: Any, *, loopback: bool = False) -> list[Reported]:
    """The scanners of a report. Raises ValueError for whatever is not as `as_json` writes it, and Trouble `not_private`
    for an address that nobody could register either; `loopback` as `find_place` takes it."""
    if not isinstance(data, list) or len(data) > MOST:
        raise ValueError("not a list of scanners")
    try:
        return [_reported(row, loopback) for row in data]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a scanner") from error


def _reported(row: dict[str, Any], loopback: bool) -> Reported:
    condition = _one_of(row["condition"], (*STATE_WORDS, AWAY))
    able = _able(row["able"]) if row["able"] is not None else None
    place = read_place(row["place"])
    allowed(place.address, loopback=loopback)
    return Reported(_text(row["name"]), place, condition, _one_of(row["feeder"], ("", *FEEDER_WORDS)), able)


def read_place(data: dict[str, Any]) -> Place:
    """Raises ValueError, KeyError or TypeError for what is none."""
    host, base = _text(data["host"], 255), data["base"]
    if not is_host(host) or not is_base(base):
        raise ValueError("not an address")
    return Place(host, _number(data["port"], 65535), base, str(ip_address(_text(data["address"]))))


def _able(data: dict[str, Any]) -> Capabilities:
    sources = {name: _source(data[name]) for name in _SOURCES if data[name] is not None}
    if not sources:
        raise ValueError("no source")
    told = {name: _text(data[name], least=0) for name in ("model", "serial", "version")}
    return Capabilities.from_json({**dict.fromkeys(_SOURCES), **sources, **told})


def _source(data: dict[str, Any]) -> dict[str, Any]:
    resolutions = [_number(dpi, 9600) for dpi in data["resolutions"][:100]]
    if not resolutions:
        raise ValueError("no resolution")
    colours = [_one_of(name, COLOURS.values()) for name in data["colours"]] or ["colour"]
    formats = [_one_of(name, FORMATS) for name in data["formats"]]
    sizes = {name: _number(data[name], 1_000_000, least=0) for name in ("width", "height")}
    return {"resolutions": resolutions, "colours": colours, "formats": formats, **sizes}


def read_wish(data: dict[str, Any]) -> Wish:
    """Raises ValueError, KeyError or TypeError for what is none."""
    source = _one_of(data["source"], SOURCE_NAMES)
    return Wish(source, _number(data["resolution"], 9600), _one_of(data["colour"], COLOURS.values()),
                data["both_sides"] is True)  # fmt: skip


def _one_of(value: Any, known: Any) -> str:
    if value not in known:
        raise ValueError("not one of ours")
    return str(value)


def _text(value: Any, most: int = 100, *, least: int = 1) -> str:
    if not isinstance(value, str) or not value.isprintable() or not least <= len(value) <= most:
        raise ValueError("not a text")
    return value


def _number(value: Any, most: int, *, least: int = 1) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("not a number")
    return value
