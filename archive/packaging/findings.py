"""What can be wrong with a package or its metadata, and in which words is a clerk told?"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error refuses, a warning informs, unchecked means no verdict was possible."""

    ERROR = "error"
    WARNING = "warning"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect: a stable code, the file or document it lies in, the metadata field, and a Vietnamese sentence."""

    code: str
    path: str
    message_vi: str
    field: str = ""
    severity: Severity = Severity.ERROR


MESSAGES: dict[str, str] = {
    # metadata fields (Circular 05/2025/TT-BNV)
    "field-missing": "Thiếu trường bắt buộc «{label}» ({tag}).",
    "field-too-long": "Trường «{label}» ({tag}) dài {length} ký tự, quá giới hạn {limit}.",
    "field-bad-code": "Trường «{label}» ({tag}) có mã «{value}» không nằm trong danh mục cho phép.",
    "field-bad-date": "Trường «{label}» ({tag}) có giá trị «{value}»; ngày phải viết {form}.",
    "field-bad-number": "Trường «{label}» ({tag}) phải là số nguyên không âm, nhiều nhất {limit} chữ số.",
    "field-bad-character": "Trường «{label}» ({tag}) có ký tự điều khiển không được phép; hãy nhập lại.",
    "field-not-nfc": "Trường «{label}» ({tag}) dùng dấu tiếng Việt dạng tổ hợp; hãy chuyển về Unicode dựng sẵn (NFC).",
    "date-order": "Thời gian bắt đầu của hồ sơ sau thời gian kết thúc.",
    "total-documents": "Tổng số tài liệu ghi {stated} nhưng gói có {found}.",
    "total-pages": "Tổng số trang ghi {stated} nhưng cộng các tài liệu được {found}.",
    "document-code": "Mã tài liệu «{value}» phải gồm mã hồ sơ và số thứ tự 7 chữ số {ordinal}.",
    "document-repeated": "Số thứ tự hoặc mã tài liệu «{value}» xuất hiện hơn một lần trong gói.",
    "document-without-file": "Tài liệu không có tệp PDF/A nào trong gói.",
    "request-missing": "Gói DIP thiếu thông tin yêu cầu khai thác.",
    "documents-missing": "Gói không có tài liệu nào.",
    # names and limits
    "name-unsafe": "Tên tệp trỏ ra ngoài gói hoặc có ký tự nguy hiểm; từ chối cả gói.",
    "name-not-ascii": "Tên tệp có ký tự ngoài bảng mã ASCII.",
    "name-repeated": "Hai tệp trùng tên hoặc chỉ khác nhau chữ hoa, chữ thường.",
    "too-large": "Gói vượt giới hạn cho phép ({what}).",
    # bag (RFC 8493)
    "bag-declaration": "Tệp bagit.txt thiếu hoặc sai nội dung; đây không phải gói BagIt hợp lệ.",
    "bag-info": "Tệp bag-info.txt thiếu, không đọc được hoặc không khớp: {what}.",
    "manifest-missing": "Thiếu tệp kê khai {what}.",
    "manifest-malformed": "Dòng {line} của tệp kê khai không đúng dạng «mã băm  đường dẫn».",
    "fetch-not-accepted": "Gói có fetch.txt (tệp để nơi khác); hãy gửi gói đủ tệp.",
    "payload-missing": "Tệp có trong kê khai nhưng không có trong gói.",
    "payload-extra": "Tệp có trong gói nhưng không có trong kê khai.",
    "payload-truncated": "Tệp bị cắt ngắn: còn {found} byte, đúng ra {expected} byte.",
    "payload-swapped": "Nội dung tệp đã bị tráo với tệp «{other}».",
    "payload-changed": "Nội dung tệp đã thay đổi so với mã băm kê khai.",
    "tag-missing": "Tệp mô tả gói có trong kê khai nhưng không có trong gói.",
    "tag-extra": "Tệp lạ nằm ngoài thư mục data và không được kê khai.",
    "tag-changed": "Tệp mô tả gói đã thay đổi so với mã băm kê khai.",
    "file-damaged": "Dữ liệu nén của tệp trong ZIP bị hỏng (sai mã kiểm tra).",
    # XML
    "xml-forbidden": "Tệp XML khai báo DTD hoặc thực thể; không được phép vì lý do an toàn.",
    "xml-malformed": "Tệp XML hỏng, không đọc được: {what}.",
    "xml-schema": "Tệp XML không đúng lược đồ, dòng {line}: {what}",
    # E-ARK information package (CSIP 2.2)
    "root-folder": "Thư mục data phải chứa đúng một thư mục gói.",
    "mets-missing": "Thiếu tệp METS.xml.",
    "mets-objid": "Mã gói (OBJID) trong METS không khớp tên thư mục hoặc không khớp METS gốc.",
    "mets-header": "Phần đầu METS sai: {what}.",
    "mets-href": "METS trỏ tới đường dẫn không hợp lệ «{what}».",
    "mets-file-missing": "METS nêu tệp «{what}» nhưng gói không có.",
    "mets-file-extra": "Tệp nằm trong gói nhưng không METS nào nêu.",
    "mets-repeated": "Tệp được METS nêu hơn một lần.",
    "mets-digest": "Mã băm ghi trong METS không khớp nội dung tệp.",
    "mets-size": "Kích thước ghi trong METS là {stated} byte nhưng tệp có {found} byte.",
    "status-inconsistent": "Tình trạng gói (RECORDSTATUS) không thống nhất: {what}.",
    "ead-missing": "Thiếu tệp mô tả EAD: {what}.",
    "premis-missing": "Thiếu tệp PREMIS bắt buộc của gói AIP.",
    "premis-object-missing": "PREMIS không nêu tệp này.",
    "premis-digest": "Mã băm ghi trong PREMIS của «{what}» không khớp tệp.",
    # no verdict
    "unreadable": "Không đọc được tệp nên chưa kiểm tra được: {what}.",
}

UNCHECKED = frozenset({"unreadable"})


LONGEST_VALUE = 200


def finding(code: str, path: str = "", *, field: str = "", **values: object) -> Finding:
    """A finding with its sentence filled in; names from outside are escaped and cut, so that it can always be stored.

    Raises KeyError for a code or value that does not exist.
    """
    severity = Severity.UNCHECKED if code in UNCHECKED else Severity.ERROR
    shown = {name: _storable(str(value), "utf-8") for name, value in values.items()}
    return Finding(code, _storable(path, "ascii"), MESSAGES[code].format(**shown), field, severity)


def _storable(text: str, encoding: str) -> str:
    plain = text.replace("\0", "\\0").encode(encoding, "backslashreplace").decode(encoding)
    return plain if len(plain) <= LONGEST_VALUE or encoding == "ascii" else f"{plain[:LONGEST_VALUE]}…"
