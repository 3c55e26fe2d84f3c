"""How does a stack fall into parts by the codes on its pages, and what keeps a part from being filed?

Nothing is guessed: where a code is missing, doubtful or says two things, the part says so and waits for a clerk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bhxh_archive.documents.sheet_codes import SheetCode, parse
from bhxh_archive.lifecycle import State
from intake.models import BatchPart, Dossier
from intake.pipeline.verdict import page_list
from intake.rules.scans import pages_may_change, scans_may_be_opened

Trouble = BatchPart.Trouble
ADVICE: Final[dict[str, str]] = {
    Trouble.NO_SHEET: "Các trang này đứng trước tờ bìa đầu tiên nên chưa biết thuộc hồ sơ nào. Chọn hồ sơ, hoặc bỏ.",
    Trouble.CUT: "Phần mới cắt chưa chọn hồ sơ. Ô Mã hồ sơ ghi sẵn mã của phần trước: giữ hoặc sửa, rồi bấm Chọn; "
    "hoặc gộp lại vào phần trước.",
    Trouble.TWO_CODES: "Trên tờ đầu có hai mã khác nhau, hệ thống không đoán mã nào đúng. So với giấy rồi chọn một mã.",
    Trouble.UNREAD: "Trang đầu giống một tờ bìa mà không đọc được mã (nhàu, rách, bị viết đè, bôi đen), hoặc ảnh của "
    "trang này bị hỏng. Tờ bìa thì bấm «Để ngoài» ở trang đó và nhập mã in dưới mã vạch; trang của phần trước thì gộp "
    "vào phần trước.",
    Trouble.BAD_CHECK: "Mã đọc được sai ký tự kiểm tra nên không tin được. Nhập lại mã in trên tờ bìa.",
    Trouble.UNKNOWN: "Không có hồ sơ nào mang mã này. Kiểm tra lại tờ bìa, nhập mã đúng.",
    Trouble.ELSEWHERE: "Hồ sơ này do đơn vị khác tiếp nhận, không xếp vào đây được. Chuyển giấy cho đơn vị đó.",
    Trouble.NEVER_SCANNED: "Phiếu này đòi giấy tờ không bao giờ quét, như sổ BHXH: nhận chính giấy tờ đó, ghi ở hồ sơ. "
    "Các trang ở đây thì chọn thành phần khác, hoặc bỏ phần này.",
    Trouble.NO_COMPONENT: "Hồ sơ này không có thành phần mang mã in trên tờ đầu. Chọn thành phần.",
    Trouble.SEVERAL: "Hồ sơ có nhiều giấy tờ cùng loại, của nhiều người. Chọn giấy tờ của đúng người.",
    Trouble.ASKS_SEVERAL: "Phiếu bổ sung này đòi nhiều giấy tờ, hoặc không đòi riêng giấy tờ nào. "
    "Chọn giấy tờ mà các trang này là; giấy tờ đang được đòi đứng đầu danh sách.",
    Trouble.SLIP: "Giấy giao nhận này chưa lưu được. So lại giấy với hồ sơ rồi nhập lại mã in trên giấy, hoặc bỏ.",
}
"""What a clerk reads beside each trouble, and can do about it."""
UNDECIDED: Final = "?"
"""What the box of papers sends while none is chosen; an empty value is the unsorted tray."""
BEHIND_A_SLIP: Final = (
    "Các trang này đứng sau một giấy giao nhận mà không có tờ bìa nên chưa biết thuộc hồ sơ nào. Là trang sau của giấy "
    "giao nhận thì gộp vào phần trước; không thì nhập mã hồ sơ, hoặc bỏ."
)
"""The same of pages behind a signed slip, which begins nothing but itself."""
SCANNED_INTO: Final = (
    "Các trang này đứng trước tờ bìa đầu tiên. Ô Mã hồ sơ ghi sẵn hồ sơ mà các trang này được quét hoặc gửi vào: giữ "
    "hoặc sửa, rồi bấm Chọn; hoặc bỏ."
)
"""The same of pages before the first sheet, where they were scanned or sent into a dossier."""
GOES_ON: Final = (
    "Các trang này đứng trước tờ bìa đầu tiên. Ô Mã hồ sơ ghi sẵn hồ sơ cuối của lượt quét trước, đã dừng giữa chừng: "
    "giữ hoặc sửa, rồi bấm Chọn; hoặc bỏ."
)
"""And where it goes on after one that broke off."""
ANOTHER: Final = (
    "Trang {page} của chồng là tờ mang mã {other}, còn phần này xếp vào {own}. Nhầm thì sửa mã hoặc cắt ở trang đó; "
    "đúng thì bấm «Xếp phần này»."
)
"""What is said of a part that goes elsewhere than a sheet in it says."""
SHEET_WITHIN: Final = (
    "Trang {page} của chồng giống một tờ bìa không đọc được mã. Nếu đúng, bấm «Để ngoài» ở trang đó; nếu là giấy của "
    "hồ sơ thì bấm «Xếp phần này»."
)
"""And of one that begins with a sheet nobody could read, which would go into the dossier with it."""


@dataclass(frozen=True)
class Seen:
    """One page as it was read: the texts of its codes, whether one was unreadable, whether it is blank."""

    texts: Sequence[str] = ()
    unread: bool = False
    blank: bool = False


@dataclass
class Proposal:
    """Pages `first` to `stop` (exclusive) behind the page `sheet`; `code` is None where there is `trouble`,
    with a `note` where more is to be said of it."""

    first: int
    stop: int
    code: SheetCode | None = None
    text: str = ""
    trouble: str = ""
    left_out: set[int] = field(default_factory=set)
    sheet: int | None = None
    note: str = ""


def propose(pages: Sequence[Seen]) -> list[Proposal]:
    """The parts of a stack, in order and without a gap. A sheet with nothing behind it joins a following sheet of the
    same dossier (cover, then the separator of the first component); pages of one return slip are one part, and what
    follows without a code is none of it."""
    parts: list[Proposal] = []
    for index, page in enumerate(pages):
        begun = begins(page, index)
        if begun is None:
            _append(parts, page, index)
        elif parts and begun.code and begun.code.handed and begun.code == parts[-1].code:
            parts[-1].stop, parts[-1].sheet = begun.stop, begun.sheet
        elif parts and _is_cover_of(parts[-1], begun):
            begun.first, begun.left_out = parts[-1].first, parts[-1].left_out | begun.left_out
            parts[-1] = begun
        else:
            parts.append(begun)
    return parts


def begins(page: Seen, index: int) -> Proposal | None:
    """The part that begins with this page, when a code of ours stands on it or one that can't be read."""
    ours, sound = [code for code in map(parse, page.texts) if code], sound_codes(page.texts)
    if not ours:
        unread = page.unread and not page.texts
        return Proposal(index, index + 1, trouble=Trouble.UNREAD) if unread else None
    part = Proposal(index, index + 1, text=ours[0].text, left_out={index}, sheet=index)
    if len(sound) == 1:
        part.code, part.text = sound[0], sound[0].text
        part.left_out = set() if sound[0].handed else part.left_out  # the slip itself is what is kept
    else:
        part.trouble = Trouble.TWO_CODES if sound else Trouble.BAD_CHECK
    return part


def sound_codes(texts: Iterable[str]) -> list[SheetCode]:
    """The different codes of ours among these texts whose check characters fit, in the order they were read."""
    found = (parse(text) for text in texts)
    return list({code.text: code for code in found if code and code.sound}.values())


def another_named(part: BatchPart, texts: Mapping[int, Sequence[str]]) -> str:
    """What to say of a part on one of whose sheets another dossier stands than it goes to: of the `texts` of the pages
    that bear any, by index in the stack; "" where none does."""
    if part.dossier is None:
        return ""
    own = str(part.dossier.number)
    for index in range(part.first, part.stop):
        named = [code.number for code in sound_codes(texts.get(index, ()))]
        if named and own not in named:
            return ANOTHER.format(page=index + 1, other=named[0], own=own)
    return ""


def sheet_within(part: BatchPart, first: Seen, *, left_out: bool) -> str:
    """What to say of a part that goes somewhere, as long as the unreadable sheet before it goes with it."""
    begun = None if left_out or part.trouble else begins(first, part.first)
    return SHEET_WITHIN.format(page=part.first + 1) if begun and begun.trouble == Trouble.UNREAD else ""


def rivals(part: BatchPart, texts: Sequence[Sequence[str]]) -> list[SheetCode]:
    """The codes between which a clerk has to decide, of the `texts` of every page of the stack."""
    if part.trouble != Trouble.TWO_CODES:
        return []
    sheets = map(sound_codes, texts[part.first : part.stop])
    return next((codes for codes in sheets if len(codes) > 1), [])


def _append(parts: list[Proposal], page: Seen, index: int) -> None:
    """One more page behind the last sheet; the blank back of a sheet scanned on both sides goes with the sheet."""
    if not parts:
        parts.append(Proposal(index, index + 1, trouble=Trouble.NO_SHEET))
        return
    last = parts[-1]
    if page.blank and index - 1 == last.sheet:
        last.left_out.add(index)
    elif last.code and last.code.handed:
        parts.append(Proposal(index, index + 1, trouble=Trouble.NO_SHEET, note=BEHIND_A_SLIP))
        return
    last.stop = index + 1


def _is_cover_of(before: Proposal, begun: Proposal) -> bool:
    only_sheets = len(before.left_out) == before.stop - before.first
    same = before.code and begun.code and before.code.number == begun.code.number
    return bool(only_sheets and same and before.code and not before.code.component)


def obstacle(part: BatchPart, kept: int, lost: Collection[int] = ()) -> str:
    """Why an open part can't be filed as it is, in one sentence with what to do; "" when it can. `lost` are those
    of its `kept` pages that can't be read."""
    if part.trouble:
        return part.note or ADVICE[part.trouble]
    if part.dossier is None:
        return ADVICE[Trouble.CUT]
    if asks_for_the_unscanned(part):
        return ADVICE[Trouble.NEVER_SCANNED]
    if not part.hand_over_id and not pages_may_change(part.dossier):
        return _moved_on(part.dossier)
    if not kept:
        return "Phần này chỉ có tờ bìa hoặc tờ phân cách, không có trang giấy nào. Kiểm tra giấy, rồi bỏ phần này."
    return f"{told_lost(lost)} Để các trang đó ở ngoài, hoặc bỏ phần này." if lost else part.note


def answers(code: str) -> bool:
    """Whether this is the code of a supplement slip: what it brings was counted by nobody yet."""
    found = parse(code)
    return bool(found and found.request)


def counts_agree(counted: int, kept: int, blank: int, there: int) -> bool:
    """Whether as many pages were counted by hand as a dossier gets (`kept`, so many of them `blank`: with or without
    these) and has already."""
    return counted in (kept - blank + there, kept + there)


def asks_for_the_unscanned(part: BatchPart) -> bool:
    """Whether the sheet of this part names what is handed in and never scanned: the social-insurance book."""
    return part.trouble == Trouble.NEVER_SCANNED or bool(part.component and part.component.type.never_scan)


def is_slip(part: BatchPart) -> bool:
    """Whether this is a signed slip of a return, which counts to no paper of the dossier."""
    return part.hand_over_id is not None or part.trouble == Trouble.SLIP


def waits_for_a_paper(part: BatchPart) -> bool:
    """Whether the sheet of this part may mean several papers of its dossier, and nobody said yet which one it is."""
    return part.component_id is None and part.trouble in (Trouble.ASKS_SEVERAL, Trouble.SEVERAL)


def told_lost(lost: Collection[int]) -> str:
    """Which pages of the stack can't be read, and what to do about them."""
    return f"Không đọc được trang {page_list(lost)} của chồng: quét lại các tờ này."


_OPENED_THEN: Final = "rồi mở bản quét ở tab Trang quét và xếp lại; không thì bỏ phần này."
_UNDONE_BY: Final[dict[str, str]] = {
    State.READY_TO_ARCHIVE: f"Bấm «Mở lại tích hợp» ở hồ sơ (ghi lý do), {_OPENED_THEN}",
    State.ARCHIVE_REJECTED: f"Bấm «Mở lại tích hợp» ở hồ sơ (ghi lý do), {_OPENED_THEN}",
    State.TRANSFERRED: f"Nhờ lưu trữ trả lại hồ sơ, bấm «Mở lại tích hợp», {_OPENED_THEN}",
    State.ISSUED: f"Trả kết quả trước, {_OPENED_THEN}",
    State.SIGNED: "Nhờ Bộ phận Chế độ BHXH thu hồi trước phát hành rồi trả hồ sơ về tiếp nhận, hoặc bỏ phần này.",
}
"""How the way back to the scans is opened where no person holds the dossier, by its state."""


def _moved_on(dossier: Dossier) -> str:
    if scans_may_be_opened(dossier):
        return ("Kết quả của hồ sơ đã trả nên bản quét đã khóa. Mở bản quét ở tab Trang quét của hồ sơ (ghi lý do) "
                "rồi xếp lại, hoặc bỏ phần này.")  # fmt: skip
    state = dossier.get_state_display()
    if dossier.state in _UNDONE_BY:
        return f"Hồ sơ đang ở trạng thái «{state}» nên không nhận thêm trang. {_UNDONE_BY[dossier.state]}"
    if dossier.ended:
        return (f"Hồ sơ đã kết thúc («{state}») nên không nhận thêm trang. Giấy của lần nộp mới: lập hồ sơ mới, đặt "
                "phiếu bìa của hồ sơ đó; không thì bỏ phần này.")  # fmt: skip
    return (
        f"Hồ sơ đang ở trạng thái «{state}» nên không nhận thêm trang. "
        "Nhờ Bộ phận Chế độ BHXH trả về tiếp nhận, hoặc bỏ phần này."
    )


def kept_pages(part: BatchPart, left_out: Iterable[int]) -> list[int]:
    """The indexes of the pages that go into the dossier, in order."""
    out = set(left_out)
    return [index for index in range(part.first, part.stop) if index not in out]
