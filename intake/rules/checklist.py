"""Which components must be there, and which are?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intake.models import (
    Component,
    ComponentType,
)
from intake.rules.problems import Problem
from intake.rules.reasons import by_what, why

Group = tuple[str, int | None]


@dataclass(frozen=True)
class Line:
    """One line of the checklist: the component, whether it must be there, whether it is, and what to say.

    `why` it is asked for (question and answer, group, mandatory), and by which `source`. `at_lines`: its papers lie at
    the lines of an employer's list.
    """

    component: Component
    needed: bool
    satisfied: bool
    pages: int
    say: str
    why: str
    source: str
    at_lines: bool = False

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


def is_to_look_up(component: Component) -> bool:
    """Whether an electronic book waits for its data: there is no paper that anybody could hand in.

    A component may carry `electronic`, which says that it is such a book.
    """
    return bool(component.type.never_scan and getattr(component, "electronic", False))


def why_not_compared(component: Component, pages: int) -> str:
    """Why there is no copy to be compared with its original (NĐ 158/2025 art. 4), and what to do; "" where there is.

    `pages`: how many living pages lie in it.
    """
    name, way = f"«{component.type.name}»", Component.Satisfied
    if component.type.never_scan:
        return f"{name} không quét, không có bản sao để đối chiếu."
    if component.satisfied in (way.DATA, way.WAIVED):
        said = component.get_satisfied_display().lower()
        return f"{name} đang ghi nhận là «{said}». Đã nhận bản giấy thì bỏ ghi nhận đó rồi đối chiếu."
    if component.satisfied == way.ELECTRONIC:
        return f"{name} là bản điện tử gốc, không phải bản sao để đối chiếu."
    if pages or is_in_hand(component):
        return ""
    return f"Chưa nhận bản giấy nào của {name}: đếm số tờ, số trang hoặc quét bản giấy rồi đối chiếu."


def checklist(components: Sequence[Component], page_counts: dict[int, int], *, by_line: bool = False) -> list[Line]:
    """One line per component, in the order of the catalogue; a one-of group is needed until one member is there, and
    of a group whose paper was handed in only that paper is. At the lines of a list each line has groups of its own.

    A member of a group that hangs on a question is needed for the answers it names only. `answered`, where a component
    carries it, is the answer to its question. `by_line`: the dossier is an employer's list, and a paper of each person
    is asked for at that person's line.
    """
    done = {row.pk: is_satisfied(row, page_counts.get(row.pk, 0)) for row in components}
    settled = {_group(row) for row in components if done[row.pk]}
    handed_in = {_group(row) for row in components if is_in_hand(row)}
    lines = [
        _by_line(row, done[row.pk], page_counts.get(row.pk, 0)) if by_line and row.type.per_person
        else _line(row, done[row.pk], _another_does(row, settled, handed_in), page_counts.get(row.pk, 0))
        for row in components
    ]  # fmt: skip
    return _with_reasons(lines)


def _with_reasons(lines: Sequence[Line]) -> list[Line]:
    """Each with why it is asked for; one of a group names those that would do instead in the same case."""
    groups: dict[Group, list[Component]] = defaultdict(list)
    for line in lines:
        if line.component.type.group:
            groups[_group(line.component)].append(line.component)
    return [replace(line, why=_why(line.component, groups[_group(line.component)])) for line in lines]


def _why(component: Component, group: Sequence[Component]) -> str:
    names = (row.type.name for row in group if row.asked or not component.asked)
    others = [name for name in dict.fromkeys(names) if name != component.type.name]
    return why(component, getattr(component, "answered", None), others)


def _group(row: Component) -> Group:
    """Papers of which one will do: what answers for one person's line answers for no other."""
    return row.type.group, row.line_id


def _another_does(row: Component, settled: set[Group], handed_in: set[Group]) -> bool:
    """Whether another paper of its group is there, or was handed in and is yet to be scanned."""
    return _group(row) in settled or (_group(row) in handed_in and not is_in_hand(row))


def _by_line(component: Component, done: bool, pages: int) -> Line:
    line = _line(component, done, True, pages)
    return replace(line, needed=False, at_lines=True, say=line.say if done else "Theo từng dòng của danh sách")


def by_case(kind: ComponentType) -> bool:
    """Whether it depends on the case that this paper has to be handed in; a mandatory one always has to be."""
    return kind.requirement in (ComponentType.Requirement.CONDITIONAL, ComponentType.Requirement.ALTERNATIVE)


def _line(component: Component, done: bool, another_does: bool, pages: int) -> Line:
    kind = component.type.requirement
    alternative = kind == ComponentType.Requirement.ALTERNATIVE
    needed = kind == ComponentType.Requirement.MANDATORY or (alternative and component.asked and not another_does)
    needed = needed or (kind == ComponentType.Requirement.CONDITIONAL and component.asked)
    return Line(component, needed, done, pages, _say(component, needed, done, pages), "", by_what(component.type))


def _say(component: Component, needed: bool, done: bool, pages: int) -> str:
    if done and component.satisfied in (Component.Satisfied.MISSING, Component.Satisfied.SCANNED):
        return f"Đã quét {pages} trang"
    if done:
        return component.get_satisfied_display()
    if is_to_look_up(component):
        return "Chưa tra cứu dữ liệu"
    if component.type.never_scan:
        return "Chưa có sổ hoặc dữ liệu" if needed else "Không có"
    if is_in_hand(component):
        return "Chưa quét"
    return "Còn thiếu" if needed else "Không phải nộp"


def missing(lines: Iterable[Line]) -> list[str]:
    """One sentence per missing component; a one-of group speaks once, of all that would do."""
    return [_missing(rows) for rows in missing_lines(lines)]


def _missing(rows: Sequence[Line]) -> Problem:
    first = rows[0].component
    if first.type.never_scan and not is_to_look_up(first):  # the book is recorded on the dossier itself
        return Problem(what_is_missing(rows), "dossier", part="so-bhxh")
    return Problem(what_is_missing(rows), "component", first.pk)


def missing_lines(lines: Iterable[Line]) -> list[list[Line]]:
    """What is missing, in the order of the checklist: one line each, all lines of a one-of group together."""
    groups: dict[Group | int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.missing:
            groups[_group(line.component) if line.component.type.group else line.component.pk].append(line)
    return list(groups.values())


def not_received(lines: Iterable[Line]) -> list[list[Line]]:
    """What is missing and was not handed in either, grouped as `missing_lines` does; scanning is no matter here."""
    return [rows for rows in missing_lines(lines) if not any(is_in_hand(row.component) for row in rows)]


def what_is_missing(rows: Sequence[Line]) -> str:
    """`Còn thiếu: A.`, or `Còn thiếu một trong các giấy tờ: A; B.`; of paper that is here only the scan is missing."""
    here = [_called(row.component) for row in rows if is_in_hand(row.component) and not row.component.type.never_scan]
    if here:
        return f"Chưa quét: {here[0]}."
    if is_to_look_up(rows[0].component):
        return f"Chưa tra cứu dữ liệu của sổ BHXH điện tử, thay cho: {_called(rows[0].component)}."
    return said_missing([_called(row.component) for row in rows])


def said_missing(names: Sequence[str]) -> str:
    """That one of these papers is missing; a name may stand for several."""
    one_of = " một trong các giấy tờ" if len(names) > 1 else ""
    return f"Còn thiếu{one_of}: {'; '.join(dict.fromkeys(names))}."


def _called(component: Component) -> str:
    return f"{component.type.name}, dòng {component.line.ordinal}" if component.line else component.type.name
