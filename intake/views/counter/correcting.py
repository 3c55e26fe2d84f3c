"""How does a clerk put right what was registered of a person?"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.ui.fields import TextField
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake.actions.counter import correcting
from intake.forms.persons import PersonForm, row_of
from intake.models import Person
from intake.views.dossier.looking_up import warn_of_data
from intake.views.frame import current_user, open_to_change
from intake.views.verbs import add_problems


class CorrectionForm(PersonForm):
    """One person whose role stays, and why something is changed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = TextField(
        label="Lý do sửa",
        max_length=300,
        error_messages={"required": "Ghi lý do sửa, ví dụ: gõ sai so với thẻ căn cước."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("id", "qr", "role", "before"):
            del self.fields[name]


@require_http_methods(["GET", "POST"])
def correct_person(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """The facts of one person with the reason for changing them; a receipt printed from now on shows the new ones."""
    dossier, context = open_to_change(request, pk, "intake.register", tab="dossier")
    person = Person.objects.get(pk=person_pk, dossier=dossier)
    if request.method == "GET" and dossier.state not in correcting.CORRECTABLE:
        raise NotNow("Chỉ sửa được thông tin người khi hồ sơ ở Bộ phận Tiếp nhận.")
    form = CorrectionForm(request.POST or None, initial=row_of(person) | {"version": dossier.version})
    name_fields(request, form)
    if request.method == "POST" and form.is_valid() and _saved(request, person, form):
        messages.success(request, f"Đã sửa thông tin của {person}. In lại giấy tiếp nhận nếu cần.")
        warn_of_data(request, dossier)
        return redirect("dossier", pk)
    back = back_unchanged(reverse("dossier", args=[pk]))
    context |= {"form": form, "person": person, "foot": Foot(Action("Lưu thông tin đã sửa", form="verb"), [back])}
    return render(request, "intake/correct_person.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, person: Person, form: CorrectionForm) -> bool:
    known = form.cleaned_data
    try:
        correcting.correct_person(person=person, facts=form.facts(), reason=known["reason"], by=current_user(request),
                                  version=known["version"])  # fmt: skip
    except NotValid as error:
        add_problems(form, error)
        return False
    return True
