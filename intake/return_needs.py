"""What is still missing of a return: before it is written down, and open when scans and results are one whole?

Nothing here writes or refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bhxh_archive.parameters import parameter
from intake import rules
from intake.book_needs import book_left
from intake.models import Dossier, HandOver
from intake.problems import Problem
from intake.queries import is_held, results_of
from intake.slip_needs import MISSING, unsigned

_AT_POST: Final = "Kết quả đang gửi bưu chính, chưa ghi kết quả phát."
_ONLINE: Final = "Kết quả gửi bằng đường dẫn, người nhận chưa tải về."
_HERE: Final = "Kết quả chưa đến tay người nhận, còn giữ tại Bộ phận Tiếp nhận."


def open_ends(dossier: Dossier, handed: HandOver | None) -> list[Problem]:
    """One sentence for each thing still to come: the signed slip, the result on its way or lying here, the book.

    `handed` is the return that has not come to its end, as `open_hand_over` gives it.
    Where the office wants the signed slip first, the same sentence stands among the problems of the consolidation.
    """
    found = unsigned(dossier)
    slip = [Problem(MISSING, "signed_slip", found.pk)] if found else []
    return [*slip, *([_way_of(handed)] if handed else []), *book_left(dossier, handed)]


def return_faults(dossier: Dossier, method: str, facts: Mapping[str, Any]) -> list[str]:
    """Everything that is not recorded yet of a return by this method: proof, printed copies, who receives it."""
    copies = parameter("printed_copies", office=dossier.receiving_office)
    return [
        *rules.return_problems(method, facts, copies), *rules.print_problems(results_of(dossier), facts),
        *rules.receiver_problems(dossier.persons.all(), facts),
    ]  # fmt: skip


def _way_of(handed: HandOver) -> Problem:
    if is_held(handed):
        return Problem(_HERE, "collect_later")
    if handed.method == Dossier.ReturnMethod.POST:
        return Problem(_AT_POST, "post_result")
    return Problem(_ONLINE, "result_links")
