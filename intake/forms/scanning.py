"""What does a clerk choose before a scan, and what does an administrator type about a scanner?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from bhxh_archive.administration.forms import OfficeChoice
from bhxh_archive.models import Office
from bhxh_archive.text import nfc
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.widgets import ChoiceChips
from intake.actions.devices.scanners import name_taken
from intake.models import Component
from intake.pipeline.checks import REQUIRED_DPI
from intake.scanning.capabilities import Capabilities
from intake.scanning.wish import COLOUR_NAMES, SOURCE_NAMES, Wish

WAYS: Final = {
    "feeder": f"{SOURCE_NAMES['feeder']}, một mặt", "both": f"{SOURCE_NAMES['feeder']}, hai mặt",
    "platen": SOURCE_NAMES["platen"],
}  # fmt: skip
"""How paper gets in, as it is chosen: the source, and of the feeder whether both sides."""
TOO_COARSE: Final = (
    "Máy này chỉ quét được tới {best} dpi, thấp hơn mức {wanted} dpi của quy định: trang nào cũng sẽ bị cảnh báo. "
    "Có máy khác thì quét bằng máy đó."
)
_KEPT: Final = {"feeder": ("feeder", False), "both": ("feeder", True), "platen": ("platen", False)}


class ScanForm(forms.Form):
    """What one scanner can do, and where the pages go; only what it can is offered, and of its resolutions those that
    the law accepts, else the highest. Without components the pages go into the stack tray."""

    use_required_attribute = False
    way = forms.ChoiceField(label="Nguồn giấy", widget=ChoiceChips)
    resolution = forms.TypedChoiceField(label="Độ phân giải", widget=ChoiceChips, coerce=int)
    colour = forms.ChoiceField(label="Màu", widget=ChoiceChips)
    component = forms.ChoiceField(label="Xếp trang vào", required=False)

    def __init__(
        self, *args: Any, able: Capabilities, components: Sequence[tuple[Component, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ways = [name for name in WAYS if able.source(_KEPT[name][0], both_sides=_KEPT[name][1])]
        sources = [source for source in (able.feeder, able.duplex, able.platen) if source]
        colours = [name for name in COLOUR_NAMES if any(name in source.colours for source in sources)]
        self._offer("way", [(name, WAYS[name]) for name in ways], ways[0])
        self._offer_resolutions(sorted({dpi for source in sources for dpi in source.resolutions}))
        self._offer("colour", [(name, COLOUR_NAMES[name]) for name in colours], colours[0])
        if components is None:
            del self.fields["component"]
            return
        tray = [("", "Khay chưa xếp, xếp sau")]
        self._offer("component", [*tray, *((str(row.pk), name) for row, name in components)], "")

    def _offer_resolutions(self, known: Sequence[int]) -> None:
        """The lowest that is enough is chosen first; what was chosen once and is offered no more is forgotten."""
        fine = [dpi for dpi in known if dpi >= REQUIRED_DPI] or known[-1:]
        self._offer("resolution", [(dpi, f"{dpi} dpi") for dpi in fine], fine[0])
        if fine[0] < REQUIRED_DPI:
            self.fields["resolution"].help_text = TOO_COARSE.format(best=fine[0], wanted=REQUIRED_DPI)
        if self.initial.get("resolution") not in fine:
            self.initial.pop("resolution", None)

    def _offer(self, name: str, choices: Sequence[tuple[Any, str]], first: Any) -> None:
        field: Any = self.fields[name]
        field.choices, field.initial = choices, first

    @property
    def wish(self) -> Wish:
        """What was asked for; only of a valid form."""
        data = self.cleaned_data
        source, both_sides = _KEPT[data["way"]]
        return Wish(source, data["resolution"], data["colour"], both_sides)

    @property
    def component_id(self) -> int | None:
        return whole_number(self.cleaned_data["component"])


class ScannerForm(forms.Form):
    """A scanner whose address is known."""

    use_required_attribute = False
    office = OfficeChoice(label="Đơn vị", queryset=Office.objects.none(), empty_label="Chọn đơn vị")
    name = forms.CharField(label="Tên gọi", max_length=100, help_text="Ví dụ: Máy quét quầy 1.")
    url = forms.CharField(
        label="Địa chỉ", max_length=300,
        help_text="Ví dụ 192.168.1.20 hoặc http://192.168.1.20:9095/eSCL, xem ở phần mạng trên màn hình của máy.",
    )  # fmt: skip

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "office" in data and "name" in data and (said := name_taken(data["office"].pk, nfc(data["name"]))):
            self.add_error("name", said)
        return data


class FindForm(forms.Form):
    """For which office the network is searched."""

    use_required_attribute = False
    prefix = "find"
    office = OfficeChoice(label="Đơn vị nhận đề xuất", queryset=Office.objects.none(), empty_label="Chọn đơn vị")

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]
