"""Which values does an administrator set, and what holds until they do?

Every default that the domain brief leaves open carries `confirmed=False` and is shown as "cần xác nhận".
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from bhxh_archive.documents.signatories import ATTACHED, JOINTLY, WORDS, beside_leader
from bhxh_archive.documents.titles import TITLES
from bhxh_archive.history_headings import COLUMNS, HEADINGS
from bhxh_archive.models import Office, Parameter


@dataclass(frozen=True)
class Default:
    """One parameter: its kind, value, Vietnamese label and source.

    Kinds are `int`, `bool`, `time`, `notation`, `results`: codes of result kinds, with commas between them, and
    `headings`: those of a column, with semicolons between them.
    """

    key: str
    kind: str
    value: str
    label: str
    source: str
    confirmed: bool = False


_DECISIONS: Final = (
    "03A-HSB,03B-HSB,07A-HSB,07B-HSB,08A-HSB,08B-HSB,C70A-HSB,CV_DINHCHINH,DS_CHITRA,QD_DIEUCHINH,QD_MAITANG,QD_TAMDUNG,QD_TCHT,"
    "QD_TCHT_TN,QD_THAISAN_TN,QD_THUHOI"
)
_ADDRESSEES: Final = "Nơi nhận ghi trên mẫu quyết định (Điều 2); quy chế phối hợp của đơn vị"
_ONE_STOP: Final = "Mẫu phiếu một cửa, NĐ 118/2025; NĐ 30/2020 Điều 15"
_ALL = (
    Default("receipt_cutoff", "time", "17:00", "Giờ cuối nhận hồ sơ trong ngày", "NĐ 61/2018, NĐ 118/2025"),
    Default("return_hour", "time", "17:00", "Giờ hẹn trả kết quả ghi trên giấy tiếp nhận", "NĐ 61/2018, NĐ 118/2025"),
    Default("questions_first", "bool", "0", "Phải trả lời hết câu hỏi trước khi chuyển hồ sơ", "Quy trình nội bộ"),
    Default("signed_slip_first", "bool", "0", "Phải quét giấy giao nhận đã ký trước khi tích hợp", "Quy trình nội bộ"),
    Default("least_dpi", "int", "100", "Độ phân giải tối thiểu (dpi), thấp hơn phải quét lại", "Thực hành số hóa"),
    Default("has_controller", "bool", "1", "Có người kiểm soát dự thảo", "Quy trình nội bộ"),
    Default("printed_copies", "int", "2", "Số bản in của quyết định và bản quá trình đóng", "CV 3985/BHXH-LT"),
    Default(
        "printed_originals",
        "bool",
        "1",
        "Bản in kết quả là bản chính giấy: in tệp đã ký số, đóng dấu của cơ quan, không ghi khối sao y",
        "NĐ 30/2020 Điều 18 khoản 5; khối sao y: Điều 25 đến 27",
    ),
    Default("collection_attempts", "int", "3", "Số lần báo trước khi ghi chưa đến nhận", "Quy trình nội bộ"),
    Default("reappoint_days", "int", "60", "Hẹn lại muộn nhất sau ngày đã hẹn (số ngày làm việc)", "Thiết kế"),
    Default("result_link_days", "int", "7", "Số ngày hiệu lực của đường dẫn nhận kết quả", "Thiết kế"),
    Default("result_link_downloads", "int", "3", "Số lần tải mỗi tệp qua một đường dẫn", "Thiết kế"),
    Default("result_link_grace", "int", "30", "Số phút đường dẫn còn mở sau khi tải đủ văn bản", "Thiết kế"),
    Default("result_link_failures", "int", "5", "Số lần nhập sai trước khi khóa đường dẫn", "Thiết kế"),
    Default("paper_loan_days", "int", "10", "Số ngày làm việc cho mượn hồ sơ giấy", "QĐ 3999/QĐ-BTC"),
    Default("paper_loan_renewals", "int", "2", "Số lần gia hạn mượn hồ sơ giấy", "QĐ 3999/QĐ-BTC"),
    Default("deposit_months", "int", "12", "Số tháng phải nộp lưu hồ sơ giấy từ khi kết thúc", "QĐ 3999/QĐ-BTC"),
    Default("leader_certifies", "bool", "1", "Chữ ký lãnh đạo khóa nội dung (certification)", "Thiết kế"),
    Default("tl_signs", "bool", "0", "Cho phép ký thừa lệnh (TL.) quyết định hưởng", "Quy chế làm việc của đơn vị"),
    Default(
        "paper_order_days", "int", "10", "Số ngày dài nhất của một lệnh ký trên giấy", "Quy chế làm việc của đơn vị"
    ),
    Default(
        "smallest_salary",
        "int",
        "120000",
        "Tiền lương tháng nhỏ nhất (đồng) ghi được ở quá trình đóng",
        "Lương tối thiểu từ 04/1993 (NĐ 25/CP); 0 nếu không chặn",
    ),
    Default("restamp_months", "int", "12", "Số tháng gia hạn dấu thời gian trước khi nó hết hạn", "Thiết kế"),
    Default("decision_notation", "notation", "QĐ-BHXH", "Ký hiệu quyết định", "NĐ 30/2020 Phụ lục I", confirmed=True),
    Default(
        "settled_list_notation",
        "notation",
        "DS-BHXH",
        "Ký hiệu danh sách giải quyết, danh sách chi trả",
        "NĐ 30/2020 Phụ lục I",
    ),
    Default("letter_notation", "notation", "BHXH-CĐ", "Ký hiệu công văn trả lời, xác minh", "NĐ 30/2020 Phụ lục I"),
    Default("status_days", "int", "90", "Số ngày trang tra cứu công khai còn mở sau bước cuối cùng", "Thiết kế"),
    Default("receipt_notation", "notation", "TNHS", "Ký hiệu giấy tiếp nhận, hẹn trả", _ONE_STOP),
    Default("supplement_notation", "notation", "BSHS", "Ký hiệu phiếu yêu cầu bổ sung", _ONE_STOP),
    Default("refusal_notation", "notation", "TCHS", "Ký hiệu phiếu từ chối", _ONE_STOP),
    Default("notice_notation", "notation", "TB-BHXH", "Ký hiệu thông báo", "NĐ 30/2020 Phụ lục III"),
    Default("apology_notation", "notation", "PXL-BHXH", "Ký hiệu phiếu xin lỗi và hẹn lại", _ONE_STOP),
    Default("handing_notation", "notation", "GNHS", "Ký hiệu giấy giao nhận hồ sơ, kết quả", _ONE_STOP),
    Default("list_notation", "notation", "BBGN", "Ký hiệu danh sách bàn giao nội bộ", _ONE_STOP),
    Default("deposit_notation", "notation", "MLNL", "Ký hiệu mục lục hồ sơ nộp lưu", "NĐ 30/2020, QĐ 3999/QĐ-BTC"),
    Default("book_notation", "notation", "GNS", "Ký hiệu giấy biên nhận sổ BHXH", _ONE_STOP),
    Default("papers_notation", "notation", "TLGT", "Ký hiệu giấy trả lại giấy tờ", _ONE_STOP),
    Default(
        "results_to_finance",
        "results",
        _DECISIONS,
        "Kết quả chuyển bộ phận Kế hoạch - Tài chính khi phát hành",
        _ADDRESSEES,
    ),
    Default(
        "results_to_collection",
        "results",
        "04-HSB,07A-HSB,07B-HSB,08A-HSB,08B-HSB",
        "Kết quả chuyển bộ phận Quản lý thu khi phát hành",
        _ADDRESSEES,
    ),
    Default(
        "results_to_local_office",
        "results",
        f"04-HSB,{_DECISIONS}",
        "Kết quả chuyển BHXH cơ sở nơi tiếp nhận khi phát hành",
        _ADDRESSEES,
    ),
)


def signs_key(template: str, signatory: str) -> str:
    """The parameter that says whether this signer of a form signs it, or stands printed on it."""
    return f"{template}_{signatory}_signs"


_SIGNERS = tuple(
    Default(
        signs_key(template, one), "bool", "0", f"{TITLES[template]}: «{WORDS[one]}» ký số sau lãnh đạo (Không: in tên)",
        "Quy chế làm việc của đơn vị",
    )
    for template in JOINTLY for one in beside_leader(template)
)  # fmt: skip


def stands_alone_key(template: str) -> str:
    """The parameter that says whether what goes along with a main document is signed as a document of its own."""
    return f"{template}_stands_alone"


_ALONE = tuple(
    Default(
        stands_alone_key(template), "bool", "0",
        f"{TITLES[template]}: ký, đóng dấu như văn bản riêng (Không: văn bản kèm theo, chỉ có dòng số và thời gian ký)",
        "NĐ 30/2020 Phụ lục I: văn bản kèm theo không cùng tệp",
    )
    for template in ATTACHED
)  # fmt: skip


def headings_key(field: str) -> str:
    """The parameter that says under which headings this field of a contribution history stands."""
    return f"history_{field}_headings"


_HEADINGS = tuple(
    Default(headings_key(field), "headings", headings, f"Quá trình đóng nhập từ tệp: tiêu đề cột «{COLUMNS[field]}»",
            "Tệp xuất của bộ phận Quản lý thu")
    for field, headings in HEADINGS.items()
)  # fmt: skip
DEFAULTS: Final[dict[str, Default]] = {row.key: row for row in (*_ALL, *_SIGNERS, *_ALONE, *_HEADINGS)}


def _read(kind: str, text: str) -> Any:
    if kind == "int":
        return int(text)
    if kind == "bool":
        return text.strip().lower() in {"1", "true", "có", "co"}
    if kind == "results":
        return frozenset(filter(None, text.split(",")))
    return time.fromisoformat(text) if kind == "time" else text


def parameter(key: str, *, office: Office | None = None, day: date | None = None) -> Any:
    """The value in force on that day (default today) in that office; an office's own row beats the general one.

    Raises KeyError for a key that is not in DEFAULTS, ValueError for a stored value of the wrong kind.
    """
    return values_in_force([key], office=office, day=day)[key]


def values_in_force(
    keys: Collection[str], *, office: Office | None = None, day: date | None = None
) -> dict[str, Any]:  # fmt: skip
    """As `parameter`, of several keys in one query."""
    rows = _in_force(keys, office, day)
    return {key: _read(DEFAULTS[key].kind, (rows.get(key) or DEFAULTS[key]).value) for key in keys}


def is_confirmed(key: str, *, office: Office | None = None, day: date | None = None) -> bool:
    """Whether somebody stands for the value in force on that day (default today) in that office."""
    return (_in_force([key], office, day).get(key) or DEFAULTS[key]).confirmed


def _in_force(keys: Collection[str], office: Office | None, day: date | None) -> dict[str, Parameter]:
    rows = Parameter.objects.filter(Q(office=office) | Q(office=None), key__in=keys,
                                    valid_from__lte=day or timezone.localdate())  # fmt: skip
    return {row.key: row for row in sorted(rows, key=lambda row: (row.office_id is not None, row.valid_from))}
