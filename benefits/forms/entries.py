"""Which fields does each kind of result ask for? Typed as on paper; a draft keeps what was typed, whole or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Final

from django import forms
from django.utils.module_loading import import_string

from benefits import reading
from benefits.arithmetic.cases import LumpSumGround, PensionGround
from benefits.doubts import naming
from benefits.doubts.falling import said_adjusted
from benefits.earlier import named
from benefits.forms.fields import DayField, MonthField, ReadField, SpelledField, account, lines, short
from benefits.kinds import kind_of
from benefits.kinds.lump_sum import GROUNDS
from benefits.kinds.receiving import TRANSFER
from benefits.models import FORMS, Draft
from benefits.whose import settles_lines
from bhxh_archive.ui.fields import MoneyField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.models import Procedure, Result, ResultKind

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
METHODS: Final = ((TRANSFER, TRANSFER), ("Tiền mặt", "Tiền mặt"))
Groups = tuple[tuple[str, tuple[str, ...]], ...]


class Entries(forms.Form):
    """What every draft keeps: the typed text of each field, checkboxes as yes or no."""

    groups: Groups = ()

    def __init__(self, data: Any = None, *, draft: Draft | None = None) -> None:
        super().__init__(data)
        if draft is not None:
            self.ask_of(draft)

    def ask_of(self, draft: Draft) -> None:
        """Add what depends on the people of the dossier."""

    @classmethod
    def from_entries(cls, entries: Mapping[str, Any], *, draft: Draft | None = None) -> Entries:
        """The form filled with what was saved; untouched fields with their usual value."""
        asked = cls(draft=draft).fields
        usual = {name: field.initial for name, field in asked.items() if field.initial is not None}
        return cls({**usual, **entries}, draft=draft)

    def as_entries(self) -> dict[str, Any]:
        """Every field as it is kept: in its usual spelling where it could be read, else exactly as typed."""
        self.is_valid()
        return {name: self._kept(name) for name in self.fields}

    def _kept(self, name: str) -> Any:
        if isinstance(self.fields[name], forms.BooleanField):
            return bool(self[name].data)
        plain = isinstance(self.fields[name], SpelledField) and name in self.cleaned_data
        return self.cleaned_data[name] if plain else str(self[name].data or "").strip()

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in the order they are filled in."""
        return [(heading, [self[name] for name in names]) for heading, names in self.headed()]

    def headed(self) -> Groups:
        """Headings with the names of their fields."""
        return self.groups


class Naming(Entries):
    """Which issued document this one names."""

    replaces = forms.ChoiceField(label="Văn bản đã ban hành", required=False)
    replaced_number = short("Số, ký hiệu", 60, help_text="Chỉ ghi khi văn bản không có trong danh sách.")
    replaced_on = DayField(label="Ngày ban hành")
    replaced_agency = short("Cơ quan ban hành")
    replaced_reason = short("Lý do", 500, help_text="In trên văn bản; câu in cần xác nhận.")

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        self.nameable = cache(partial(naming.replaceable_by, draft))
        self.fields["replaces"].choices = cache(partial(_nameable, draft, self.nameable))  # type: ignore[attr-defined]


def _nameable(draft: Draft, nameable: Callable[[], list[Result]]) -> list[tuple[str, str]]:
    """The documents in force on the same person or employer, and the one that was chosen when it was."""
    chosen = named.chosen_in(draft, draft.entries)
    found = nameable()
    rows = [*found, *([chosen] if chosen and chosen not in found else [])]
    adjusted = said_adjusted(rows)
    return [("", "Không chọn"), *((str(row.pk), _spoken(row) + adjusted.get(row.pk, "")) for row in rows)]


def _spoken(row: Result) -> str:
    return f"Số {row.number} ngày {row.dated:%d/%m/%Y}: {row.title}"


class NamedForm(Naming):
    """What the named document is called where it is written by hand: it need not be of the form of this one."""

    replaced_form = forms.ChoiceField(
        label="Hình thức văn bản", choices=[(form, form) for form in FORMS], required=False, widget=ChoiceChips,
        initial=FORMS[0], help_text="Chỉ chọn khi ghi số bằng tay.",
    )  # fmt: skip


class Replacing(Naming):
    """Which issued document of the same form this one replaces, if any."""

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        fields = [self[name] for name in named.FIELDS]
        return [*super().sections, ("Thay thế văn bản đã ban hành (nếu có)", fields)]


class Receipt(Replacing):
    """How the money is received, and who carries the decision out."""

    payment_method = forms.ChoiceField(
        label="Hình thức nhận", choices=METHODS, required=False, widget=ChoiceChips, initial=TRANSFER
    )
    payment_place = short("Nơi nhận, ngân hàng")
    executors = short("Nơi thi hành (Điều 2)", 500, help_text="Bỏ trống: dùng câu mẫu.")


class Drawn(Receipt):
    """What the decisions of a living person share: from when, and what completes the printed text."""

    benefit_month = MonthField(label="Tháng bắt đầu hưởng")
    occupation = short("Chức danh, nghề nghiệp")
    employer = short("Cơ quan, đơn vị")
    payment_account = account()
    receipt: tuple[str, ...] = (
        "occupation", "employer", "payment_method", "payment_place", "payment_account", "executors",
    )  # fmt: skip


class Paid(Drawn):
    """What rests on the contribution history: how its average is found."""

    joined_state = MonthField(
        label="Tham gia khu vực Nhà nước từ", help_text="Bỏ trống: lấy tháng đầu của các dòng NN."
    )
    stated_average = MoneyField(
        label="Mức bình quân ấn định", required=False,
        help_text="Chỉ ghi khi mức bình quân được xác định riêng (Điều 15 NĐ 158/2025/NĐ-CP).",
    )  # fmt: skip


class PensionEntries(Paid):
    """Quyết định hưởng lương hưu (07A-HSB)."""

    ground = forms.ChoiceField(
        label="Trường hợp hưởng", choices=PENSION_GROUNDS, required=False, initial=PensionGround.NORMAL.value
    )
    category = short("Mã đối tượng", 20)
    hard_work_months = ReadField(reading.whole, label="Số tháng nặng nhọc, độc hại", help_text="Kể cả vùng khó khăn.")
    months_early = ReadField(reading.whole, label="Số tháng nghỉ trước tuổi", help_text="Bỏ trống: tính từ ngày sinh.")
    regional = ReadField(
        reading.regional, label="Phụ cấp khu vực trước 01/2007", help_text="Hệ số x số tháng, ví dụ 0,5 x 60; 0,7 x 24."
    )
    floor_group = forms.BooleanField(
        label="Thuộc nhóm được bù bằng mức tham chiếu (Điều 13 khoản 1 NĐ 158/2025/NĐ-CP)", required=False, initial=True
    )
    clinic = short("Nơi khám, chữa bệnh ban đầu")
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
    ground_text = short("Căn cứ hưởng ghi trên quyết định", 500, help_text="Bỏ trống: dùng câu của trường hợp trên.")
    support = ReadField(
        reading.support, label="Thời gian Nhà nước hỗ trợ tiền đóng", widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một thời gian, ví dụ 01/2018 - 12/2020: hộ nghèo (cận nghèo, dân tộc thiểu số, khác).",
    )  # fmt: skip
    groups = (
        ("Trường hợp và thời điểm", ("benefit_month", "ground", "ground_text")),
        ("Căn cứ riêng (nếu có)", ("joined_state", "stated_average", "support")),
        ("Người hưởng và nơi nhận", Drawn.receipt),
    )  # fmt: skip


class AnswerEntries(Replacing):
    """Văn bản trả lời không giải quyết, nêu rõ lý do."""

    about = short("Trích yếu", 300, help_text="Bỏ trống: dùng tên thủ tục.")
    findings = lines("Kết quả xem xét hồ sơ", "Mỗi dòng một ý.")
    reasons = lines("Lý do không giải quyết", "Mỗi dòng một lý do; ghi căn cứ pháp lý sau dấu |.", rows=5)
    guidance = lines("Hướng dẫn người nộp", "Mỗi dòng một việc người nộp có thể làm tiếp.", rows=3)
    groups = (("Nội dung trả lời", ("about", "findings", "reasons", "guidance")),)


def parted_kinds(procedure: Procedure, *, listed: bool = True) -> tuple[list[ResultKind], list[ResultKind]]:
    """The results of a procedure that can be drafted, and those that the product can't make: an administrator added
    them and there is no form for them, or, of a dossier that is not `listed`, the settled list of an employer."""
    parted: tuple[list[ResultKind], list[ResultKind]] = ([], [])
    for kind in procedure.result_kinds.exclude(role=ResultKind.Role.STATEMENT):
        lacking = form_class(kind) is None or (settles_lines(kind) and not listed)
        parted[lacking].append(kind)
    return parted


def undraftable(procedure: Procedure, *, listed: bool = True) -> list[ResultKind]:
    """The results of a procedure that the product can't make."""
    return parted_kinds(procedure, listed=listed)[1]


def form_class(kind: ResultKind) -> type[Entries] | None:
    """The form of that kind of result, or None while the product has none for it."""
    if kind.role == ResultKind.Role.ANSWER:
        return AnswerEntries
    known = kind_of(kind.code)
    chosen: type[Entries] | None = import_string(known.form) if known else None
    return chosen
