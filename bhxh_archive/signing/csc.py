"""How does a key sign that a trust service keeps for its owner? (Cloud Signature Consortium API, version 1.0.4)

The service is asked for three things: what the key is (`credential`), leave to sign just these hashes, given for the
owner's PIN and one-time code (`authorize`), and the signatures (`sign_hashes`). PIN and code go through and are kept
nowhere. What a service answers is believed in nothing: `deferred` checks every signature against the certificate.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import urllib3
from urllib3.exceptions import HTTPError

from .errors import SigningError

SHA256: Final = "2.16.840.1.101.3.4.2.1"
RSA: Final = "1.2.840.113549.1.1.1"
RSA_SHA256: Final = "1.2.840.113549.1.1.11"
ECDSA_SHA256: Final = "1.2.840.10045.4.3.2"
_REFUSED: Final = {
    "invalid_pin": "Mã PIN của dịch vụ ký từ xa không đúng. Hệ thống không thử lại; hãy kiểm tra rồi nhập lại.",
    "invalid_otp": "Mã xác thực một lần (OTP) không đúng hoặc đã hết hạn. Hãy lấy mã mới rồi nhập lại.",
    "credential_locked": "Khóa ký ở dịch vụ ký từ xa đang bị khóa. Hãy liên hệ nhà cung cấp dịch vụ.",
    "access_denied": "Dịch vụ ký từ xa không cho dùng khóa này. Hãy báo quản trị hệ thống.",
    "invalid_token": "Dịch vụ ký từ xa không nhận hệ thống này. Hãy báo quản trị hệ thống.",
    "expired_token": "Dịch vụ ký từ xa không nhận hệ thống này nữa. Hãy báo quản trị hệ thống.",
}
_OTHER: Final = "Dịch vụ ký từ xa từ chối yêu cầu ký. Hãy thử lại, hoặc báo quản trị hệ thống."
_SILENT: Final = "Không gọi được dịch vụ ký từ xa nên chưa ký được. Hãy thử lại sau ít phút."


class RemoteRefused(SigningError):
    """The service said no: a wrong PIN or code, a locked key."""

    code = "remote_refused"


class RemoteUnavailable(SigningError):
    """The service can't be reached, or answers nothing that could be used."""

    code = "remote_unavailable"


@dataclass(frozen=True)
class Service:
    """Where the service is (without `/csc/v1/…`), and the token by which it knows us, which is never shown."""

    url: str
    token: str = field(repr=False)
    timeout: float = 20.0


@dataclass(frozen=True)
class Credential:
    """One key at the service: its certificates (DER, its own first), how its owner gives leave, hashes of one leave."""

    name: str
    chain: tuple[bytes, ...]
    elliptic: bool
    wants_pin: bool
    wants_otp: bool
    most: int


def credential(service: Service, name: str) -> Credential:
    """What the service says of the key. Raises RemoteRefused, RemoteUnavailable."""
    told = _ask(service, "credentials/info", {"credentialID": name, "certificates": "chain", "authInfo": True})
    try:
        chain = tuple(b64decode(one, validate=True) for one in told["cert"]["certificates"])
        algorithms, most = told["key"]["algo"], int(told.get("multisign", 1))
        elliptic = ECDSA_SHA256 in algorithms or not {RSA, RSA_SHA256} & set(algorithms)
        pin, otp = (told.get(kind, {}).get("presence") == "true" for kind in ("PIN", "OTP"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RemoteUnavailable(_SILENT) from error
    if not chain:
        raise RemoteUnavailable(_SILENT)
    return Credential(name, chain, elliptic, pin, otp, max(1, most))


def send_code(service: Service, name: str) -> None:
    """Have the service send its owner a one-time code. Raises RemoteRefused, RemoteUnavailable."""
    _ask(service, "credentials/sendOTP", {"credentialID": name})


def authorize(service: Service, key: Credential, hashes: Sequence[bytes], *, pin: str = "", otp: str = "") -> str:
    """Leave to sign these hashes (SHA-256) and no others. Raises RemoteRefused, RemoteUnavailable."""
    asked: dict[str, Any] = {"credentialID": key.name, "numSignatures": len(hashes), "hash": _encoded(hashes)}
    asked |= {name: value for name, value in (("PIN", pin), ("OTP", otp)) if value}
    leave = _ask(service, "credentials/authorize", asked).get("SAD")
    if not isinstance(leave, str) or not leave:
        raise RemoteUnavailable(_SILENT)
    return leave


def sign_hashes(service: Service, key: Credential, leave: str, hashes: Sequence[bytes]) -> list[bytes]:
    """One raw signature for each hash, in their order. Raises RemoteRefused, RemoteUnavailable."""
    asked = {
        "credentialID": key.name, "SAD": leave, "hash": _encoded(hashes), "hashAlgo": SHA256,
        "signAlgo": ECDSA_SHA256 if key.elliptic else RSA,
    }  # fmt: skip
    try:
        made = [b64decode(one, validate=True) for one in _ask(service, "signatures/signHash", asked)["signatures"]]
    except (KeyError, TypeError, ValueError) as error:
        raise RemoteUnavailable(_SILENT) from error
    if len(made) != len(hashes):
        raise RemoteUnavailable(_SILENT)
    return made


def _encoded(hashes: Sequence[bytes]) -> list[str]:
    return [b64encode(one).decode() for one in hashes]


def _ask(service: Service, what: str, data: dict[str, Any]) -> dict[str, Any]:
    """Post once: what asks for leave is never sent again by the program."""
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/json"}
    with urllib3.PoolManager(timeout=service.timeout, retries=False) as pool:
        try:
            answer = pool.request("POST", f"{service.url.rstrip('/')}/csc/v1/{what}", body=json.dumps(data),
                                  headers=headers, redirect=False)  # fmt: skip
        except (HTTPError, OSError) as error:
            raise RemoteUnavailable(_SILENT) from error
    return _read(answer.status, answer.data)


def _read(status: int, content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content or b"{}")
    except ValueError as error:
        raise RemoteUnavailable(_SILENT) from error
    if not isinstance(told, dict) or status >= 500 or 300 <= status < 400:
        raise RemoteUnavailable(_SILENT)
    if status >= 400:
        raise RemoteRefused(_REFUSED.get(str(told.get("error")), _OTHER))
    return told
