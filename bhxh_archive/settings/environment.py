"""Which environment variables configure the product, and what is each for?

The README prints this table and a test compares the two; `base` is the only module that reads it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Variable:
    """One environment variable: `default` is written as an operator would type it, "" meaning not set."""

    name: str
    type: str
    default: str
    meaning_vi: str
    meaning_en: str


VARIABLES = (
    Variable(
        "SECRET_KEY",
        "str",
        "",
        "Khóa bí mật của ứng dụng; bắt buộc khi vận hành thật.",
        "Application secret; required in production, made on first run elsewhere.",
    ),
    Variable(
        "DATABASE_URL",
        "str",
        "",
        "Cơ sở dữ liệu PostgreSQL; để trống thì dùng bản nhúng của make run.",
        "PostgreSQL to use; empty means the embedded one that make run starts.",
    ),
    Variable("VAR_DIR", "path", "var", "Thư mục dữ liệu của lần chạy này.", "Folder of this installation's data."),
    Variable(
        "ALLOWED_HOSTS",
        "list",
        "",
        "Tên máy chủ được phép, cách nhau bằng dấu phẩy.",
        "Host names served, separated by commas.",
    ),
    Variable(
        "CSRF_TRUSTED_ORIGINS",
        "list",
        "",
        "Các địa chỉ https:// được gửi biểu mẫu, cách nhau bằng dấu phẩy.",
        "Origins (https://...) whose forms are trusted, separated by commas.",
    ),
    Variable(
        "TRUSTED_PROXIES",
        "int",
        "0",
        "Số máy proxy đứng trước ứng dụng.",
        "Number of reverse proxies in front whose X-Forwarded-For is believed.",
    ),
    Variable(
        "WORKING_STORE_URL",
        "str",
        "",
        "Kho tệp đang xử lý (file:// hoặc s3://).",
        "Store of the working area (file:// or s3://); empty means VAR_DIR/store/working.",
    ),
    Variable(
        "PERMANENT_STORE_URL",
        "str",
        "",
        "Kho lưu trữ lâu dài (file:// hoặc s3://).",
        "Store of the permanent area; empty means VAR_DIR/store/permanent.",
    ),
    Variable("BHXH_S3_ACCESS_KEY", "str", "", "Mã truy cập kho S3.", "Access key of the S3 store."),
    Variable("BHXH_S3_SECRET_KEY", "str", "", "Khóa bí mật của kho S3.", "Secret key of the S3 store."),
    Variable(
        "TRUST_DIR",
        "path",
        "",
        "Thư mục chứng thư tin cậy.",
        "Folder of trust anchors (roots.pem, chain.pem); empty means VAR_DIR/trust.",
    ),
    Variable(
        "KEYS_DIR",
        "path",
        "",
        "Thư mục tệp khóa ký PKCS#12, chỉ tiến trình ký đọc được; để trống là TRUST_DIR/pkcs12.",
        "Folder of the PKCS#12 signing keys, readable by the signing processes only; empty means TRUST_DIR/pkcs12.",
    ),
    Variable(
        "PKCS11_MODULE",
        "path",
        "",
        "Thư viện PKCS#11 của thiết bị hoặc mô-đun ký; để trống thì ký bằng tệp PKCS#12.",
        "PKCS#11 library of the signing token or security module; empty means PKCS#12 files.",
    ),
    Variable("PKCS11_TOKEN", "str", "", "Nhãn của thiết bị ký.", "Label of the signing token."),
    Variable(
        "PKCS11_PIN_FILE",
        "path",
        "",
        "Tệp chứa mã PIN của thiết bị ký, chỉ tiến trình ký đọc được.",
        "File that holds the PIN of the signing token, readable by the signing processes only.",
    ),
    Variable(
        "SIGN_IN_WORKER",
        "bool",
        "no",
        "Chữ ký bằng khóa của máy chủ do tiến trình nền tạo, máy chủ web không giữ mã PIN.",
        "Signatures with a key of the server are made by the quick worker, also single ones: the web needs none.",
    ),
    Variable(
        "CSC_URL",
        "str",
        "",
        "Địa chỉ dịch vụ ký từ xa (CSC v1), bằng https, không có /csc/v1; trống là không dùng.",
        "Address of the remote signing service (CSC v1), https, without /csc/v1; empty means none.",
    ),
    Variable(
        "CSC_TOKEN_FILE",
        "path",
        "",
        "Tệp chứa mã truy cập của hệ thống ở dịch vụ ký từ xa.",
        "File that holds the token by which the remote signing service knows this installation.",
    ),
    Variable(
        "TIMESTAMP_URL",
        "str",
        "",
        "Địa chỉ dịch vụ cấp dấu thời gian (RFC 3161).",
        "Address of the time-stamp service (RFC 3161).",
    ),
    Variable(
        "MAX_UPLOAD_MB",
        "int",
        "500",
        "Dung lượng tối đa của một tệp tải lên, tính bằng MB.",
        "Largest file accepted for upload, in megabytes.",
    ),
    Variable(
        "WATCHED_ROOT",
        "path",
        "",
        "Thư mục gốc của các thư mục mà máy quét ghi tệp vào; để trống thì không theo dõi thư mục nào.",
        "Folder below which devices scan to a share; empty means that none is watched.",
    ),
    Variable("SESSION_HOURS", "int", "10", "Số giờ một phiên đăng nhập còn hiệu lực.", "Hours a sign-in lasts."),
    Variable(
        "LOGIN_FAILURE_LIMIT",
        "int",
        "5",
        "Số lần nhập sai mật khẩu hoặc mã xác thực trước khi tạm khóa.",
        "Wrong passwords or codes before the account is locked out at that address.",
    ),
    Variable("LOGIN_LOCK_MINUTES", "int", "15", "Số phút tạm khóa đăng nhập.", "Minutes a lock-out lasts."),
    Variable(
        "SIGN_CODE_MINUTES",
        "int",
        "5",
        "Số phút một mã xác thực còn hiệu lực trong phiên đã nhập; 0 là nhập mã mỗi lần ký.",
        "Minutes for which a code of the second factor holds in its session; 0 asks for a code at each signature.",
    ),
    Variable(
        "SEARCH_DAYS",
        "int",
        "90",
        "Số ngày giữ những gì đã gõ để tìm; nhật ký truy cập giữ lâu hơn.",
        "Days the typed words of a search are kept; the access log outlasts them.",
    ),
    Variable(
        "STATUS_URL",
        "str",
        "",
        "Địa chỉ công khai (https://…) in trên giấy tiếp nhận để người dân tra cứu; để trống thì không in.",
        "Public base address (https://...) on receipts for looking up a dossier; empty means none is printed.",
    ),
    Variable(
        "STATUS_LOOKS",
        "int",
        "60",
        "Số lượt tra cứu công khai của một địa chỉ mạng trong mười phút.",
        "Looks at the public status page that one network address has in ten minutes.",
    ),
    Variable(
        "LOOKUP_FOLDER",
        "str",
        "",
        "Thư mục tệp dữ liệu tra cứu thay giấy; để trống thì không có nguồn nào.",
        "Folder of the files that stand for a source of official data (docs/lookups.md); empty means none.",
    ),
    Variable(
        "LOOKUP_ADAPTER",
        "str",
        "intake.sources.files.FileSource",
        "Lớp Python hỏi nguồn dữ liệu.",
        "Class that asks the sources of official data.",
    ),
    Variable(
        "LOOKUP_SECONDS",
        "int",
        "5",
        "Số giây chờ một nguồn dữ liệu trả lời.",
        "Seconds that a look-up waits for its source.",
    ),
    Variable(
        "DEBUG",
        "bool",
        "no",
        "Hiện trang lỗi chi tiết; chỉ có tác dụng khi phát triển.",
        "Detailed error pages; heeded in development only.",
    ),
    Variable("LOG_LEVEL", "str", "INFO", "Mức ghi nhật ký.", "Lowest level that is logged."),
)

CONVERTERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "path": str,
    "int": int,
    "bool": lambda text: {"yes": True, "no": False}[text.lower()],
    "list": lambda text: [item.strip() for item in text.split(",") if item.strip()],
}


def read(environ: Mapping[str, str]) -> dict[str, Any]:
    """Every variable of the table by name, converted; raises ValueError naming the one that does not fit its type."""
    return {variable.name: _convert(variable, environ.get(variable.name, "")) for variable in VARIABLES}


def _convert(variable: Variable, text: str) -> Any:
    try:
        return CONVERTERS[variable.type](text or variable.default)
    except (ValueError, KeyError) as error:
        raise ValueError(f"{variable.name}={text!r} is not of type {variable.type}") from error
