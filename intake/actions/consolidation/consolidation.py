"""How are scans and signed results merged into one whole that may go to the archive?"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import Seat, Touch, move
from bhxh_archive.models import User
from bhxh_archive.trail import permit
from intake.actions.consolidation.rereading import forget_broken_documents, read_anew
from intake.actions.paper.filing import file_paper, said_given
from intake.actions.paper.paper_places import RIGHT
from intake.actions.returning.returning import make_documents
from intake.models import Dossier, PaperBox
from intake.queries.papers import entry_of
from intake.queries.shelved import Spot, Store, given_to
from intake.rules.problems import Fault

_BOX_LABEL: Final = "{} là mã của hộp, không phải số hồ sơ giấy. {}, hoặc ghi thêm số của hồ sơ trong hộp."
_KEEPER: Final = "Hãy xóa ở đây và ghi mã này vào ô «Hộp», hồ sơ sẽ nhận số tiếp theo của hộp"
_ASK_KEEPER: Final = "Hãy nhờ người quản lý kho giấy xếp hồ sơ vào hộp"

_NO_KEEPER: Final = (
    "Số {} là một chỗ trong hộp của kho giấy. Hãy nhờ người quản lý kho giấy xếp hồ sơ vào hộp đó rồi tích hợp."
)


def consolidate(
    *, dossier: Dossier, paper_file_number: str, by: User, doubt_settled: str = "", version: int | None = None,
    box: PaperBox | None = None, shared: bool = False,
) -> Dossier:  # fmt: skip
    """Merge and check (Tích hợp hồ sơ). `doubt_settled`: the reason for keeping a foreign signature that is in doubt.

    With a `box` the paper is filed there and takes its number from it; otherwise the number is as given. One that names
    a place in a box of the store is written as its labels have it and files the paper there; `shared`: it lies in one
    cover with the dossier that has the place.
    Raises NotAllowed, NotNow, and NotValid with everything that is still missing; then the files that are not made yet
    are queued. Every file that goes along is read first: what is broken in the store is missing, too.
    """
    permit(dossier, "intake.consolidate", by, Seat.RECEIVING)
    read_anew(dossier=dossier, by=by)
    forget_broken_documents(dossier)
    try:
        with transaction.atomic():
            filed = file_paper(dossier=dossier, box=box, by=by) if box else None
            number = filed.number if filed else _as_boxed(dossier, paper_file_number, by, shared=shared)
            return move(
                dossier, "consolidate", by=by, reason=doubt_settled, version=version, touch=_numbered(number),
                paper_file_number=number,
            )  # fmt: skip
    except NotValid:  # who asks may do so now: what is late is made until the next try
        make_documents(dossier)
        raise


def _as_boxed(dossier: Dossier, number: str, by: User, *, shared: bool) -> str:
    """The number as the store writes it; what lies in a box already bears the number it has there."""
    if not number.isascii():
        raise NotValid("Số hồ sơ giấy in thành mã vạch nên chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang.")
    spot, entry = Store([dossier.paper_office_id]).spot(dossier.paper_office_id, number), entry_of(dossier)
    if entry is None and spot.label:
        keeps = by.holds(RIGHT, dossier.paper_office_id)
        problem = _BOX_LABEL.format(spot.number, _KEEPER if keeps else _ASK_KEEPER)
        raise NotValid(problem, [Fault(problem, "paper_file_number")])
    if entry is None and spot.box:
        return _placed(dossier, spot, by, shared=shared)
    if entry and entry.number != spot.number:
        raise NotValid(
            f"Hồ sơ đang ở hộp {entry.box} với số {entry.number}. Muốn đổi, hãy chuyển hộp ở trang Kho giấy."
        )
    return spot.number


def _placed(dossier: Dossier, spot: Spot, by: User, *, shared: bool) -> str:
    """The number of a place in a box that is given away knowingly, or now."""
    assert spot.box
    box = PaperBox.objects.get(pk=spot.box)
    given = given_to(box.pk, spot.ordinal)
    if shared and given and given.left_at is None:
        return given.number
    problem = said_given(given) if given else "" if by.holds(RIGHT, box.office_id) else _NO_KEEPER.format(spot.number)
    if problem:
        raise NotValid(problem, [Fault(problem, "paper_file_number")])
    return file_paper(dossier=dossier, box=box, by=by, ordinal=spot.ordinal).number


def _numbered(number: str) -> Touch:
    """With its number the whole is closed: scans that were opened for mending are locked again."""

    def keep(locked: Dossier) -> list[str]:
        locked.paper_file_number, locked.scans_opened_at = number, None
        return ["paper_file_number", "scans_opened_at"]

    return keep


def rework(*, dossier: Dossier, reason: str, by: User, version: int | None = None) -> Dossier:
    """Open the consolidation again, with a reason."""
    return move(dossier, "rework", by=by, reason=reason, version=version)
