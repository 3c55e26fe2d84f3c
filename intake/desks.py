"""Which queues does this room put on the desks?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Q, QuerySet

from bhxh_archive.lifecycle import AFTER_RETURN, State
from bhxh_archive.models import User
from bhxh_archive.queues import Queue, register
from intake import bulk, bulk_papers, bulk_prints
from intake.actions.desk.forwarding import forward
from intake.bulk import Foretold
from intake.models import BulkLine, Dossier, SupplementConsent
from intake.queries import books_to_end, printed_knowingly, scanned_into, unanswered, undelivered
from intake.queries.batches import waiting_batches
from intake.queries.consents import answered_consents
from intake.queries.promises import promised_on_day_off


def received_here(right: str, *states: State) -> Callable[[User], QuerySet[Dossier]]:
    """Dossiers in these states whose receiving office is one where the person holds the right."""

    def rows(user: User) -> QuerySet[Dossier]:
        return Dossier.objects.filter(receiving_office__in=user.offices_with(right), state__in=states)

    return rows


_QUEUES = (
    ("dang-lap", "Đang lập", "intake.register", (State.DRAFT,),
     "Chưa có hồ sơ nào đang lập. Bấm «Tiếp nhận hồ sơ» để bắt đầu."),
    ("da-tiep-nhan", "Đã tiếp nhận, chờ chuyển", "intake.forward", (State.RECEIVED,),
     "Không có hồ sơ chờ quét và chuyển."),
    ("cho-bo-sung", "Chờ bổ sung", "intake.resume", (State.AWAITING_SUPPLEMENT,),
     "Không có hồ sơ nào đang chờ người nộp bổ sung."),
    ("dang-giai-quyet", "Đang giải quyết", "intake.view",
     (State.IN_REVIEW, State.AWAITING_VERIFICATION, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE, State.SIGNED),
     "Không có hồ sơ nào đang ở Bộ phận Chế độ BHXH."),
    ("cho-tra", "Chờ trả kết quả", "intake.hand_over", (State.ISSUED,), "Không có kết quả nào chờ trả."),
    ("cho-tich-hop", "Chờ tích hợp", "intake.consolidate", (State.RETURNED,), "Không có hồ sơ nào chờ tích hợp."),
    ("cho-chuyen-luu-tru", "Chờ chuyển lưu trữ", "intake.transfer", (State.READY_TO_ARCHIVE,),
     "Không có hồ sơ nào chờ chuyển lưu trữ."),
    ("luu-tru-tra-lai", "Lưu trữ trả lại", "intake.rework", (State.ARCHIVE_REJECTED,),
     "Không có hồ sơ nào bị lưu trữ trả lại."),
)  # fmt: skip


_AT_COUNTER = (State.DRAFT, State.RECEIVED)


def consent_asked(user: User) -> QuerySet[Dossier]:
    """Dossiers at this person's counter for which the head is asked whether the applicant may be asked once more."""
    waiting = SupplementConsent.objects.filter(granted=None).values("dossier")
    return received_here("intake.consent_supplement", *_AT_COUNTER)(user).filter(pk__in=waiting)


def consent_answered(user: User) -> QuerySet[Dossier]:
    """Dossiers at this person's counter for which the head has said yes or no, and those in review for which this
    person asked."""
    rows = received_here("intake.request_supplement", *_AT_COUNTER, State.IN_REVIEW)(user)
    answered, own = answered_consents(), answered_consents().filter(asked_by=user)
    return rows.filter(Q(state__in=_AT_COUNTER, pk__in=answered.values("dossier")) | Q(pk__in=own.values("dossier")))


def told_a_day_off(user: User) -> QuerySet[Dossier]:
    """Dossiers that lie at this person's counter and whose told day has become a day off: nobody else follows them."""
    return promised_on_day_off(received_here("intake.forward", State.RECEIVED, State.ISSUED)(user))


register(Queue("chong-ho-so", "intake", "Khay chồng giấy quét", "intake.scan", waiting_batches,
               "Khay trống, không có chồng nào chờ xếp.", 20, dated=False, page="batches"))  # fmt: skip

_WATCHED = ("dang-giai-quyet",)

for _ordinal, (_slug, _label, _right, _states, _empty) in enumerate(_QUEUES):
    rows = received_here(_right, *_states)
    _returned = AFTER_RETURN.issuperset(_states)
    register(Queue(_slug, "intake", _label, _right, rows, _empty, _ordinal, watched=_slug in _WATCHED,
                   dated=not _returned, delivers=_returned))  # fmt: skip


def _forward(dossier: Dossier, user: User, _: str) -> str:
    forward(dossier=dossier, by=user)
    return ""


def _unasked(user: User, lines: Sequence[BulkLine]) -> dict[int, Foretold]:
    """Where a question is open, papers that hang on its answer were asked of nobody."""
    left = unanswered([line.dossier for line in lines])
    said = "Còn {} câu hỏi chưa trả lời, giấy tờ kèm theo chưa được yêu cầu."
    return {row.pk: Foretold("", left=said.format(left[row.dossier_id])) for row in lines if row.dossier_id in left}


def _scanning(dossiers: Sequence[Dossier]) -> dict[int, tuple[str, str]]:
    """Where a scan that is not over is watched and stopped."""
    return dict.fromkeys(scanned_into(dossiers), ("scan", "Xem máy quét"))


bulk.register(
    bulk.BulkVerb("chuyen", "da-tiep-nhan", "Chuyển", _forward, foretell=_unasked, mended=_scanning)
)  # fmt: skip
bulk.register(
    bulk.BulkVerb("in-ket-qua", "cho-tra", "In kết quả", bulk_prints.put_in, sums=bulk_prints.sums,
                  doubts=bulk_prints.doubts, wilful=printed_knowingly, then=bulk_prints.to_the_run,
                  so_far=bulk_prints.GATHERED,
                  despite="Vẫn in văn bản không còn hiệu lực hoặc hồ sơ nhận bản điện tử")
)  # fmt: skip
bulk.register(
    bulk.BulkVerb(
        "tich-hop", "cho-tich-hop", "Tích hợp", asks="Hộp hoặc số hồ sơ giấy", hint=bulk_papers.HINT,
        for_all="Tất cả vào hộp này", typed=bulk_papers.proposed, act=bulk_papers.consolidate_into,
        foretell=bulk_papers.foretell,
    )
)  # fmt: skip

register(Queue("cho-y-kien-bo-sung", "intake", "Chờ ý kiến bổ sung lần nữa", "intake.consent_supplement", consent_asked,
               "Không có đề nghị bổ sung lần nữa nào chờ ý kiến.", len(_QUEUES)))  # fmt: skip
register(Queue("da-co-y-kien-bo-sung", "intake", "Đã có ý kiến bổ sung lần nữa", "intake.request_supplement",
               consent_answered, "Không có ý kiến nào chờ làm tiếp.", len(_QUEUES) + 3))  # fmt: skip
register(
    Queue(
        "tiep-nhan-hen-ngay-nghi",
        "intake",
        "Hẹn trả vào ngày nghỉ",
        "intake.forward",
        told_a_day_off,
        "Không có hồ sơ nào ở Bộ phận Tiếp nhận hẹn trả vào ngày nghỉ.",
        len(_QUEUES) + 4,
        watched=True,
    )
)  # fmt: skip - they are urged from the desk's other queues
register(Queue("chua-giao", "intake", "Kết quả chưa giao xong", "intake.hand_over", undelivered,
               "Mọi kết quả đã đến tay người nhận.", len(_QUEUES) + 1, dated=False, delivers=True))  # fmt: skip
register(Queue("so-bhxh", "intake", "Sổ BHXH chưa trả, chưa lưu", "intake.hand_over", books_to_end,
               "Sổ BHXH của mọi hồ sơ đã trả kết quả hoặc đã kết thúc đều đã trả hoặc đã thu hồi.", len(_QUEUES) + 2,
               dated=False))  # fmt: skip
