"""What is asked of other bodies, question by question, and what of their answers is written down?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.text import capfirst

from benefits.actions.verifying import Answered, Asked, Verdict, wrong_day
from benefits.models import VerificationLetter, VerificationQuestion
from bhxh_archive.ui.fields import TextField, VnDateField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.actions.page_desk.uploads import MIB, SMALLER
from intake.models import Component
from intake.slips.common import paper_name

MOST: Final = 20
"""Questions of one round; whoever has more to ask asks in another."""
MOST_SUBJECT: Final = 300
CELLS: Final = ("agency", "paper", "fact", "text")


class QuestionForm(forms.Form):
    """One question. Without a body it goes to that of the question before it."""

    use_required_attribute = False
    agency = TextField(
        label="Cơ quan được hỏi", max_length=200, required=False,
        widget=forms.TextInput(attrs={"class": "input input-wide", "list": "agencies", "autocomplete": "off"}),
    )  # fmt: skip
    paper = forms.ChoiceField(label="Về giấy tờ", required=False)
    fact = TextField(
        label="Hoặc về sự việc", max_length=200, required=False,
        widget=forms.TextInput(attrs={"class": "input input-wide", "autocomplete": "off"}),
        help_text="Ví dụ: thời gian làm việc từ 03/2005 đến 12/2009.",
    )  # fmt: skip
    text = TextField(
        label="Điều cần xác minh", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any, *, number: int, papers: Sequence[Component], **kwargs: Any) -> None:
        super().__init__(data, prefix=f"q{number}", **kwargs)
        self.fields["text"].wanted = "bắt buộc"  # type: ignore[attr-defined]
        self.number, self._papers = number, {str(row.pk): row for row in papers}
        box: Any = self.fields["paper"]
        box.choices = [
            ("", "Không phải giấy tờ của hồ sơ"),
            *((pk, paper_name(row)) for pk, row in self._papers.items()),
        ]
        if number > 1:
            self.fields["agency"].help_text = "Để trống: cùng cơ quan với nội dung trên."

    @property
    def blank(self) -> bool:
        """Whether nothing was typed here at all."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in CELLS)

    @property
    def component(self) -> Component | None:
        return self._papers.get(self.cleaned_data.get("paper", ""))

    @property
    def subject(self) -> str:
        """What the question calls its paper, its fact, or the fact of its paper."""
        paper, fact = self.component, self.cleaned_data.get("fact", "")
        return ": ".join(filter(None, (paper_name(paper) if paper else "", fact)))[:MOST_SUBJECT]

    def refuse(self, name: str, words: str) -> None:
        """Say at a box what is missing, unless something is wrong with it already."""
        if name not in self.errors:
            self.add_error(name, f"Nội dung {self.number}: {words}")


class VerificationForm(forms.Form):
    """Until when, and the questions (Gửi xác minh); `papers` are those that may be asked about."""

    use_required_attribute = False
    limit_on = VnDateField(label="Thời hạn trả lời")
    count = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, papers: Sequence[Component], more: bool = False) -> None:
        """`more`: nothing is judged yet, the form is shown again with all that was typed and a question more."""
        count, given = min(_count(data) + more, MOST), None if more else data
        super().__init__(given, initial=_typed(data) if more else None)
        self.initial["count"] = count
        self.questions = [
            QuestionForm(given, number=number, papers=papers, initial=_typed(data, f"q{number}-") if more else None)
            for number in range(1, count + 1)
        ]
        if more:
            self.questions[-1].fields["agency"].widget.attrs["autofocus"] = True

    @property
    def full(self) -> bool:
        """Whether no further question has room."""
        return len(self.questions) >= MOST

    def clean_limit_on(self) -> date:
        limit: date = self.cleaned_data["limit_on"]
        if limit < timezone.localdate():
            raise forms.ValidationError("Thời hạn trả lời phải từ hôm nay trở đi.")
        return limit

    def clean(self) -> dict[str, Any]:
        """Rows without a word are passed by; the others must say whom, about what, and what."""
        values = super().clean() or {}
        self.asked: list[Asked] = []
        for row in self.questions:
            if not row.blank:
                self._take(row)
        if any(row.errors for row in self.questions if not row.blank):
            raise forms.ValidationError("Chưa gửi. Sửa các ô báo lỗi của từng nội dung.")
        if not self.asked:
            self.questions[0].refuse("text", "ghi điều cần xác minh.")
            raise forms.ValidationError("Hãy ghi ít nhất một nội dung cần xác minh.")
        return values

    def _take(self, row: QuestionForm) -> None:
        row.is_valid()
        before = self.asked[-1].agency if self.asked else ""
        agency, text = row.cleaned_data.get("agency") or before, row.cleaned_data.get("text", "")
        for name, given, words in (("agency", agency, "ghi cơ quan được hỏi."),
                                   ("fact", row.subject, "chọn giấy tờ, hoặc ghi sự việc."),
                                   ("text", text, "ghi điều cần xác minh.")):  # fmt: skip
            if not given:
                row.refuse(name, words)
        self.asked.append(Asked(agency, row.subject, text, row.component))


def _count(data: Mapping[str, Any] | None) -> int:
    typed = str((data or {}).get("count", ""))
    return max(1, min(int(typed), MOST)) if typed.isascii() and typed.isdigit() else 1


def _typed(data: Mapping[str, Any] | None, prefix: str = "") -> dict[str, Any]:
    return {name.removeprefix(prefix): (data or {})[name] for name in data or {} if name.startswith(prefix)}


class VerdictForm(forms.Form):
    """What the answer says of one question; without a verdict it stays open."""

    use_required_attribute = False
    verdict = forms.ChoiceField(label="Kết quả", choices=Verdict.choices, required=False, widget=ChoiceChips)
    text = TextField(
        label="Nội dung trả lời", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any, question: VerificationQuestion) -> None:
        super().__init__(data, prefix=f"a{question.pk}")
        self.question = question

    @property
    def _called(self) -> str:
        return capfirst(self.question.called)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        verdict, text = values.get("verdict"), values.get("text")
        if text and not verdict:
            self.add_error("verdict", f"{self._called}: chọn kết quả.")
        if verdict and verdict != Verdict.CONFIRMED and not text and "text" not in self.errors:
            self.add_error("text", f"{self._called}: ghi phần nào đúng, phần nào không.")
        return values


class AnswerForm(forms.Form):
    """One answering letter: its number, its day, where its scan lies, and what it says of each open question."""

    use_required_attribute = False
    number = TextField(label="Số văn bản trả lời", max_length=60, required=False,
                       help_text="Để trống nếu trả lời không có số.")  # fmt: skip
    dated = VnDateField(label="Ngày văn bản trả lời")
    file = forms.FileField(
        label="Tệp bản quét", required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff", "class": "input"}),
        help_text="Ảnh hoặc PDF văn bản trả lời; được lưu kèm công văn, không tính vào số trang của hồ sơ.",
    )  # fmt: skip
    scan = TextField(
        label="Hoặc bản quét nằm ở", max_length=200, required=False,
        help_text="Giấy tờ, trang trong hồ sơ. Ví dụ: Giấy tờ khác, trang 14.",
    )  # fmt: skip
    otherwise = forms.BooleanField(
        label="Đã hỏi cơ quan này bằng cách khác", required=False,
        help_text="Công văn hỏi cơ quan này chưa cấp số ở đây. Chọn nếu đã hỏi qua điện thoại, hoặc bằng văn bản ngoài "
        "phần mềm; nếu chưa hỏi thì cấp số công văn trước.",
    )  # fmt: skip

    def __init__(
        self, data: Any, letter: VerificationLetter, questions: Iterable[VerificationQuestion], files: Any = None
    ) -> None:
        super().__init__(data, files, prefix=f"l{letter.pk}")
        self.letter = letter
        if letter.slip_id:
            del self.fields["otherwise"]
        self.rows = [VerdictForm(data, row) for row in questions if self.takes(row)]

    def takes(self, question: VerificationQuestion) -> bool:
        """Whether this question is one of those that are answered here."""
        return question.is_open

    @property
    def all_forms(self) -> list[forms.Form]:
        """Itself and its rows: what the summary of errors goes through."""
        return [self, *self.rows]

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(f"Tệp lớn hơn {settings.MAX_UPLOAD_BYTES // MIB} MB. {SMALLER}")
        return file

    def clean_dated(self) -> date:
        dated: date = self.cleaned_data["dated"]
        if wrong := wrong_day(dated, self.letter):
            raise forms.ValidationError(wrong)
        return dated

    def clean_otherwise(self) -> bool:
        if not self.cleaned_data["otherwise"]:
            raise forms.ValidationError(
                "Công văn chưa cấp số: cấp số trước, hoặc chọn ô này nếu đã hỏi bằng cách khác."
            )
        return True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(row.errors for row in self.rows) and not self.answers():
            raise forms.ValidationError("Chọn kết quả của ít nhất một nội dung.")
        if any(row.errors for row in self.rows):
            raise forms.ValidationError("Chưa ghi. Sửa các ô báo lỗi của từng nội dung.")
        return values

    def answers(self) -> list[Answered]:
        """What the action takes: the questions with a verdict."""
        return [Answered(row.question.pk, row.cleaned_data["verdict"], row.cleaned_data["text"])
                for row in self.rows if row.cleaned_data.get("verdict")]  # fmt: skip


class LateAnswerForm(AnswerForm):
    """A letter that came when nobody waited any more: what it says of each question that was closed."""

    def takes(self, question: VerificationQuestion) -> bool:
        return not question.is_open


class WithdrawForm(forms.Form):
    """Why an answer is waited for no longer (Thôi hỏi)."""

    use_required_attribute = False
    reason = TextField(
        label="Lý do thôi hỏi", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi lý do thôi hỏi."},
    )  # fmt: skip


class RewordForm(forms.Form):
    """Other words for a question whose letter is still a draft (Sửa nội dung)."""

    use_required_attribute = False
    subject = TextField(
        label="Giấy tờ, sự việc", max_length=MOST_SUBJECT,
        widget=forms.TextInput(attrs={"class": "input input-wide", "autocomplete": "off"}),
    )  # fmt: skip
    text = TextField(label="Điều cần xác minh", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
