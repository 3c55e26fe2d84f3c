"""What does each button of a stack's preview do? Every one leads back to the part it was pressed at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.ui.reading import whole_number
from intake.actions.stacks import batches, cuts, unfiling
from intake.models import Batch, BatchPart
from intake.queries.batches import batch_for
from intake.views.dossier.parts import label
from intake.views.frame import current_user
from intake.views.stacks.filing_parts import ChoiceRefused, Done, choose, file, pressed, typed_anew, version_of
from intake.views.stacks.preview import choice_refused

Work = Callable[[Batch, QueryDict, User], Done]


@require_POST
def change_batch(request: HttpRequest, batch_pk: int, deed: str) -> HttpResponse:
    """Do what the pressed button says; what can't be done is told, and nothing is lost."""
    found = batch_for(current_user(request), batch_pk)
    work = WORK.get(deed)
    if work is None:
        raise Http404
    part: BatchPart | None = None
    try:
        said, part = _done(deed, work, found, request)
        messages.success(request, said)
    except ChoiceRefused as error:
        return choice_refused(request, found, error.message)
    except (NotValid, NotNow, ChangedMeanwhile) as error:
        if typed_anew(request.POST):
            return choice_refused(request, found, error.message, status=error.status)
        messages.error(request, error.message)
    return redirect(_way_back(found, request.POST, part))


def _done(deed: str, work: Work, found: Batch, request: HttpRequest) -> Done:
    """What stands in the boxes of the part is chosen before anything else is done to the part that keeps it."""
    data, user = request.POST, current_user(request)
    if deed not in KEEPS_CHOICE or not typed_anew(data):
        return work(found, data, user)
    with transaction.atomic():
        chosen, _ = choose(found, data, user)
        said, part = work(found, _as_of_now(data), user)
        return f"{said} {chosen}", part


def _as_of_now(data: QueryDict) -> QueryDict:
    """The choice made another version of the stack than the page showed."""
    changed = data.copy()
    changed.pop("version", None)
    return changed


def _way_back(found: Batch, data: QueryDict, part: BatchPart | None) -> str:
    if found.closed_at is None and Batch.objects.filter(pk=found.pk).exclude(closed_at=None).exists():
        return reverse("batch", args=[found.pk])
    place = part.pk if part and part.pk else whole_number(data.get("part"))
    return reverse("batch", args=[found.pk]) + (f"?phan={place}#phan-{place}" if place else "")


def _cut(found: Batch, data: QueryDict, by: User) -> Done:
    at = pressed(data, "at")
    part = cuts.add_cut(batch=found, at=at, by=by, version=version_of(data))
    return f"Đã cắt trước trang {at + 1}.", part


def _join(found: Batch, data: QueryDict, by: User) -> Done:
    part = cuts.drop_cut(batch=found, part_id=pressed(data, "part"), by=by, version=version_of(data))
    return "Đã gộp vào phần trước.", part


def _move(found: Batch, data: QueryDict, by: User) -> Done:
    step = 1 if data.get("step") == "on" else -1
    part = cuts.move_cut(batch=found, part_id=pressed(data, "part"), step=step, by=by, version=version_of(data))
    return f"Phần này nay bắt đầu từ trang {part.first + 1}.", part


def _leave(found: Batch, data: QueryDict, by: User) -> Done:
    index, out = pressed(data, "page"), data.get("out") == "1"
    cuts.leave_out(batch=found, index=index, out=out, by=by, version=version_of(data))
    return f"Trang {index + 1} {'không đưa' if out else 'được đưa'} vào hồ sơ.", None


def _out(found: Batch, data: QueryDict, by: User) -> Done:
    return _leave(found, _with_out(data, "1"), by)


def _keep(found: Batch, data: QueryDict, by: User) -> Done:
    return _leave(found, _with_out(data, "0"), by)


def _with_out(data: QueryDict, value: str) -> QueryDict:
    changed = data.copy()
    changed["out"] = value
    return changed


def _drop(found: Batch, data: QueryDict, by: User) -> Done:
    part = cuts.drop_part(batch=found, part_id=pressed(data, "part"), by=by, version=version_of(data))
    which = f"các trang {part.first + 1}-{part.stop}" if part.stop > part.first + 1 else f"trang {part.stop}"
    return f"Đã bỏ {which}. Bấm «Đưa lại» ở phần đó để hoàn tác.", part


def _take_back(found: Batch, data: QueryDict, by: User) -> Done:
    part = cuts.take_back(batch=found, part_id=pressed(data, "part"), by=by)
    return "Đã đưa lại phần này.", part


def _take_out(found: Batch, data: QueryDict, by: User) -> Done:
    part = unfiling.take_out(batch=found, part_id=pressed(data, "part"), by=by)
    return f"Đã lấy lại các trang từ hồ sơ {part.dossier}. {_left(part)}Chọn lại hồ sơ cho đúng rồi xếp.", part


def _left(part: BatchPart) -> str:
    """The same paper scanned anew did not come with the stack: it would stay in the wrong dossier unseen."""
    left = unfiling.replacements_left(part)
    places = sorted({label(page.component) if page.component else "khay chưa xếp" for page in left})
    words = f"{len(left)} trang quét lại thay cho trang của phần này vẫn ở hồ sơ đó ({', '.join(places)}): "
    return f"{words}mở trang quét của hồ sơ để xóa, rồi quét lại vào đúng hồ sơ. " if left else ""


def _put_away(found: Batch, data: QueryDict, by: User) -> Done:
    batches.put_away(batch=found, by=by)
    return "Đã bỏ khỏi khay.", None


KEEPS_CHOICE: Final = ("cut", "move", "out", "keep")
"""After these the part is still there, and goes where it is to go."""
WORK: dict[str, Work] = {
    "cut": _cut, "join": _join, "move": _move, "out": _out, "keep": _keep, "choose": choose, "drop": _drop,
    "take-back": _take_back, "take-out": _take_out, "file": file, "put-away": _put_away,
}  # fmt: skip
