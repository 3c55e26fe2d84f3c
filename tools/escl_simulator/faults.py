"""Which faults can the simulated scanner have?"""

from __future__ import annotations

from dataclasses import dataclass, fields

NEVER = 0


@dataclass
class Faults:
    """`jam=3` is a jam when page 3 is drawn in; the other pages are counted alike. 0 is never.

    busy: so many requests for a scan are answered by 503 first; slow: so many questions for each page as well.
    multipick: two sheets at once; truncated: the page is cut; foreign: it is something else; stopped: somebody presses
    the button at the device; broken: an internal error; gone: switched off; silent: no answer (for so many seconds).
    alias: it names its jobs by a host name that nobody else knows;
    redirect, hostile, wordy, locked: what a device answers that means ill.
    """

    busy: int = NEVER
    slow: int = NEVER
    jam: int = NEVER
    multipick: int = NEVER
    truncated: int = NEVER
    foreign: int = NEVER
    stopped: int = NEVER
    broken: int = NEVER
    gone: int = NEVER
    silent: int = NEVER
    alias: int = NEVER
    redirect: int = NEVER
    hostile: int = NEVER
    wordy: int = NEVER
    locked: int = NEVER

    @classmethod
    def from_words(cls, words: list[str]) -> Faults:
        """`["jam:3", "busy:2"]`. Raises ValueError for a fault that is unknown."""
        known, found = {field.name for field in fields(cls)}, cls()
        for word in words:
            name, _, value = word.partition(":")
            if name not in known:
                raise ValueError(f"unknown fault {name}; known are {', '.join(sorted(known))}")
            setattr(found, name, int(value or 1))
        return found
