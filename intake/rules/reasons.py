"""Why is a component asked for, or not, and by which source?"""

from __future__ import annotations

from collections.abc import Sequence

from bhxh_archive.text import full_stop
from intake.models import Component, ComponentType

KIND = ComponentType.Requirement


def why(component: Component, value: str | None = None, others: Sequence[str] = ()) -> str:
    """Mandatory, one of a group with the `others` of it, or the question and its answer (`value`; None: not answered
    yet)."""
    kind, one_of = component.type, _one_of(others)
    if kind.question is not None and value is not None:
        said = f"{kind.question.text} {dict(kind.question.options).get(value, value)}."
        return f"{said} {one_of}" if others else said
    if kind.requirement == KIND.MANDATORY:
        return "Bắt buộc."
    if kind.requirement == KIND.ALTERNATIVE:
        return full_stop(f"{one_of} {kind.condition}")
    said = f"Cán bộ xác định thuộc trường hợp: {kind.condition}" if component.asked else kind.condition
    return full_stop(said) if said else ""


def _one_of(others: Sequence[str]) -> str:
    return f"Một trong nhóm, hoặc: {'; '.join(others)}." if others else "Một trong nhóm."


def by_what(kind: ComponentType) -> str:
    """The source, and whether it is still to be confirmed."""
    open_words = "cần xác nhận"
    unsure = kind.needs_confirmation and open_words not in kind.source
    return f"{kind.source} ({open_words})" if unsure else kind.source
