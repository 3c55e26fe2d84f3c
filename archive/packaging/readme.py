"""What should a reader decades from now, without this program, know about a package?"""

from archive.packaging.model import PackageSpec

PATH = "documentation/DOC_TRUOC.txt"

_TEXT = """\
GÓI LƯU TRỮ ĐIỆN TỬ ({kind}, {status})

Gói này theo Thông tư 05/2025/TT-BNV và chuẩn E-ARK CSIP 2.2, đặt trong túi BagIt (RFC 8493).

METS.xml                         danh sách mọi tệp, kích thước, mã băm SHA-256
metadata/descriptive/EAD.xml     thông tin mô tả của gói
metadata/preservation/           lịch sử bảo quản (PREMIS), nếu có
representations/rep1/data/       tài liệu PDF/A có lớp chữ, kết quả đã ký số
representations/rep2/data/       bản quét gốc như khi tiếp nhận, nếu có
representations/rep1/metadata/descriptive/EAD_doc_N.xml   thông tin mô tả của tài liệu thứ N
documentation/                   nhật ký giải quyết, kết quả kiểm tra chữ ký (JSON)
documentation/unpapered.json     giấy tờ được thay bằng dữ liệu tra cứu hoặc không phải nộp, kèm căn cứ, nếu có
documentation/signed-slip-…      bản quét giấy giao nhận có chữ ký của người nhận kết quả, nếu có
documentation/verifications.json nội dung xác minh ở cơ quan khác và trả lời, nếu có
documentation/verification-…     công văn xác minh đã cấp số, bản quét văn bản trả lời, nếu có
schemas/                         lược đồ XML của các tệp trên

Tệp của tài liệu thứ N mang thuộc tính GROUPID="doc-N" trong METS.xml của mỗi thư mục rep.
Kiểm tra toàn vẹn không cần phần mềm riêng: sha256sum -c manifest-sha256.txt (chạy ở thư mục túi).
Phần mềm tạo gói: {software}.
"""


def text(spec: PackageSpec) -> bytes:
    """The note, Vietnamese, UTF-8, without personal data."""
    software = f"{spec.software_name} {spec.software_version}"
    return _TEXT.format(kind=spec.kind, status=spec.status, software=software).encode()
