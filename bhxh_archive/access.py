"""Who looked at which personal document? Written before the bytes are shown."""

from __future__ import annotations

from django.http import HttpRequest

from bhxh_archive.models import AccessLog, User
from bhxh_archive.settings.proxy import client_address


def log_view(request: HttpRequest, subject: str, *, action: str = "view", purpose: str = "") -> AccessLog:
    """Record one look. `subject` names a row (`dossier:12`, `page:340`), never a person."""
    assert isinstance(request.user, User)  # LoginRequiredMiddleware let nobody else in
    return AccessLog.objects.create(
        by=request.user, action=action, subject=subject, purpose=purpose[:300], address=client_address(request)
    )
