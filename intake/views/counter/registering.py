"""How does a clerk register a dossier, or change it while it is a draft? Nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string

from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.scoping import dossiers_of
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.typed import name_fields
from intake.actions.counter import registration
from intake.forms.cards import with_card_read
from intake.forms.earlier import Row, taken_back
from intake.forms.persons import PREFIX, PersonFormSet, filled_from, row_of, rows_typed
from intake.forms.registration import RegistrationForm, initial_of, typed_again
from intake.forms.roles import FIRST_ROW, Groups, one_more, seated
from intake.models import Dossier, Person
from intake.views.counter.card_photographs import with_photographs
from intake.views.counter.row_words import after_card, after_taking_back
from intake.views.dossier.looking_up import warn_of_data
from intake.views.frame import current_user, open_dossier
from intake.views.verbs import add_problems

LAYOUT = (
    ("Nộp hồ sơ", ("channel", "outside_code", "received_at", "received_reason")),
    ("Giấy tờ đã nhận", ("counted_sheets", "counted_pages", "book_form", "book_covers", "book_leaves")),
    ("Trả kết quả", ("return_method", "return_address")),
)
NOTHING_READ = "Đã kiểm tra, không có thẻ nào để điền thêm. Nội dung đã nhập giữ nguyên, hồ sơ chưa lưu."
NEXT_BOXES = ("full_name", "born", "personal_id", "insurance_number", "phone", "address")
"""Where the cursor goes after a card was read: the first of these that is still empty."""
WIDE = ("channel", "return_method", "return_address", "book_form")


def register(request: HttpRequest) -> HttpResponse:
    """A new dossier: form, and on POST the draft; buttons that only help with typing come back with everything kept."""
    user = current_user(request)
    if not user.holds_anywhere("intake.register"):
        raise NotAllowed("Tài khoản của bạn không tiếp nhận hồ sơ.")
    if request.method != "POST":
        form = RegistrationForm(user=user, initial={"key": get_random_string(20)})
        form.fields["procedure"].widget.attrs["autofocus"] = True
        return _page(request, form, PersonFormSet(prefix=PREFIX, initial=[FIRST_ROW]))
    return _posted(request, None)


def edit_registration(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form on a draft."""
    dossier, _ = open_dossier(request, pk, tab="dossier")
    if not current_user(request).holds("intake.register", dossier.receiving_office_id):
        raise NotAllowed("Tài khoản của bạn không sửa được thông tin đăng ký của hồ sơ này.")
    if request.method == "POST":
        return _posted(request, dossier)
    if dossier.state != State.DRAFT:
        raise NotNow("Chỉ sửa được thông tin đăng ký khi hồ sơ đang lập.")
    form = RegistrationForm(user=current_user(request), dossier=dossier, initial=initial_of(dossier))
    rows = [row_of(person) for person in dossier.persons.all()]
    return _page(request, form, PersonFormSet(prefix=PREFIX, initial=rows), dossier)


def _posted(request: HttpRequest, dossier: Dossier | None) -> HttpResponse:
    typed = rows_typed(request.POST)
    rows = _with_person(request, _with_cards(with_photographs(request, _with_earlier(request, typed))))
    _say_nothing_was_read(request, filled=rows != typed, unread=any(row.get("qr") for row in rows))
    if "save" not in request.POST or rows != typed:  # what a card has just filled in is looked at before it is saved
        return _typed_again(request, rows, dossier)
    form = RegistrationForm(request.POST, user=current_user(request), dossier=dossier)
    persons = PersonFormSet({**request.POST.dict(), f"{PREFIX}-INITIAL_FORMS": "0"}, prefix=PREFIX)
    name_fields(request, form, *persons)
    if all([form.is_valid(), persons.is_valid()]):
        try:
            saved = _save(request, form, persons, dossier)
        except NotValid as error:
            add_problems(form, error)
        else:
            warn_of_data(request, saved)
            onward = "accept" if request.POST["save"] == "accept" else "dossier"
            return redirect(onward, saved.pk)
    return _page(request, form, persons, dossier, status=422)


def _say_nothing_was_read(request: HttpRequest, *, filled: bool, unread: bool) -> None:
    """Enter in any box presses «Đọc thẻ»: the page never comes back without a word. What was filled in is said in its
    row, what could not be read in its box, and of a photograph where it is read."""
    if "check" in request.POST and not filled and not unread and not request.FILES:
        messages.info(request, NOTHING_READ)


def _with_cards(rows: list[Row]) -> list[Row]:
    cards = [with_card_read(row) for row in rows]
    return [after_card(card) if card.row != row else row for card, row in zip(cards, rows, strict=True)]


def _with_earlier(request: HttpRequest, rows: list[Row]) -> list[Row]:
    """The rows with one as it was before a card of another person was read into it (`take_back` names the row)."""
    index = whole_number(request.POST.get("take_back"))
    if index is None or index >= len(rows):
        return rows
    return [after_taking_back(taken_back(row)) if at == index else row for at, row in enumerate(rows)]


def _with_person(request: HttpRequest, rows: list[Row]) -> list[Row]:
    """The rows with one filled from a person on record (`use_person` names row and person), if this user may see it."""
    row, _, pk = request.POST.get("use_person", "").partition(":")
    index = whole_number(row)
    if index is None or index >= len(rows):
        return rows
    person = Person.objects.get(dossiers_of(current_user(request), "dossier__"), pk=whole_number(pk) or 0)
    log_view(request, f"dossier:{person.dossier_id}", action="use_person")
    messages.info(request, "Đã điền theo hồ sơ có sẵn: đối chiếu từng mục với giấy tờ trước khi lưu.")
    return [filled_from(typed, person) if at == index else typed for at, typed in enumerate(rows)]


def _save(request: HttpRequest, form: RegistrationForm, persons: Any, dossier: Dossier | None) -> Dossier:
    user = current_user(request)
    people = [row.facts() for row in persons if row.has_changed()]
    if dossier:
        version = form.cleaned_data["version"]
        return registration.edit_registration(
            dossier=dossier, persons=people, by=user, version=version, **form.changes()
        )
    office = next(seat.office for seat in user.seats if str(seat.office_id) == form.cleaned_data["office"])
    return registration.register(
        office=office, persons=people, by=user, key=form.cleaned_data["key"], **form.registration()
    )


def _helped(rows: list[Row], data: Mapping[str, Any], wanted: Groups) -> list[Row]:
    """The rows after the pressed button: one more, one less, or laid out anew for another procedure."""
    before = len(rows)
    if data.get("seated", "") != data.get("procedure", ""):
        rows = seated(rows, wanted)
    if "add_person" in data:
        return rows if len(rows) > before else one_more(rows, wanted)
    gone = whole_number(data.get("remove_person"))
    if gone is not None and len(rows) > 1:
        return [row for index, row in enumerate(rows) if index != gone]
    return rows


def _typed_again(request: HttpRequest, rows: list[Row], dossier: Dossier | None) -> HttpResponse:
    code = request.POST.get("procedure", "")
    initial = typed_again(RegistrationForm, request.POST) | {"seated": code}
    form = RegistrationForm(user=current_user(request), dossier=dossier, initial=initial)
    rows = _helped(rows, request.POST, form.wanted(code))
    persons = PersonFormSet(prefix=PREFIX, initial=rows)
    _place_cursor(persons, rows_typed(request.POST), rows)
    return _page(request, form, persons, dossier)


def _place_cursor(persons: Any, before: list[Row], rows: list[Row]) -> None:
    """The keyboard goes on where the row that was just filled or added wants something."""
    if len(rows) > len(before):
        persons.forms[-1].fields["qr"].widget.attrs["autofocus"] = True
        return
    for form, row, typed in zip(persons.forms, rows, before, strict=False):
        if row.get("qr"):  # no card: the next reading of the scanner takes the place of this one
            form.fields["qr"].widget.attrs |= {"autofocus": True, "data-selected": True}
            return
        if row != typed and len(rows) == len(before):
            box = next((name for name in NEXT_BOXES if not row.get(name)), NEXT_BOXES[0])
            form.fields[box].widget.attrs["autofocus"] = True
            return


def _page(
    request: HttpRequest, form: RegistrationForm, persons: Any, dossier: Dossier | None = None, status: int = 200
) -> HttpResponse:
    here = Crumb(f"Sửa {dossier}" if dossier else "Tiếp nhận hồ sơ")
    groups = [(legend, [(form[name], name in WIDE) for name in names]) for legend, names in LAYOUT]
    shown = [form["procedure"], *persons, *(form[name] for _, names in LAYOUT for name in names)]
    context = {
        "form": form, "persons": persons, "forms": persons, "shown": [*shown, form], "groups": groups,
        "dossier": dossier,
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", reverse("home")), here]),
    }  # fmt: skip
    return render(request, "intake/register.html", context, status=status)
