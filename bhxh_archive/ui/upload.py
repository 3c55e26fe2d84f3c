"""Where are files dropped?"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class DropZone:
    """Files dropped here are posted one by one to `url` as `name`; the answer to each is JSON
    `{"verdict": "accepted"|"warned"|"refused", "message": "…", "pages": 3}`, asked for with `Accept: application/json`.
    A telephone offers its camera because of the kinds of image in `accept`.
    Without JavaScript the same address gets all files in one form and answers with a page."""

    template: ClassVar[str] = "ui/drop_zone.html"
    url: str
    name: str = "files"
    accept: str = "image/jpeg,image/png,image/tiff,application/pdf,.jpg,.jpeg,.png,.tif,.tiff,.pdf"
    hint: str = "JPEG, PNG, TIFF nhiều trang hoặc PDF."
    limit_mb: int = 0
    refresh_url: str = ""
    refresh_target: str = ""
    error: str = ""
    dom_id: str = "files"
