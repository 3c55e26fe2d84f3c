"""Why is a component asked for, or not, and by which source?"""

from __future__ import annotations

from intake.models import Component, ComponentType

KIND = ComponentType.Requirement


def why(component: Component, value: str | None = None) -> str:
    """One sentence: mandatory, one of a group, or the question and its answer (`value`; None: not answered yet)."""
    kind = component.type
    if kind.question is not None and value is not None:
        return f"{kind.question.text} {dict(kind.question.options).get(value, value)}."
    if kind.requirement == KIND.MANDATORY:
        return "Bắt buộc."
    if kind.requirement == KIND.ALTERNATIVE:
        return f"Một trong nhóm. {kind.condition}".strip()
    return f"Cán bộ xác định thuộc trường hợp: {kind.condition}" if component.asked else kind.condition


def by_what(kind: ComponentType) -> str:
    """The source, and whether it is still to be confirmed."""
    open_words = "cần xác nhận"
    unsure = kind.needs_confirmation and open_words not in kind.source
    return f"{kind.source} ({open_words})" if unsure else kind.source
