"""How do the verbs ask that need a reason?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from benefits.actions import deciding, signing
from benefits.doubts.holding_up import changed_figures
from benefits.queries import live_documents
from benefits.views.room import finished, open_room, version_of
from benefits.views.verbs import GET_POST, foot_for, permitted
from bhxh_archive.lifecycle import MOVES, State
from bhxh_archive.ui.confirm import ReasonForm
from bhxh_archive.ui.frame import back_unchanged
from intake.models import Dossier
from intake.views.frame import current_user


def _ask(
    request: HttpRequest, pk: int, verb: str, form: forms.Form, act: Callable[..., Dossier], said: str, queue: str, *,
    consequence: Callable[[Dossier], str], danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """Ask for the words, do the verb with them, and say what was done; a refused form keeps what was typed."""
    dossier, context = open_room(request, pk)
    permitted(dossier, verb, current_user(request))
    if request.method == "POST" and form.is_valid():
        moved = act(dossier=dossier, by=current_user(request), version=version_of(request), **form.cleaned_data)
        return finished(request, moved, said.format(moved), queue=queue)
    label = MOVES[verb].label
    context |= {"title": label, "form": form, "consequence": consequence(dossier), "danger": danger,
                "foot": foot_for(label, others=[back_unchanged(reverse("review", args=[pk]))])}  # fmt: skip
    return render(request, "benefits/ask.html", context, status=422 if form.is_bound else 200)


def _reasoned(
    request: HttpRequest, pk: int, verb: str, act: Callable[..., Dossier], consequence: str, said: str, queue: str, *,
    known: str = "",
) -> HttpResponse:  # fmt: skip
    """A verb that goes back and needs a reason; where it is `known`, that stands there to be written on."""

    def with_reason(*, explanation: str, **rest: Any) -> Dossier:
        return act(reason=explanation, **rest)

    form = ReasonForm(request.POST or None, initial={"explanation": known})
    return _ask(request, pk, verb, form, with_reason, said, queue,
                consequence=lambda dossier: consequence, danger=True)  # fmt: skip


@GET_POST
def return_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the officer, with the reason; a number that was bound is lost."""
    dossier, _ = open_room(request, pk)
    bound = live_documents(dossier).values_list("number", flat=True).first()
    lost = f" Số {bound} đã cấp sẽ được ghi vào sổ số bỏ trống." if bound else ""
    leader = dossier.state == State.AWAITING_SIGNATURE
    return _reasoned(
        request, pk, "return_draft", deciding.return_draft,
        f"Hồ sơ trở về người soạn thảo để sửa; dữ liệu đã kiểm soát được mở lại.{lost}",
        "Đã trả lại chuyên viên hồ sơ {}.", "cho-ky" if leader else "cho-kiem-soat",
        known=changed_figures(dossier) if leader and request.method == "GET" else "",
    )  # fmt: skip


@GET_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to reception, with the reason."""
    return _reasoned(
        request, pk, "send_back", deciding.send_back,
        "Hồ sơ trở về Bộ phận Tiếp nhận để quét hoặc kiểm tra lại; dự thảo (nếu có) được giữ nguyên.",
        "Đã trả lại Bộ phận Tiếp nhận hồ sơ {}.", "cho-xu-ly",
    )  # fmt: skip


@GET_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back before issue, with the reason; the signed file is kept, its number is lost."""
    return _reasoned(
        request, pk, "recall", signing.recall,
        "Văn bản đã ký được giữ làm chứng cứ nhưng không phát hành; số văn bản được ghi vào sổ số bỏ trống. "
        "Hồ sơ trở về người soạn thảo.",
        "Đã thu hồi văn bản của hồ sơ {}.", "cho-phat-hanh",
    )  # fmt: skip
