"""What is still missing of a return: before it is written down, and open when scans and results are one whole?

Nothing here writes or refuses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from bhxh_archive.parameters import parameter
from intake import rules
from intake.models import Dossier, HandOver
from intake.needs.books import book_left
from intake.needs.slips import missing_among, missing_of
from intake.queries import bearing, goes_by_link, is_held, open_hand_over, open_hand_overs, results_told
from intake.queries.books import books_open
from intake.rules.problems import Fault, Problem

_AT_POST: Final = "Kết quả đang gửi bưu chính, chưa ghi kết quả phát."
_ONLINE: Final = "Kết quả gửi bằng đường dẫn, người nhận chưa tải về đủ."
_NO_LINK: Final = "Kết quả trả bằng bản điện tử, chưa có đường dẫn còn hiệu lực để người nhận tải về."
_STILL_THERE: Final = (
    "Kết quả đang chờ người nhận tải về: cấp đường dẫn mới, đổi cách trả, hoặc ghi cách đã giao bản điện tử."
)
_BOOK: Final = "Sổ BHXH còn giữ, chưa trả lại hoặc thu hồi."
_HERE: Final = "Kết quả chưa đến tay người nhận, còn giữ tại Bộ phận Tiếp nhận."


def open_ends(dossier: Dossier, handed: HandOver | None) -> list[Problem]:
    """One sentence for each thing still to come: the signed slip, the result on its way or lying here, the book.

    `handed` is the return that has not come to its end, as `open_hand_over` gives it.
    Where the office wants the signed slip first, the same sentence stands among the problems of the consolidation.
    """
    return [*missing_of(dossier), *([_way_of(handed)] if handed else []), *book_left(dossier, handed)]


def open_ends_among(dossiers: Collection[Dossier]) -> dict[int, list[str]]:
    """The same for many dossiers, in three queries however many they are."""
    slips, books, handed = missing_among(dossiers), books_open(dossiers), open_hand_overs(dossiers)
    return {
        row.pk: [
            *([slips[row.pk]] if row.pk in slips else []),
            *([str(_way_of(handed[row.pk]))] if row.pk in handed else []),
            *([_BOOK] if row.pk in books else []),
        ]
        for row in dossiers
    }


def return_faults(dossier: Dossier, method: str, facts: Mapping[str, Any]) -> list[str]:
    """Everything that is not recorded yet of a return by this method: proof, printed copies, who receives it.

    Of what was signed with ink no more copies are asked for than were signed.
    """
    results = list(results_told(dossier))
    signed = [row.printed_copies for row in results if row.on_paper]
    copies = min([parameter("printed_copies", office=dossier.receiving_office), *signed])
    return [
        *rules.fault_problems(results), *rules.ink_problems(method, results), *rules.change_problems(results, facts),
        *rules.return_problems(method, facts, copies), *rules.dispatch_problems(method, results, facts),
        *_same_number(dossier, method, facts),
        *rules.print_problems(results, facts), *rules.receiver_problems(dossier.persons.all(), facts),
    ]  # fmt: skip


def again_faults(dossier: Dossier, method: str, facts: Mapping[str, Any]) -> list[str]:
    """Those of `return_faults`; and sending by a link what waits to be fetched by a link is no return."""
    faults = return_faults(dossier, method, facts)
    if method == Dossier.ReturnMethod.ONLINE and not facts.get("proof") and goes_by_link(open_hand_over(dossier)):
        faults.append(_STILL_THERE)
    return faults


def _same_number(dossier: Dossier, method: str, facts: Mapping[str, Any]) -> list[str]:
    """A tracking number that stands at another consignment already is mistyped, unless one envelope holds both."""
    twin = None if facts.get("one_parcel") else twin_consignment(dossier, method, facts)
    if twin is None:
        return []
    of = "lần gửi trước của chính hồ sơ này" if twin.dossier_id == dossier.pk else f"hồ sơ {twin.dossier}"
    said = f"Mã bưu gửi {twin.tracking_number} đã ghi ở {of}, gửi ngày {twin.consignment.dispatched_on:%d/%m/%Y}."
    return [Fault(f"{said} Sửa mã, hoặc đánh dấu «Vẫn dùng mã này».", "tracking_number")]


def twin_consignment(dossier: Dossier, method: str, facts: Mapping[str, Any]) -> HandOver | None:
    """The consignment that bears the tracking number of this return already, or None."""
    number = facts.get("tracking_number")
    if method != Dossier.ReturnMethod.POST or not number:
        return None
    return bearing(number, carrier=facts.get("carrier") or "", office=dossier.receiving_office)


def _way_of(handed: HandOver) -> Problem:
    if is_held(handed):
        return Problem(_HERE, "collect_later")
    if handed.method == Dossier.ReturnMethod.POST:
        return Problem(_AT_POST, "post_result")
    return Problem(_ONLINE if getattr(handed, "opens", True) else _NO_LINK, "result_links")
