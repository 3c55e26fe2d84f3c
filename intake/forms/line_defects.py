"""What is asked for of single lines of an employer's list: which paper of whose line, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from django import forms

from bhxh_archive.ui.fields import TextField
from intake.models import Component, ComponentType, Defect, Dossier, ListLine
from intake.queries import said_count

BOXES: Final = (("c", "Thiếu, sai", 500), ("r", "Cách hoàn thiện", 300), ("g", "Căn cứ", 300))
"""Of every line of a slip: what begins its name, its label, its longest text."""
NO_DEFECT: Final = "Ghi thiếu gì, sai gì: dòng không ghi thì không in trên phiếu."


@dataclass(frozen=True)
class Asking:
    """A list as far as a slip can name its lines: the papers of a line, how one is found, how a paper is handed in and
    on what ground it is asked for, what is proposed."""

    dossier: Dossier
    kinds: Sequence[ComponentType]
    find: Callable[[str], list[ListLine]]
    of_kind: Callable[[ComponentType], tuple[str, str]] = lambda kind: ("", "")
    proposed: Sequence[dict[str, str]] = field(default_factory=list)
    more: int = 0

    @property
    def rows(self) -> range:
        """As many as are proposed, and some to type."""
        return range(1, len(self.proposed) + 4)

    @property
    def initial(self) -> dict[str, str]:
        found = zip(self.rows, self.proposed, strict=False)
        return {f"{name}line{number}": text for number, row in found for name, text in row.items()}


def _by_procedure(kinds: Sequence[ComponentType]) -> list[Any]:
    """The papers as choices, under the name of their procedure where there are several."""
    groups = [
        (name, [(str(kind.pk), kind.name) for kind in rows])
        for name, rows in groupby(kinds, key=lambda kind: kind.procedure.name)
    ]
    return groups if len(groups) > 1 else [choice for _, choices in groups for choice in choices]


class AsksLines(forms.Form):
    """The boxes of the lines: `nline1` (which line), `kline1` (which paper), `cline1`, `rline1`, `gline1`."""

    asking: Asking | None = None

    def ask_lines(self, asking: Asking) -> None:
        """Add the boxes; called once, by the constructor."""
        self.asking = asking
        choices = [("", "Chọn giấy tờ"), *_by_procedure(asking.kinds)]
        for number in asking.rows:
            self.fields[f"nline{number}"] = TextField(
                label=f"Dòng cần bổ sung {number}", required=False, max_length=150
            )
            self.fields[f"kline{number}"] = forms.ChoiceField(
                label=f"Giấy tờ của dòng cần bổ sung {number}", required=False, choices=choices
            )
            for start, label, most in BOXES:
                self.fields[f"{start}line{number}"] = TextField(
                    label=f"Dòng cần bổ sung {number}: {label.lower()}", required=False, max_length=most,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip

    @property
    def line_rows(self) -> list[list[tuple[str, forms.BoundField]]]:
        """The five boxes of each line under the heads of their columns."""
        heads = (("n", "Dòng"), ("k", "Giấy tờ"), *((start, label) for start, label, _ in BOXES))
        numbers = self.asking.rows if self.asking else ()
        return [[(label, self[f"{start}line{number}"]) for start, label in heads] for number in numbers]

    def called_lines(self) -> dict[str, str]:
        """End of the boxes of a line -> what the proposed line is called: `dòng 2 Trần Văn Nam`."""
        numbers = self.asking.rows if self.asking else ()
        return {f"line{number}": f"dòng {self.initial.get(f'nline{number}', '')}" for number in numbers}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.line_defects = [
            defect for number in (self.asking.rows if self.asking else ()) if (defect := self._defect(values, number))
        ]
        return values

    def _defect(self, values: dict[str, Any], number: int) -> Defect | None:
        """A line without words for what is wrong is not asked for; what was proposed beside them means nothing then."""
        wanted, remedy, ground = (values.get(f"{start}line{number}", "").strip() for start, _, _ in BOXES)
        if not wanted:
            if remedy and remedy != self.initial.get(f"rline{number}"):
                self.add_error(f"cline{number}", NO_DEFECT)
            return None
        line, kind = self._line(values, number), self._kind(values, number)
        if line is None or kind is None or self.asking is None:
            return None
        remedy, ground = self._as_of(kind, number, remedy, ground)
        return Defect(Component(dossier=self.asking.dossier, type=kind, line=line), wanted, remedy, ground)

    def _as_of(self, kind: ComponentType, number: int, remedy: str, ground: str) -> tuple[str, str]:
        """What was proposed for another paper than the one now chosen gives way to what is proposed for this one."""
        told = {name: self.initial.get(f"{name}line{number}", "") for name in "krg"}
        if self.asking is None or not told["k"] or told["k"] == str(kind.pk):
            return remedy, ground
        own_remedy, own_ground = self.asking.of_kind(kind)
        return own_remedy if remedy == told["r"] else remedy, own_ground if ground == told["g"] else ground

    def _line(self, values: dict[str, Any], number: int) -> ListLine | None:
        typed = values.get(f"nline{number}", "").strip()
        found = self.asking.find(typed) if self.asking and typed else []
        if len(found) == 1:
            return found[0]
        said = f"Có {said_count(found)} dòng khớp «{typed}»: ghi số thứ tự dòng." if found else (
            f"Không có dòng «{typed}» trong danh sách." if typed else "Ghi số thứ tự, mã số hoặc họ tên của dòng."
        )  # fmt: skip
        self.add_error(f"nline{number}", said)
        return None

    def _kind(self, values: dict[str, Any], number: int) -> ComponentType | None:
        chosen = values.get(f"kline{number}", "")
        kind = next((row for row in self.asking.kinds if str(row.pk) == chosen), None) if self.asking else None
        if kind is None:
            self.add_error(f"kline{number}", "Chọn giấy tờ của dòng.")
        return kind
