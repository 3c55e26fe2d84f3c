"""What is said of a result whose file is broken in the store, and which whole version is shown in its place?"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.timezone import localtime

from benefits.desks import BROKEN_FILES
from bhxh_archive.errors import DAMAGED
from bhxh_archive.models import User
from intake.actions.returning.soundness import found_whole
from intake.models import ResultVersion
from intake.rules import fault_of


def told(version: ResultVersion) -> str:
    """That the stored file is broken, what is to be done, and in which queue it lies; "" of one not found so."""
    if version.fault != DAMAGED:
        return ""
    stage = version.get_stage_display()
    return f"Bản «{stage}»: {fault_of(version.result, version)} Hồ sơ nằm ở hàng việc «{BROKEN_FILES}» của văn thư."


def whole_ones(
    chosen: Sequence[ResultVersion], *, by: User, inside: bool
) -> tuple[list[ResultVersion], list[str]]:  # fmt: skip
    """What can be shown of these versions, each held against its digest: in place of a broken one the newest whole one
    of the same result that this reader may open (`inside`: also what was not issued), and what is said of it."""
    shown, notes = [], []
    for version in chosen:
        whole = _whole(version, by=by, inside=inside)
        shown += [whole] if whole else []
        notes += [_note(version, whole)] if whole != version else []
    return shown, notes


def _whole(version: ResultVersion, *, by: User, inside: bool) -> ResultVersion | None:
    others = sorted(version.result.versions.all(), key=lambda row: row.pk, reverse=True)
    others = [row for row in others if row.pk != version.pk and (inside or row.issued)]
    return next((row for row in [version, *others] if found_whole(version=row, by=by)), None)


def _note(version: ResultVersion, whole: ResultVersion | None) -> str:
    """In few words: what is to be done stands beside the documents."""
    result = version.result
    broken = f"«{result.title}» số {result.number}: tệp bản «{version.get_stage_display()}» bị hỏng trong kho."
    if whole is None:
        return f"{broken} Không còn bản nào nguyên vẹn để xem."
    at = f"{localtime(whole.at):%H:%M %d/%m/%Y}"
    return f"{broken} Ở đây hiện bản «{whole.get_stage_display()}» lúc {at}, bản nguyên vẹn gần nhất."
