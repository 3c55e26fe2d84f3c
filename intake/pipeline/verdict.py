"""What is said about a file or a page: accepted, warned or refused, and why?"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Literal

Level = Literal["warning", "hard"]
Outcome = Literal["accepted", "warned", "refused"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect; a "warning" may be overridden with a reason, a "hard" one may not. `page` counts from 0.

    `measure` is what was found, where a remedy needs it: the degrees of a page that lies askew.
    """

    code: str
    level: Level
    message: str
    page: int | None = None
    measure: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one file; `message` is Vietnamese and complete, `pages` is 0 when refused unread."""

    verdict: Outcome
    code: str
    message: str
    media_type: str = ""
    pages: int = 0
    signed: bool = False
    warnings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Verdict":
        findings = tuple(Finding(**finding) for finding in data["warnings"])
        return cls(**{**data, "warnings": findings})


class Refused(Exception):
    """The file can't be taken; `verdict` says why in Vietnamese."""

    def __init__(self, code: str, message: str, *, media_type: str = "", pages: int = 0, signed: bool = False) -> None:
        super().__init__(code)
        self.verdict = Verdict("refused", code, message, media_type, pages, signed)

    @classmethod
    def from_verdict(cls, verdict: Verdict) -> "Refused":
        again = cls(verdict.code, verdict.message)
        again.verdict = verdict
        return again


def page_list(pages: Iterable[int]) -> str:
    """Zero-based page indexes as a clerk reads them: [0, 2, 3, 4] -> "1, 3-5"."""
    return ", ".join(_runs(sorted(set(pages))))


def summary(findings: Iterable[Finding]) -> str:
    """One sentence per defect in the order of appearance, naming the pages it concerns."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.message), []).append(finding)
    return " ".join(_sentence(group) for group in alike.values())


def _sentence(group: list[Finding]) -> str:
    pages = [finding.page for finding in group if finding.page is not None]
    return f"Trang {page_list(pages)}: {group[0].message}" if pages else group[0].message


def _runs(pages: list[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0]):
        numbers = [page + 1 for _, page in run]
        yield str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
