"""What does an administrator fill in?"""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone

from bhxh_archive import kinds
from bhxh_archive.mandates import BY_MANDATE, BY_ORDER
from bhxh_archive.models import Holiday, Office
from bhxh_archive.parameters import DEFAULTS, parameter
from bhxh_archive.roles import Role
from bhxh_archive.ui.fields import TextField, VnDateField
from bhxh_archive.ui.reading import whole_number

_USERNAME: Final = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}$",
    "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới.",
)
_FINGERPRINT: Final = RegexValidator(
    r"^([0-9a-f]{64})?$", "Vân tay chứng thư số là 64 ký tự 0-9, a-f (SHA-256); để trống nếu người này không ký số."
)


class FingerprintField(forms.CharField):
    """SHA-256 of a certificate as viewers print it: capitals, colons and blanks are read away."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s:]", "", str(value or "")).lower()


class NewUserForm(forms.Form):
    """A new person; functions are given afterwards."""

    username = forms.CharField(label="Tên đăng nhập", max_length=60, validators=[_USERNAME])
    full_name = TextField(label="Họ và tên", max_length=150)


class UserForm(forms.Form):
    """Name, certificate, where its key is, and whether the person may sign in."""

    full_name = TextField(label="Họ và tên", max_length=150)
    certificate = FingerprintField(label="Vân tay chứng thư số (SHA-256)", required=False, validators=[_FINGERPRINT])
    signs_on_device = forms.BooleanField(
        label="Khóa ký nằm trên thiết bị của người này", required=False,
        help_text="USB token cắm trên máy của người ký. Để trống nếu khóa ở máy chủ ký.",
    )  # fmt: skip
    csc_credential = forms.CharField(
        label="Mã khóa ở dịch vụ ký từ xa (CSC)", max_length=100, required=False,
        help_text="Nhà cung cấp dịch vụ cấp. Để trống nếu không ký từ xa.",
    )  # fmt: skip
    is_active = forms.BooleanField(label="Được đăng nhập", required=False)

    def clean(self) -> dict[str, Any]:
        """The key is in one place."""
        values = super().clean() or {}
        if values.get("signs_on_device") and values.get("csc_credential"):
            self.add_error("csc_credential", "Khóa ký chỉ nằm ở một nơi: thiết bị riêng, hoặc dịch vụ ký từ xa.")
        return values


class FactorResetForm(forms.Form):
    """Why a person's second factor is taken away, and how it is known that the person asks for it."""

    reason = TextField(
        label="Lý do", max_length=300,
        help_text="Ví dụ: mất điện thoại, hết mã dự phòng; đã gặp trực tiếp ngày nào. Không ghi số giấy tờ.",
    )  # fmt: skip


def _secret(label: str, autocomplete: str, **more: Any) -> forms.CharField:
    box = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=128, widget=box, **more)


class OwnPasswordForm(forms.Form):
    """One's own password: the current one, and the new one twice."""

    use_required_attribute = False
    old_password = _secret("Mật khẩu hiện tại", "current-password")
    new_password1 = _secret(
        "Mật khẩu mới", "new-password",
        help_text="Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống họ tên hoặc tên đăng nhập, khác mật khẩu cũ.",
    )  # fmt: skip
    new_password2 = _secret("Nhập lại mật khẩu mới", "new-password")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, again = values.get("new_password1"), values.get("new_password2")
        if first and again and first != again:
            self.add_error("new_password2", "Hai lần nhập mật khẩu mới không giống nhau.")
        return values


class OfficeChoice(forms.ModelChoiceField):
    """An office by its name of today."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"

    def say(self, value: str) -> str:
        """The same by an office's id, for a page that shows back what was typed."""
        row = Office.objects.filter(pk=whole_number(value) or 0).first()
        return self.label_from_instance(row) if row else ""


MANDATE: Final = ("mandate", "mandate_kinds")


class FunctionForm(forms.Form):
    """One function of a person in an office, for a time."""

    office = OfficeChoice(label="Đơn vị", queryset=Office.objects.none(), empty_label="Chọn đơn vị")
    role = forms.ChoiceField(label="Chức năng", choices=[("", "Chọn chức năng"), *Role.choices])
    title = TextField(label="Chức danh khi ký", max_length=100, required=False)
    authority = forms.ChoiceField(
        label="Thẩm quyền ký", required=False,
        choices=[("", "Ký với chức danh của mình"), ("Q.", "Q. (quyền)"), ("KT.", "KT. (ký thay)"),
                 (BY_ORDER, "TL. (thừa lệnh)"), (BY_MANDATE, "TUQ. (thừa ủy quyền)")],
    )  # fmt: skip
    mandate = TextField(
        label="Văn bản ủy quyền", max_length=200, required=False,
        help_text="Chỉ khi ký TUQ.: số, ngày và cơ quan ban hành, ví dụ Giấy ủy quyền số 12/UQ-BHXH ngày 01/12/2026.",
    )  # fmt: skip
    mandate_kinds = forms.MultipleChoiceField(
        label="Loại văn bản được ủy quyền ký",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = VnDateField(label="Từ ngày")
    valid_to = VnDateField(
        label="Đến ngày", required=False, help_text="Để trống nếu chưa biết ngày kết thúc; ký TUQ. thì phải ghi."
    )

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        # Not of the class: the kinds are a question to the database, which pages that say it is away must not ask.
        self.fields["mandate_kinds"].choices = kinds.SIGNED.every()  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = timezone.localdate

    @property
    def general(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name not in MANDATE]

    @property
    def by_mandate(self) -> list[forms.BoundField]:
        """What is filled in for who signs TUQ. alone."""
        return [self[name] for name in MANDATE]

    @property
    def mandated(self) -> bool:
        """Whether that part stands open."""
        return self.is_bound and self.data.get("authority") == BY_MANDATE


class ClosingForm(forms.Form):
    """The last day of a function."""

    valid_to = VnDateField(label="Ngày cuối giữ chức năng")


class HolidayForm(forms.Form):
    """One day off, or one make-up working day."""

    day = VnDateField(label="Ngày")
    kind = forms.ChoiceField(label="Loại", choices=Holiday.Kind.choices)
    name = TextField(label="Tên", max_length=200)
    source = TextField(
        label="Nguồn", max_length=300, required=False, help_text="Số và ngày của thông báo hoặc văn bản."
    )
    confirmed = forms.BooleanField(label="Đã xác nhận với văn bản chính thức", required=False)


class KnownHolidayForm(HolidayForm):
    """What may change of a day that is in the calendar: not the day."""

    day = None  # type: ignore[assignment]


class ParameterForm(forms.Form):
    """A value from a day on; which shape it has follows from the parameter."""

    office = OfficeChoice(label="Đơn vị", queryset=Office.objects.none(), required=False, empty_label="Mọi đơn vị")
    value = forms.CharField(label="Giá trị", max_length=200)
    valid_from = VnDateField(label="Áp dụng từ ngày")
    source = TextField(label="Nguồn", max_length=300, required=False)
    confirmed = forms.BooleanField(label="Đã xác nhận với văn bản chính thức", required=False)

    def __init__(self, *args: Any, key: str, offices: QuerySet[Office], general: bool, **kwargs: Any) -> None:
        """`general`: whether a value for every office may be set; else an office must be chosen."""
        super().__init__(*args, **kwargs)
        office: Any = self.fields["office"]
        office.queryset, office.required = offices, not general
        office.empty_label = "Mọi đơn vị" if general else "Chọn đơn vị"
        if DEFAULTS[key].kind == "bool":
            self.fields["value"] = forms.ChoiceField(label="Giá trị", choices=[("1", "Có"), ("0", "Không")])
        if DEFAULTS[key].kind == "headings":
            self.fields["value"] = forms.CharField(
                label="Các tiêu đề", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), initial=parameter(key),
                help_text="Cách nhau bằng dấu chấm phẩy; không xét chữ hoa, dấu, ký hiệu.",
            )  # fmt: skip
        if DEFAULTS[key].kind == "results":
            self.fields["value"] = forms.MultipleChoiceField(
                label="Loại văn bản được chuyển", required=False, widget=forms.CheckboxSelectMultiple,
                choices=kinds.DELIVERED.every(), initial=sorted(parameter(key)),
                help_text="Không chọn loại nào: không chuyển.",
            )  # fmt: skip

    def clean_value(self) -> str:
        """What is stored: of several kinds their codes, with commas between them."""
        value: str | list[str] = self.cleaned_data["value"]
        return value if isinstance(value, str) else ",".join(value)
