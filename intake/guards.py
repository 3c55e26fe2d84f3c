"""Which conditions of this room must hold before the map lets a dossier move?"""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from bhxh_archive.errors import DAMAGED, NotNow, NotValid
from bhxh_archive.lifecycle import ENDED, State, needs
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from bhxh_archive.reasons import is_reason
from intake import queries, rules
from intake.component_files.broken import broken_pages
from intake.component_files.recipes import failures_of, made_of, recipes_of
from intake.models import Dossier, Result, ResultVersion, SupplementItem
from intake.needs.counts import count_problems
from intake.needs.lists import list_problems
from intake.needs.returns import return_faults
from intake.needs.roles import missing_facts, missing_persons
from intake.needs.slips import slip_problems
from intake.needs.supplements import unscanned_answers
from intake.queries.kept_files import found_broken
from intake.rules.consents import head_of, needs_consent, printed_unagreed
from intake.rules.problems import ADMINISTRATION, RECORDS, SYSTEM, Problem


def _refuse(problems: list[str], message: str) -> None:
    if problems:
        raise NotValid(f"{message} {problems[0]}" if len(problems) == 1 else message, problems)


UNCOUNTED: Final = Problem(
    "Chưa ghi số trang giấy đã đếm: ghi ở dòng của giấy tờ đã nhận, hoặc ghi 0 trang ở phần đăng ký nếu không nộp giấy "
    "nào.", "edit_registration",
)  # fmt: skip


@needs("accept")
def registration_is_whole(dossier: Dossier, **_: Any) -> None:
    """The persons the procedure wants, the way of return and counted paper; a backdated receipt has its reason."""
    problems = missing_persons(dossier) + missing_facts(dossier)
    if not dossier.return_method:
        problems.append(Problem("Chưa chọn cách nhận kết quả.", "edit_registration"))
    if dossier.counted_pages is None:
        problems.append(UNCOUNTED)
    _refuse(problems + _receipt_time_problems(dossier), "Chưa tiếp nhận được.")


def _receipt_time_problems(dossier: Dossier) -> list[str]:
    if dossier.received_at is None:
        return []
    if dossier.received_at > timezone.now():
        return ["Thời điểm nhận không thể ở tương lai."]
    backdated = (timezone.now() - dossier.received_at).total_seconds() > 3600
    return ["Thời điểm nhận sớm hơn hiện tại: hãy ghi lý do."] if backdated and not dossier.received_reason else []


@needs("cancel")
def survivor_is_another(dossier: Dossier, *, survivor: Dossier | None = None, **_: Any) -> None:
    """The dossier that stays is another one, and goes on or came to its good end."""
    if survivor is None or survivor.pk == dossier.pk:
        raise NotValid("Hãy chọn hồ sơ được giữ lại, khác với hồ sơ này.")
    if survivor.state in ENDED - {State.ARCHIVED}:
        ended = f"Hồ sơ {survivor} đã kết thúc ({survivor.get_state_display().lower()})"
        raise NotValid(f"{ended}: hãy chọn hồ sơ đang giải quyết hoặc đã lưu trữ.")


@needs("request_supplement")
def something_is_asked(dossier: Dossier, *, items: list[Any] | None = None, **_: Any) -> None:
    """All defects stand on one slip, and there is at least one."""
    if not items:
        raise NotValid("Hãy ghi ít nhất một giấy tờ cần bổ sung.")


@needs("request_supplement")
def a_second_slip_has_its_consent(dossier: Dossier, **_: Any) -> None:
    """Everything is named on the first slip; another one needs the head's consent (NĐ 118/2025)."""
    if needs_consent(dossier):
        head = head_of(dossier)
        raise NotValid(
            f"Hồ sơ đã được yêu cầu bổ sung: lần nữa phải có ý kiến đồng ý của {head[2] if head else 'trưởng'}."
        )


@needs("accept")
def a_second_slip_of_a_draft_has_its_consent(dossier: Dossier, **_: Any) -> None:
    """What the slips of the draft named after the first one, the head has agreed to (NĐ 118/2025)."""
    if slip := printed_unagreed(dossier):
        said = f"Phiếu yêu cầu bổ sung số {slip} nêu thêm nội dung mà chưa có ý kiến đồng ý: xin ý kiến, rồi in lại."
        _refuse([Problem(said, "draft_supplement")], "Chưa tiếp nhận được.")


@needs("resume")
def everything_was_answered(dossier: Dossier, *, by: User, **_: Any) -> None:
    """Every item is ticked, and what came is filed and checked: whole where it goes back into the review.

    The benefits unit takes in what looked-up data supplied; paper is taken in by reception.
    """
    asked = list(queries.open_items(dossier))
    problems = [f"Chưa nhận {item}" for item in asked if item.answered_at is None]
    problems += _unfinished(dossier) if dossier.came_from == State.IN_REVIEW else _unfiled(dossier, asked)
    if not by.holds("intake.resume", dossier.receiving_office_id) and not any(map(rules.supplied_by_data, asked)):
        problems.append("Chưa có dữ liệu tra cứu thay giấy tờ: giấy tờ bổ sung do Bộ phận Tiếp nhận nhận.")
    _refuse(problems, "Chưa nhận đủ bổ sung.")


def _unfiled(dossier: Dossier, asked: list[SupplementItem]) -> list[str]:
    """What was asked for and is not there; the rest of the dossier is looked at when it is forwarded. Of many papers at
    lines those that nobody ticked are named once, by their items."""
    wanted = {item.component_id for item in asked if item.component_id}
    whole = queries.checklist_of(dossier)
    groups = {line.component.type.group for line in whole if line.component.pk in wanted} - {""}
    lines = [line for line in whole if line.component.pk in wanted or line.component.type.group in groups]
    lines += queries.asked_at_lines(dossier, wanted & {item.component_id for item in asked if item.answered_at})
    pages = list(queries.pages_of(dossier))
    problems = _coming(dossier) + rules.missing(lines)
    return problems + unscanned_answers(dossier) + rules.page_problems(pages)


def _coming(dossier: Dossier) -> list[str]:
    """What is not all there yet: files under examination, a scan that is not over."""
    scanning = dossier.pk in queries.scanned_into([dossier])
    return rules.upload_problems(queries.uploads_of(dossier)) + rules.scanning_problem(scanning)


def _unfinished(dossier: Dossier) -> list[str]:
    """Everything that keeps the dossier from being complete: files, components, pages, counts."""
    pages = list(queries.pages_of(dossier))
    lines = queries.checklist_of(dossier, pages)
    problems = _coming(dossier) + rules.missing(lines)
    at_lines = queries.counted_at_lines(dossier, pages) if queries.takes_list(dossier.procedure) else []
    counts = count_problems(dossier, [*lines, *at_lines], pages)
    return problems + unscanned_answers(dossier) + list_problems(dossier) + rules.page_problems(pages) + counts


@needs("lapse")
def limit_has_passed(dossier: Dossier, **_: Any) -> None:
    """The limit is over and the applicant was told; what is asked for did not leave with lines that were split off."""
    asked = dossier.supplements.filter(answered_at=None).last()
    over = asked and asked.limit_on < timezone.localdate() and asked.notified_at
    if not over or not queries.is_asked_for(dossier):
        raise NotNow("Chưa quá hạn bổ sung hoặc chưa gửi thông báo.")


@needs("forward")
def dossier_is_complete(dossier: Dossier, **_: Any) -> None:
    """Every required component satisfied, every scan checked, counted pages equal to images."""
    _refuse(_unfinished(dossier) + _unasked(dossier), "Hồ sơ chưa chuyển được.")


def _unasked(dossier: Dossier) -> list[str]:
    """Questions without an answer, where the office wants all of them answered: each may ask for a paper."""
    if not parameter("questions_first", office=dossier.receiving_office):
        return []
    return [Problem(f"Chưa trả lời: {text}", "questions") for text in queries.open_questions(dossier)]


@needs("hand_over")
def return_has_proof(dossier: Dossier, *, method: str = "", absent: bool = False, **facts: Any) -> None:
    """By the registered method, with the receiver's name or the tracking number of the post, and the printed copies."""
    if absent:
        _refuse([] if facts.get("proof") else ["Hãy ghi các lần đã báo."], "Chưa ghi được «Chưa đến nhận».")
        return
    problems = []
    if method != dossier.return_method:
        problems.append(f"Cách trả đã đăng ký là «{dossier.get_return_method_display()}».")
    _refuse(problems + return_faults(dossier, method, facts), "Chưa trả được kết quả.")


@needs("consolidate")
def whole_is_sound(dossier: Dossier, *, reason: str = "", paper_file_number: str = "", **_: Any) -> None:
    """Scans and results complete, signatures valid or a doubt settled with a reason, the paper in its place."""
    problems = _unfinished(dossier)
    problems += result_problems(dossier) + document_problems(dossier) + broken_files(dossier)
    problems += broken_originals(dossier) + _doubts(dossier, reason) + slip_problems(dossier)
    if not paper_file_number.strip():
        problems.append("Chưa ghi số hồ sơ giấy.")
    _refuse(problems, "Chưa tích hợp được.")


def result_problems(dossier: Dossier) -> list[str]:
    """Results that are missing, or whose newest version neither was found valid nor is the scan of a paper."""
    results = list(queries.results_told(dossier))
    bad = [row for row in results if row.latest is None or not row.latest.stands]
    if not results:
        return [Problem("Chưa có kết quả nào được phát hành.", "results", by=RECORDS)]
    return [_unsound(row, row.latest) for row in bad]


def _unsound(row: Result, newest: ResultVersion | None) -> Problem:
    if newest and newest.fault == DAMAGED:
        return Problem(rules.fault_of(row, newest), "results", by=ADMINISTRATION)
    return Problem(f"Chữ ký của {row.title} {row.number} chưa hợp lệ.", "results", by=RECORDS)


def document_problems(dossier: Dossier) -> list[str]:
    """Components whose two-layer file is not made yet for the pages as they are now."""
    wanted = recipes_of(dossier)
    late = wanted.keys() - made_of(dossier, wanted)
    notes = failures_of(dossier)
    damaged = broken_pages(dossier, notes)
    waiting = len(late - notes.keys())
    for found in damaged:
        notes.pop(found.page.component_id or 0, "")
    failed = [*(Problem(found.said, "page", found.page.pk, by=ADMINISTRATION) for found in damaged),
              *(Problem(note, "consolidate") for note in notes.values())]  # fmt: skip
    said = f"Đang tạo tệp PDF/A của {waiting} thành phần, hãy chờ một chút rồi làm lại."
    return [*failed, *([Problem(said, "consolidate", by=SYSTEM)] if waiting else [])]


def broken_files(dossier: Dossier) -> list[str]:
    """What came in and is gone or changed in the store: only the backup has it."""
    return [Problem(row.said, "consolidate", by=ADMINISTRATION) for row in found_broken(dossier)]


def broken_originals(dossier: Dossier) -> list[str]:
    """Files that came signed and are broken: no reason makes them good, another file or the paper does."""
    broken = [row for row in queries.doubtful_originals(dossier) if not rules.is_doubt(row)]
    return [Problem(_BROKEN.format(name=row.type.name), "component", row.pk) for row in broken]


_BROKEN: Final = (
    "Bản điện tử gốc «{name}» có chữ ký bị hỏng, bị thu hồi hoặc đã bị sửa sau khi ký nên không giữ được bằng lý do: "
    "hãy đề nghị người nộp gửi lại tệp nguyên vẹn hoặc nộp bản giấy để quét."
)


def _doubts(dossier: Dossier, reason: str) -> list[str]:
    if is_reason(reason) or not any(map(rules.is_doubt, queries.doubtful_originals(dossier))):
        return []
    return ["Có tệp điện tử gốc mà chữ ký chưa được xác minh: hãy ghi lý do chấp nhận."]
