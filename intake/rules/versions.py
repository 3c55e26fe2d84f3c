"""In what does one version of a procedure differ from another, and can it be put in force as it is?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db.models import Model

from intake.models import ComponentType, Procedure, Question, ResultKind, Term
from intake.rules.catalogue_words import desk_time, word_of

PROCEDURE_FIELDS: Final = {
    "name": "Tên thủ tục", "published_code": "Mã công bố", "submitters": "Người nộp",
    "required_roles": "Người phải ghi khi đăng ký", "deadline_amount": "Thời hạn", "deadline_kind": "Cách tính hạn",
    "extended_deadline_amount": "Thời hạn khi xác minh", "internal_deadlines": "Thời gian của từng khâu", "fee": "Phí",
    "supplement_clock": "Thời hạn sau bổ sung", "supplement_limit_days": "Hạn bổ sung",
    "verification_clock": "Thời hạn khi xác minh chạy", "retention_code": "Thời hạn lưu trữ",
    "paper_book_needed": "Cần sổ BHXH", "book_end": "Sổ BHXH khi có kết quả", "book_end_source": "Nguồn về sổ BHXH",
    "slips_left_out": "Phiếu không dùng", "source": "Nguồn", "needs_confirmation": "Cần xác nhận", "note": "Ghi chú",
}  # fmt: skip
QUESTION_FIELDS: Final = {
    "ordinal": "Thứ tự", "text": "Câu hỏi", "choices": "Các câu trả lời", "source": "Nguồn",
    "needs_confirmation": "Cần xác nhận",
}  # fmt: skip
COMPONENT_FIELDS: Final = {
    "ordinal": "Thứ tự", "name": "Tên giấy tờ", "form_code": "Mẫu số", "requirement": "Yêu cầu", "group": "Nhóm",
    "condition": "Trường hợp", "hangs_on": "Theo câu trả lời", "scan": "Số hóa khi tiếp nhận", "never_scan": "Cấm quét",
    "scan_dpi": "Độ phân giải quét (dpi)", "scan_dpi_source": "Nguồn về độ phân giải",
    "per_person": "Riêng từng người", "original_or_copy": "Loại bản", "present_only": "Chỉ xuất trình",
    "returnable": "Trả lại khi không có kết quả", "data_source": "Dữ liệu thay giấy",
    "doc_type": "Loại tài liệu lưu trữ", "source": "Nguồn",
    "needs_confirmation": "Cần xác nhận",
}  # fmt: skip
TERM_FIELDS: Final = {
    "ordinal": "Thứ tự xét", "name": "Trường hợp", "amount": "Thời hạn", "kind": "Cách tính hạn",
    "hangs_on": "Theo câu trả lời", "channels": "Theo hình thức nộp", "source": "Nguồn",
    "needs_confirmation": "Cần xác nhận",
}  # fmt: skip
RESULT_FIELDS: Final = {
    "name": "Tên kết quả", "role": "Vai trò", "doc_type": "Loại tài liệu lưu trữ", "required": "Bắt buộc",
    "needs_confirmation": "Cần xác nhận",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One value that differs: of which part, which value, and what it was and becomes, in words ("" for none)."""

    part: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """One version of a procedure with its parts, each in the order of the catalogue."""

    procedure: Procedure
    questions: list[Question]
    components: list[ComponentType]
    results: list[ResultKind]
    terms: list[Term] = field(default_factory=list)


def fingerprint(row: Model) -> str:
    """What stands in the row, as one digest: the same while nobody changed it, "" for one that is not kept yet."""
    values = [str(field.value_from_object(row)) for field in row._meta.concrete_fields]
    return sha256("\x1f".join(values).encode()).hexdigest() if row.pk else ""


def differences_of(old: Version | None, new: Version) -> list[Change]:
    """What changes from one version to the next; parts are matched by their code. `old` None: all is new."""
    if old is None:
        return [Change("Thủ tục", "Thủ tục mới", "", new.procedure.name), *differences_of(_nothing(new), new)]
    changes = value_changes("Thủ tục", PROCEDURE_FIELDS, old.procedure, new.procedure)
    changes += _parts("Câu hỏi", QUESTION_FIELDS, old.questions, new.questions)
    changes += _parts("Giấy tờ", COMPONENT_FIELDS, old.components, new.components)
    changes += _parts("Thời hạn", TERM_FIELDS, old.terms, new.terms)
    return changes + _parts("Kết quả", RESULT_FIELDS, old.results, new.results)


def _nothing(new: Version) -> Version:
    """What a new procedure is compared with: itself without its parts."""
    return Version(new.procedure, [], [], [])


def _parts(kind: str, fields: Mapping[str, str], old: Iterable[Any], new: Iterable[Any]) -> list[Change]:
    before, after = {row.code: row for row in old}, {row.code: row for row in new}
    gone = [Change(f"{kind} {code}", kind, str(before[code]), "") for code in before if code not in after]
    added = [Change(f"{kind} {code}", kind, "", _in_full(fields, after[code])) for code in after if code not in before]
    both = [code for code in after if code in before]
    return [*gone, *added, *(
        change for code in both for change in value_changes(f"{kind} {code}", fields, before[code], after[code])
    )]  # fmt: skip


def _in_full(fields: Mapping[str, str], row: Model) -> str:
    """A part that is new, with all that it says: nobody has read it yet."""
    said = ((label, in_words(row, name)) for name, label in fields.items() if name not in ("name", "text", "ordinal"))
    more = "; ".join(f"{label.lower()}: {words}" for label, words in said if words)
    return f"{row}. {more}"


def value_changes(part: str, fields: Mapping[str, str], old: Model, new: Model) -> list[Change]:
    """The fields in which two rows differ, under their labels."""
    said = ((label, in_words(old, name), in_words(new, name)) for name, label in fields.items())
    return [Change(part, label, before, after) for label, before, after in said if before != after]


def in_words(row: Any, name: str) -> str:
    """A value of the catalogue as an administrator reads it."""
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    value = hangs_on(row) if name == "hangs_on" else getattr(row, name)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list):
        return ", ".join(_entry(name, entry) for entry in value)
    return "" if value is None else word_of(name, value)


def _entry(name: str, entry: Any) -> str:
    if name == "internal_deadlines":
        return desk_time(entry)
    if isinstance(entry, dict):
        return " ".join(str(part) for part in entry.values())
    return " hoặc ".join(word_of(name, one) for one in entry) if isinstance(entry, list) else word_of(name, entry)


def hangs_on(component: ComponentType | Term) -> str:
    """`Câu hỏi? Câu trả lời, câu trả lời`, or ""."""
    if component.question is None:
        return ""
    labels = dict(component.question.options)
    return f"{component.question.text} " + ", ".join(labels.get(value, value) for value in component.answers)


def faults_of(version: Version) -> list[str]:
    """What keeps a version from being put in force, one sentence each."""
    groups = Counter(row.group for row in version.components if row.requirement == "A")
    faults = [fault for row in version.components for fault in _component_faults(row)]
    faults += [f"Nhóm {group} mới có một giấy tờ: hãy thêm hoặc đổi yêu cầu." for group, n in groups.items() if n < 2]
    faults += [fault for row in version.terms for fault in _term_faults(row)]
    if not any(row.requirement in "MA" for row in version.components):
        faults.append("Thủ tục chưa có giấy tờ nào bắt buộc.")
    if sum(row.role == ResultKind.Role.ANSWER for row in version.results) != 1:
        faults.append("Thủ tục phải có đúng một kết quả là văn bản trả lời.")
    return faults


def _component_faults(row: ComponentType) -> list[str]:
    faults = []
    if row.requirement == "C" and row.question is None:
        faults.append(f"«{row.name}» chưa chọn câu hỏi để biết khi nào phải nộp.")
    if row.requirement == "M" and row.question is not None:
        faults.append(
            f"«{row.name}» ghi bắt buộc nhưng lại theo câu trả lời: bỏ câu hỏi, hoặc đổi thành «Khi có điều kiện»."
        )
    if row.question is not None and not set(row.answers) & set(dict(row.question.options)):
        faults.append(f"«{row.name}» không còn câu trả lời nào để được yêu cầu.")
    if bool(row.group) != (row.requirement == "A"):
        faults.append(f"«{row.name}»: giấy tờ «một trong nhóm» phải có tên nhóm, giấy tờ khác thì không.")
    if row.never_scan and row.scan:
        faults.append(f"«{row.name}» vừa phải số hóa vừa không được quét.")
    return faults


def _term_faults(row: Term) -> list[str]:
    if row.question is None and not row.channels:
        return [f"Thời hạn «{row.name}» chưa chọn câu trả lời hay hình thức nộp: khi nào áp dụng?"]
    if row.question is not None and not set(row.answers) & set(dict(row.question.options)):
        return [f"Thời hạn «{row.name}» không còn câu trả lời nào để được áp dụng."]
    return []
