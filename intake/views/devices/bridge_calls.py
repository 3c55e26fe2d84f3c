"""How does a bridge speak with the server? JSON and raw files, opened by its key alone: no session, no cookie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bhxh_archive.allowance import seconds_to_wait
from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.text import nfc
from bhxh_archive.ui.keyed_calls import data_of, in_the_open, key_of, said, unknown_key
from intake.devices import calling_home as home
from intake.models import Bridge, ScanRun
from intake.queries.bridges import bridge_of
from intake.scanning.delivered import Delivered, judge
from intake.scanning.line import CHUNK
from intake.scanning.report import place_json, read_report
from intake.scanning.trouble import SENTENCES, Trouble

View = Callable[..., JsonResponse]
CALLS: Final = (1200, 60)
"""Calls of one bridge: a scan asks twice a second at most, a page is one call."""
SOON, LATER = 2, 10
"""Seconds until a bridge calls again: with work about, and without."""
IN_MEMORY: Final = 4 * 1024 * 1024
UNKNOWN: Final = "Khóa cầu nối không đúng hoặc đã bị thu hồi."


def for_bridges(view: View) -> View:
    """Let in who shows the key of a bridge, over HTTPS or on this machine itself; every refusal is JSON with words."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if refused := in_the_open(request):
            return refused
        bridge = bridge_of(key_of(request))
        if bridge is None:
            return unknown_key(request, "bridge", UNKNOWN)
        if wait := seconds_to_wait(f"bridge:{bridge.pk}", "", times=CALLS[0], seconds=CALLS[1]):
            return said("Gọi quá nhiều, hãy chờ.", 429, wait)
        return _guarded(view, request, bridge, args, kwargs)

    return csrf_exempt(login_not_required(require_POST(answered)))


def _guarded(view: View, request: HttpRequest, bridge: Bridge, args: Any, kwargs: Any) -> JsonResponse:
    try:
        return view(request, bridge, *args, **kwargs)
    except ObjectDoesNotExist:
        return said("Không có lượt quét này.", 404)
    except ActionError as error:
        return said(error.message, error.status)
    except Trouble as error:
        return said(error.message, NotValid.status)


@for_bridges
def work(request: HttpRequest, bridge: Bridge) -> JsonResponse:
    """What is there to do? Asked by a bridge that is at nothing; `scanners` is its report, when it has one."""
    data = data_of(request)
    home.lost(bridge)
    home.seen(bridge, forwards=data.get("forwards") is True)
    if "scanners" in data:
        _report(bridge, data["scanners"])
    run = home.next_run(bridge)
    ask = Bridge.objects.get(pk=bridge.pk).to_report
    return JsonResponse({"run": _told(run) if run else None, "ask": ask, "again": SOON if run or ask else LATER})


def _report(bridge: Bridge, told: Any) -> None:
    try:
        scanners = read_report(told, loopback=settings.SCANNERS_ON_THIS_MACHINE)
    except ValueError as error:
        raise NotValid("Danh sách máy quét gửi lên không đúng dạng.") from error
    home.report(bridge, scanners)


def _told(run: ScanRun) -> dict[str, Any]:
    wish = {"source": run.source, "resolution": run.resolution, "colour": run.colour, "both_sides": run.both_sides}
    return {"id": run.pk, "place": place_json(run.scanner.place), "wish": wish, "most": settings.MAX_UPLOAD_BYTES}


def _word(request: HttpRequest) -> str:
    word = request.headers.get("X-Claim", "")
    if not 16 <= len(word) <= 64 or not word.isalnum() or not word.isascii():
        raise NotValid("Thiếu mã nhận việc của cầu nối.")
    return word


@for_bridges
def claim(request: HttpRequest, bridge: Bridge, scan_pk: int) -> JsonResponse:
    """Take a scan up."""
    home.seen(bridge, forwards=False)
    return JsonResponse({"run": home.claim(bridge, scan_pk, _word(request)).pk})


@for_bridges
def wanted(request: HttpRequest, bridge: Bridge, scan_pk: int) -> JsonResponse:
    """Is the scan still wanted? Also the sign that the bridge is at it."""
    home.seen(bridge, forwards=False)
    run = home.mine(bridge, scan_pk, _word(request))
    return JsonResponse({"wanted": run.stop_asked_at is None})


@for_bridges
def page(request: HttpRequest, bridge: Bridge, scan_pk: int, number: int) -> JsonResponse:
    """One file of a scan, raw; sent again after a lost answer it is taken once."""
    home.seen(bridge, forwards=False)
    run = home.mine(bridge, scan_pk, _word(request))
    with SpooledTemporaryFile(IN_MEMORY) as content:
        digest = _received(request, content)
        if digest != request.headers.get("X-Digest", ""):
            raise NotNow(home.DAMAGED)
        new = home.bring(run, _judged(number, content), digest)
    return JsonResponse({"new": new})


def _judged(number: int, content: IO[bytes]) -> Delivered:
    content.seek(0)
    return judge(number, content)


def _received(request: HttpRequest, content: IO[bytes]) -> str:
    """The body in `content`; returns its digest. Raises Trouble over the limit."""
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(request):
        size += len(chunk)
        if size > settings.MAX_UPLOAD_BYTES:
            raise Trouble("large")
        digest.update(chunk)
        content.write(chunk)
    return digest.hexdigest()


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    return iter(lambda: request.read(CHUNK), b"")


@for_bridges
def finish(request: HttpRequest, bridge: Bridge, scan_pk: int) -> JsonResponse:
    """The scan is over: well, or with one of our own words for what went wrong."""
    home.seen(bridge, forwards=False)
    code = data_of(request).get("trouble", "")
    if code and code not in SENTENCES:
        raise NotValid("Không rõ lý do dừng.")
    home.finish(home.mine(bridge, scan_pk, _word(request)), code)
    return JsonResponse({"ended": True})


@for_bridges
def file(request: HttpRequest, bridge: Bridge) -> JsonResponse:
    """One file of the folder that the bridge watches, raw; its name is in a header, for addresses are logged."""
    home.seen(bridge, forwards=True)
    name, digest = nfc(unquote(request.headers.get("X-Name", "")))[:255], request.headers.get("X-Digest", "")
    if not name or not name.isprintable() or len(digest) != 64:
        raise NotValid("Thiếu tên tệp hoặc mã băm.")
    row = home.forward(bridge, name, digest, _chunks(request))
    return JsonResponse({"state": row.state, "note": row.note})
