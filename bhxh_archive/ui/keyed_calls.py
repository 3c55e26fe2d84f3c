"""How does a program of ours elsewhere speak with the server? JSON by POST, opened by its key alone: no session, no
cookie. Every refusal is JSON with a sentence."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, JsonResponse

from bhxh_archive.allowance import seconds_to_wait
from bhxh_archive.errors import NotValid
from bhxh_archive.settings.proxy import client_address, is_loopback

WRONG_KEYS: Final = (30, 600)
"""Wrong keys that one address may try, and in how many seconds."""


def said(message: str, status: int, wait: int = 0) -> JsonResponse:
    """A refusal in words; `wait`: seconds until another try."""
    headers = {"Retry-After": str(wait)} if wait else {}
    return JsonResponse({"message": message}, status=status, headers=headers)


def in_the_open(request: HttpRequest) -> JsonResponse | None:
    """The refusal of a call that came neither over HTTPS nor from this machine itself."""
    if request.is_secure() or is_loopback(client_address(request)):
        return None
    return said("Chỉ nhận cuộc gọi qua HTTPS.", 403)


def key_of(request: HttpRequest) -> str:
    """The key that came with the call, or ""."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme == "Bearer" else ""


def unknown_key(request: HttpRequest, kind: str, message: str) -> JsonResponse:
    """The refusal of a key that opens nothing; tried too often from one address, it is told to wait."""
    if wait := seconds_to_wait(kind, client_address(request), times=WRONG_KEYS[0], seconds=WRONG_KEYS[1]):
        return said("Sai khóa quá nhiều lần, hãy chờ.", 429, wait)
    answer = said(message, 401)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def data_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises NotValid."""
    try:
        found = json.loads(request.body)
    except ValueError as error:
        raise NotValid("Nội dung gửi lên không phải JSON.") from error
    if not isinstance(found, dict):
        raise NotValid("Nội dung gửi lên không đúng dạng.")
    return found
