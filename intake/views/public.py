"""How is a page opened to people without an account: so often from one address, kept and indexed by nobody?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from bhxh_archive.allowance import seconds_to_wait
from bhxh_archive.settings.proxy import client_address

STRETCH: Final = 600
"""Seconds in which one address has `STATUS_LOOKS` looks at each kind of page."""
View = Callable[..., HttpResponseBase]
TooOften = Callable[[HttpRequest, int], HttpResponseBase]


def limited(kind: str, too_often: TooOften) -> Callable[[View], View]:
    """Count the looks at this kind of page; `too_often(request, minutes)` answers the ones over the limit (429)."""

    def around(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = seconds_to_wait(kind, client_address(request), times=settings.STATUS_LOOKS, seconds=STRETCH)
            answer = too_often(request, -(-wait // 60)) if wait else view(request, *args, **kwargs)
            if wait:
                answer.headers["Retry-After"] = str(wait)
            answer.headers["Cache-Control"] = "private, no-store"
            answer.headers["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return counted

    return around
