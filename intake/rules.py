"""Is a dossier complete, counted and checked? Predicates on what was read; nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bhxh_archive.lifecycle import PAGES_CHANGE
from bhxh_archive.signing import only_trust_is_open
from intake.models import (
    Component,
    ComponentType,
    Dossier,
    DossierEvent,
    Page,
    PageFinding,
    Result,
    ResultVersion,
    SupplementItem,
    Upload,
)
from intake.problems import Problem

UNCOUNTED = (Page.Kind.SECOND_IMAGE, Page.Kind.BLANK_BACK, Page.Kind.SEPARATOR)


@dataclass(frozen=True)
class Line:
    """One line of the checklist: the component, whether it must be there, whether it is, and what to say."""

    component: Component
    needed: bool
    satisfied: bool
    pages: int
    say: str

    @property
    def missing(self) -> bool:
        return self.needed and not self.satisfied


def is_satisfied(component: Component, pages: int) -> bool:
    """Scanned paper counts by its pages; every other way counts by what was recorded."""
    way = Component.Satisfied
    if component.satisfied in (way.DATA, way.WAIVED, way.CUSTODY, way.ELECTRONIC):
        return True
    return pages > 0 and not component.type.never_scan


def is_in_hand(component: Component) -> bool:
    """Whether its paper was counted: it was handed in, scanned or not yet."""
    return bool(component.sheets or component.pages_counted)


def is_doubt(original: Component) -> bool:
    """Whether the signatures of an electronic original are untouched and only the trust in them is open.

    Such a doubt a reason may settle; what is broken or can't be read is no doubt.
    """
    report: dict[str, Any] | None = original.signature_report
    return report is not None and not report["valid"] and only_trust_is_open(report)


def differences(dossier: Dossier, other: Dossier) -> list[str]:
    """In what two dossiers that are said to be one and the same differ: person, procedure; as sentences."""
    said = []
    if not _faces(dossier) & _faces(other):
        said.append("Hai hồ sơ không có người nào chung.")
    if dossier.procedure.code != other.procedure.code:
        said.append(f"Hai hồ sơ khác thủ tục: {dossier.procedure.name}; {other.procedure.name}.")
    return said


def _faces(dossier: Dossier) -> set[str]:
    people = dossier.persons.all()
    known = {row.personal_id for row in people} | {row.insurance_number for row in people}
    return (known | {row.name_folded for row in people}) - {""}


def checklist(components: Sequence[Component], page_counts: dict[int, int]) -> list[Line]:
    """One line per component, in the order of the catalogue; a one-of group is needed until one member is there."""
    done = {row.pk: is_satisfied(row, page_counts.get(row.pk, 0)) for row in components}
    groups: dict[str, bool] = defaultdict(bool)
    for row in components:
        groups[row.type.group] |= done[row.pk]
    return [_line(row, done[row.pk], groups[row.type.group], page_counts.get(row.pk, 0)) for row in components]


def _line(component: Component, done: bool, group_done: bool, pages: int) -> Line:
    kind = component.type.requirement
    alternative = kind == ComponentType.Requirement.ALTERNATIVE
    needed = kind == ComponentType.Requirement.MANDATORY or (alternative and not group_done)
    needed = needed or (kind == ComponentType.Requirement.CONDITIONAL and component.asked)
    return Line(component, needed, done, pages, _say(component, needed, done, pages))


def _say(component: Component, needed: bool, done: bool, pages: int) -> str:
    if done and component.satisfied in (Component.Satisfied.MISSING, Component.Satisfied.SCANNED):
        return f"Đã quét {pages} trang"
    if done:
        return component.get_satisfied_display()
    if component.type.never_scan:
        return "Chưa ghi nhận sổ" if needed else "Không có"
    if is_in_hand(component):
        return "Chưa quét"
    return "Còn thiếu" if needed else "Không phải nộp"


def counted(pages: Iterable[Page]) -> int:
    """Images that stand for one page of paper: not a second image, a blank back or a separator, nor signed e-files."""
    return sum(1 for page in pages if page.kind not in UNCOUNTED and not page.upload.signed)


def missing(lines: Iterable[Line]) -> list[str]:
    """One sentence per missing component; a one-of group speaks once, of all that would do."""
    return [_missing(rows) for rows in missing_lines(lines)]


def _missing(rows: Sequence[Line]) -> Problem:
    first = rows[0].component
    if first.type.never_scan:  # the book is recorded on the dossier itself
        return Problem(what_is_missing(rows), "dossier")
    return Problem(what_is_missing(rows), "component", first.pk)


def missing_lines(lines: Iterable[Line]) -> list[list[Line]]:
    """What is missing, in the order of the checklist: one line each, all lines of a one-of group together."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.missing:
            groups[line.component.type.group or str(line.component.pk)].append(line)
    return list(groups.values())


def what_is_missing(rows: Sequence[Line]) -> str:
    """`Còn thiếu: A.`, or `Còn thiếu một trong các giấy tờ: A; B.`; of paper that is here only the scan is missing."""
    here = [row.component.type.name for row in rows if is_in_hand(row.component) and not row.component.type.never_scan]
    if here:
        return f"Chưa quét: {here[0]}."
    names = "; ".join(dict.fromkeys(row.component.type.name for row in rows))
    return f"Còn thiếu một trong các giấy tờ: {names}." if len(rows) > 1 else f"Còn thiếu: {names}."


def _on_pages(text: str) -> Problem:
    return Problem(text, "pages")


def page_problems(pages: Sequence[Page]) -> list[str]:
    """What the pages still want before they may go on."""
    loose = sum(1 for page in pages if page.component_id is None and page.kind != Page.Kind.SEPARATOR)
    unchecked = sum(1 for page in pages if page.checked_at is None)
    open_findings = [finding for page in pages for finding in page.findings.all() if not finding.overridden_at]
    hard = sum(1 for finding in open_findings if finding.level == PageFinding.Level.HARD)
    problems: list[str] = []
    if loose:
        problems.append(_on_pages(f"{loose} trang chưa xếp vào thành phần nào."))
    if hard:
        problems.append(_on_pages(f"{hard} trang có lỗi phải quét lại."))
    if len(open_findings) > hard:
        problems.append(_on_pages(f"{len(open_findings) - hard} cảnh báo chưa được xem xét."))
    if unchecked:
        problems.append(_on_pages(f"{unchecked} trang chưa xác nhận đã kiểm tra."))
    return problems


def upload_problems(uploads: Iterable[Upload]) -> list[str]:
    """Files that are still being examined."""
    waiting = sum(1 for upload in uploads if not upload.settled)
    return [_on_pages(f"{waiting} tệp đang được kiểm tra, hãy chờ một chút.")] if waiting else []


def count_problem(dossier: Dossier, pages: Sequence[Page]) -> list[str]:
    """The counted pages of paper must equal the images that stand for them (Circular 01/2023/TT-VPCP art. 8.2)."""
    images = counted(pages)
    if dossier.counted_pages is None:
        return [_on_pages("Chưa ghi số trang giấy đã đếm.")]
    if images == dossier.counted_pages:
        return []
    said = f"Đã đếm {dossier.counted_pages} trang giấy nhưng có {images} ảnh trang. Hãy quét đủ hoặc đếm lại."
    return [_on_pages(said)]


def was_issued(result: Result) -> bool:
    """Whether the document was issued: before that it is nobody's but the settling office's."""
    return any(version.stage != ResultVersion.Stage.LEADER_SIGNED for version in result.versions.all())


def supplied_by_data(item: SupplementItem) -> bool:
    """Whether looked-up data answered the item after it was asked for."""
    answer = item.component
    if answer is None or answer.satisfied != Component.Satisfied.DATA or answer.data_at is None:
        return False
    return answer.data_at >= item.request.at


def return_problems(method: str, facts: Mapping[str, Any], copies: int) -> list[str]:
    """What is not recorded yet of a return by this method; paper goes out in at least so many printed copies."""
    problems = []
    if method == Dossier.ReturnMethod.POST and not facts.get("tracking_number"):
        problems.append("Hãy ghi mã bưu gửi.")
    if method == Dossier.ReturnMethod.COUNTER and not facts.get("receiver_name"):
        problems.append("Hãy ghi họ tên người nhận.")
    if method == Dossier.ReturnMethod.COUNTER and not (facts.get("receiver_id") or facts.get("proof")):
        problems.append("Hãy ghi số giấy tờ của người nhận, hoặc căn cứ giao nhận (giấy ký nhận, giấy ủy quyền).")
    if method != Dossier.ReturnMethod.ONLINE and (facts.get("printed_copies") or 0) < copies:
        problems.append(f"Hãy ghi số bản in đã giao, ít nhất {copies} bản.")
    return problems


def is_absence(event: DossierEvent) -> bool:
    """Whether this return was none, because nobody came: only then a `hand_over` carries a reason."""
    return event.verb == "hand_over" and bool(event.reason)


def pages_may_change(dossier: Dossier) -> bool:
    """Pages and components change in draft, received, awaiting_supplement and returned only."""
    return dossier.state in PAGES_CHANGE
