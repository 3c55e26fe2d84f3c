"""How does a clerk change what the codes proposed: move, add or drop a cut, choose the dossier, leave a page out?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bhxh_archive.documents.sheet_codes import SheetCode, parse, separator_code
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from intake import stacks
from intake.actions.stacks.batches import lock_stack
from intake.models import Batch, BatchPart, Component, Dossier
from intake.rules.stacks import ADVICE, Seen, begins, waits_for_a_paper


def _open_part(batch: Batch, pk: int) -> BatchPart:
    part = batch.parts.filter(pk=pk).first()
    if part is None or part.state != BatchPart.State.OPEN:
        raise NotNow("Phần này đã được xếp, đã bỏ hoặc đã gộp. Đã tải lại chồng.")
    return part


def _before(part: BatchPart) -> BatchPart:
    before = part.batch.parts.filter(stop=part.first, state=BatchPart.State.OPEN).first()
    if before is None:
        raise NotNow("Phần đứng trước đã được xếp hoặc bỏ, hoặc không có, nên không đổi được ranh giới này.")
    return before


def _changed(batch: Batch) -> Batch:
    batch.version += 1
    batch.save(update_fields=["version"])
    return batch


@transaction.atomic
def add_cut(*, batch: Batch, at: int, by: User, version: int | None = None) -> BatchPart:
    """Let a part begin with the page `at` (index from 0): by the code on it, otherwise without a dossier."""
    locked = lock_stack(batch, by, version)
    part = locked.parts.filter(first__lt=at, stop__gt=at, state=BatchPart.State.OPEN).first()
    page = locked.pages.filter(index=at).first()
    if part is None or page is None:
        raise NotNow("Không cắt được ở trang này. Đã tải lại chồng.")
    begun = begins(Seen(page.texts, page.unread, page.blank), at)
    stop, part.stop = part.stop, at
    part.save(update_fields=["stop"])
    new = BatchPart(batch=locked, first=at, stop=stop, trouble=BatchPart.Trouble.CUT)
    if begun:
        stacks.resolve(locked, [(new, begun)])
    new.save()
    _changed(locked)
    return new


@transaction.atomic
def drop_cut(*, batch: Batch, part_id: int, by: User, version: int | None = None) -> BatchPart:
    """Join a part to the one before it, which keeps its dossier and component."""
    locked = lock_stack(batch, by, version)
    part = _open_part(locked, part_id)
    before = _before(part)
    before.stop = part.stop
    part.delete()
    before.save(update_fields=["stop"])
    _changed(locked)
    return before


@transaction.atomic
def move_cut(*, batch: Batch, part_id: int, step: int, by: User, version: int | None = None) -> BatchPart:
    """Move the beginning of a part one page on (1) or back (-1); neither part loses its last page."""
    locked = lock_stack(batch, by, version)
    part = _open_part(locked, part_id)
    before = _before(part)
    at = part.first + (1 if step > 0 else -1)
    if not before.first < at < part.stop:
        raise NotValid("Phần bên cạnh chỉ còn một trang: gộp hai phần thay vì dời ranh giới.")
    before.stop = part.first = at
    before.save(update_fields=["stop"])
    part.save(update_fields=["first"])
    _changed(locked)
    return part


@transaction.atomic
def leave_out(*, batch: Batch, index: int, out: bool, by: User, version: int | None = None) -> None:
    """Say that a page is a sheet that goes into no dossier, or that it is not."""
    locked = lock_stack(batch, by, version)
    if not locked.parts.filter(first__lte=index, stop__gt=index, state=BatchPart.State.OPEN).exists():
        raise NotNow("Trang này đã được xếp hoặc bỏ. Đã tải lại chồng.")
    locked.pages.filter(index=index).update(left_out=out)
    _changed(locked)


@transaction.atomic
def choose_target(
    *, batch: Batch, part_id: int, number: str, component_id: int | None, by: User, version: int | None = None,
    at_line: str = "", undecided: bool = False,
) -> BatchPart:  # fmt: skip
    """Say where a part belongs: a dossier of this office by its number or a code of its sheets, and a component of it
    (None: its unsorted tray). The code of a sheet that leads to no component of its own leaves the part waiting for a
    choice. `at_line` (as on separators) chooses another paper of the line that the part is for, and counts as long as
    the number of its dossier alone is typed. `undecided`: no paper was chosen of those between which a clerk has to
    decide. Raises NotValid so, and with what is wrong with the number."""
    locked = lock_stack(batch, by, version)
    part = _open_part(locked, part_id)
    code = _of_the_line(part, _typed(number), at_line)
    if undecided and _is_of(part, code) and waits_for_a_paper(part):
        raise NotValid("Chọn giấy tờ ở ô Thành phần. Chưa biết là giấy tờ nào thì chọn «Khay chưa xếp của hồ sơ».")
    target = stacks.made(locked, code, stacks.found(locked, code))
    if target.dossier is None or target.trouble == BatchPart.Trouble.SLIP:
        raise NotValid(target.note or ADVICE[target.trouble])
    part.dossier = Dossier.objects.get(pk=target.dossier)
    chosen = Component.objects.filter(pk=component_id or 0, dossier=part.dossier, type__never_scan=False).first()
    part.component_id = chosen.pk if chosen else target.component
    part.hand_over_id = None if chosen else target.hand_over
    if part.hand_over_id:  # the sheet itself is what is kept
        locked.pages.filter(index=part.first).update(left_out=False)
    part.trouble, part.note = ("", "") if chosen else (target.trouble, target.note)
    part.save(update_fields=["dossier", "component", "hand_over", "trouble", "note"])
    _changed(locked)
    return part


def _of_the_line(part: BatchPart, typed: SheetCode, at_line: str) -> SheetCode:
    """The code of the separator that would stand before this paper of a line, which is filed as if it did."""
    chosen = parse(separator_code(typed.number, at_line)) if at_line and _is_of(part, typed) else None
    return chosen if chosen and chosen.line else typed


def _is_of(part: BatchPart, typed: SheetCode) -> bool:
    """Whether this is the number alone of the dossier to which the part goes already."""
    return part.dossier is not None and typed.text.upper() == typed.number == part.dossier.number


def _typed(number: str) -> SheetCode:
    code = parse(number.strip().upper())
    if code is None:
        raise NotValid("Mã hồ sơ chưa đúng dạng. Nhập như in dưới mã vạch, ví dụ G12.99.31-261126-0001-X.")
    if not code.sound:
        raise NotValid("Mã hồ sơ sai ký tự kiểm tra ở cuối: có ký tự gõ nhầm. So lại với mã in trên tờ bìa.")
    return code


@transaction.atomic
def drop_part(*, batch: Batch, part_id: int, by: User, version: int | None = None) -> BatchPart:
    """Say that these pages go into no dossier; they stay in the stack, and `take_back` opens the part again."""
    locked = lock_stack(batch, by, version)
    part = _open_part(locked, part_id)
    part.state, part.settled_by, part.settled_at = BatchPart.State.DROPPED, by, timezone.now()
    part.save(update_fields=["state", "settled_by", "settled_at"])
    stacks.close_when_settled(_changed(locked))
    return part


@transaction.atomic
def take_back(*, batch: Batch, part_id: int, by: User) -> BatchPart:
    """Open a dropped part again, and with it the stack."""
    locked = lock_stack(batch, by)
    part = locked.parts.filter(pk=part_id, state=BatchPart.State.DROPPED).first()
    if part is None:
        raise NotNow("Phần này không còn ở trạng thái đã bỏ.")
    part.state, part.settled_by, part.settled_at = BatchPart.State.OPEN, None, None
    part.save(update_fields=["state", "settled_by", "settled_at"])
    locked.closed_at = None
    locked.save(update_fields=["closed_at"])
    _changed(locked)
    return part
