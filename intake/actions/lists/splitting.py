"""How do lines of an employer's list leave for a dossier of their own (tách), so that three don't stop the others?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.trail import permit, record
from intake import queries, rules
from intake.actions.counter import registration
from intake.actions.counter.linking import link_event
from intake.actions.deadlines.clock import keep_missed, missed_by_now
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.lists.counting_apart import Leaving, count_apart
from intake.actions.lists.lines_seen import told_changed
from intake.actions.lists.own_files import queue_own_files
from intake.actions.supplements.asking_again import ask_again, open_demands
from intake.lists.doubles import mark_doubles
from intake.lists.papers import offer_papers
from intake.models import Component, Dossier, EmployerList, Folder, ListLine, Page, Upload
from intake.needs.lists import is_handed_in
from intake.queries.line_marks import marks_with_papers
from intake.queries.line_papers import LIST_FORM

SPLITTABLE: Final = frozenset({State.DRAFT, State.RECEIVED, State.AWAITING_SUPPLEMENT})
"""States in which lines may leave; later somebody else works on the whole list."""
_PERSON: Final = (
    "role", "full_name", "birth_year", "birth_month", "birth_day", "sex", "personal_id", "insurance_number", "address",
    "phone", "email", "relation",
)  # fmt: skip


@transaction.atomic
def split_lines(
    *, dossier: Dossier, ids: Sequence[int], by: User, key: str = "", seen: Mapping[int, str] | None = None
) -> Dossier:  # fmt: skip
    """Move lines with their papers into a new dossier of the same event; returns that.

    An accepted dossier's lines get a number, a receipt and a clock of their own from this moment on; of a draft they
    become a draft. A day that was missed before stays missed for lines whose papers were all there: a fresh clock is no
    second chance. The sheet of the list itself stays where it is. What was asked of the lines and has not come is
    asked for by a slip of the new dossier. `key` names one press of the button, `seen` the
    mark (`marks_with_papers`) of each line as it was shown. Raises NotAllowed, NotNow, ChangedMeanwhile when one of the
    lines is not there any more or is not as it was seen, NotValid when no line would stay or go, or files are still
    being examined.
    """
    locked = lock_for_pages(dossier, by)
    permit(locked, "intake.register", by, Seat.RECEIVING)
    found, chosen = _chosen(locked, ids)
    if not chosen and key and (made := locked.linked.filter(events__request_key=key).first()):
        return made
    if gone := len(set(ids)) - len(chosen):
        raise ChangedMeanwhile(f"{gone} dòng không còn ở hồ sơ này: vừa được tách ở nơi khác. Chưa tách dòng nào.")
    if seen is not None:
        _check_seen(found, chosen, seen)
    _check(locked, found, chosen)
    new = _opened(locked, by, key)
    target = EmployerList.objects.create(dossier=new, unit_name=found.unit_name, unit_code=found.unit_code,
                                         period=found.period, batch=found.batch)  # fmt: skip
    asked = open_demands(locked, chosen)
    ListLine.objects.filter(pk__in=chosen).update(list=target)
    leaving = _move_papers(locked, new, chosen)
    offer_papers(target)
    for judged in (found, target):
        mark_doubles(judged)  # a double now stands in the other dossier, and says so
    link_event(dossier=new, to=locked, by=by)
    record(locked, "split_lines", by=by, lines=len(chosen), pages=leaving.pages, asked=len(asked), to=new.pk,
           recount=[row.pk for row in leaving.doubtful])  # fmt: skip
    record(new, "split_from", by=by, lines=len(chosen), pages=leaving.pages, origin=locked.pk)
    new = Dossier.objects.get(pk=new.pk)
    queue_own_files(new, by=by)
    if locked.state != State.DRAFT:
        new = registration.accept(dossier=new, by=by)
        if not asked and is_handed_in(new):
            keep_missed(new, missed_by_now(locked))
    return ask_again(new, asked, by)


def _chosen(dossier: Dossier, ids: Sequence[int]) -> tuple[EmployerList, list[int]]:
    found = EmployerList.objects.select_for_update().filter(dossier=dossier).first()
    if found is None:
        raise NotValid("Hồ sơ chưa có danh sách của đơn vị.")
    return found, list(ListLine.objects.filter(list=found, pk__in=ids).values_list("pk", flat=True))


def _check_seen(found: EmployerList, chosen: Sequence[int], seen: Mapping[int, str]) -> None:
    """What was filed to a line or read anew since may be why it need not leave, and a split cannot be undone."""
    now = marks_with_papers(queries.lines_of(found).filter(pk__in=chosen))
    if told := told_changed(found, {pk: seen.get(pk, "") for pk in chosen}, now):
        raise ChangedMeanwhile(f"Chưa tách dòng nào. {told} Hãy xem lại các dòng rồi bấm lần nữa.")


def _check(dossier: Dossier, found: EmployerList, chosen: Sequence[int]) -> None:
    if dossier.state not in SPLITTABLE:
        raise NotNow("Chỉ tách được dòng khi hồ sơ đang ở Bộ phận Tiếp nhận, trước khi chuyển giải quyết.")
    if not chosen:
        raise NotValid("Chưa chọn dòng nào của danh sách này để tách.")
    if len(chosen) == ListLine.objects.filter(list=found).count():
        raise NotValid("Phải để lại ít nhất một dòng trong hồ sơ này.")
    if problems := rules.upload_problems(queries.uploads_of(dossier)):
        raise NotValid(problems[0], problems)


def _opened(dossier: Dossier, by: User, key: str) -> Dossier:
    """A draft with the same submitter, ways and procedure, without counted paper of its own yet."""
    persons = [{name: getattr(row, name) for name in _PERSON} for row in dossier.persons.all()]
    return registration.register(
        office=dossier.receiving_office, procedure_code=dossier.procedure.code, persons=persons, by=by, key=key,
        channel=dossier.channel, return_method=dossier.return_method, return_address=dossier.return_address,
        note=f"Tách từ hồ sơ {dossier}." if dossier.number else "",  # a draft is called otherwise later
    )  # fmt: skip


def _move_papers(old: Dossier, new: Dossier, lines: Sequence[int]) -> Leaving:
    """Components, pages and whole files of the lines go along, and so do their counts."""
    papers = list(Component.objects.filter(line__in=lines).select_related("type__procedure"))
    pages = Page.objects.filter(Q(component__in=papers) | Q(part_of__component__in=papers))
    images = list(pages.filter(deleted_at=None).select_related("upload"))
    leaving = count_apart(old, lines, papers, images)
    sent = set(pages.values_list("upload", flat=True))
    pages.update(folder=new.folder)
    _follow(papers, new)
    _move_files(old, new, sent)
    _answer_list(old, new)
    _count(old, new, leaving)
    return leaving


def _follow(papers: Sequence[Component], new: Dossier) -> None:
    """The rules of today may hold another row for the same paper."""
    kinds = list(queries.line_paper_types(new))
    for paper in papers:
        kind = queries.counterpart(paper.type, kinds)
        if kind is None:
            raise NotValid(f"Quy trình hiện hành không còn «{paper.type.name}» nên chưa tách được dòng này.")
        paper.dossier, paper.type = new, kind
        paper.save(update_fields=["dossier", "type"])


def _move_files(old: Dossier, new: Dossier, sent: set[int]) -> None:
    """A file all of whose pages have gone goes along; one that is shared stays with the list it was scanned for, and
    a worker makes a file of its own for what has left."""
    shared = Page.objects.filter(folder_id=old.folder_id, upload__in=sent).values("upload")
    Upload.objects.filter(pk__in=sent, folder_id=old.folder_id).exclude(pk__in=shared).update(folder=new.folder)
    Upload.objects.filter(folder_id=old.folder_id, component__dossier=new).update(component=None)
    Folder.objects.filter(pk__in=[old.folder_id, new.folder_id]).update(version=F("version") + 1)


def _answer_list(old: Dossier, new: Dossier) -> None:
    ground = f"Bản giấy danh sách nằm ở hồ sơ {old}, các dòng này được tách từ đó."
    rows = Component.objects.filter(dossier=new, line=None, type__form_code=LIST_FORM)
    rows.update(satisfied=Component.Satisfied.WAIVED, waiver_reason=ground)


def _count(old: Dossier, new: Dossier, leaving: Leaving) -> None:
    """What the one has less, the other has more; none has less than its papers."""
    new.counted_pages, new.counted_sheets = leaving.pages, leaving.sheets
    new.save(update_fields=["counted_pages", "counted_sheets"])
    left = queries.sums_counted(old.components.all())
    if old.counted_pages is not None:
        old.counted_pages = max(left["pages"], old.counted_pages - leaving.pages)
    if old.counted_sheets is not None:
        old.counted_sheets = max(left["sheets"], old.counted_sheets - leaving.sheets)
    old.version += 1
    old.save(update_fields=["counted_pages", "counted_sheets", "version"])
