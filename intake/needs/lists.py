"""What does an employer's list still want before its dossier may go on? Sentences; nothing here writes."""

from __future__ import annotations

from intake import queries, rules
from intake.models import Dossier, EmployerList, ListLine
from intake.rules.problems import Problem


def list_problems(dossier: Dossier) -> list[str]:
    """Lines about which nothing is decided, and taken lines without papers: to be mended, left out or split off."""
    said = _said(dossier.employer_list) if queries.has_list(dossier) else []
    return [Problem(text, "employer_list") for text in said]


def is_handed_in(dossier: Dossier) -> bool:
    """Whether every paper is there, scanned or not, and no line of the list has to be mended."""
    if rules.not_received(queries.checklist_of(dossier)):
        return False
    found = dossier.employer_list
    bad = queries.line_counts(found).get(ListLine.Standing.BAD, 0)
    return not bad and not queries.lines_without_papers(found).exists()


def _said(found: EmployerList) -> list[str]:
    counts, said = queries.line_counts(found), []
    if good := counts.get(ListLine.Standing.GOOD, 0):
        said.append(f"{good} dòng hợp lệ của danh sách chưa nhận.")
    if bad := counts.get(ListLine.Standing.BAD, 0):
        said.append(f"{bad} dòng của danh sách cần sửa: sửa, ghi không nhận, hoặc tách sang hồ sơ khác.")
    if whose := queries.pages_of_nobody(found).count():
        said.append(f"{whose} trang giấy tờ của từng người chưa xếp vào dòng nào: xếp vào dòng ở «Trang quét».")
    if lacking := queries.lines_without_papers(found).count():
        said.append(f"{lacking} dòng đã nhận chưa có giấy tờ: xếp giấy tờ vào dòng, hoặc tách sang hồ sơ khác.")
    return said
