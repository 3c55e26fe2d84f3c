"""How is another body asked about a dossier, and how is its answer written down? The clock follows by the map."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from benefits.models import VerificationRequest
from benefits.queries import open_verification
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import move
from bhxh_archive.models import User
from intake.models import Dossier


@transaction.atomic
def request_verification(
    *, dossier: Dossier, body: str, question: str, limit_on: date, by: User, version: int | None = None
) -> VerificationRequest:
    """Ask another body (Gửi xác minh); the clock stops or is extended only where the procedure's data says so."""
    moved = move(
        dossier, "request_verification", by=by, version=version, body=body, question=question, limit_on=limit_on
    )
    return VerificationRequest.objects.create(dossier=moved, body=body, question=question, limit_on=limit_on, by=by)


@transaction.atomic
def verified(*, dossier: Dossier, answer: str, by: User, version: int | None = None) -> Dossier:
    """Record the answer (Có kết quả xác minh) and go on reviewing."""
    asked = open_verification(dossier)
    if asked is None:
        raise NotNow("Hồ sơ không có nội dung nào đang chờ xác minh.")
    moved: Dossier = move(dossier, "verified", by=by, version=version, answer=answer)
    asked.answer, asked.answered_at, asked.answered_by = answer.strip(), timezone.now(), by
    asked.save(update_fields=["answer", "answered_at", "answered_by"])
    return moved
