"""Which fields does each kind of result ask for? Typed as on paper; a draft keeps what was typed, whole or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from benefits import reading
from benefits.arithmetic.cases import LumpSumGround, PensionGround
from benefits.calculation import LUMP_SUM, PENSION
from benefits.decisions import GROUNDS
from benefits.reading import Unreadable
from bhxh_archive.ui.fields import MoneyField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.models import Procedure, ResultKind

PENSION_GROUNDS: Final = (
    (PensionGround.NORMAL, "Đủ tuổi, đủ 15 năm đóng"),
    (PensionGround.HARD_WORK, "Đủ 15 năm nặng nhọc, độc hại hoặc vùng khó khăn (sớm đến 5 tuổi)"),
    (PensionGround.COAL_PIT, "Đủ 15 năm khai thác than trong hầm lò (sớm đến 10 tuổi)"),
    (PensionGround.HIV, "Nhiễm HIV do tai nạn rủi ro nghề nghiệp"),
    (PensionGround.REDUCED_61, "Suy giảm khả năng lao động từ 61% đến dưới 81%"),
    (PensionGround.REDUCED_81, "Suy giảm khả năng lao động từ 81%"),
    (PensionGround.EXTREME_WORK_61, "15 năm đặc biệt nặng nhọc và suy giảm từ 61%"),
    (PensionGround.STREAMLINED, "Tinh giản biên chế, không trừ tỷ lệ"),
)
LUMP_SUM_GROUNDS: Final = tuple((ground, GROUNDS[ground]) for ground in LumpSumGround)
METHODS: Final = (("Chuyển khoản", "Chuyển khoản"), ("Tiền mặt", "Tiền mặt"))
Read = Callable[[Mapping[str, Any], str], object]


class ReadField(forms.CharField):
    """Text that must be readable by one of the readers of `benefits.reading`; kept as typed."""

    def __init__(self, read: Read, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.read = read

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            self.read({"typed": typed}, "typed")
        except Unreadable as unreadable:
            raise ValidationError([str(problem) for problem in unreadable.problems]) from unreadable
        return typed


class MonthField(ReadField):
    """A month as MM/YYYY; 062026 and 2026-06 are understood and written out."""

    def __init__(self, **kwargs: Any) -> None:
        typing = {"placeholder": "MM/YYYY", "inputmode": "numeric", "autocomplete": "off", "size": 9}
        super().__init__(reading.month, widget=forms.TextInput(attrs=typing), **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        return str(reading.month({"typed": typed}, "typed") or "")


def _short(label: str, limit: int = 200, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=limit, **kwargs)


class Entries(forms.Form):
    """What every draft keeps: the typed text of each field, checkboxes as yes or no."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def from_entries(cls, entries: Mapping[str, Any]) -> Entries:
        """The form filled with what was saved; untouched fields with their usual value."""
        usual = {name: field.initial for name, field in cls.base_fields.items() if field.initial is not None}
        return cls({**usual, **entries})

    def as_entries(self) -> dict[str, Any]:
        """Every field as it is kept: in its usual spelling where it could be read, else exactly as typed."""
        self.is_valid()
        return {name: self._kept(name) for name in self.fields}

    def _kept(self, name: str) -> Any:
        if isinstance(self.fields[name], forms.BooleanField):
            return bool(self[name].data)
        plain = isinstance(self.fields[name], MonthField) and name in self.cleaned_data
        return self.cleaned_data[name] if plain else str(self[name].data or "").strip()

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in the order they are filled in."""
        return [(heading, [self[name] for name in names]) for heading, names in self.groups]


class Paid(Entries):
    """What both decisions share: from when, how the money is received, what completes the printed text."""

    benefit_month = MonthField(label="Tháng bắt đầu hưởng")
    joined_state = MonthField(
        label="Tham gia khu vực Nhà nước từ", help_text="Bỏ trống: lấy tháng đầu của các dòng NN."
    )
    stated_average = MoneyField(
        label="Mức bình quân ấn định", required=False,
        help_text="Chỉ ghi khi mức bình quân được xác định riêng (Điều 15 NĐ 158/2025/NĐ-CP).",
    )  # fmt: skip
    occupation = _short("Chức danh, nghề nghiệp")
    employer = _short("Cơ quan, đơn vị")
    payment_method = forms.ChoiceField(
        label="Hình thức nhận", choices=METHODS, required=False, widget=ChoiceChips, initial="Chuyển khoản"
    )
    payment_place = _short("Nơi nhận, ngân hàng")
    payment_account = _short("Số tài khoản", 40, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    executors = _short("Nơi thi hành (Điều 2)", 500, help_text="Bỏ trống: dùng câu mẫu.")


class PensionEntries(Paid):
    """Quyết định hưởng lương hưu (07A-HSB)."""

    ground = forms.ChoiceField(
        label="Trường hợp hưởng", choices=PENSION_GROUNDS, required=False, initial=PensionGround.NORMAL.value
    )
    category = _short("Mã đối tượng", 20)
    hard_work_months = ReadField(reading.whole, label="Số tháng nặng nhọc, độc hại", help_text="Kể cả vùng khó khăn.")
    months_early = ReadField(reading.whole, label="Số tháng nghỉ trước tuổi", help_text="Bỏ trống: tính từ ngày sinh.")
    regional = ReadField(
        reading.regional, label="Phụ cấp khu vực trước 01/2007", help_text="Hệ số x số tháng, ví dụ 0,5 x 60; 0,7 x 24."
    )
    floor_group = forms.BooleanField(
        label="Thuộc nhóm được bù bằng mức tham chiếu (Điều 13 khoản 1 NĐ 158/2025/NĐ-CP)", required=False, initial=True
    )
    clinic = _short("Nơi khám, chữa bệnh ban đầu")
    health_card_from = MonthField(label="Thẻ BHYT từ tháng", help_text="Bỏ trống: bằng tháng hưởng.")
    groups = (
        ("Trường hợp và thời điểm", ("benefit_month", "ground", "category", "hard_work_months", "months_early",
                                     "floor_group")),
        ("Căn cứ riêng (nếu có)", ("joined_state", "stated_average", "regional")),
        ("Người hưởng và nơi nhận", ("occupation", "employer", "payment_method", "payment_place", "payment_account",
                                     "clinic", "health_card_from", "executors")),
    )  # fmt: skip


class LumpSumEntries(Paid):
    """Quyết định hưởng BHXH một lần (07B-HSB)."""

    ground = forms.ChoiceField(
        label="Trường hợp hưởng", choices=LUMP_SUM_GROUNDS, required=False,
        initial=LumpSumGround.TWELVE_MONTHS_OUT.value,
    )  # fmt: skip
    ground_text = _short("Căn cứ hưởng ghi trên quyết định", 500, help_text="Bỏ trống: dùng câu của trường hợp trên.")
    support = ReadField(
        reading.support, label="Thời gian Nhà nước hỗ trợ tiền đóng", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một thời gian, ví dụ 01/2018 - 12/2020: hộ nghèo (cận nghèo, dân tộc thiểu số, khác).",
    )  # fmt: skip
    groups = (
        ("Trường hợp và thời điểm", ("benefit_month", "ground", "ground_text")),
        ("Căn cứ riêng (nếu có)", ("joined_state", "stated_average", "support")),
        ("Người hưởng và nơi nhận", ("occupation", "employer", "payment_method", "payment_place", "payment_account",
                                     "executors")),
    )  # fmt: skip


def _lines(label: str, hint: str, rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=8000, widget=area)


class AnswerEntries(Entries):
    """Văn bản trả lời không giải quyết, nêu rõ lý do."""

    about = _short("Trích yếu", 300, help_text="Bỏ trống: dùng tên thủ tục.")
    findings = _lines("Kết quả xem xét hồ sơ", "Mỗi dòng một ý.")
    reasons = _lines("Lý do không giải quyết", "Mỗi dòng một lý do; ghi căn cứ pháp lý sau dấu |.", rows=5)
    guidance = _lines("Hướng dẫn người nộp", "Mỗi dòng một việc người nộp có thể làm tiếp.", rows=3)
    groups = (("Nội dung trả lời", ("about", "findings", "reasons", "guidance")),)


_FORMS: Final[dict[str, type[Entries]]] = {PENSION: PensionEntries, LUMP_SUM: LumpSumEntries}


def undraftable(procedure: Procedure) -> list[ResultKind]:
    """The results of a procedure that the product has no form for yet: what is granted on paper only."""
    kinds = procedure.result_kinds.exclude(role=ResultKind.Role.STATEMENT)
    return [kind for kind in kinds if form_class(kind) is None]


def form_class(kind: ResultKind) -> type[Entries] | None:
    """The form of that kind of result, or None while the product has none for it."""
    return AnswerEntries if kind.role == ResultKind.Role.ANSWER else _FORMS.get(kind.code)
