"""How are facts shown: key and value, check-answers card, counts, checklist, timeline, progress?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class Fact:
    """`value` is text, a number, a date or a part; `change_url` is offered on a check-answers card, and
    leads on from a count."""

    label: str
    value: object
    change_url: str = ""


@dataclass(frozen=True)
class Facts:
    """A list of keys and values which leaves out what has no value."""

    template: ClassVar[str] = "ui/facts.html"
    facts: Sequence[Fact]

    @property
    def present(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.value not in (None, "", [], ())]


@dataclass(frozen=True)
class Compared:
    """What two versions say of the same; None where one says nothing."""

    label: str
    first: object
    second: object

    @property
    def differs(self) -> bool:
        return self.first != self.second


def set_beside(first: Facts, second: Facts) -> list[Compared]:
    """Everything that either says, a line each, in the order of the second; what only the first says comes last."""
    left, right = ({fact.label: fact.value for fact in version.present} for version in (first, second))
    return [Compared(label, left.get(label), right.get(label)) for label in {**right, **left}]


@dataclass(frozen=True)
class SummaryCard(Facts):
    """Check the answers before the irreversible."""

    template: ClassVar[str] = "ui/summary_card.html"
    heading: str = "Kiểm tra lại trước khi thực hiện"
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class CountCard:
    label: str
    count: int
    url: str
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True)
class CountCards:
    """Figures that link to the list behind them."""

    template: ClassVar[str] = "ui/count_cards.html"
    cards: Sequence[CountCard]


@dataclass(frozen=True)
class ChecklistItem:
    """One component: state is done, missing, problem, optional or waived."""

    label: str
    state: str
    detail: str = ""
    url: str = ""
    source: str = ""

    @property
    def word(self) -> str:
        return CHECK_LOOKS[self.state][0]

    @property
    def shape(self) -> str:
        return CHECK_LOOKS[self.state][1]

    @property
    def tone(self) -> str:
        return CHECK_LOOKS[self.state][2]


CHECK_LOOKS = {
    "done": ("Đủ", "check", "good"),
    "missing": ("Còn thiếu", "draft", "warn"),
    "problem": ("Cần xem lại", "alert", "bad"),
    "optional": ("Không bắt buộc", "stop", "quiet"),
    "waived": ("Được miễn", "back", "quiet"),
}


@dataclass(frozen=True)
class Checklist:
    template: ClassVar[str] = "ui/checklist.html"
    items: Sequence[ChecklistItem]
    heading: str = "Thành phần hồ sơ"

    @property
    def missing(self) -> int:
        return sum(item.state in ("missing", "problem") for item in self.items)


@dataclass(frozen=True)
class TimelineEvent:
    """`at` is an aware time, shown as Vietnam time."""

    title: str
    at: datetime
    who: str
    office: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Timeline:
    """Events, shown newest first whatever their order here."""

    template: ClassVar[str] = "ui/timeline.html"
    events: Sequence[TimelineEvent]

    @property
    def newest_first(self) -> list[TimelineEvent]:
        return sorted(self.events, key=lambda event: event.at, reverse=True)


@dataclass(frozen=True)
class Progress:
    """Work in the background.

    While neither finished nor failed the region asks `poll_url` every second; that address answers with this part
    again, alone or inside a page; without an address nothing is asked. `total` None: the length is not known yet.
    """

    template: ClassVar[str] = "ui/progress.html"
    poll_url: str
    label: str
    done: int = 0
    total: int | None = None
    detail: str = ""
    finished: bool = False
    failed: str = ""
    next_url: str = ""
    next_label: str = "Xem kết quả"
    dom_id: str = "progress"

    @property
    def running(self) -> bool:
        return not self.finished and not self.failed
