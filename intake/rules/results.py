"""Was a result issued, is its return recorded, and may the way of return still change?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils import timezone

from bhxh_archive.lifecycle import AFTER_RETURN, ENDED, MOVES, State
from bhxh_archive.text import fold, number_fold
from intake.models import (
    Dossier,
    DossierEvent,
    Person,
    Result,
    ResultVersion,
)
from intake.rules.problems import Fault


def was_issued(result: Result) -> bool:
    """Whether the document was issued: before that it is nobody's but the settling office's."""
    return any(version.issued for version in result.versions.all())


def return_problems(method: str, facts: Mapping[str, Any], copies: int) -> list[Fault]:
    """What is not recorded yet of a return by this method; paper goes out in at least so many printed copies."""
    problems: list[Fault] = []
    if method == Dossier.ReturnMethod.POST and not facts.get("tracking_number"):
        problems.append(Fault("Hãy ghi mã bưu gửi.", "tracking_number"))
    if method == Dossier.ReturnMethod.POST and not facts.get("carrier"):
        problems.append(Fault("Hãy chọn đơn vị bưu chính.", "carrier"))
    if method == Dossier.ReturnMethod.COUNTER and not facts.get("receiver_name"):
        problems.append(Fault("Hãy ghi họ tên người nhận.", "receiver_name"))
    if method == Dossier.ReturnMethod.COUNTER and not (facts.get("receiver_id") or facts.get("proof")):
        said = "Hãy ghi số giấy tờ của người nhận, hoặc căn cứ giao nhận (giấy ký nhận, giấy ủy quyền)."
        problems.append(Fault(said, "receiver_id"))
    if method == Dossier.ReturnMethod.ONLINE and bool(facts.get("receiver_name")) != bool(facts.get("proof")):
        said = "Ghi cả người nhận và cách đã giao bản điện tử; để trống cả hai nếu gửi bằng đường dẫn."
        problems.append(Fault(said, "proof" if facts.get("receiver_name") else "receiver_name"))
    if method != Dossier.ReturnMethod.ONLINE and (facts.get("printed_copies") or 0) < copies:
        problems.append(Fault(f"Hãy ghi số bản in đã giao, ít nhất {copies} bản.", "printed_copies"))
    return problems


def is_changed(result: Result) -> bool:
    """Whether another document has replaced, revoked, corrected or adjusted it since."""
    return bool(result.remarks.all())


def change_problems(results: Iterable[Result], facts: Mapping[str, Any]) -> list[Fault]:
    """A document that holds no longer, or not as it is written, goes out knowingly or not at all."""
    changed = [] if facts.get("despite") else [row for row in results if is_changed(row)]
    return [
        Fault(f"{row.title} {row.number}: {_lowered(remark.text)}. Đánh dấu «Vẫn trả các văn bản này» nếu vẫn trả.",
              "despite")
        for row in changed for remark in row.remarks.all()
    ]  # fmt: skip


def ending_problems(results: Iterable[Result]) -> list[str]:
    """Why these are not printed unless somebody wants it knowingly: each that is in force no longer."""
    return [f"{row.title} số {row.number}: {_lowered(remark.text)}."
            for row in results for remark in row.remarks.all() if remark.ends]  # fmt: skip


def paperless_problems(dossier: Dossier) -> list[str]:
    """Why nothing of it is printed unless somebody wants it knowingly: the electronic copy was asked for."""
    online = dossier.return_method == Dossier.ReturnMethod.ONLINE
    return ["Đã đăng ký nhận bản điện tử: không in bản giấy."] if online else []


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def fault_problems(results: Iterable[Result]) -> list[str]:
    """Which signed files were found broken, so that nothing of them is printed or given out."""
    electronic = [row for row in results if not row.on_paper]
    return [fault_of(row, row.latest) for row in electronic if row.latest and row.latest.fault]


def fault_of(result: Result, version: ResultVersion) -> str:
    """What is wrong with the file of that result, and what takes it away."""
    named = f"{result.title} số {result.number}"
    said = f"{named} không in, không trả được. {version.verdict_now}"
    return f"{said} Khôi phục xong thì kiểm tra lại chữ ký ở «Kết quả»."


def dispatch_problems(method: str, results: Iterable[Result], facts: Mapping[str, Any]) -> list[Fault]:
    """A parcel left on no day to come, and on none before the newest document in it was issued."""
    day = facts.get("dispatched_on")
    if method != Dossier.ReturnMethod.POST or day is None:
        return []
    if day > timezone.localdate():
        return [Fault("Ngày gửi bưu chính ở tương lai.", "dispatched_on")]
    issued = max((row.dated for row in results), default=day)
    said = f"Ngày gửi trước ngày ban hành kết quả {issued:%d/%m/%Y}. Sửa ngày gửi."
    return [Fault(said, "dispatched_on")] if day < issued else []


def ink_problems(method: str, results: Iterable[Result]) -> list[str]:
    """What was signed with ink is handed over as that paper: its scan is no electronic original."""
    online = method == Dossier.ReturnMethod.ONLINE
    return [_NOT_ONLINE] if online and any(row.on_paper for row in results) else []


ON_PAPER: Final = {"sign": "Ký trên giấy", "issue": "Phát hành bản ký trên giấy"}
"""What these moves are called where the signature is on paper."""


def move_words(event: DossierEvent) -> str:
    """What a move of the map was; where the signature is on paper, nothing was signed electronically."""
    inked = event.detail.get("on_paper") and event.verb in ON_PAPER
    return ON_PAPER[event.verb] if inked else MOVES[event.verb].label


_NOT_ONLINE: Final = (
    "Kết quả được ký trên giấy, bản số hóa không thay bản điện tử có chữ ký số: đổi cách trả sang tại quầy hoặc qua "
    "bưu chính, rồi trả bản giấy."
)


def print_problems(results: Iterable[Result], facts: Mapping[str, Any]) -> list[Fault]:
    """Which documents go out in more copies than were written down as printed: each copy bears the seal.

    `printed_now`: what is missing is written down along with the return; of what was signed with ink nothing can be.
    """
    copies = facts.get("printed_copies") or 0
    few = [row for row in results if row.printed_copies < copies]
    if inked := [f"{row.title} có {row.printed_copies} bản" for row in few if row.on_paper]:
        said = f"Giao {copies} bản nhưng số bản giấy đã ký, đóng dấu ít hơn: {'; '.join(inked)}."
        return [Fault(f"{said} Ghi đúng số bản đã giao.", "printed_copies")]
    short = [f"{row.title} đã in {row.printed_copies} bản" for row in few]
    if not short or facts.get("printed_now"):
        return []
    said = f"Giao {copies} bản nhưng sổ mới ghi: {'; '.join(short)}."
    asked = f"{said} Ghi nhận in ở «Xem và in», hoặc đánh dấu «Đã in và đóng dấu đủ số bản này»."
    return [Fault(asked, "printed_now")]


def receiver_problems(persons: Iterable[Person], facts: Mapping[str, Any]) -> list[Fault]:
    """What is missing where somebody else takes the result: who they are, and by which authority they act."""
    name, authority = facts.get("receiver_name") or "", facts.get("authority")
    if authority and not facts.get("receiver_id"):
        return [Fault("Hãy ghi số giấy tờ của người được ủy quyền.", "receiver_id")]
    if not name or authority:
        return []
    if same := [person for person in persons if fold(person.full_name) == fold(name)]:
        return [] if facts.get("proof") else _number_problems(same, facts.get("receiver_id") or "")
    return [Fault(_STRANGER, "authority")]


_STRANGER: Final = (
    "Người nhận không có tên trong hồ sơ: hãy ghi giấy ủy quyền hoặc giấy giới thiệu, cùng số giấy tờ của người nhận. "
    "Nếu là người trong hồ sơ, ghi họ tên như ở hồ sơ."
)
"""Another ground of the hand-over says how it went, not who may take it."""


def _number_problems(same: Iterable[Person], shown: str) -> list[Fault]:
    """A namesake bears another number; a passport does, too, and is then the ground of the hand-over."""
    ids = {number_fold(number) for person in same for number in (person.personal_id, person.old_id) if number}
    if not shown or not ids or number_fold(shown) in ids:
        return []
    said = (
        "Số giấy tờ của người nhận khác số đã đăng ký của người có tên này. Kiểm tra lại giấy tờ; nếu đúng người, ghi "
        "căn cứ giao nhận (giấy tờ khác, giấy ủy quyền)."
    )
    return [Fault(said, "receiver_id")]


_AGAIN: Final[Mapping[str, str]] = {
    Dossier.ReturnMethod.COUNTER: "Trả cho người đến nhận sau", Dossier.ReturnMethod.POST: "Gửi lại qua bưu chính",
    Dossier.ReturnMethod.ONLINE: "Trả bằng bản điện tử",
}  # fmt: skip


def again_words(method: str) -> str:
    """How a result went out that lay here after its first return; `method` "": events of older releases don't say."""
    return _AGAIN.get(method, "Trả cho người đến nhận sau, hoặc gửi lại")


def return_way_is_open(dossier: Dossier, *, waits: bool = False) -> bool:
    """Whether the registered way of return may still change: a draft is edited, what was handed over is over.

    `waits`: the result was not handed over after all and lies here.
    """
    return waits or dossier.state not in AFTER_RETURN | ENDED | {State.DRAFT}


def slip_may_go(dossier: Dossier) -> bool:
    """Whether a wrong scan of the signed slip may be taken away: what the archive has been given stays as it is."""
    return dossier.state in AFTER_RETURN - {State.TRANSFERRED, State.ARCHIVED}


def is_absence(event: DossierEvent) -> bool:
    """Whether this return was none, because nobody came: only then a `hand_over` carries a reason."""
    return event.verb == "hand_over" and bool(event.reason)
