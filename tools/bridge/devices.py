"""Which scanners does the bridge speak with, and how do they stand? Its own list: nobody at home can add to it."""

from __future__ import annotations

from collections.abc import Iterable

from intake.scanning.device import Device
from intake.scanning.finding import find_scanners
from intake.scanning.place import Found, Place, find_place
from intake.scanning.report import AWAY, MOST, Reported
from intake.scanning.trouble import Trouble

Key = tuple[str, int, str]


def key_of(place: Place) -> Key:
    return place.address, place.port, place.base


class Devices:
    """The scanners given by their addresses, and with `listen` those that announce themselves, too."""

    def __init__(self, urls: Iterable[str], *, loopback: bool = False, listen: bool = False) -> None:
        self._loopback, self._listen = loopback, listen
        places = [find_place(url, loopback=loopback) for url in urls]
        self._known = {key_of(place): Found(place.host_and_port, place) for place in places}

    def device(self, key: Key) -> Device:
        """Raises Trouble `not_listed` for a scanner that is none of ours."""
        if key not in self._known:
            raise Trouble("not_listed")
        return Device(self._known[key].place)

    def report(self) -> list[Reported]:
        """Ask each what it can and does."""
        if self._listen:
            for found in find_scanners(loopback=self._loopback):
                self._known.setdefault(key_of(found.place), found)
        return [_asked(found) for found in list(self._known.values())[:MOST]]


def _asked(found: Found) -> Reported:
    device = Device(found.place)
    try:
        able, status = device.capabilities(), device.status()
    except Trouble:
        return Reported(found.name, found.place, AWAY)
    return Reported(able.model or found.name, found.place, status.state, status.feeder, able)
