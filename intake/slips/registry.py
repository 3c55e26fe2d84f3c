"""Which slip may be printed when, which of them are issued under a number, and how do they become PDFs?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from bhxh_archive.errors import NotNow
from bhxh_archive.forms_in_force import render
from bhxh_archive.lifecycle import AFTER_RETURN, Seat, State
from bhxh_archive.models import User
from bhxh_archive.text import fold, inside
from intake import queries
from intake.models import Dossier
from intake.rules.books import OVER, WITHOUT_RESULT
from intake.slips import closing, control, counter, labels, line_separators, notices, papers, returning

Builder = Callable[[Dossier, User], Mapping[str, Any]]
COUNTER: Final = (("intake.view", Seat.RECEIVING),)
BOTH: Final = (*COUNTER, ("benefits.view", Seat.SETTLING))


@dataclass(frozen=True)
class Series:
    """The yearly numbers of one kind of slip: `code` counts, the parameter `notation` is printed behind the number.

    `seat`: whose series it is; a notice with a letterhead has a number of the settling office.
    """

    code: str
    notation: str
    seat: Seat = Seat.RECEIVING


@dataclass(frozen=True)
class Slip:
    """One kind of paper: its template, the data it takes, and whether it can be printed as things stand.

    `build` None: what stands on it is laid down elsewhere and handed in (`issue_typed`); no page offers it by its name.
    `series` None: a working paper, rendered afresh each time; otherwise it is issued, frozen and numbered by whoever
    holds one of `rights`. `subject` tells slips of one kind apart that don't replace each other.
    """

    name: str
    title: str
    template: str
    build: Builder | None
    there: Callable[[Dossier], bool]
    series: Series | None = None
    rights: tuple[tuple[str, Seat], ...] = COUNTER
    subject: Callable[[Dossier], str] = lambda _: ""

    @property
    def label(self) -> str:
        """The title inside a sentence."""
        return inside(self.title)

    @property
    def file_name(self) -> str:
        """The title in the plain letters of a file's name: phieu-tu-choi."""
        return fold(self.title.partition(" (")[0]).replace(" ", "-")


def _numbered(dossier: Dossier) -> bool:
    return dossier.number is not None


def _worked_on(dossier: Dossier) -> bool:
    """Neither ended nor returned: afterwards no day is promised any more and nothing is asked for."""
    return dossier.state not in OVER


def _taken_in(dossier: Dossier) -> bool:
    return _numbered(dossier) and _worked_on(dossier)


def _has_day(dossier: Dossier) -> bool:
    """While the clock stands still no day can be promised: the receipt comes when it goes on."""
    waits = dossier.state in (State.AWAITING_SUPPLEMENT, State.AWAITING_VERIFICATION)
    return _taken_in(dossier) and not (waits and dossier.receipts.latest("ordinal").stopped_on)


def _scanned_yet(dossier: Dossier) -> bool:
    """What ended without a result takes no scans any more, nor goes into the store."""
    return _numbered(dossier) and dossier.state not in WITHOUT_RESULT


def _book_receipted(dossier: Dossier) -> bool:
    """A book that came with a draft is receipted until the draft ends: then it goes back."""
    return papers.held_on_paper(dossier) and (_numbered(dossier) or not dossier.ended)


def _asked(dossier: Dossier) -> bool:
    return _worked_on(dossier) and queries.is_asked_for(dossier)


def _newest_request(dossier: Dossier) -> str:
    return str(dossier.supplements.count())


def _put_off(dossier: Dossier) -> bool:
    return _worked_on(dossier) and dossier.reappointments.exists()


def _overdue(dossier: Dossier) -> bool:
    missed = dossier.supplements.filter(answered_at=None, limit_on__lt=timezone.localdate())
    told = _worked_on(dossier) or dossier.state == State.LAPSED
    return told and missed.exists() and queries.is_asked_for(dossier)


def _returned(dossier: Dossier) -> bool:
    return returning.returns_of(dossier).exists()


def _never(dossier: Dossier) -> bool:
    return False


def _out(dossier: Dossier) -> bool:
    return dossier.state in AFTER_RETURN


_NOTHING: Final = (
    "Lúc này không in được {label}: việc ghi trên phiếu chưa có, hoặc đã qua. Phiếu đã phát hành thì in lại ở mục "
    "«Phiếu đã phát hành»."
)
_NOTICE: Final = Series("TB", "notice_notation", Seat.SETTLING)
_ALL: Final = (
    Slip("receipt", "Giấy tiếp nhận, hẹn trả (2 liên)", "receipt", counter.receipt, _has_day,
         Series("TN", "receipt_notation")),
    Slip("book_receipt", "Giấy biên nhận sổ BHXH (2 liên)", "book_receipt", papers.book_receipt, _book_receipted,
         Series("SO", "book_notation")),
    Slip("cover_sheet", "Phiếu bìa mã vạch", "cover_sheet", counter.cover_sheet, _scanned_yet),
    Slip("separators", "Tờ phân cách thành phần", "separator", counter.separators, _scanned_yet),
    Slip("line_separators", "Tờ phân cách theo dòng", "separator", line_separators.line_separators,
         lambda row: _scanned_yet(row) and line_separators.lines_to_part(row).exists()),
    Slip("supplement", "Phiếu yêu cầu bổ sung", "supplement", notices.supplement, _asked,
         Series("BS", "supplement_notation"), BOTH, _newest_request),
    Slip("verification_letter", "Công văn đề nghị xác minh", "verification_letter", None, _never,
         Series("CV", "letter_notation", Seat.SETTLING), (("benefits.request_verification", Seat.SETTLING),)),
    Slip("apology", "Phiếu xin lỗi và hẹn lại", "apology", notices.apology, _put_off,
         Series("XL", "apology_notation", Seat.SETTLING), BOTH, lambda row: str(row.reappointments.count())),
    Slip("refusal", "Phiếu từ chối", "refusal", notices.refusal, lambda row: row.state == State.REFUSED,
         Series("TC", "refusal_notation")),
    Slip("withdrawal", "Thông báo dừng giải quyết", "withdrawal", notices.withdrawal,
         lambda row: row.state == State.WITHDRAWN, _NOTICE),
    Slip("lapse_notice", "Thông báo quá hạn bổ sung", "lapse_notice", notices.lapse_notice, _overdue, _NOTICE,
         subject=_newest_request),
    Slip("papers_returned", "Giấy trả lại giấy tờ", "papers_returned", papers.papers_returned,
         papers.ended_without_result, Series("TL", "papers_notation")),
    Slip("control_slip", "Phiếu kiểm soát", "control_slip", control.control_slip, _numbered),
    Slip("return_slip", "Giấy giao nhận kết quả", "return_slip", returning.return_slip, _returned,
         Series("GN", "handing_notation"), subject=returning.which_return),
    Slip("closing", "Bìa, mục lục, chứng từ kết thúc", "closing", closing.closing, _out,
         rights=(*COUNTER, ("intake.keep_paper", Seat.PAPER))),
    Slip("paper_label", "Nhãn hồ sơ giấy", "box_labels", labels.paper_label,
         lambda row: _out(row) and bool(row.paper_file_number), rights=(*COUNTER, ("intake.keep_paper", Seat.PAPER))),
)  # fmt: skip
SLIPS: Final[dict[str, Slip]] = {slip.name: slip for slip in _ALL}


def slips_of(dossier: Dossier) -> list[Slip]:
    """What can be printed for the dossier as it stands, without what its procedure does not use."""
    left_out = dossier.procedure.slips_left_out
    return [slip for slip in _ALL if slip.name not in left_out and slip.there(dossier)]


def data_of(slip: Slip, dossier: Dossier, by: User) -> Mapping[str, Any]:
    """What stands on the slip; raises NotNow while there is nothing to print."""
    if slip.build is None or not slip.there(dossier):
        raise NotNow(_NOTHING.format(label=slip.label))
    return slip.build(dossier, by)


def pdf_of(slip: Slip, dossier: Dossier, by: User) -> bytes:
    """A working paper as PDF/A, as the dossier stands; raises NotNow while there is nothing to print."""
    return render(slip.template, data_of(slip, dossier, by), created=timezone.now())
