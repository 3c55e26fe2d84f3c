"""What does one page give, all in one pass: its image, its findings, its hash, its view and thumbnail?"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from intake.pipeline.blankness import is_empty
from intake.pipeline.checks import check, check_sharpness, small_gray
from intake.pipeline.derivatives import derive
from intake.pipeline.files import page_path, write_whole
from intake.pipeline.likeness import dhash, likeness
from intake.pipeline.limits import Limits
from intake.pipeline.page_image import PageImage
from intake.pipeline.pages import split
from intake.pipeline.verdict import Finding


@dataclass(frozen=True, slots=True)
class ProcessedPage:
    """A page ready to be stored: `view` and `thumb` are upright JPEG files beside the page image.

    `likeness` is empty for a blank or black page, which is like every other such one.
    """

    page: PageImage
    findings: tuple[Finding, ...]
    dhash: int
    likeness: bytes
    view: Path
    thumb: Path

    def as_json(self) -> dict[str, Any]:
        return {
            "page": self.page.as_json(),
            "findings": [asdict(finding) for finding in self.findings],
            "dhash": self.dhash,
            "likeness": self.likeness.hex(),
            "view": str(self.view),
            "thumb": str(self.thumb),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ProcessedPage":
        return cls(
            page=PageImage.from_json(data["page"]),
            findings=tuple(Finding(**finding) for finding in data["findings"]),
            dhash=data["dhash"],
            likeness=bytes.fromhex(data["likeness"]),
            view=Path(data["view"]),
            thumb=Path(data["thumb"]),
        )


def process(
    path: Path, media_type: str, out_dir: Path, limits: Limits, only: range | None = None
) -> Iterator[ProcessedPage]:
    """Split, check and derive page by page; same parameters and errors as `pages.split`."""
    for page in split(path, media_type, out_dir, limits, only):
        yield _processed(page, out_dir)


def _processed(page: PageImage, out_dir: Path) -> ProcessedPage:
    gray = small_gray(page)
    derived = derive(page.path, page.rotation)
    empty = is_empty(gray)
    blurred = [] if empty or page.damaged else check_sharpness(derived.picture.convert("L"), page.index)
    return ProcessedPage(
        page=page,
        findings=(*check(page, gray), *blurred),
        dhash=dhash(gray),
        likeness=b"" if empty else likeness(gray),
        view=write_whole(page_path(out_dir, page.index, ".view.jpg"), lambda file: file.write(derived.view)),
        thumb=write_whole(page_path(out_dir, page.index, ".thumb.jpg"), lambda file: file.write(derived.thumb)),
    )
