"""How does one file become one image per page?"""

from collections.abc import Iterator
from pathlib import Path

from intake.pipeline.image_pages import image_pages
from intake.pipeline.limits import Limits
from intake.pipeline.page_image import PageImage
from intake.pipeline.pdf_pages import pdf_pages
from intake.pipeline.sniff import PDF


def split(path: Path, media_type: str, out_dir: Path, limits: Limits, only: range | None = None) -> Iterator[PageImage]:
    """Write one image per page into `out_dir` (`page-00001.jpg`, ...) and yield each as soon as it is whole.

    `only` restricts to those page indexes (from 0; indexes past the end are skipped), so that a long file can be
    split in chunks that are safe to repeat. Takes a file that `inspect` accepted; raises `Refused` when a page
    can't be read at all, `OSError` when the disk can't be written.
    """
    if media_type == PDF:
        yield from pdf_pages(path, out_dir, limits, only)
    else:
        yield from image_pages(path, media_type, out_dir, limits, only)
