"""Which descriptive fields does Circular 05/2025/TT-BNV demand at each level, of what type, length and code list?

Source: Circular 05/2025/TT-BNV (14/5/2025), annexes, as read in the domain brief, section 7.4. Where the brief gives
no rule, the entry says "cần xác nhận".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from archive.packaging.model import Kind


class Type(StrEnum):
    """How a field's text is formed: free text, whole number, 1/0, or a date."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: XML tag, attribute of the model, Vietnamese name, type, length in characters or digits, and rules.

    `required_if` names another attribute and the values that make this field mandatory.
    """

    tag: str
    attribute: str
    label: str
    type: Type
    length: int
    required: bool = False
    codes: Mapping[str, str] | None = None
    several: bool = False
    partial_date: bool = False
    required_if: tuple[str, frozenset[str]] | None = None


def _codes(**named: str) -> Mapping[str, str]:
    return MappingProxyType({key.removeprefix("c"): value for key, value in named.items()})


MAINTENANCE = _codes(c01="Vĩnh viễn", c02="70 năm", c03="50 năm", c04="30 năm", c05="20 năm", c06="10 năm", c07="Khác")
MODE = _codes(c01="Công khai", c02="Sử dụng có điều kiện", c03="Mật")
FORMAT = _codes(c01="Tốt", c02="Bình thường", c03="Hỏng")
CONFIDENCE = _codes(c01="Gốc điện tử", c02="Số hóa", c03="Hỗn hợp")
RISK_STATUS = _codes(c01="Đã dự phòng", c02="Chưa dự phòng")
PURPOSE = _codes(c01="Cá nhân", c02="Công vụ", c03="Công vụ đặc biệt")
# Only 01 and 11 are named in the sources; the names between them: cần xác nhận.
LANGUAGE = MappingProxyType({"01": "Tiếng Việt", **{f"{n:02d}": "" for n in range(2, 11)}, "11": "Khác"})
_TYPE_NAMES = {
    "01": "Nghị quyết", "02": "Quyết định", "07": "Thông báo", "14": "Báo cáo", "15": "Tờ trình",
    "16": "Giấy ủy quyền", "20": "Biên bản", "21": "Hợp đồng", "22": "Công văn", "32": "Khác",
}  # fmt: skip
# Codes 01-32 exist; the names not given in the sources: cần xác nhận.
TYPE_NAME = MappingProxyType({f"{n:02d}": _TYPE_NAMES.get(f"{n:02d}", "") for n in range(1, 33)})
# 07-10 are named in the sources; 01-06: cần xác nhận.
FEE_OBJECT = MappingProxyType(
    {
        **{f"{n:02d}": "" for n in range(1, 7)},
        "07": "Người hưởng chế độ hưu trí",
        "08": "Mất sức lao động, tai nạn lao động",
        "09": "Bệnh nghề nghiệp",
        "10": "Khác",
    }
)
# The separator between several language codes is not in the sources: cần xác nhận.
SEVERAL_SEPARATOR = ";"

T, N, B, D = Type.TEXT, Type.NUMBER, Type.BOOLEAN, Type.DATE
_DIGITISED = ("confidence_level", frozenset({"02", "03"}))
_BACKED_UP = ("risk_recovery", frozenset({"1"}))
_BORN_DIGITAL = ("confidence_level", frozenset({"01", "03"}))

# Of a dossier and of a document alike; where only the length differs, each has its own.
_MAINTENANCE = Field("maintenance", "maintenance", "Thời hạn lưu trữ", T, 100, True, MAINTENANCE)
_LANGUAGE = Field("language", "language", "Ngôn ngữ", T, 100, True, LANGUAGE, several=True)
_KEYWORD = Field("keyword", "keyword", "Từ khóa", T, 100)
_FORMAT = Field("format", "format", "Tình trạng vật lý", T, 50, codes=FORMAT)
_INFOR_SIGN = Field("inforSign", "infor_sign", "Ký hiệu thông tin", T, 30)
_RISK = (
    Field("riskRecovery", "risk_recovery", "Chế độ dự phòng", B, 1, True),
    Field("riskRecoveryStatus", "risk_recovery_status", "Tình trạng dự phòng", T, 2, codes=RISK_STATUS,
          required_if=_BACKED_UP),
)  # fmt: skip

_FILE_CODE = Field("fileCode", "file_code", "Mã hồ sơ", T, 100, True)
_ARC_FILE_CODE = Field("arcFileCode", "arc_file_code", "Mã hồ sơ lưu trữ", T, 100, True)


def _dossier(code: Field, *, partial: bool) -> tuple[Field, ...]:
    return (
        code,
        Field("title", "title", "Tiêu đề hồ sơ", T, 1000, True),
        _MAINTENANCE,
        Field("mode", "mode", "Chế độ sử dụng", T, 30, True, MODE),
        _LANGUAGE,
        Field("startDate", "start_date", "Thời gian bắt đầu", D, 10, True, partial_date=partial),
        Field("endDate", "end_date", "Thời gian kết thúc", D, 10, True, partial_date=partial),
        _KEYWORD,
        Field("totalDoc", "total_doc", "Tổng số tài liệu", N, 10, True),
        Field("numberOfPaper", "number_of_paper", "Số lượng tờ", N, 10, True),
        Field("numberOfPage", "number_of_page", "Số lượng trang", N, 10, True),
        _FORMAT,
        _INFOR_SIGN,
        Field("confidenceLevel", "confidence_level", "Mức độ tin cậy", T, 40, codes=CONFIDENCE),
        Field("paperFileCode", "paper_file_code", "Mã hồ sơ gốc giấy", T, 100, required_if=_DIGITISED),
        *_RISK,
        Field("description", "description", "Ghi chú", T, 2000),
    )


_DOCUMENT = {
    field.tag: field
    for field in (
        Field("docId", "doc_id", "Mã định danh tài liệu", T, 25, True),
        Field("docCode", "doc_code", "Mã lưu trữ của tài liệu", T, 100, True),
        Field("arcDocCode", "arc_doc_code", "Mã lưu trữ của tài liệu", T, 100, True),
        _MAINTENANCE,
        Field("typeName", "type_name", "Tên loại tài liệu", T, 10, True, TYPE_NAME),
        Field("codeNumber", "code_number", "Số của tài liệu", T, 11),
        Field("codeNotation", "code_notation", "Ký hiệu của tài liệu", T, 30),
        Field("issuedDate", "issued_date", "Ngày, tháng, năm tài liệu", D, 10, True),
        Field("organName", "organ_name", "Tên cơ quan, tổ chức, cá nhân ban hành", T, 200, True),
        Field("subject", "subject", "Trích yếu nội dung", T, 500, True),
        _LANGUAGE,
        Field("numberOfPage", "number_of_page", "Số lượng trang", N, 4, True),
        _INFOR_SIGN,
        _KEYWORD,
        Field("mode", "mode", "Chế độ sử dụng", T, 20, True, MODE),
        Field("confidenceLevel", "confidence_level", "Mức độ tin cậy", T, 30, codes=CONFIDENCE),
        Field("autograph", "autograph", "Bút tích", T, 2000),
        _FORMAT,
        Field("process", "process", "Quy trình xử lý", B, 1, required_if=_BORN_DIGITAL),
        *_RISK,
        Field("description", "description", "Ghi chú", T, 500),
        Field("docOrdinal", "ordinal", "Số thứ tự tài liệu", N, 7, True),
        _ARC_FILE_CODE,
    )
}


def _document(tags: str) -> tuple[Field, ...]:
    return tuple(_DOCUMENT[tag] for tag in tags.split())


REQUEST_FIELDS = (
    Field("requestID", "request_id", "Mã yêu cầu", T, 100, True),
    Field("requestDate", "request_date", "Ngày yêu cầu", D, 10, True),
    Field("purpose", "purpose", "Mục đích khai thác", T, 2, True, PURPOSE),
    Field("purposeContent", "purpose_content", "Nội dung mục đích", T, 500, True),
    Field("feeObjectType", "fee_object_type", "Đối tượng hưởng phí", T, 2, codes=FEE_OBJECT),
    Field("researchTopic", "research_topic", "Đề tài nghiên cứu", T, 250),
    Field("description", "description", "Ghi chú", T, 500),
)

PACKAGE_FIELDS: Mapping[Kind, tuple[Field, ...]] = MappingProxyType(
    {
        Kind.SIP: _dossier(_FILE_CODE, partial=False),
        Kind.AIP: _dossier(_ARC_FILE_CODE, partial=True),
        Kind.DIP: REQUEST_FIELDS,
    }
)
DOCUMENT_FIELDS: Mapping[Kind, tuple[Field, ...]] = MappingProxyType(
    {
        Kind.SIP: _document(
            "docId docCode maintenance typeName codeNumber codeNotation issuedDate organName subject language "
            "numberOfPage inforSign keyword mode confidenceLevel autograph format process riskRecovery "
            "riskRecoveryStatus description"
        ),
        Kind.AIP: _document(
            "arcFileCode mode language keyword numberOfPage format inforSign confidenceLevel description docCode "
            "docOrdinal typeName codeNumber codeNotation issuedDate organName subject autograph process"
        ),
        Kind.DIP: _document(
            "docId arcDocCode maintenance typeName codeNumber codeNotation issuedDate subject language numberOfPage "
            "inforSign keyword mode confidenceLevel autograph format process riskRecovery riskRecoveryStatus "
            "description"
        ),
    }
)

DATE_FORM = r"(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4}"
PARTIAL_DATE_FORM = rf"({DATE_FORM}|(0[1-9]|1[0-2])/[0-9]{{4}}|[0-9]{{4}})"


def as_text(field: Field, value: object) -> str:
    """A model value as it stands in the XML: numbers in digits, booleans as 1 or 0, nothing as ""."""
    if value is None:
        return ""
    if field.type is Type.BOOLEAN:
        return "1" if value else "0"
    return str(value)


def from_text(field: Field, text: str) -> str | int | bool | None:
    """The model value of an XML text; raises ValueError when a number or boolean is none."""
    if field.type is Type.NUMBER:
        return int(text)
    if field.type is Type.BOOLEAN:
        if text not in {"0", "1"}:
            raise ValueError(f"{field.tag} is neither 1 nor 0")
        return text == "1"
    return text
