"""What stands around a page: rail, breadcrumb, tabs, actions at the foot?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar


@dataclass(frozen=True)
class RailItem:
    """One queue or page in the left rail; `count` None hides the number."""

    label: str
    url: str
    count: int | None = None
    active: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Desk:
    """What the frame knows of the person at the desk; `rooms` is (room label, its rail items).

    `barcode_pattern` is a regular expression (of JavaScript) for the codes on our own cover sheets: such a code,
    scanned while the cursor stands in some field, opens the dossier instead of landing in the field.
    `searches`: the person works with dossiers and may look for one. `single_keys`: a key alone presses a button.
    """

    office_name: str
    rooms: Sequence[tuple[str, Sequence[RailItem]]]
    user_name: str
    role_name: str = ""
    barcode_pattern: str = ""
    searches: bool = True
    single_keys: bool = True


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; the last one has no url."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Breadcrumb:
    template: ClassVar[str] = "ui/breadcrumb.html"
    crumbs: Sequence[Crumb]


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Tabs:
    """Tabs are links: every tab is a page with an address of its own."""

    template: ClassVar[str] = "ui/tabs.html"
    tabs: Sequence[Tab]
    label: str = "Các phần của hồ sơ"


@dataclass(frozen=True)
class Action:
    """One verb a person may press.

    `form` names the id of a form on the page that the button submits; otherwise `url` is opened (`method="get"`) or
    posted to. `key` is a shortcut such as "ctrl+enter" or "j"; `about` goes into the accessible name ("hồ sơ 12/2026").
    `why_not` disables the button and says what is in the way. `apart`: of a bulk action, it opens beside the page.
    """

    template: ClassVar[str] = "ui/action.html"
    label: str
    url: str = ""
    method: str = "post"
    kind: str = "quiet"  # primary | quiet | danger
    form: str = ""
    name: str = ""
    value: str = ""
    key: str = ""
    about: str = ""
    why_not: str = ""
    apart: bool = False

    @property
    def beside(self) -> str:
        """`about` as it is read behind the label, which may end with its first words: "Tích hợp hồ sơ" of "hồ sơ 12"
        is "Tích hợp hồ sơ 12"."""
        same = self.label.lower().endswith("hồ sơ") and self.about.startswith("hồ sơ ")
        return self.about.removeprefix("hồ sơ ") if same else self.about


def back_unchanged(url: str) -> Action:
    """The way out of a verb's page: the same words, the same looks on every desk."""
    return Action("Quay lại, không thay đổi gì", url, method="get", kind="plain")


@dataclass(frozen=True)
class Foot:
    """The sticky foot: one primary verb at most, the others quieter."""

    template: ClassVar[str] = "ui/foot.html"
    primary: Action | None = None
    others: Sequence[Action] = ()
    note: str = ""

    @property
    def leading(self) -> Action | None:
        """The primary verb, drawn as such whatever its own kind; Ctrl+Enter submits its form on every page."""
        if self.primary is None:
            return None
        key = self.primary.key or ("ctrl+enter" if self.primary.form else "")
        return replace(self.primary, kind="primary", key=key)
