"""What does each button of a stack's preview do? Every one leads back to the part it was pressed at."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.ui.reading import whole_number
from intake.actions import batches, cuts, filing_parts, unfiling
from intake.models import Batch, BatchPart
from intake.queries.batches import batch_for
from intake.rules.stacks import UNDECIDED
from intake.views.dossier_parts import label
from intake.views.frame import current_user
from intake.views.one_batch import choice_refused, stack_of

Done = tuple[str, BatchPart | None]
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
        said, part = work(found, request.POST, current_user(request))
        messages.success(request, said)
    except NotValid as error:
        if deed == "choose":
            return choice_refused(request, found, error.message)
        messages.error(request, error.message)
    except (NotNow, ChangedMeanwhile) as error:
        messages.error(request, error.message)
    return redirect(_way_back(found, request.POST, part))


def _way_back(found: Batch, data: QueryDict, part: BatchPart | None) -> str:
    if found.closed_at is None and Batch.objects.filter(pk=found.pk).exclude(closed_at=None).exists():
        return reverse("batch", args=[found.pk])
    place = part.pk if part and part.pk else whole_number(data.get("part"))
    return reverse("batch", args=[found.pk]) + (f"?phan={place}#phan-{place}" if place else "")


def _number(data: QueryDict, name: str) -> int:
    found = whole_number(data.get(name))
    if found is None:
        raise NotValid("Yêu cầu thiếu trang hoặc phần được chọn. Tải lại trang rồi làm lại.")
    return found


def _version(data: QueryDict) -> int | None:
    return whole_number(data.get("version"))


def _cut(found: Batch, data: QueryDict, by: User) -> Done:
    at = _number(data, "at")
    part = cuts.add_cut(batch=found, at=at, by=by, version=_version(data))
    return f"Đã cắt trước trang {at + 1}.", part


def _join(found: Batch, data: QueryDict, by: User) -> Done:
    part = cuts.drop_cut(batch=found, part_id=_number(data, "part"), by=by, version=_version(data))
    return "Đã gộp vào phần trước.", part


def _move(found: Batch, data: QueryDict, by: User) -> Done:
    step = 1 if data.get("step") == "on" else -1
    part = cuts.move_cut(batch=found, part_id=_number(data, "part"), step=step, by=by, version=_version(data))
    return f"Phần này nay bắt đầu từ trang {part.first + 1}.", part


def _leave(found: Batch, data: QueryDict, by: User) -> Done:
    index, out = _number(data, "page"), data.get("out") == "1"
    cuts.leave_out(batch=found, index=index, out=out, by=by, version=_version(data))
    return f"Trang {index + 1} {'không đưa' if out else 'được đưa'} vào hồ sơ.", None


def _out(found: Batch, data: QueryDict, by: User) -> Done:
    return _leave(found, _with_out(data, "1"), by)


def _keep(found: Batch, data: QueryDict, by: User) -> Done:
    return _leave(found, _with_out(data, "0"), by)


def _with_out(data: QueryDict, value: str) -> QueryDict:
    changed = data.copy()
    changed["out"] = value
    return changed


def _choose(found: Batch, data: QueryDict, by: User) -> Done:
    """The dossier by what was typed, or by the button of a code that was `read`, and the component."""
    number = data.get("read") or data.get("number", "")
    part = cuts.choose_target(batch=found, part_id=_number(data, "part"), number=number, by=by,
                              component_id=whole_number(data.get("component")), at_line=_at_line(data),
                              undecided=data.get("component") == UNDECIDED, version=_version(data))  # fmt: skip
    return f"Phần này sẽ vào hồ sơ {part.dossier}.{' Hãy chọn thành phần.' if part.trouble else ''}", part


def _at_line(data: QueryDict) -> str:
    chosen = data.get("component", "")
    return "" if chosen.isdecimal() or chosen == UNDECIDED else chosen


def _drop(found: Batch, data: QueryDict, by: User) -> Done:
    part = cuts.drop_part(batch=found, part_id=_number(data, "part"), by=by, version=_version(data))
    return f"Đã bỏ các trang {part.first + 1}-{part.stop}. Bấm «Đưa lại» ở phần đó để hoàn tác.", part


def _take_back(found: Batch, data: QueryDict, by: User) -> Done:
    part = cuts.take_back(batch=found, part_id=_number(data, "part"), by=by)
    return "Đã đưa lại phần này.", part


def _take_out(found: Batch, data: QueryDict, by: User) -> Done:
    part = unfiling.take_out(batch=found, part_id=_number(data, "part"), by=by)
    return f"Đã lấy lại các trang từ hồ sơ {part.dossier}. {_left(part)}Chọn lại hồ sơ cho đúng rồi xếp.", part


def _left(part: BatchPart) -> str:
    """The same paper scanned anew did not come with the stack: it would stay in the wrong dossier unseen."""
    left = unfiling.replacements_left(part)
    places = sorted({label(page.component) if page.component else "khay chưa xếp" for page in left})
    words = f"{len(left)} trang quét lại thay cho trang của phần này vẫn ở hồ sơ đó ({', '.join(places)}): "
    return f"{words}mở trang quét của hồ sơ để xóa, rồi quét lại vào đúng hồ sơ. " if left else ""


def _file(found: Batch, data: QueryDict, by: User) -> Done:
    """One part, all of its dossier though its pages are not as many as were counted, or every one that is sure."""
    one = whole_number(data.get("part"))
    if one and "of_dossier" in data:
        ids = _of_its_dossier(found, one)
    else:
        ids = [one] if one else [card.part.pk for card in stack_of(found).ready]
    number = filing_parts.ask_to_file(batch=found, part_ids=ids, by=by, version=_version(data))
    return f"Đang xếp {number} phần vào hồ sơ.", None


def _of_its_dossier(found: Batch, part: int) -> list[int]:
    cards = stack_of(found).cards
    dossier = next((card.part.dossier_id for card in cards if card.part.pk == part), None)
    return [card.part.pk for card in cards if card.only_miscounted and card.part.dossier_id == dossier]


def _put_away(found: Batch, data: QueryDict, by: User) -> Done:
    batches.put_away(batch=found, by=by)
    return "Đã bỏ khỏi khay.", None


WORK: dict[str, Work] = {
    "cut": _cut, "join": _join, "move": _move, "out": _out, "keep": _keep, "choose": _choose, "drop": _drop,
    "take-back": _take_back, "take-out": _take_out, "file": _file, "put-away": _put_away,
}  # fmt: skip
