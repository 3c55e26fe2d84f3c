"""What stands at the head of a document and at its foot, before number, date and signer are known?"""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from benefits.models import Draft
from bhxh_archive.once import read_once
from bhxh_archive.parameters import parameter

DECISION, LETTER, NOTICE, SETTLED_LIST = (
    "decision_notation", "letter_notation", "notice_notation", "settled_list_notation",
)  # fmt: skip
"""The parameters that hold what stands behind the number of a document."""
_OPEN: Final = {"authority": "", "on_behalf_of": "", "title": "GIÁM ĐỐC", "name": ""}


def letterhead(draft: Draft, notation: str) -> dict[str, Any]:
    """Head of the document, number and date still open; `notation` names the parameter that holds it (Ký hiệu)."""
    name = draft.dossier.settling_office.name_on(timezone.localdate())
    return {
        "parent": name.parent_name, "agency": name.name, "number": None,
        "notation": _in_force(draft, notation), "place": name.place, "date": None,
    }  # fmt: skip


@read_once
def _in_force(draft: Draft, notation: str) -> str:
    return str(parameter(notation, office=draft.dossier.settling_office))


def open_signature() -> dict[str, str]:
    """The place of the signer, for whom only the title is known."""
    return dict(_OPEN)
