"""Which conditions of this room must hold before the map lets a dossier move, and what follows from a move?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils import timezone

from benefits import rules
from benefits.actions.numbers import release_number
from benefits.actions.verifying import Asked
from benefits.calculation import Computed, compute, is_computed, lacks_of
from benefits.differences import unsettled_problems
from benefits.doubts.colliding import changed_twice
from benefits.doubts.doubted import looked_at, unreasoned
from benefits.doubts.granted import barred
from benefits.doubts.naming import against, ended_twice, problems_of
from benefits.doubts.recalculating import why_not_as_frozen
from benefits.earlier.named import frozen_in
from benefits.kinds import KINDS, kind_of
from benefits.models import DeferredSignature, Draft, PreparedDocument
from benefits.papers import papers_of
from benefits.papers.statement import imbalance
from benefits.persons import receiver_of
from benefits.queries import (
    bound_number,
    drafts_of,
    live_documents,
    open_deferred,
    open_drafts,
    open_questions,
    paper_order_in_force,
    questions_of,
)
from benefits.signers.cosigners import said_of
from benefits.signers.mandates import why_not_signed_by
from benefits.whose import settles_lines
from bhxh_archive.documents.glyphs import named, unprintable_in
from bhxh_archive.documents.typesetting import as_json
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State, follows, needs
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from intake.models import Dossier, ResultKind, ResultVersion
from intake.needs.paper_scans import newest_scan, scan_problem
from intake.queries import results_of, waited_for_in
from intake.rules.problems import Fault


@needs("propose", "propose_directly")
def nobody_else_works_on_it(dossier: Dossier, *, by: User, **_: Any) -> None:
    """Who took the dossier lays it before the head; while nobody has it, any officer may."""
    if not rules.has_in_hand(dossier, by):
        raise NotNow(f"{dossier.holder} đang xử lý hồ sơ này. Chỉ người đang giữ hồ sơ trình được dự thảo.")


@needs("propose", "propose_directly")
def draft_is_whole(dossier: Dossier, **_: Any) -> None:
    """There is a draft result, and everything on it can be computed or is reasoned."""
    drafts = drafts_of(dossier)
    problems = [] if drafts else ["Chưa có dự thảo kết quả."]
    problems += [problem for draft in drafts for problem in _draft_problems(draft)]
    problems += _contradictions(drafts) + _granted_twice(drafts) + ended_twice(drafts) + changed_twice(drafts)
    problems += [granted.said for granted in barred(drafts)] + unreasoned(looked_at(drafts))
    if problems:
        raise NotValid(f"Chưa trình được. {problems[0]}", problems)


def _unprintable(draft: Draft) -> list[str]:
    """Characters that the signed document could not show, whoever wrote them and wherever they came from."""
    strange = unprintable_in([json.loads(as_json(paper.data)) for paper in papers_of(draft)])
    return [f"Dự thảo có ký tự không in được: {named(strange)}. Sửa ở nơi đã ghi ký tự này."] if strange else []


def _draft_problems(draft: Draft) -> list[str]:
    if draft.kind.role == ResultKind.Role.ANSWER:
        return _answer_problems(draft)
    if not is_computed(draft.kind.code):
        return [f"Chưa có mẫu dự thảo cho «{draft.kind.name}»."]
    untransferable = (lack.said for lack in lacks_of(draft))
    return [*of_computed(draft, compute(draft)), *unsettled_problems(draft), *untransferable, *problems_of(draft),
            *_unprintable(draft)]  # fmt: skip


def _answer_problems(draft: Draft) -> list[str]:
    problems = [] if draft.entries.get("reasons", "").strip() else ["Văn bản trả lời phải nêu lý do."]
    if receiver_of(draft) is None:
        problems.append("Văn bản trả lời chưa có người nhận: hãy bỏ dự thảo này, soạn lại và chọn người nhận.")
    problems += problems_of(draft)
    return problems or _unprintable(draft)


def of_computed(draft: Draft, computed: Computed) -> list[str]:
    """What keeps a computed decision and its statement from being proposed; empty when nothing does."""
    if computed.result is None:
        return list(computed.problems)
    tentative = ["Kết quả còn TẠM TÍNH nên chưa trình được."] if computed.result.tentative else []
    history = KINDS[draft.kind.code].history(computed.result)
    return [*computed.problems, *tentative, *(imbalance(draft, history) if history else [])]


def _contradictions(drafts: list[Draft]) -> list[str]:
    """An answer of non-settlement stands instead of a decision for the same person, never beside it; a settled list
    names what it refuses."""
    answered = {draft.receiver_id for draft in drafts if draft.kind.role == ResultKind.Role.ANSWER}
    decided = {draft.receiver_id for draft in drafts if draft.kind.role != ResultKind.Role.ANSWER}
    listed = any(settles_lines(draft.kind) for draft in drafts)
    if listed and answered:
        return ["Danh sách giải quyết đã có phần không giải quyết: hãy bỏ dự thảo văn bản trả lời."]
    if not answered & decided:
        return []
    return ["Cùng một người vừa có dự thảo quyết định vừa có văn bản trả lời không giải quyết. Hãy bỏ một dự thảo."]


def _granted_twice(drafts: list[Draft]) -> list[str]:
    """After a death several decisions may go to several relatives, who may bear one name; none is granted twice."""
    kinds = ((kind_of(draft.kind.code), draft) for draft in drafts)
    claims = Counter(claim for kind, draft in kinds if kind for claim in dict.fromkeys(kind.claims(draft)))
    return [f"Hai dự thảo cùng giải quyết {claim}. Hãy bỏ ở một dự thảo." for claim, times in claims.items()
            if times > 1]  # fmt: skip


@needs("propose_directly")
def office_has_no_controller(dossier: Dossier, **_: Any) -> None:
    """Only a dated setting of the office lets a draft pass its controller by."""
    if parameter("has_controller", office=dossier.settling_office):
        raise NotNow("Đơn vị có người kiểm soát: hãy trình lãnh đạo phòng.")


@needs("endorse")
def controller_is_another(dossier: Dossier, *, by: User, **_: Any) -> None:
    """The controller wrote nothing of what is controlled."""
    if any(not rules.may_control(draft, by) for draft in drafts_of(dossier)):
        raise NotAllowed("Bạn đã soạn hoặc trình dự thảo này nên không được tự kiểm soát. Hãy để người khác kiểm soát.")


@needs("sign")
def signer_is_another_and_all_is_prepared(
    dossier: Dossier, *, by: User, preparing: bool = False, signed_on: date | None = None, **_: Any
) -> None:
    """The signer neither wrote nor controlled, and signs exactly what was prepared for him today, or on the day on
    which a token signed that only waits for its time-stamp."""
    drafts = drafts_of(dossier)
    if any(not rules.may_sign(draft, by) for draft in drafts):
        raise NotAllowed("Bạn đã soạn, trình hoặc kiểm soát văn bản này nên không được ký. Hãy để người khác ký.")
    if other := next((draft.signer for draft in drafts if draft.signer_id not in (None, by.pk)), None):
        raise NotAllowed(f"Hồ sơ được trình cho {other} ký. Cần ký thay thì chuyển người ký trước.")
    if preparing:
        return
    documents = list(live_documents(dossier))
    wanted = sum(len((draft.frozen or {}).get("papers", [])) for draft in drafts)
    if not documents or len(documents) != wanted:
        raise NotNow("Văn bản chưa được chuẩn bị để ký. Hãy bấm «Xem và ký».")
    day = signed_on or timezone.localdate()
    if other := next((row.signer for row in documents if row.signer_id != by.pk), None):
        raise NotNow(f"Văn bản đang được {other} chuẩn bị để ký. Nếu bạn là người ký thì bấm «Xem và ký» lại.")
    if any(row.dated != day for row in documents):
        raise NotNow("Văn bản được chuẩn bị cho ngày khác. Hãy bấm «Xem và ký» để chuẩn bị lại.")


@needs("sign")
def authority_covers_it(dossier: Dossier, *, by: User, **_: Any) -> None:
    """KT. and Q. sign everything; TL. where the office allows it, TUQ. what its document names."""
    if problem := why_not_signed_by(by, dossier, drafts_of(dossier)):
        raise NotAllowed(problem)


@needs("sign")
def figures_still_hold(dossier: Dossier, **_: Any) -> None:
    """What is signed comes out again by the numbers of the law as they stand today."""
    problems = list(filter(None, map(why_not_as_frozen, drafts_of(dossier))))
    if problems:
        raise NotValid(problems[0], problems)


@needs("sign")
def what_is_replaced_still_stands(dossier: Dossier, **_: Any) -> None:
    """No document replaces one that another replaced since this one was endorsed."""
    named = ((draft, frozen_in(draft)) for draft in drafts_of(dossier))
    problems = [problem for draft, earlier in named if earlier for problem in against(draft, earlier)]
    if problems:
        raise NotNow(f"{problems[0]} Hãy trả lại chuyên viên để xem lại.")


@needs("endorse", "sign", "issue")
def nothing_was_issued_meanwhile(dossier: Dossier, **_: Any) -> None:
    """What another decision has come to exclude since the draft was proposed wants a reason of its officer first."""
    if said := next((granted.said for granted in barred(drafts_of(dossier)) if granted.issued), ""):
        back = "thu hồi văn bản" if dossier.state == State.SIGNED else "trả lại chuyên viên"
        raise NotNow(f"{said} Hãy {back} để ghi lý do.")


@needs("sign")
def paper_is_ordered(dossier: Dossier, *, on_paper: bool = False, **_: Any) -> None:
    """Nothing is signed with ink without an order of the head that holds today."""
    if on_paper and paper_order_in_force(dossier.settling_office) is None:
        raise NotNow("Đơn vị không có lệnh ký trên giấy đang hiệu lực. Hãy ký số, hoặc nhờ người đứng đầu ra lệnh.")


@needs("issue")
def signed_papers_are_scanned(dossier: Dossier, *, on_paper: bool = False, copies: int = 0, **_: Any) -> None:
    """What was signed with ink is issued by its scan, when as many papers are signed as go out."""
    results = [row for row in results_of(dossier) if row.on_paper]
    if bool(results) != on_paper:
        raise NotNow(_SCAN_FIRST if results else "Kết quả được ký số nên không phát hành bằng bản quét.")
    if not on_paper:
        return
    problems = list(filter(None, (scan_problem(row, newest_scan(row)) for row in results)))
    least = parameter("printed_copies", office=dossier.receiving_office)
    if copies < least:
        problems.append(Fault(f"Phải có ít nhất {least} bản giấy đã ký, đóng dấu của mỗi văn bản.", "copies"))
    if problems:
        raise NotValid(problems[0], problems)


_SCAN_FIRST: Final = "Văn bản được ký trên giấy: mở hồ sơ, quét bản đã ký, đóng dấu rồi phát hành."


@needs("issue")
def leader_has_signed(dossier: Dossier, *, on_paper: bool = False, **_: Any) -> None:
    """Every result carries a valid signature of the leader, unless it was signed with ink."""
    if on_paper:
        return
    latest = [row.latest for row in results_of(dossier)]
    stages = (ResultVersion.Stage.LEADER_SIGNED, ResultVersion.Stage.CO_SIGNED)
    if not latest or any(version is None or version.stage not in stages or not version.sound for version in latest):
        raise NotNow("Kết quả chưa có chữ ký hợp lệ của lãnh đạo.")


@needs("issue")
def everybody_listed_has_signed(dossier: Dossier, **_: Any) -> None:
    """What has signers beside the leader goes out with all of their signatures."""
    if waiting := waited_for_in(dossier):
        raise NotNow(f"Còn chờ ký số: {said_of(waiting)}. Nhắc người đó ký ở «Chờ ký tiếp», hoặc thu hồi để trình lại.")


@needs("request_verification")
def questions_are_whole(
    dossier: Dossier, *, questions: Sequence[Asked] = (), limit_on: date | None = None, **_: Any
) -> None:
    """Whom, about which paper or fact, what, and until when."""
    if not questions or limit_on is None:
        raise NotValid("Hãy ghi ít nhất một nội dung cần xác minh và thời hạn trả lời.")
    if not all(row.agency and row.subject and row.text for row in questions):
        raise NotValid("Mỗi nội dung phải ghi cơ quan được hỏi, giấy tờ hoặc sự việc, và điều cần xác minh.")


@needs("verified")
def every_question_is_settled(dossier: Dossier, **_: Any) -> None:
    """What other bodies were asked has been answered, or is waited for no longer."""
    if not questions_of(dossier).exists():
        raise NotNow("Hồ sơ không có nội dung nào đang chờ xác minh.")
    if waiting := open_questions(dossier).count():
        raise NotNow(f"Còn {waiting} nội dung chưa có trả lời: ghi trả lời, hoặc thôi hỏi và nêu lý do.")


@follows("return_draft", "withdraw", "recall")
def let_go_of_the_signature(dossier: Dossier, *, by: User | None = None, reason: str = "", **_: Any) -> None:
    """What waited for a signature is void, its number goes to the gap log, the frozen data thaw."""
    open_deferred(dossier).update(state=DeferredSignature.State.VOID)
    documents = PreparedDocument.objects.filter(draft__dossier=dossier)
    documents.exclude(state=PreparedDocument.State.VOID).update(state=PreparedDocument.State.VOID)
    for draft in open_drafts(dossier):
        if bound := bound_number(draft):
            release_number(bound, reason, by)
    Draft.objects.filter(dossier=dossier, dropped_at=None).update(
        frozen=None, frozen_digest="", controlled_by=None, controlled_at=None, signed_by=None, signed_at=None,
        signer=None,
    )  # fmt: skip
