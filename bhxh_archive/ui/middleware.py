"""How does a refused action reach the person: which page, which status, with nothing typed lost?"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from bhxh_archive.errors import ActionError, AlreadyDone, ChangedMeanwhile, NotAllowed, NotValid
from bhxh_archive.ui.typed import typed_of

HIDDEN = ("version", "page", "order", "chosen", "key", "save", "next", "do", "drop", "seen")
LABELS = {
    "reason": "Lý do", "explanation": "Nội dung", "note": "Ghi chú", "answer": "Nội dung trả lời",
    "question": "Nội dung đề nghị xác minh", "body": "Cơ quan được hỏi", "wanted": "Cần bổ sung",
    "paper_file_number": "Số hồ sơ giấy", "receiver_name": "Người nhận", "tracking_number": "Mã bưu gửi",
    "q": "Nội dung tìm",
}  # fmt: skip
"""What the commonest fields are called when a refused form is shown back; others show the name of the field."""

CONFLICT = 409
NOT_SO = 405

TURNED_AWAY = (ObjectDoesNotExist, Http404, NotAllowed)
"""Whoever looks in vain learns nothing of the work that waits: the frame of that page counts no queue."""
Answer = Callable[[HttpRequest], HttpResponse]


class Refusals:
    """An action that was refused becomes 403, 409 or 422; what is not there for this person becomes 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        return _of_a_button(request, answer) if _is_blank(request, answer) else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, TURNED_AWAY):
            request.turned_away = True  # type: ignore[attr-defined]
        if isinstance(error, ObjectDoesNotExist):
            raise Http404 from error
        if isinstance(error, ActionError):
            return refusal(request, error)
        return None


def refusal(request: HttpRequest, error: ActionError) -> HttpResponse:
    """The page that says no: what happened, what to do, and everything the person had typed."""
    if wants_json(request):
        return JsonResponse({"verdict": "refused", "message": error.message}, status=error.status)
    problems = error.problems if isinstance(error, NotValid) and len(error.problems) > 1 else []
    context = {
        "message": error.message,
        "problems": problems,
        "typed": typed_of(request, LABELS, HIDDEN),
        "of_dossier": bool(_dossier_page(request)),
        "meanwhile": isinstance(error, ChangedMeanwhile),
        "done": isinstance(error, AlreadyDone),
        "back_url": _dossier_page(request) or _way_back(request) if error.status == CONFLICT else _way_back(request),
    }
    return render(request, f"errors/{error.status}.html", context, status=error.status)


def _is_blank(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether somebody opened an address that only buttons use: Django says nothing to that."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return answer.status_code == NOT_SO and request.method == "GET" and signed_in and not wants_json(request)


def _of_a_button(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    page = _dossier_page(request)
    said = render(request, "errors/405.html", {"of_dossier": bool(page), "back_url": page}, status=NOT_SO)
    said["Allow"] = answer["Allow"]
    return said


def _dossier_page(request: HttpRequest) -> str:
    """The dossier that the address is about: after a conflict the page of the verb would only say no again."""
    match = request.resolver_match
    of_a_dossier = match and match.route.startswith("ho-so/<int:pk>/")
    return reverse("dossier", args=[match.kwargs["pk"]]) if match and of_a_dossier else ""


def wants_json(request: HttpRequest) -> bool:
    """Whether a script of ours asked (upload of one file, autosave): it shows the sentence where it belongs."""
    return "X-Autosave" in request.headers or request.headers.get("Accept", "").startswith("application/json")


def _way_back(request: HttpRequest) -> str:
    """The page the form was on, when it is one of ours."""
    came_from = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return came_from if came_from.startswith(own) else ""
