"""Which queues does this room put on the desks?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from benefits.actions.claiming import claim
from benefits.bulk_signing import VERBS
from benefits.models import Draft, LateAnswer
from benefits.overdue import by_reply, late_words, overdue_questions, overdue_words, told
from benefits.queries import delivered_kinds, document_kinds, proposed_by
from benefits.signers.cosigners import RIGHT, in_turn, signed_by_all
from benefits.signers.left import QUEUE, without_signer
from benefits.signers.left import RIGHT as RIGHT_TO_HAND_ON
from benefits.signers.letter_signers import VERIFICATION
from bhxh_archive import kinds
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.queues import Queue, register
from intake import bulk
from intake.models import Dossier, Reappointment, ReappointmentWish, ResultVersion, SupplementConsent
from intake.queries.consents import answered_consents
from intake.queries.promises import SETTLED, promised_on_day_off

Rows = Callable[[User], QuerySet[Dossier]]


def settled_here(right: str, *states: State) -> Rows:
    """Dossiers in these states whose settling office is one where the person holds the right."""

    def rows(user: User) -> QuerySet[Dossier]:
        return Dossier.objects.filter(settling_office__in=user.offices_with(right), state__in=states)

    return rows


def held(rows: Rows) -> Rows:
    """Those that the person has claimed."""
    return lambda user: rows(user).filter(holder=user)


def unclaimed(rows: Rows) -> Rows:
    """Those that nobody has claimed: the pool."""
    return lambda user: rows(user).filter(holder=None)


def everybodys(rows: Rows) -> Rows:
    """All of them, whoever holds them."""
    return rows


def proposed(rows: Rows) -> Rows:
    """Those whose draft this person's hand is in."""
    return lambda user: rows(user).filter(pk__in=proposed_by(user).values("dossier"))


def consent_asked(rows: Rows) -> Rows:
    """Those for which the head is asked whether the applicant may be asked once more."""
    waiting = SupplementConsent.objects.filter(granted=None).values("dossier")
    return lambda user: rows(user).filter(pk__in=waiting)


def consent_answered(rows: Rows) -> Rows:
    """Those for which the head has said whether the applicant may be asked once more."""
    return lambda user: rows(user).filter(pk__in=answered_consents().values("dossier"))


def to_sign(rows: Rows) -> Rows:
    """Those that are laid before this leader, or before any."""
    others = Draft.objects.filter(dossier=OuterRef("pk"), dropped_at=None, signer__isnull=False)
    return lambda user: rows(user).filter(~Exists(others.exclude(signer=user)))


def to_cosign(rows: Rows) -> Rows:
    """Those that wait for this person's signature beside the leader's."""
    return lambda user: in_turn(user, rows(user))


def wholly_signed(rows: Rows) -> Rows:
    """Those that wait for no more signature than the agency's."""
    return lambda user: signed_by_all(rows(user))


_PROPOSED = (State.AWAITING_CONTROL, State.AWAITING_SIGNATURE, State.SIGNED)
_QUEUES = (
    ("cho-xu-ly", "Chờ nhận xử lý", "benefits.draft", unclaimed, (State.IN_REVIEW,),
     "Không có hồ sơ mới. Hồ sơ được chuyển đến sẽ nằm ở đây cho đến khi có người nhận xử lý."),
    ("toi-dang-xu-ly", "Tôi đang xử lý", "benefits.draft", held, (State.IN_REVIEW,),
     "Bạn chưa nhận hồ sơ nào. Hãy lấy việc ở «Chờ nhận xử lý»."),
    ("toi-da-trinh", "Tôi đã trình", "benefits.draft", proposed, _PROPOSED,
     "Không có hồ sơ nào bạn đã trình mà chưa phát hành."),
    ("cho-xac-minh", "Chờ xác minh", "benefits.verified", everybodys, (State.AWAITING_VERIFICATION,),
     "Không có hồ sơ nào chờ cơ quan khác trả lời."),
    ("cho-kiem-soat", "Chờ lãnh đạo phòng", "benefits.endorse", everybodys, (State.AWAITING_CONTROL,),
     "Không có dự thảo nào chờ kiểm soát."),
    ("dang-xet-duyet", "Đang xét duyệt trong phòng", "benefits.reassign", everybodys, (State.IN_REVIEW,),
     "Không có hồ sơ nào đang xét duyệt hoặc chờ chuyên viên nhận."),
    ("cho-y-kien", "Chờ ý kiến bổ sung lần nữa", "benefits.consent_supplement", consent_asked, (State.IN_REVIEW,),
     "Không có đề nghị bổ sung lần nữa nào chờ ý kiến."),
    ("da-co-y-kien", "Đã có ý kiến bổ sung lần nữa", "benefits.request_supplement", consent_answered,
     (State.IN_REVIEW,), "Không có ý kiến nào chờ làm tiếp."),
    ("cho-ky", "Chờ lãnh đạo ký", "benefits.sign", to_sign, (State.AWAITING_SIGNATURE,),
     "Không có văn bản nào chờ ký."),
    ("cho-ky-tiep", "Chờ ký tiếp", RIGHT, to_cosign, (State.SIGNED,),
     "Không có văn bản nào lãnh đạo đã ký đang chờ bạn ký tiếp."),
    ("cho-phat-hanh", "Chờ phát hành", "benefits.issue", wholly_signed, (State.SIGNED,),
     "Không có văn bản nào chờ phát hành."),
)  # fmt: skip

_QUICK = {"cho-xu-ly": ("Nhận xử lý", "claim")}

for _ordinal, (_slug, _label, _right, _whose, _states, _empty) in enumerate(_QUEUES):
    _rows = _whose(settled_here(_right, *_states))
    _queue = Queue(_slug, "benefits", _label, _right, _rows, _empty, _ordinal, _QUICK.get(_slug))
    if State.AWAITING_VERIFICATION in _states:
        _queue = replace(_queue, marks=overdue_words, told=told(_rows), narrowed=by_reply(_rows))
    register(_queue)


def asked_to_put_off(user: User) -> QuerySet[Dossier]:
    """Those for which the leader is asked to promise another day, while that may still be."""
    waiting = ReappointmentWish.objects.filter(granted=None).values("dossier")
    rows = settled_here("benefits.reappoint_again", *SETTLED)(user)
    return rows.filter(pk__in=waiting, promised_on__gte=timezone.localdate())


register(
    Queue(
        "xin-hen-lai", "benefits", "Xin hẹn lại lần nữa", "benefits.reappoint_again", asked_to_put_off,
        "Không có đề nghị hẹn lại ngày trả nào chờ ý kiến.", len(_QUEUES), opens="reappoint",
    )
)  # fmt: skip


def late_verifications(user: User) -> QuerySet[Dossier]:
    """Those whose question to another body is past its day, or whose answer came after it was closed and is not seen
    yet: of this officer, or of nobody."""
    unseen = LateAnswer.objects.filter(seen_at=None).values("question__letter__request__dossier")
    waits = Q(pk__in=overdue_questions().values("letter__request__dossier"))
    mine = Q(holder=user) | Q(holder=None) | Q(pk__in=proposed_by(user).values("dossier"))
    rows = Dossier.objects.filter(mine, settling_office__in=user.offices_with("benefits.draft"))
    return rows.filter(waits | Q(pk__in=unseen))


register(
    Queue(
        "xac-minh-muon", "benefits", "Xác minh quá hạn, đến sau", "benefits.draft", late_verifications,
        "Không có nội dung xác minh nào quá hạn trả lời, không có trả lời đến sau nào chưa xem.", len(_QUEUES) + 4,
        opens="review", marks=late_words, told=told(late_verifications), pressing=True,
    )
)  # fmt: skip

register(
    Queue(
        "cho-chuyen-ky", "benefits", QUEUE, RIGHT_TO_HAND_ON, without_signer,
        "Không có hồ sơ nào chờ ký của người đã thôi chức năng ký.", len(_QUEUES) + 5, opens="change_signer",
    )
)  # fmt: skip

BROKEN_FILES: Final = "Tệp kết quả hỏng"


def found_broken(user: User) -> QuerySet[Dossier]:
    """Those of which a signed file was found broken: it is neither printed nor given out until it is restored."""
    broken = ResultVersion.objects.exclude(fault="").filter(result__void_at=None).values("result__dossier")
    return Dossier.objects.filter(settling_office__in=user.offices_with("benefits.issue"), pk__in=broken)


register(
    Queue(
        "tep-hong", "benefits", BROKEN_FILES, "benefits.issue", found_broken,
        "Không có tệp kết quả nào bị phát hiện hỏng.", len(_QUEUES) + 3, dated=False, opens="results",
    )
)  # fmt: skip


def told_a_day_off(rows: Rows, *, again: bool) -> Rows:
    """Those promised on what has become a day off: never put off before, or `again`."""
    put_off = Exists(Reappointment.objects.filter(dossier=OuterRef("pk")))
    return lambda user: promised_on_day_off(rows(user)).filter(put_off if again else ~put_off)


_DAYS_OFF = (("hen-ngay-nghi", "benefits.reappoint"), ("hen-lai-ngay-nghi", "benefits.reappoint_again"))

for _ordinal, (_slug, _right) in enumerate(_DAYS_OFF):
    _rows = told_a_day_off(settled_here(_right, *SETTLED), again=bool(_ordinal))
    register(
        Queue(
            _slug,
            "benefits",
            "Hẹn trả vào ngày nghỉ",
            _right,
            _rows,
            "Không có hồ sơ nào hẹn trả vào ngày nghỉ. Hồ sơ đến đây khi lịch làm việc đổi sau ngày đã hẹn.",
            len(_QUEUES) + 1 + _ordinal,
            watched=True,
            opens="reappoint",
        )
    )  # fmt: skip - they are urged from the desk's other queues


def _claim(dossier: Dossier, user: User, _: str) -> str:
    claim(dossier=dossier, by=user)
    return ""


kinds.SIGNED.register(document_kinds)
kinds.SIGNED.register(lambda: [VERIFICATION])
kinds.DELIVERED.register(delivered_kinds)
bulk.register(bulk.BulkVerb("nhan", "cho-xu-ly", "Nhận", _claim))
for _verb in VERBS:
    bulk.register(_verb)
