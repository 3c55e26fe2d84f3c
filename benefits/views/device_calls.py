"""How does the program beside a leader's token speak with the server? See docs/signing-agent.md."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from benefits.actions.device_signing import open_gaps, take_signature
from benefits.actions.signing_codes import user_of
from benefits.models import DeferredSignature
from benefits.queries import waiting_for
from bhxh_archive.allowance import seconds_to_wait
from bhxh_archive.errors import ActionError, NotValid
from bhxh_archive.keys import kept_session
from bhxh_archive.models import User
from bhxh_archive.ui.keyed_calls import data_of, in_the_open, key_of, said, unknown_key
from bhxh_archive.ui.reading import whole_number

View = Callable[[HttpRequest, User], JsonResponse]
CALLS: Final = (600, 60)
AT_ONCE: Final = 20
"""Documents of one call: a few seconds of work."""
UNKNOWN: Final = "Mã ký không đúng hoặc đã hết hạn. Hãy lấy mã mới ở trang «Ký trên thiết bị»."


def for_agents(view: View) -> Callable[[HttpRequest], JsonResponse]:
    """Let in who shows a leader's signing code, over HTTPS or on this machine itself."""

    @wraps(view)
    def answered(request: HttpRequest) -> JsonResponse:
        if refused := in_the_open(request):
            return refused
        leader = user_of(key_of(request))
        if leader is None:
            return unknown_key(request, "signing-code", UNKNOWN)
        if wait := seconds_to_wait(f"signing-agent:{leader.pk}", "", times=CALLS[0], seconds=CALLS[1]):
            return said("Gọi quá nhiều, hãy chờ.", 429, wait)
        try:
            return view(request, leader)
        except ActionError as error:
            return said(error.message, error.status)

    return csrf_exempt(login_not_required(require_POST(answered)))


@for_agents
def waiting(request: HttpRequest, leader: User) -> JsonResponse:
    """What the token would sign, for the leader to read before the PIN, and with which certificate."""
    rows = [
        {"id": row.pk, "dossier": str(row.document.draft.dossier), "number": row.document.number,
         "dated": row.document.dated.isoformat(), "title": row.document.title, "pages": row.document.pages}
        for row in waiting_for(leader)
    ]  # fmt: skip
    return JsonResponse({"certificate": leader.certificate, "name": leader.full_name, "documents": rows})


@for_agents
def gaps(request: HttpRequest, leader: User) -> JsonResponse:
    """The attributes to sign of up to AT_ONCE documents: `{"ids": [], "chain": []}`, certificates as Base64 of DER."""
    data = data_of(request)
    chain = [_bytes(one) for one in _listed(data, "chain")]
    wanted = {one for one in _listed(data, "ids")[:AT_ONCE] if isinstance(one, int)}
    if not chain:
        raise NotValid("Thiếu chứng thư số của thiết bị.")
    with kept_session():
        found = [_gap(row, chain, leader) for row in waiting_for(leader) if row.pk in wanted]
    return JsonResponse({"documents": found})


def _gap(row: DeferredSignature, chain: list[bytes], leader: User) -> dict[str, Any]:
    try:
        [row] = open_gaps(rows=[row], chain=chain, by=leader)
    except ActionError as refused:
        return {"id": row.pk, "said": refused.message}
    return {"id": row.pk, "attributes": b64encode(bytes(row.attributes or b"")).decode()}


@for_agents
def signatures(request: HttpRequest, leader: User) -> JsonResponse:
    """What the token made: `{"signatures": {id: Base64}}`. Sent again after a lost answer it is taken once."""
    sent = data_of(request).get("signatures")
    if not isinstance(sent, dict):
        raise NotValid("Nội dung gửi lên không đúng dạng.")
    read = ((whole_number(key), value) for key, value in list(sent.items())[:AT_ONCE])
    made = {pk: _bytes(value) for pk, value in read if pk is not None}
    return JsonResponse({"documents": list(_taken(made, leader))})


def _taken(made: dict[int, bytes], leader: User) -> Iterable[dict[str, Any]]:
    for row in DeferredSignature.objects.filter(pk__in=made, by=leader):
        try:
            take_signature(row=row, signature=made[row.pk], by=leader)
        except ActionError as refused:
            yield {"id": row.pk, "said": refused.message}
        else:
            yield {"id": row.pk}


def _listed(data: dict[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    if not isinstance(found, list):
        raise NotValid("Nội dung gửi lên không đúng dạng.")
    return found


def _bytes(text: Any) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (ValueError, TypeError) as error:
        raise NotValid("Nội dung gửi lên không phải Base64.") from error
