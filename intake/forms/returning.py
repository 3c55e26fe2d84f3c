"""What is asked for when a result goes out: which way, to whom, with what proof?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import cached_property

from bhxh_archive.ui.fields import TextField, VnDateField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.actions.returning.returning import FACTS
from intake.actions.returning.signed_slips import GROUND_WANTED
from intake.forms.books import DONE
from intake.forms.fields import Count, NameField
from intake.forms.verbs import VersionForm
from intake.models import Dossier, HandOver, Person, Upload
from intake.queries import carriers
from intake.rules.tracking import number_doubt


class ReturnWayForm(VersionForm):
    """Another way of return, who asked for it and why."""

    way = forms.ChoiceField(label="Cách nhận mới", choices=Dossier.ReturnMethod.choices, widget=ChoiceChips)
    address = TextField(
        label="Địa chỉ nhận", required=False, max_length=300, help_text="Bắt buộc khi gửi qua bưu chính."
    )
    asked_by = forms.TypedChoiceField(label="Người đề nghị", coerce=int)
    why = TextField(
        label="Lý do đề nghị đổi", max_length=300,
        error_messages={"required": "Ghi lý do, ví dụ: chuyển nơi ở, đề nghị nhận tại nhà."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, dossier: Dossier) -> None:
        known = {"way": dossier.return_method, "address": dossier.return_address, "version": dossier.version}
        super().__init__(data, initial=known)
        people = [(row.pk, f"{row.full_name} ({row.get_role_display().lower()})")
                  for row in dossier.persons.all() if row.role != Person.Role.DECEASED]  # fmt: skip
        self.fields["asked_by"].choices = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Asked here as well as by the action, so that all that is missing is said at once."""
        given = super().clean() or {}
        if given.get("way") == Dossier.ReturnMethod.POST and not (given.get("address") or "").strip():
            self.add_error("address", "Hãy ghi địa chỉ nhận kết quả qua bưu chính.")
        return given

    def facts(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        return {"method": given["way"], "address": given["address"], "asked_by": given["asked_by"],
                "reason": given["why"], "version": given["version"]}  # fmt: skip


OTHERWISE: Final = ("Cách đã giao bản điện tử", "Ví dụ: chép tệp đã ký vào USB của người nhận tại quầy.")


class HandOverForm(VersionForm):
    """The return by the registered method, with proof."""

    method = forms.ChoiceField(label="Cách trả", choices=Dossier.ReturnMethod.choices, widget=forms.HiddenInput)
    receiver_name = NameField(label="Họ tên người nhận", required=False, max_length=150)
    receiver_id = forms.CharField(label="Số giấy tờ của người nhận", required=False, max_length=20)
    tracking_number = forms.CharField(label="Mã bưu gửi", required=False, max_length=60)
    one_parcel = forms.BooleanField(
        label="Vẫn dùng mã này", required=False, help_text="Khi kết quả của hai hồ sơ đi chung một bưu gửi.",
    )  # fmt: skip
    number_as_is = forms.BooleanField(
        label="Mã đúng như trên bưu gửi", required=False, help_text="Khi bưu chính cấp mã không theo mẫu thường gặp.",
    )  # fmt: skip
    carrier = forms.ChoiceField(label="Đơn vị bưu chính", required=False)
    post_office = TextField(label="Bưu cục nhận gửi", required=False, max_length=150)
    dispatched_on = VnDateField(label="Ngày gửi", required=False)
    printed_copies = Count(label="Số bản in đã giao", required=False)
    printed_now = forms.BooleanField(
        label="Đã in và đóng dấu đủ số bản này", required=False,
        help_text="Đánh dấu khi chưa ghi nhận in ở «Xem và in»: số bản còn thiếu được ghi vào nhật ký cùng lúc trả.",
    )  # fmt: skip
    despite = forms.BooleanField(
        label="Vẫn trả các văn bản này", required=False,
        help_text="Đã xem văn bản nào được thay thế, thu hồi, hủy bỏ, đính chính hoặc điều chỉnh, và báo người nhận.",
    )  # fmt: skip
    authority = TextField(
        label="Giấy ủy quyền, giấy giới thiệu (khi người khác nhận thay)", required=False, max_length=300,
        help_text="Số, ngày, nơi chứng thực; ví dụ: giấy ủy quyền mẫu 13-HSB ngày 20/11/2026, UBND phường Mẫu.",
    )  # fmt: skip
    proof = TextField(
        label="Căn cứ giao nhận", required=False, max_length=300, help_text="Ví dụ: người nhận ký giấy giao nhận.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, book: Mapping[str, forms.Field] | None = None, online: bool = False, changed: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`book`: the boxes about a social-insurance book that is in custody; `online`: nothing is signed for;
        `changed`: something was done to a result since it was issued."""
        super().__init__(*args, **kwargs)
        if not changed:
            del self.fields["despite"]
        if online:
            self.fields["proof"].label, self.fields["proof"].help_text = OTHERWISE
        self.fields |= book or {}
        self.fields["carrier"].choices = [(row.code, row.name) for row in carriers()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Kept apart: a field that an action finds wrong is no longer among the cleaned ones."""
        cleaned = super().clean() or {}
        self.read = dict(cleaned)
        if self.number_doubt and not cleaned.get("number_as_is"):
            said = f"{self.number_doubt} Sửa mã, hoặc đánh dấu «{self.fields['number_as_is'].label}»."
            self.add_error("tracking_number", said)
        return cleaned

    @cached_property
    def number_doubt(self) -> str:
        """What is odd about the tracking number that was posted; "" for nothing, and for another way of return."""
        if not self.is_bound or self.way != Dossier.ReturnMethod.POST:
            return ""
        carrier = carriers().filter(code=self.read.get("carrier") or "").first()
        return number_doubt(self.read.get("tracking_number") or "", carrier)

    @property
    def way(self) -> str:
        """The way of return that was posted; "" for none."""
        way: str = self.read.get("method", "")
        return way

    def facts(self) -> dict[str, Any]:
        """As the actions take it, of an invalid form as far as it can be read; version and method stand apart."""
        given = {name: value for name, value in self.read.items() if name not in ("version", "method", "number_as_is")}
        return {**given, "book_done": given.pop("book", "") == DONE}

    def is_told_by(self, handed: HandOver | None) -> bool:
        """Whether that return went this way, to this receiver, with this proof."""
        typed = [self.way, *(self.read.get(name) or "" for name in FACTS)]
        return handed is not None and typed == [getattr(handed, name) or "" for name in ("method", *FACTS)]


class PostResultForm(forms.Form):
    """What became of a parcel: delivered, or back with us; the day, and the proof or the reason."""

    DELIVERED, BACK = "delivered", "back"
    use_required_attribute = False
    outcome = forms.ChoiceField(
        label="Kết quả", choices=((DELIVERED, "Đã phát cho người nhận"), (BACK, "Bị chuyển hoàn")), widget=ChoiceChips,
        error_messages={"required": "Chọn kết quả phát."},
    )  # fmt: skip
    on = VnDateField(label="Ngày phát hoặc chuyển hoàn")
    remark = TextField(
        label="Căn cứ đã phát, hoặc lý do chuyển hoàn", max_length=300,
        error_messages={"required": "Ghi người ký nhận, số báo phát, hoặc lý do bưu gửi bị chuyển hoàn."},
    )  # fmt: skip


class DropSlipForm(forms.Form):
    """Why a scan under the signed slip is taken away; of a file that was refused nobody asks."""

    use_required_attribute = False
    reason = TextField(
        label="Lý do bỏ bản quét", max_length=300, help_text="Ví dụ: quét nhầm giấy của hồ sơ khác.",
        error_messages={"required": "Hãy ghi lý do bỏ bản quét."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, upload: Upload) -> None:
        super().__init__(data, prefix=f"bo-{upload.pk}")
        self.fields["reason"].required = upload.state != Upload.State.REFUSED


class ConfirmSlipForm(forms.Form):
    """By what a clerk knows a scan without a readable code for the signed slip of this return."""

    use_required_attribute = False
    ground = TextField(
        label="Căn cứ xác nhận", max_length=300,
        help_text="Ví dụ: đúng mã hồ sơ, có chữ ký và họ tên người nhận; chân trang bị rách mất mã.",
        error_messages={"required": GROUND_WANTED},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, upload: Upload) -> None:
        super().__init__(data, prefix=f"dung-{upload.pk}")


class NotCollectedForm(VersionForm):
    """Nobody came although they were told."""

    attempts = Count(label="Số lần đã báo", min_value=1)
    proof = TextField(
        label="Các lần đã báo", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ngày, cách báo của từng lần.", error_messages={"required": "Ghi ngày và cách báo của từng lần."},
    )  # fmt: skip

    def __init__(self, *args: Any, least: int, **kwargs: Any) -> None:
        """`least`: how often a person must have been told before it may be recorded that nobody came."""
        super().__init__(*args, **kwargs)
        self.least = least

    def clean_attempts(self) -> int:
        told: int = self.cleaned_data["attempts"]
        if told < self.least:
            raise forms.ValidationError(f"Phải báo ít nhất {self.least} lần trước khi ghi «Chưa đến nhận».")
        return told

    def is_told_by(self, handed: HandOver | None) -> bool:
        """Whether that row says so often, and so, that nobody came."""
        told = handed and handed.outcome == HandOver.Outcome.NOT_COLLECTED and (handed.attempts, handed.proof)
        return told == (self.cleaned_data["attempts"], self.cleaned_data["proof"])
