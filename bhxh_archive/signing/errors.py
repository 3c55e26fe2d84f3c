"""Why was nothing signed, and what does the clerk read about it?"""


class SigningError(Exception):
    """Nothing was signed or extended; `message_vi` is a sentence for the person at the desk."""

    code = "signing_failed"

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


class TimestampUnavailable(SigningError):
    """The time-stamping authority gave no usable RFC 3161 token; trying again later may help."""

    code = "timestamp_unavailable"


class CertificateRefused(SigningError):
    """The certificate must not be used; `reason` is one of the keys of `REFUSALS_VI`."""

    code = "certificate_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(REFUSALS_VI[reason])
        self.reason = reason


class RevocationUnavailable(SigningError):
    """Whether the certificate is revoked could not be found out; trying again later may help."""

    code = "revocation_unavailable"


class SignatureRefused(SigningError):
    """A signature made elsewhere is not of the certificate, or over something else."""

    code = "signature_refused"


class AlreadySigned(SigningError):
    """The field holds a signature, or fields are to be added to a file that is signed."""

    code = "already_signed"


class FieldMissing(SigningError):
    """The file has no signature field of that name: it was not prepared for this signature."""

    code = "field_missing"


class FileUnsuitable(SigningError):
    """Not a PDF that can be signed: damaged, encrypted, or something else."""

    code = "file_unsuitable"


class KeyUnavailable(SigningError):
    """The signing key cannot be used: wrong passphrase, damaged file, unsupported key."""

    code = "key_unavailable"


REFUSALS_VI = {
    "revoked": "Chứng thư số đã bị thu hồi, không dùng để ký được. Hãy dùng chứng thư số khác.",
    "expired": "Chứng thư số đã hết hạn, không dùng để ký được. Hãy gia hạn hoặc dùng chứng thư số khác.",
    "not_yet_valid": "Chứng thư số chưa đến ngày có hiệu lực, chưa dùng để ký được.",
    "untrusted": "Chứng thư số không do tổ chức chứng thực được hệ thống tin cậy cấp. Hãy báo quản trị viên.",
    "wrong_usage": "Chứng thư số không được cấp để ký văn bản. Hãy dùng chứng thư số ký.",
    "invalid": "Chứng thư số không hợp lệ, không dùng để ký được. Hãy báo quản trị viên.",
}
