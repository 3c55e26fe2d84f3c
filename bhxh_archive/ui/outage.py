"""What does a person read when database or store are away for a moment, and is what was typed still there?"""

from __future__ import annotations

import sys
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from bhxh_archive.stores.errors import StoreUnavailable
from bhxh_archive.ui.middleware import HIDDEN, LABELS, wants_json
from bhxh_archive.ui.typed import typed_of

AWAY: Final = (OperationalError, InterfaceError, StoreUnavailable)
RETRY_SECONDS: Final = "15"
MESSAGE: Final = "Hệ thống tạm thời không kết nối được với cơ sở dữ liệu hoặc kho tệp. Thao tác vừa rồi chưa được lưu."


def failed(request: HttpRequest) -> HttpResponse:
    """The answer to an exception that nobody caught: 503 when a part is away and will come back, else 500.

    Drawn without the frame, which asks the database who is signed in.
    """
    if not isinstance(sys.exc_info()[1], AWAY):
        return server_error(request)
    headers = {"Retry-After": RETRY_SECONDS}
    if wants_json(request):
        return JsonResponse({"verdict": "refused", "message": MESSAGE}, status=503, headers=headers)
    typed = typed_of(request, LABELS, HIDDEN, ask=False)
    page = render_to_string("errors/503.html", {"message": MESSAGE, "typed": typed})
    return HttpResponse(page, status=503, headers=headers)
