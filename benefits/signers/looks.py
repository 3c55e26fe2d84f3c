"""What is seen where a document is signed: handwriting and seal, or on an attachment the agency's block alone?

NĐ 30/2020 App. I: an attachment in a file of its own bears no image; at the top right of its first page stand number,
notation and time of the agency's signature. A dated setting of the form has it signed as a document of its own instead.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, Final

import pikepdf
from django.utils import timezone

from benefits.models import PreparedDocument
from bhxh_archive.documents.render import Box, Rendered
from bhxh_archive.documents.signatories import AGENCY, ATTACHED
from bhxh_archive.documents.stamps import agency_stamp, corner_stamp, leader_stamp, stamp_size
from bhxh_archive.models import Office, OfficeName, User
from bhxh_archive.parameters import parameter, stands_alone_key
from intake.models import Result

_MILLIMETRE: Final = 72 / 25.4


def goes_along(paper: dict[str, Any], office: Office, day: date) -> bool:
    """Whether a frozen document is an attachment by the setting of that day."""
    attached = not paper["main"] and paper["template"] in ATTACHED
    return attached and not parameter(stands_alone_key(paper["template"]), office=office, day=day)


def with_corner(rendered: Rendered, template: str, number: str) -> Rendered:
    """The same document with the agency's field at the top right of its first page, as large as its block."""
    width, height = stamp_size(_block(number))
    right, top = (edge * _MILLIMETRE for edge in ATTACHED[template])
    with pikepdf.open(BytesIO(rendered.pdf)) as document:
        _, _, x, y = (float(edge) for edge in document.pages[0].mediabox)
    box = Box(0, x - right - width, y - top - height, x - right, y - top)
    return replace(rendered, boxes={**rendered.boxes, AGENCY: box})


def person_look(by: User, *, attached: bool) -> bytes | None:
    """The handwriting of a person who signs; nothing on an attachment."""
    return None if attached else leader_stamp(by.full_name, None)


def agency_look(result: Result, name: OfficeName) -> bytes:
    """The seal, or of an attachment the block with the time of now."""
    return _block(result.number) if is_attached(result) else agency_stamp(name.name, None)


def is_attached(result: Result) -> bool:
    """Whether it was made ready as an attachment."""
    rows = PreparedDocument.objects.filter(draft__dossier=result.dossier_id, kind=result.kind, number=result.number)
    return not result.main and rows.filter(state=PreparedDocument.State.SIGNED, attached=True).exists()


def _block(number: str) -> bytes:
    return corner_stamp([f"Số: {number}; {timezone.localtime():%d/%m/%Y %H:%M:%S} +07:00"])
