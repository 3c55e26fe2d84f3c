"""How does a page look now that it was turned, straightened or cut: its image, its view, its findings?"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from intake.pipeline.blankness import is_empty
from intake.pipeline.checks import judge_view
from intake.pipeline.derivatives import derive
from intake.pipeline.files import write_whole
from intake.pipeline.likeness import dhash, likeness
from intake.pipeline.shape import Shape
from intake.pipeline.shaping import picture_of, shaped
from intake.pipeline.sniff import JPEG, PNG
from intake.pipeline.verdict import Finding

Sources = Mapping[str, Path]
_QUALITY = 92  # the image as it came is kept beside it; 4:4:4 keeps stamps and blue ink apart from the paper


@dataclass(frozen=True, slots=True)
class Drawn:
    """`image` is the derived image, None when the page is shown as it came; `view` and `thumb` are upright JPEGs."""

    image: Path | None
    media_type: str
    view: Path
    thumb: Path
    findings: tuple[Finding, ...]
    dhash: int
    likeness: bytes

    def as_json(self) -> dict[str, Any]:
        findings = [asdict(found) for found in self.findings]
        image = str(self.image) if self.image else None
        return {"image": image, "media_type": self.media_type, "view": str(self.view), "thumb": str(self.thumb),
                "findings": findings, "dhash": self.dhash, "likeness": self.likeness.hex()}  # fmt: skip

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Drawn":
        return cls(
            image=Path(data["image"]) if data["image"] else None, media_type=data["media_type"],
            view=Path(data["view"]), thumb=Path(data["thumb"]), dhash=data["dhash"],
            findings=tuple(Finding(**found) for found in data["findings"]), likeness=bytes.fromhex(data["likeness"]),
        )  # fmt: skip


def draw(
    path: Path, out_dir: Path, *, shape: Shape, rotation: int, dpi: int, index: int, others: Sources | None = None
) -> Drawn:
    """Derive the image of `shape`, if it has any, and draw it upright into `out_dir`; the file at `path` is only read.

    `others` are the files of the shape's parts, by their digests.

    Raises `OSError` for bytes that can't be decoded.
    """
    image, media_type = (None, "") if shape.is_plain else _derived(path, out_dir, shape, dpi, others or {})
    derived = derive(image or path, rotation)
    findings, small = judge_view(derived.picture, index, shape.trimmed(rotation))
    return Drawn(
        image=image, media_type=media_type, findings=tuple(findings), dhash=dhash(small),
        likeness=b"" if is_empty(small) else likeness(small),
        view=write_whole(out_dir / "view.jpg", _bytes(derived.view)),
        thumb=write_whole(out_dir / "thumb.jpg", _bytes(derived.thumb)),
    )  # fmt: skip


def _bytes(content: bytes) -> Callable[[BinaryIO], Any]:
    return lambda file: file.write(content)


def _derived(path: Path, out_dir: Path, shape: Shape, dpi: int, others: Sources) -> tuple[Path, str]:
    """A JPEG of a JPEG, a PNG of anything else; the resolution stays, nothing is scaled."""
    with Image.open(path) as image:
        from_jpeg = image.format == "JPEG"
        picture = shaped(picture_of(image, shape, dpi, others), shape)
    if from_jpeg:
        options: dict[str, Any] = {"quality": _QUALITY, "subsampling": "4:4:4", "dpi": (dpi, dpi)}
        return write_whole(out_dir / "page.jpg", lambda file: picture.save(file, "JPEG", **options)), JPEG
    return write_whole(out_dir / "page.png", lambda file: picture.save(file, "PNG", dpi=(dpi, dpi))), PNG
