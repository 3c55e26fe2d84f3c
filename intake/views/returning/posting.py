"""What became of a result that was given to the post, and how is it written down?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake import queries
from intake.actions.returning import postal
from intake.forms.returning import PostResultForm
from intake.models import Dossier, HandOver
from intake.views.frame import current_user, open_to_change
from intake.views.verbs import add_problems

SAID = {
    PostResultForm.DELIVERED: "Đã ghi nhận bưu chính đã phát kết quả.",
    PostResultForm.BACK: "Đã ghi nhận bưu gửi bị chuyển hoàn. Gửi lại, hoặc đổi sang nhận tại quầy theo đề nghị.",
}


@require_http_methods(["GET", "POST"])
def post_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Delivered or back with us: the day, and the proof or the reason."""
    dossier, context = open_to_change(request, pk, "intake.hand_over", tab="dossier")
    sent = queries.open_hand_over(dossier)
    if request.method == "GET" and not _under_way(sent):
        raise NotNow("Hồ sơ này không có bưu gửi nào đang chờ kết quả phát.")
    form = PostResultForm(request.POST or None)
    name_fields(request, form)
    if request.method == "POST" and form.is_valid() and _ended(request, dossier, form):
        messages.success(request, SAID[form.cleaned_data["outcome"]])
        return redirect("dossier", pk)
    save = Action("Lưu kết quả phát", form="verb", about=f"hồ sơ {dossier}")
    back = back_unchanged(reverse("dossier", args=[pk]))
    context |= {"form": form, "sent": sent, "move": {"label": "Kết quả phát bưu gửi"}, "foot": Foot(save, [back])}
    return render(request, "intake/post_result.html", context, status=422 if form.is_bound else 200)


def _under_way(sent: HandOver | None) -> bool:
    return sent is not None and sent.outcome == HandOver.Outcome.SENT and hasattr(sent, "consignment")


def _ended(request: HttpRequest, dossier: Dossier, form: PostResultForm) -> bool:
    given, user = form.cleaned_data, current_user(request)
    try:
        if given["outcome"] == PostResultForm.DELIVERED:
            postal.confirm_delivery(dossier=dossier, on=given["on"], proof=given["remark"], by=user)
        else:
            postal.came_back(dossier=dossier, on=given["on"], reason=given["remark"], by=user)
    except NotValid as error:
        add_problems(form, error)
        return False
    return True
