"""How does an administrator write down who must be registered: one line a group, of which one person will do?"""

from __future__ import annotations

from typing import Any, Final

from django import forms

from bhxh_archive.text import fold
from intake.models import Person

LABELS: Final = {str(value): str(label) for value, label in Person.Role.choices}
_BY_WORDS: Final = {fold(words): role for role, label in LABELS.items() for words in (role, label)}
HINT: Final = (
    "Mỗi dòng một nhóm, trong nhóm cách nhau bằng dấu phẩy và chỉ cần ghi một người, ví dụ: Thân nhân, Người nộp. "
    f"Vai trò: {'; '.join(LABELS.values())}. Trống: người tham gia, người chết hoặc người trong danh sách."
)


class RoleGroupsField(forms.CharField):
    """Cleans to a list of groups of `Person.Role`, as `Procedure.required_roles` holds it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text=HINT, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(", ".join(LABELS.get(role, role) for role in group) for group in value)

    def to_python(self, value: Any) -> Any:
        lines = [line for line in str(super().to_python(value) or "").splitlines() if line.strip()]
        return [[_role(words) for words in line.split(",") if words.strip()] for line in lines]


def _role(words: str) -> str:
    if role := _BY_WORDS.get(fold(words)):
        return role
    raise forms.ValidationError(f"Không có vai trò «{words.strip()}». Hãy ghi đúng tên vai trò trong danh sách.")
