"""How is each event of the trail said in one Vietnamese sentence?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils.timezone import localdate

from bhxh_archive.documents.signatories import WORDS
from bhxh_archive.lifecycle import MOVES, State
from bhxh_archive.money import dong
from bhxh_archive.ui.facts import TimelineEvent
from intake.models import Component, Dossier, DossierEvent, Lookup, Page
from intake.queries.trail_names import OF_PAGES, Names
from intake.rules import again_words, is_absence, move_words
from intake.scanning.wish import SOURCE_NAMES
from intake.slips import SLIPS
from intake.trail.places import Detail, filed, names_of, pages, paper, papers, sent, to_paper, where
from intake.trail.step_words import step_words

_NOBODY: Final = Names()
_BAD: Final = {"refuse", "send_back", "return_draft", "recall", "reject_transfer", "lapse", "cancel", "withdraw"}
_GOOD: Final = {"accept", "sign", "cosign", "issue", "hand_over", "accept_transfer", "collect_later",
                "confirm_delivery"}  # fmt: skip


def _count(detail: Detail, name: str) -> str:
    return dong(int(detail.get(name) or 0))


def _on(pages: int) -> str:
    return f", {pages} trang" if pages else ""


def _asked(detail: Detail) -> str:
    return f", {detail['asked']} yêu cầu bổ sung" if detail.get("asked") else ""


def _recount(detail: Detail) -> str:
    """Of what a split left uncertain; older events say nothing of it."""
    return f"; cần đếm lại {names_of(detail).places(detail['recount'])}" if detail.get("recount") else ""


def _kind(detail: Detail) -> str:
    return dict(Page.Kind.choices).get(detail.get("kind", ""), "")


def _left(detail: Detail) -> str:
    return f"; {len(detail['left'])} trang quét lại thay chúng ở lại hồ sơ" if detail.get("left") else ""


def _spoiled(detail: Detail) -> str:
    return f", hỏng {detail['spoiled']} bản" if detail.get("spoiled") else ""


def _box(detail: Detail, name: str) -> str:
    """The path of a box as it was then; events of older releases have none."""
    return f" {detail[name]}" if detail.get(name) else ""


def _boxes(detail: Detail, unknown: str) -> str:
    return f" từ hộp{_box(detail, 'from_place')} sang hộp{_box(detail, 'place')}" if detail.get("place") else unknown


def _back(detail: Detail) -> str:
    return f", hồ sơ lại ở hộp{_box(detail, 'place')}" if detail.get("place") else ""


def _size(detail: Detail) -> str:
    kib = detail.get("size", 0) / 1024
    return f"{kib / 1024:.1f} MB".replace(".", ",") if kib >= 1024 else f"{kib:.0f} KB"


def _way(code: str) -> str:
    return dict(Dossier.ReturnMethod.choices).get(code, "chưa chọn").lower()


def _slip(detail: Detail) -> str:
    slip = SLIPS.get(detail.get("slip", ""))
    return slip.label if slip else "phiếu"


def _signatories(detail: Detail) -> str:
    return ", ".join(WORDS.get(field, field) for field in detail.get("fields", []))


def _day(iso: str | None) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""


def _machine(detail: Detail) -> str:
    name, source = detail.get("scanner"), SOURCE_NAMES.get(detail.get("source", ""), "")
    words = f"«{name}»" if name else "máy quét mạng"
    return f"{words}, {source.lower()}" if source else words


def _scan_end(detail: Detail) -> str:
    twice = f", {detail['doubled']} tệp trong đó giống hệt tệp đã có" if detail.get("doubled") else ""
    return f"{_SCAN_ENDS[detail['outcome']]}, nhận {detail['files']} tệp{twice}"


def _holder(detail: Detail, which: str) -> str:
    """Who held a dossier, by the names that `sentence` was given; one that nobody held lay in the pool."""
    held = detail.get(which)
    return names_of(detail).users.get(held, "không rõ") if held else "hàng chờ"


def _settled(detail: Detail) -> str:
    """By which side how many differences of a contribution history were settled."""
    sides = (("here", "theo bảng đang có"), ("there", "theo dữ liệu đã nhập"))
    told = ", ".join(f"{detail[side]} {words}" for side, words in sides if detail.get(side))
    return f"Giải quyết chỗ khác nhau của quá trình đóng: {told}"


def _book(detail: Detail) -> str:
    if detail.get("form") == "electronic":
        return "sổ điện tử"
    return f"{detail.get('covers')} bìa, {detail.get('leaves')} tờ rời"


def _form(detail: Detail) -> str:
    """What the newer document is called; what was written down before that was kept were decisions and corrections."""
    return detail.get("form") or ("Công văn" if detail.get("act") == "corrects" else "Quyết định")


def _question(detail: Detail) -> str:
    """By its number in the letter that asks it; before that is numbered, by its number in the dossier."""
    if detail.get("printed"):
        return f"nội dung {detail['printed']} của công văn xác minh số {detail['letter']}"
    unsent = ", công văn hỏi chưa cấp số" if detail.get("unnumbered") else ""
    return f"nội dung xác minh thứ {detail.get('number')} của hồ sơ{unsent}"


def _verdict(detail: Detail) -> str:
    return _VERDICTS.get(detail.get("verdict", ""), "đã trả lời")


def _taker(detail: Detail) -> str:
    return "Bộ phận Chế độ BHXH" if detail.get("way") == "to_benefits" else "Bộ phận Tiếp nhận"


_SCAN_ENDS: Final = {"done": "Quét xong", "stopped": "Đã dừng quét theo yêu cầu", "failed": "Lượt quét dừng vì lỗi"}
_OUTCOMES: Final = {str(value): str(words).lower() for value, words in Lookup.Outcome.choices}

_VERDICTS: Final = {"confirmed": "xác nhận đúng", "partly": "đúng một phần", "not_confirmed": "không xác nhận"}
_ENDED: Final = {
    "replaces": "được thay thế", "revokes": "bị thu hồi", "annuls": "bị hủy bỏ", "corrects": "được đính chính",
    "adjusts": "được điều chỉnh",
}  # fmt: skip

SENTENCES: Final[dict[str, Callable[[Detail], str]]] = {
    "register": lambda d: "Lập hồ sơ",
    "edit_registration": lambda d: "Sửa thông tin đăng ký",
    "correct_person": lambda d: "Sửa thông tin của một người",
    "follow_rules": lambda d: "Áp dụng quy trình và phân cấp của ngày nhận hồ sơ",
    "count_paper": lambda d: f"Ghi số giấy đã đếm: {d.get('pages')} trang (trước đó {d.get('before') or 'chưa ghi'})",
    "drop_book": lambda d: "Bỏ ghi nhận sổ BHXH: ghi nhầm, không nhận sổ",
    "reopen_data": lambda d: f"Dữ liệu tra cứu của {paper(d)} không còn khớp người trong hồ sơ: phải đối chiếu lại",
    "take_book": lambda d: f"Ghi nhận sổ BHXH: {_book(d)}",
    "return_book": lambda d: "Trả sổ BHXH cho người dân",
    "stamp_book": lambda d: "Ghi, đóng dấu vào sổ BHXH",
    "withdraw_book": lambda d: "Thu hồi sổ BHXH để lưu cùng hồ sơ giấy",
    "store_book": lambda d: "Lưu sổ BHXH cùng hồ sơ giấy",
    "upload": lambda d: f"Tải lên một tệp ({_size(d)}){sent(d)}",
    "divert_stack": lambda d: "Chuyển một tệp có tờ bìa hoặc tờ phân cách vào khay chồng giấy quét",
    "divert_file": lambda d: f"Chuyển cả tệp {pages(d)} trang có tờ bìa hoặc tờ phân cách vào khay chồng giấy quét",
    "put_away_file": lambda d: "Cất một tệp không nhận khỏi danh sách tệp đã gửi",
    "bring_back_file": lambda d: "Đưa một tệp đã cất trở lại danh sách tệp đã gửi",
    "divert_scan": lambda d: (
        f"Chuyển {pages(d)} trang của một lượt quét có tờ bìa hoặc tờ phân cách vào khay chồng giấy quét"
    ),
    "file_stack": lambda d: (
        f"Nhận {pages(d)} trang tách từ chồng giấy quét, trang {d.get('first')}-{d.get('last')}{to_paper(d, 'vào')}"
    ),
    "unfile_stack": lambda d: f"Trả {pages(d)} trang xếp nhầm{where(d)} về khay chồng giấy quét{_left(d)}",
    "scan": lambda d: f"Quét bằng {_machine(d)}, {d.get('resolution')} dpi{to_paper(d, 'cho')}",
    "stop_scan": lambda d: "Dừng lượt quét",
    "end_scan": _scan_end,
    "open_scans": lambda d: "Mở bản quét để sửa sau khi đã trả kết quả",
    "lock_scans": lambda d: "Khóa lại bản quét",
    "file_pages": filed,
    "order_pages": lambda d: f"Sắp xếp lại {pages(d)} trang",
    "rotate_pages": lambda d: f"Xoay {pages(d)} trang {d.get('degrees')} độ",
    "straighten_pages": lambda d: f"Nắn thẳng {pages(d)} trang",
    "split_pages": lambda d: f"Tách đôi {pages(d) // 2} ảnh, mỗi ảnh thành hai trang",
    "merge_pages": lambda d: f"Ghép {'nửa trên, nửa dưới' if d.get('level') else 'hai nửa'} thành một trang",
    "crop_page": lambda d: "Cắt mép một trang",
    "undo_edits": lambda d: f"Hoàn tác việc sửa hình của {pages(d)} trang",
    "undo_step": lambda d: f"Hoàn tác: {step_words(d.get('verb_undone', ''))}{_on(pages(d))}",
    "redo_step": lambda d: f"Làm lại: {step_words(d.get('verb_undone', ''))}{_on(pages(d))}",
    "replace_page": lambda d: "Thay một trang bằng bản quét mới, giữ bản cũ",
    "undo_replacement": lambda d: "Hoàn tác việc thay trang",
    "show_original": lambda d: "Hiện lại ảnh gốc của một trang",
    "mark_pages": lambda d: f"Đánh dấu {pages(d)} trang là «{_kind(d)}»",
    "delete_pages": lambda d: f"Xóa {pages(d)} trang",
    "restore_pages": lambda d: f"Khôi phục {pages(d)} trang đã xóa",
    "override_findings": lambda d: f"Chấp nhận {d.get('warnings')} cảnh báo trên {pages(d)} trang",
    "check_pages": lambda d: f"Xác nhận đã kiểm tra {pages(d)} trang",
    "answer_questions": lambda d: f"Trả lời {len(d.get('answers', {}))} câu hỏi của danh mục",
    "ask_component": lambda d: f"Đổi trường hợp phải nộp của {paper(d)}",
    "count_component": lambda d: f"Ghi số bản, số tờ, người của {paper(d)}",
    "count_components": lambda d: f"Ghi số bản, số tờ, số trang của {papers(d)}",
    "add_component": lambda d: f"Thêm {paper(d)}",
    "look_up": lambda d: f"Tra cứu dữ liệu cho {paper(d)}: {_OUTCOMES.get(d.get('outcome', ''), '')}",
    "satisfy_by_data": lambda d: f"Dùng dữ liệu tra cứu thay giấy cho {paper(d)}",
    "waive_component": lambda d: f"Ghi nhận không phải nộp {paper(d)}",
    "reset_component": lambda d: f"Bỏ ghi nhận của {paper(d)}, chờ giấy",
    "describe_component": lambda d: f"Ghi số, ngày, nơi ban hành của {paper(d)}",
    "say_handed_in": lambda d: (
        f"Ghi bản đã nhận của {paper(d)}: {dict(Component.HandedAs.choices).get(d.get('handed_as', ''), 'chưa rõ')}"
    ),
    "undo_comparison": lambda d: f"Bỏ đối chiếu với bản chính: {paper(d)}",
    "compare_with_original": lambda d: f"Đối chiếu với bản chính: {paper(d)}",
    "reopen_item": lambda d: f"Bỏ ghi nhận bổ sung {names_of(d).items.get(d.get('item') or 0, 'một giấy tờ')}",
    "answer_item": lambda d: f"Nhận bổ sung {names_of(d).items.get(d.get('item') or 0, 'một giấy tờ')}",
    "notify_lapse": lambda d: "Gửi thông báo quá hạn bổ sung",
    "collect_later": lambda d: again_words(d.get("method", "")),
    "change_return_way": lambda d: (
        f"Đổi cách trả kết quả: {_way(d.get('before', ''))} → {_way(d.get('after', ''))}"
        f"{', thu hồi đường dẫn đã cấp' if d.get('links') else ''}"
    ),
    "confirm_delivery": lambda d: "Bưu chính đã phát kết quả",
    "came_back": lambda d: "Bưu gửi bị chuyển hoàn, kết quả giữ tại Bộ phận Tiếp nhận",
    "issue_link": lambda d: f"Cấp đường dẫn nhận kết quả, hiệu lực {d.get('days')} ngày",
    "revoke_link": lambda d: "Thu hồi đường dẫn nhận kết quả",
    "fetch_result": lambda d: f"Người nhận tải kết quả qua đường dẫn{', đã đủ các văn bản' if d.get('whole') else ''}",
    "keep_signed_slip": lambda d: "Quét giấy giao nhận đã ký",
    "drop_signed_slip": lambda d: f"Bỏ {'tệp không nhận được' if d.get('refused') else 'bản quét'} của giấy giao nhận",
    "confirm_signed_slip": lambda d: "Xác nhận bản quét không đọc được mã là giấy giao nhận đã ký",
    "restore_signed_slip": lambda d: "Lấy lại bản quét giấy giao nhận đã bỏ",
    "import_list": lambda d: f"Nhận một tệp danh sách của đơn vị ({_size(d)})",
    "read_list": lambda d: f"Đọc danh sách: {_count(d, 'new')} dòng mới, {_count(d, 'changed')} dòng được thay",
    "calculate_lines": lambda d: f"Tính mức hưởng của {_count(d, 'lines')} dòng của danh sách",
    "confirm_doubts": lambda d: f"Xác nhận {_count(d, 'doubts')} điểm cần xem của dự thảo",
    "grant_again": lambda d: "Giải quyết lại phần mà hồ sơ khác đã giải quyết",
    "keep_line_figures": lambda d: "Ghi số liệu của một dòng của danh sách",
    "import_figures": lambda d: f"Nhập số liệu của {_count(d, 'lines')} dòng từ tệp",
    "settle_lines": lambda d: f"Giải quyết {_count(d, 'lines')} dòng của danh sách",
    "refuse_lines": lambda d: f"Ghi {_count(d, 'lines')} dòng của danh sách là không giải quyết",
    "undecide_lines": lambda d: f"Mở lại ý kiến về {_count(d, 'lines')} dòng của danh sách",
    "replace_list": lambda d: (
        f"Danh sách thay thế danh sách của hồ sơ {d['number']}" if d.get("number")
        else "Danh sách không còn thay thế danh sách nào"
    ),
    "change_list_unit": lambda d: f"Đổi đơn vị của danh sách: {d.get('before')} → {d.get('after')}",
    "take_lines": lambda d: f"Nhận {_count(d, 'lines')} dòng của danh sách",
    "leave_lines": lambda d: f"Ghi {_count(d, 'lines')} dòng của danh sách là không nhận",
    "split_lines": lambda d: (
        f"Tách {_count(d, 'lines')} dòng, {_count(d, 'pages')} trang{_asked(d)} sang hồ sơ mới{_recount(d)}"
    ),
    "split_from": lambda d: f"Nhận {_count(d, 'lines')} dòng, {_count(d, 'pages')} trang tách từ hồ sơ khác",
    "own_file": lambda d: f"Lập tệp riêng cho {pages(d)} trang tách ra",
    "reopen_lines": lambda d: f"Mở lại {_count(d, 'lines')} dòng của danh sách",
    "file_paper": lambda d: f"Xếp hồ sơ giấy vào hộp{_box(d, 'place')}, số {d.get('ordinal')} trong hộp",
    "rebox_paper": lambda d: f"Chuyển hồ sơ giấy{_boxes(d, ' sang hộp khác')}, số {d.get('ordinal')} trong hộp",
    "undo_filing": lambda d: f"Hoàn tác xếp hộp{_box(d, 'from_place')}{_back(d)}",
    "lend_paper": lambda d: "Cho mượn hồ sơ giấy",
    "renew_loan": lambda d: "Gia hạn mượn hồ sơ giấy",
    "return_paper": lambda d: "Nhận lại hồ sơ giấy",
    "list_for_deposit": lambda d: "Lên mục lục nộp lưu hồ sơ giấy",
    "call_off_deposit": lambda d: "Hủy mục lục nộp lưu, hồ sơ giấy ở lại kho",
    "deposit_paper": lambda d: f"Nộp lưu hồ sơ giấy ngày {_day(d.get('on'))}, hồ sơ rời kho",
    "link_event": lambda d: "Liên kết với hồ sơ cùng sự kiện",
    "reappoint": lambda d: f"Xin lỗi, hẹn lại ngày trả: {_day(d.get('promised'))} (đã hẹn {_day(d.get('before'))})",
    "choose_benefit": lambda d: "Chọn lại chế độ của một dòng trong danh sách",
    "change_signer": lambda d: "Chuyển người ký",
    "cosign": lambda d: f"Ký số tiếp {len(d.get('results', []))} văn bản: {_signatories(d)}",
    "defer_signature": lambda d: "Đưa văn bản chờ ký trên thiết bị của người ký",
    "take_back_deferred": lambda d: "Lấy lại văn bản đang chờ ký trên thiết bị",
    "ask_reappoint": lambda d: f"Xin lãnh đạo cho hẹn lại lần nữa: {_day(d.get('promised'))}",
    "correct_promise": lambda d: f"Sửa ngày hẹn lại: {_day(d.get('promised'))} (đã ghi {_day(d.get('before'))})",
    "refuse_reappoint": lambda d: "Không đồng ý hẹn lại lần nữa",
    "ask_consent": lambda d: "Xin ý kiến để yêu cầu bổ sung lần nữa",
    "answer_consent": lambda d: f"{'Đồng ý' if d.get('agreed') else 'Không đồng ý'} yêu cầu bổ sung lần nữa",
    "give_papers": lambda d: f"Bàn giao hồ sơ giấy cho {_taker(d)}",
    "take_papers": lambda d: f"{'Nhận' if d.get('received') else 'Không nhận'} hồ sơ giấy bàn giao",
    "call_off_list": lambda d: "Hủy bản bàn giao hồ sơ giấy chưa được nhận",
    "recount_start": lambda d: (
        f"Ngày bắt đầu tính hạn theo lịch làm việc: {_day(d.get('before'))} → {_day(d.get('after'))}"
    ),
    "recount_due": lambda d: f"Tính lại hạn theo lịch làm việc: {_day(d.get('before'))} → {_day(d.get('after'))}",
    "follow_case": lambda d: f"Tính hạn theo trường hợp của hồ sơ: {_day(d.get('before'))} → {_day(d.get('after'))}",
    "print_slip": lambda d: f"In {_slip(d)}",
    "issue_slip": lambda d: f"Phát hành {_slip(d)}{', thay phiếu trước' if d.get('replaces') else ''}",
    "reprint_slip": lambda d: f"In lại {_slip(d)}",
    "print_result": lambda d: (
        f"In {d.get('copies')} bản {names_of(d).results.get(d.get('result', 0), 'kết quả')}{_spoiled(d)}"
    ),
    "keep_paper_scan": lambda d: f"Quét bản giấy đã ký: {names_of(d).results.get(d.get('result', 0), 'kết quả')}",
    "give_again": lambda d: f"Cấp lại {names_of(d).results.get(d.get('result', 0), 'một văn bản')} (bản điện tử gốc)",
    "receive_result": lambda d: f"Nhận {names_of(d).results.get(d.get('result', 0), 'kết quả')} được chuyển đến",
    "replaced": lambda d: (
        f"{names_of(d).results.get(d.get('result', 0), 'Kết quả')} {_ENDED[d.get('act', 'replaces')]} bởi "
        f"{_form(d)} số {d.get('number')} ngày {_day(d.get('dated'))}"
    ),
    "claim": lambda d: "Nhận xử lý",
    "release": lambda d: "Trả về hàng chờ",
    "reassign": lambda d: f"Phân công lại: {_holder(d, 'before')} → {_holder(d, 'to')}",
    "open_draft": lambda d: f"Mở dự thảo {d.get('kind', '')}".strip(),
    "keep_history_record": lambda d: f"Nhập {d.get('rows')} dòng quá trình đóng để đối chiếu",
    "settle_differences": _settled,
    "pin_note": lambda d: f"Ghim ghi chú {d.get('number')} lên một trang quét",
    "reword_note": lambda d: f"Sửa ghi chú {d.get('number')} trên trang quét",
    "take_back_note": lambda d: f"Rút ghi chú {d.get('number')} trên trang quét",
    "answer_question": lambda d: f"Ghi trả lời xác minh {_question(d)}: {_verdict(d)}",
    "reword_question": lambda d: f"Sửa {_question(d)} trước khi cấp số công văn",
    "take_late_answer": lambda d: f"Ghi trả lời đến sau của {_question(d)}: {_verdict(d)}",
    "see_late_answers": lambda d: f"Đã xem {d.get('answers')} trả lời xác minh đến sau",
    "keep_answer_scan": lambda d: "Nhận bản quét văn bản trả lời xác minh",
    "withdraw_question": lambda d: f"Thôi hỏi {_question(d)}",
    "reopen_question": lambda d: f"Mở lại {_question(d)}, chờ trả lời",
    "drop_draft": lambda d: "Bỏ một dự thảo",
    "prepare_signature": lambda d: f"Chuẩn bị ký {len(d.get('documents', []))} văn bản: gắn số, ngày",
    "check_signature": lambda d: "Kiểm tra lại chữ ký của một kết quả",
    "find_result_broken": lambda d: (
        f"Phát hiện tệp hỏng, ngừng in và trả: {names_of(d).results.get(d.get('result', 0), 'kết quả')}"
    ),
    "find_result_sound": lambda d: (
        f"Kiểm tra lại, tệp nguyên vẹn: {names_of(d).results.get(d.get('result', 0), 'kết quả')}"
    ),
    "build_package": lambda d: "Tạo gói lưu trữ",
    "check_package": lambda d: "Trung tâm Lưu trữ kiểm tra lại gói",
}  # fmt: skip
"""Verb -> its sentence, for everything that is not a move of the map."""


def sentence(event: DossierEvent, names: Names = _NOBODY) -> str:
    """One sentence; a move says where it led. `names`: what `names_in` found for all events that are shown together."""
    if is_absence(event):
        return "Ghi nhận chưa đến nhận, kết quả giữ tại Bộ phận Tiếp nhận"
    if event.verb in MOVES:
        return f"{move_words(event)}{_returned_by(event)} → {State(event.to_state).label}"
    tell, detail = SENTENCES.get(event.verb), {**event.detail, "names": names}
    place = where(detail) if event.verb in OF_PAGES else ""
    return tell(detail) + place if tell else event.verb.replace("_", " ")


def _returned_by(event: DossierEvent) -> str:
    """The way in which a result went out; events of older releases don't say."""
    return f" ({_way(event.detail['method'])})" if event.verb == "hand_over" and event.detail.get("method") else ""


def event_of(event: DossierEvent, names: Names = _NOBODY) -> TimelineEvent:
    """The event as the timeline shows it."""
    who = f"{event.by}, {event.get_role_display()}" if event.by else "Hệ thống"
    office = event.office.name_on(localdate(event.at)).name if event.office else ""
    return TimelineEvent(sentence(event, names), event.at, who, office, event.reason, _tone(event))


def _tone(event: DossierEvent) -> str:
    if event.verb in _BAD:
        return "bad"
    if event.verb in _GOOD and not is_absence(event):
        return "good"
    return "active" if event.verb in MOVES else "quiet"
