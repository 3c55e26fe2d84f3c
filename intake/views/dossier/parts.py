"""Which parts do several pages of a dossier share: facts of the registration, checklist, counts?"""

from __future__ import annotations

from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.ui.facts import Checklist, ChecklistItem, Fact
from intake import queries, rules
from intake.models import BookCustody, Component, Dossier, Page
from intake.rules import Line


def registration_facts(dossier: Dossier, book: BookCustody | None) -> list[Fact]:
    """Everything that was registered, each with the way to change it while the dossier is a draft."""
    change = reverse("edit_registration", args=[dossier.pk]) if dossier.state == State.DRAFT else ""
    facts = (
        ("Thủ tục", f"{dossier.procedure.name} ({dossier.procedure.rule_book})"),
        ("Nơi giải quyết", dossier.settling_office.name),
        ("Hình thức nộp", dossier.get_channel_display()),
        ("Mã ngoài hệ thống", dossier.outside_code),
        ("Thời điểm nhận", dossier.received_at or "Lúc bấm «Tiếp nhận»"),
        ("Lý do ghi lùi", dossier.received_reason),
        ("Cách nhận kết quả", dossier.get_return_method_display()),
        ("Nơi nhận kết quả", dossier.return_address),
        ("Giấy đã đếm", counted_words(dossier)),
        ("Sổ BHXH", str(book or "")),
        ("Ghi chú", dossier.note),
    )
    return [Fact(label, value, change) for label, value in facts]


def counted_words(dossier: Dossier) -> str:
    """As `amount_words`, the paper of the whole dossier; "" where nobody counted it."""
    return amount_words(dossier.counted_sheets, dossier.counted_pages)


def amount_words(sheets: int | None, pages: int | None) -> str:
    """`1 tờ, 2 trang`, or the pages alone; "" where these were not counted."""
    if pages is None:
        return ""
    return f"{sheets} tờ, {pages} trang" if sheets is not None else f"{pages} trang"


def check_state(line: Line) -> str:
    """The word of the checklist for one line."""
    if line.satisfied:
        return "waived" if line.component.satisfied == Component.Satisfied.WAIVED else "done"
    return "missing" if line.needed else "optional"


def told_state(dossier: Dossier, line: Line) -> tuple[str, str]:
    """The word of the checklist for one line and what is said of it; once a dossier has ended nothing is waited for."""
    if not (dossier.ended and line.missing):
        return check_state(line), line.say
    return "optional", line.say if rules.is_in_hand(line.component) else "Không ghi nhận"


def label(component: Component) -> str:
    """Name, form code and person of a component."""
    code = f" (mẫu {component.type.form_code})" if component.type.form_code else ""
    return f"{component.type.name}{code}{component.whose}"


def component_checklist(dossier: Dossier, pages: list[Page]) -> Checklist:
    """The checklist as the shared part shows it, with all its `pages`; conditional papers that are not asked for are
    left out."""
    lines = [line for line in queries.checklist_of(dossier, pages) if line.needed or line.satisfied]
    return Checklist([
        ChecklistItem(label(line.component), check_state(line), line.say,
                      reverse("component", args=[dossier.pk, line.component.pk]))
        for line in lines
    ])  # fmt: skip


def tallies(dossier: Dossier, pages: list[Page]) -> list[Fact]:
    """Counted paper beside images (Circular 01/2023/TT-VPCP art. 8.2)."""
    images = rules.counted(pages)
    checked = sum(1 for page in pages if page.checked_at)
    return [
        Fact("Trang giấy đã đếm", "Chưa đếm" if dossier.counted_pages is None else str(dossier.counted_pages)),
        Fact("Ảnh tính trang", str(images)),
        Fact("Ảnh không tính", _aside(pages)),
        *_at_lines(dossier, pages),
        Fact("Đã xác nhận kiểm tra", f"{checked}/{len(pages)}"),
    ]  # fmt: skip


def _at_lines(dossier: Dossier, pages: list[Page]) -> list[Fact]:
    """Of an employer's list: how many of the images lie at papers of single lines, which no checklist names."""
    if not queries.has_list(dossier):
        return []
    lines = {row.pk: row.line_id for row in queries.papers_of_lines(dossier)}
    filed = [lines[page.component_id] for page in pages if page.component_id in lines]
    said = f"{len(filed)} trang ở {len(set(filed))} dòng" if filed else "Chưa có"
    return [Fact("Giấy tờ của các dòng", said, f"{reverse('employer_list', args=[dossier.pk])}?papers=there")]


def _aside(pages: list[Page]) -> str:
    """What was imaged and is no page of paper, kind by kind."""
    names = ("ảnh thứ hai", "mặt sau trắng", "tờ phân cách")
    scans = [page.kind for page in pages if not page.upload.signed]
    counts = [(scans.count(kind), name) for kind, name in zip(rules.UNCOUNTED, names, strict=True)]
    counts.append((len(pages) - len(scans), "trang của bản điện tử"))
    return ", ".join(f"{number} {name}" for number, name in counts if number)
