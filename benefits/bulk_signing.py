"""What do head, leader and records clerk do to many dossiers at once: agree, sign, send out?

What signs is imported where it is used: every process knows the verbs, few of them ever sign.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.urls import reverse

from benefits.actions import deciding
from benefits.arithmetic.allowance import LOOK
from benefits.calculation import Computed, compute, headline, is_computed
from benefits.doubts.doubted import said_confirmed
from benefits.doubts.granted import said_again
from benefits.doubts.holding_up import changed_figures
from benefits.doubts.naming import said_naming
from benefits.doubts.replacing import replaced_by
from benefits.kinds import Money
from benefits.models import DeferredSignature, Draft
from benefits.queries import drafts_of, issues_on_paper, signers_of, signs_on_paper, waiting_for
from benefits.signers.cosigners import require_turn, turn_of
from benefits.signers.left import RIGHT as RIGHT_TO_HAND_ON
from bhxh_archive.errors import NotValid
from bhxh_archive.keys import agency_signer, kept_session, signer_of
from bhxh_archive.lifecycle import check_move
from bhxh_archive.models import Office, User
from bhxh_archive.parameters import parameter
from bhxh_archive.text import full_stop
from bhxh_archive.ui.frame import Action
from bhxh_archive.ui.reading import whole_number
from intake.bulk import BulkVerb
from intake.models import Dossier
from intake.queries import results_of, waited_for_in
from intake.rules.results import ON_PAPER

COSIGN: Final = "Ký số tiếp"
HANDED_ON: Final = "Chuyển người ký nhiều hồ sơ"
DRAFTS, MONTHLY, ONCE, PAPERS = "dự thảo", "đồng/tháng", "đồng trả một lần", "văn bản"
RECOVERED, INKED = "đồng thu hồi", "văn bản ký trên giấy"


def drafted(dossier: Dossier) -> str:
    """What its drafts come to, in a line: `Quyết định …: 3.783.135 đồng/tháng`; and what is replaced."""
    found = list(_computed(dossier))
    beside = [row.said for draft, computed in found if (row := replaced_by(draft, computed))]
    told = [*said_naming(draft for draft, _ in found), *filter(None, beside)]
    return "; ".join([*(_line(draft, computed) for draft, computed in found), *told])


def doubts(dossier: Dossier) -> str:
    """What must be looked at in its drafts, in a line: what is granted again, what speaks against the law; "" for
    nothing."""
    found = list(_computed(dossier))
    law = (said for _, computed in found if computed for said in computed.warnings)
    told = dict.fromkeys([*said_again([draft for draft, _ in found]), *said_confirmed(found), *law])
    said = " ".join(full_stop(text[:1].upper() + text[1:]) for text in (one.removeprefix(LOOK) for one in told))
    return f"{LOOK}{said}" if said else ""


def _line(draft: Draft, computed: Computed | None) -> str:
    return f"{draft.kind.name}: {headline(computed)}" if computed and computed.result else draft.kind.name


def _computed(dossier: Dossier) -> Iterator[tuple[Draft, Computed | None]]:
    for draft in drafts_of(dossier):
        yield draft, compute(draft) if is_computed(draft.kind.code) else None


def amounts(user: User, dossier: Dossier) -> dict[str, int]:
    """What the drafts of one dossier add to the sums: how many, and đồng each month, once and back."""
    total: Counter[str] = Counter()
    for _, computed in _computed(dossier):
        money = computed.money if computed else Money()
        total += Counter({DRAFTS: 1, MONTHLY: money.monthly, ONCE: money.once, RECOVERED: money.recovered})
    return dict(total)


def _endorse(dossier: Dossier, user: User, _: str) -> str:
    deciding.endorse(dossier=dossier, by=user)
    return drafted(dossier)


def _prepare(dossier: Dossier, user: User, _: str) -> str:
    check_move(dossier, "sign", by=user, preparing=True)
    if not user.signs_elsewhere:
        signer_of(user)  # before a number is bound
    return _made_ready(dossier, user)


def _prepare_for_ink(dossier: Dossier, user: User, _: str) -> str:
    check_move(dossier, "sign", by=user, preparing=True, on_paper=True)
    return _made_ready(dossier, user)


def _made_ready(dossier: Dossier, user: User) -> str:
    from benefits.actions import preparing

    documents = preparing.prepare_signature(dossier=dossier, by=user)
    numbers = dict.fromkeys(f"Số {row.number}" for row in documents)
    return f"{', '.join(numbers)}. {drafted(dossier)}"


def _prepared(user: User, dossier: Dossier) -> dict[str, int]:
    papers = sum(len((draft.frozen or {}).get("papers", [])) for draft in drafts_of(dossier))
    return amounts(user, dossier) | {PAPERS: papers}


def _sign(dossier: Dossier, user: User, version: str) -> str:
    from benefits.actions import deferring, signing

    if user.signs_elsewhere:
        return _waiting(user, deferring.defer(dossier=dossier, by=user))
    return _numbers(signing.sign(dossier=dossier, by=user, version=whole_number(version)))


def _waiting(user: User, rows: Iterable[DeferredSignature]) -> str:
    return f"{waits_for(user)}: " + ", ".join(dict.fromkeys(f"số {row.document.number}" for row in rows))


def _may_cosign(dossier: Dossier, user: User, _: str) -> str:
    rows = require_turn(dossier, by=user)[1]
    if not user.signs_elsewhere:
        signer_of(user)
    return ", ".join(f"{row.result.title} số {row.result.number}" for row in rows)


def _cosign(dossier: Dossier, user: User, version: str) -> str:
    from benefits.actions import cosigning, deferring

    if user.signs_elsewhere:
        return _waiting(user, deferring.defer_cosigning(dossier=dossier, by=user))
    return _numbers(cosigning.cosign(dossier=dossier, by=user, version=whole_number(version)))


def _cosigned(user: User, dossier: Dossier) -> dict[str, int]:
    return {PAPERS: len(turn_of(user, waited_for_in(dossier)))}


def _sign_on_paper(dossier: Dossier, user: User, _: str) -> str:
    from benefits.actions import paper_signing

    return _numbers(paper_signing.sign_on_paper(dossier=dossier, by=user))


def waits_for(user: User) -> str:
    """For what a document waits whose leader has the key elsewhere."""
    return "Chờ ký từ xa" if user.csc_credential else "Chờ thiết bị ký"


def _still_waits(user: User, dossiers: Sequence[Dossier]) -> str:
    """Which of them their leader's key elsewhere has yet to sign, and how that is done."""
    if not user.signs_elsewhere:
        return ""
    waiting = {row.document.draft.dossier_id for row in waiting_for(user)} & {row.pk for row in dossiers}
    if not waiting:
        return ""
    how = "Bước tiếp theo: mở trang ký từ xa để ký." if user.csc_credential else (
        "Bước tiếp theo: mở trang ký trên thiết bị, lấy mã ký, rồi ký trên máy có cắm thiết bị."
    )  # fmt: skip
    return f"{waits_for(user)}: {len(waiting)}/{len(dossiers)} hồ sơ, chưa ký. {how}"


def _numbers(dossier: Dossier) -> str:
    return ", ".join(dict.fromkeys(f"Số {row.number} ngày {row.dated:%d/%m/%Y}" for row in results_of(dossier)))


def _may_issue(dossier: Dossier, user: User, _: str) -> str:
    check_move(dossier, "issue", by=user)
    agency_signer(dossier.settling_office)
    return _numbers(dossier)


def _issue(dossier: Dossier, user: User, version: str) -> str:
    from benefits.actions import signing

    return _numbers(signing.issue(dossier=dossier, by=user, version=whole_number(version)))


def _issue_on_paper(dossier: Dossier, user: User, _: str) -> str:
    """In as many papers as the office gives out: who signed more of them says so at the dossier."""
    from benefits.actions import paper_signing

    copies = parameter("printed_copies", office=dossier.receiving_office)
    return _numbers(paper_signing.issue_on_paper(dossier=dossier, copies=copies, by=user))


def _issued(user: User, dossier: Dossier) -> dict[str, int]:
    found = results_of(dossier)
    inked = sum(row.on_paper for row in found)
    return {PAPERS: len(found)} | ({INKED: inked} if inked else {})


def _to_the_device(user: User) -> Action | None:
    if not user.signs_elsewhere:
        return None
    return Action(
        "Ký từ xa" if user.csc_credential else "Ký trên thiết bị",
        reverse("device_signing"),
        method="get",
        kind="primary",
    )


def _change_signer(dossier: Dossier, user: User, chosen: str) -> str:
    from benefits.actions import handing_signature

    signer = signers_of(dossier.settling_office).filter(pk=whole_number(chosen) or 0).first()
    if signer is None:
        raise NotValid("Người được chọn không phải người ký của đơn vị giải quyết hồ sơ này.")
    handing_signature.change_signer(dossier=dossier, signer=signer, reason=HANDED_ON, by=user)
    return f"Trình {signer} ký"


def _give_back(dossier: Dossier, user: User, typed: str) -> str:
    if not (reason := typed.strip() or changed_figures(dossier)):
        raise NotValid("Số liệu không đổi và chưa ghi lý do: hồ sơ giữ nguyên ở hàng chờ ký.")
    deciding.return_draft(dossier=dossier, reason=reason, by=user)
    return f"Trả lại: {reason}"


def _other_signers(user: User) -> list[tuple[str, str]]:
    offices = Office.objects.filter(pk__in=user.offices_with("benefits.sign"))
    found = {row.pk: row.full_name for office in offices for row in signers_of(office) if row.pk != user.pk}
    return [(str(pk), name) for pk, name in found.items()]


def _every_signer(user: User) -> list[tuple[str, str]]:
    """Who signs where this person may hand on what somebody has left behind."""
    offices = Office.objects.filter(pk__in=user.offices_with(RIGHT_TO_HAND_ON))
    return [(str(row.pk), row.full_name) for office in offices for row in signers_of(office)]


def _by_server(user: User) -> bool:
    return not user.signs_elsewhere


VERBS: Final = (
    BulkVerb(
        "dong-y", "cho-kiem-soat", "Đồng ý, trình lãnh đạo ký", _endorse, sums=amounts, doubts=doubts, page="endorse",
    ),
    BulkVerb(
        "ky", "cho-ky", "Ký số", _sign, rehearse=_prepare, prepares=True, sums=_prepared, doubts=doubts,
        page="sign", around=kept_session, then=_to_the_device, waits=_still_waits, by_server=_by_server,
        confirm="Mở từng hồ sơ dưới đây để xem đúng các văn bản sẽ ký. Nhập mật khẩu của bạn để ký tất cả.",
    ),
    BulkVerb(
        "ky-giay", "cho-ky", ON_PAPER["sign"], _sign_on_paper, rehearse=_prepare_for_ink, prepares=True, sums=_prepared,
        doubts=doubts, page="sign", offered=signs_on_paper,
        confirm="Mở từng hồ sơ dưới đây để xem các văn bản sẽ in ra ký mực. Nhập mật khẩu để xác nhận chính bạn ký.",
    ),
    BulkVerb(
        "chuyen-ky", "cho-ky", "Chuyển người ký", _change_signer, asks="Người ký mới", options=_other_signers,
        page="sign",
        nobody="Đơn vị không có lãnh đạo nào khác được giao ký nên chưa chuyển được. Hãy báo quản trị viên của đơn vị.",
        hint="Ý kiến kiểm soát và số đã cấp giữ nguyên; hồ sơ mà người ký mới đã soạn hoặc kiểm soát được bỏ qua.",
    ),
    BulkVerb(
        "chuyen-nguoi-ky", "cho-chuyen-ky", "Chuyển người ký", _change_signer, asks="Người ký mới",
        options=_every_signer, page="change_signer",
        nobody="Đơn vị không có ai được giao ký. Hãy báo quản trị viên của đơn vị.",
    ),
    BulkVerb(
        "tra-lai", "cho-ky", "Trả lại chuyên viên", _give_back, asks="Lý do", for_all="Lý do cho mọi hồ sơ",
        in_words=True, page="sign",
        hint="Để trống: chỉ trả lại hồ sơ mà tính lại theo quy định đang có hiệu lực ra số tiền khác, với lý do là hai "
        "số tiền; hồ sơ khác giữ nguyên. Số đã cấp của hồ sơ trả lại được ghi vào sổ số bỏ trống.",
    ),
    BulkVerb(
        "ky-tiep", "cho-ky-tiep", COSIGN, _cosign, rehearse=_may_cosign, sums=_cosigned, page="cosign",
        around=kept_session, then=_to_the_device, waits=_still_waits, by_server=_by_server,
        confirm="Mở từng hồ sơ dưới đây để xem đúng các văn bản sẽ ký. Nhập mật khẩu của bạn để ký tất cả.",
    ),
    BulkVerb(
        "phat-hanh", "cho-phat-hanh", "Phát hành", _issue, rehearse=_may_issue, sums=_issued, page="issue",
        around=kept_session, by_server=lambda user: True,
        confirm="Nhập mật khẩu của bạn để đóng chữ ký số của cơ quan lên tất cả các văn bản của các hồ sơ dưới đây.",
    ),
    BulkVerb(
        "phat-hanh-giay", "cho-phat-hanh", ON_PAPER["issue"], _issue_on_paper, sums=_issued, page="issue_on_paper",
        offered=issues_on_paper,
        confirm="Đối chiếu bản quét của từng hồ sơ với giấy đã ký, đóng dấu. Nhập mật khẩu để phát hành tất cả.",
    ),
)  # fmt: skip
