"""What does `python -m tools.signing_agent` do? It signs what waits for the token on this computer, once, and ends."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from getpass import getpass
from pathlib import Path

import pkcs11
from pkcs11 import TokenFlag
from pkcs11.exceptions import PKCS11Error

from bhxh_archive.signing.errors import KeyUnavailable
from bhxh_archive.signing.pkcs11 import NOT_THERE, WRONG_PIN, Pkcs11Signer, Token
from tools.home import Away, Home, Said
from tools.signing_agent.ceremony import Waiting, ask, carry_out

AWAY = "Không gọi được máy chủ. Kiểm tra mạng rồi chạy lại; những gì máy chủ đã nhận không phải ký lại."
PIN_AGAIN = (
    "Mã PIN của thiết bị ký không đúng, chưa ký gì. Chương trình không tự thử lại để thiết bị không bị khóa: "
    "chạy lại, nhập mã ký còn hạn hoặc lấy mã mới, rồi nhập đúng mã PIN. Nhập sai nhiều lần, thiết bị sẽ tự khóa."
)
"""Here the leader sits at the token: nobody else is needed to type it again."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.signing_agent", description=__doc__)
    parser.add_argument("--home", required=True, help="https address of the server")
    parser.add_argument("--module", type=Path, required=True, help="PKCS#11 library of the token's maker")
    parser.add_argument("--token", help="label of the token; not needed where only one is plugged in")
    parser.add_argument("--ca", type=Path, help="PEM file of the authority behind the server's certificate")
    return parser.parse_args()


def secret(prompt: str) -> str:
    """Typed without being shown; a line of the input where nobody sits at it."""
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def label_of(options: argparse.Namespace) -> str:
    """The token that was named, or the only one there. Raises KeyUnavailable."""
    if options.token:
        return str(options.token)
    try:
        tokens = list(pkcs11.lib(str(options.module)).get_tokens())
    except (PKCS11Error, RuntimeError, OSError) as error:
        raise KeyUnavailable(NOT_THERE) from error
    found = [token.label for token in tokens if TokenFlag.TOKEN_INITIALIZED in token.flags]
    if len(found) != 1:
        raise KeyUnavailable(f"Thấy {len(found)} thiết bị ký. Cắm một thiết bị, hoặc chọn bằng --token TÊN.")
    return str(found[0])


def show(waiting: Waiting) -> None:
    """Everything that would be signed, before the PIN is asked for."""
    print(f"{waiting.name}: {len(waiting.documents)} văn bản của {waiting.dossiers} hồ sơ chờ ký.")
    for row in waiting.documents:
        dated = date.fromisoformat(row["dated"])
        print(
            f"  Số {row['number']} ngày {dated:%d/%m/%Y}, {row['pages']} trang, hồ sơ {row['dossier']}: {row['title']}"
        )


def sign(home: Home, options: argparse.Namespace) -> int:
    """Show, ask for the PIN, sign. Returns the exit status: 0 when all of it is signed, or nothing waits."""
    waiting = ask(home)
    show(waiting)
    if not waiting.documents:
        return 0
    pin = secret("Mã PIN của thiết bị (để trống thì thôi): ")
    if not pin:
        print("Chưa ký gì.")
        return 1
    signer = Pkcs11Signer(Token(options.module, label_of(options), pin), waiting.certificate)
    return _signed(home, waiting, signer)


def _signed(home: Home, waiting: Waiting, signer: Pkcs11Signer) -> int:
    good = bad = 0
    for made in carry_out(home, waiting, signer):
        good, bad = good + (not made.said), bad + bool(made.said)
        print(f"  Số {made.number}: {made.said or 'đã ký'} ({good + bad}/{len(waiting.documents)})", flush=True)
    print(f"Đã ký {good} văn bản." + (f" {bad} văn bản chưa ký được, lý do ghi ở trên." if bad else ""))
    return 1 if bad else 0


def _said(error: Exception) -> str:
    said = getattr(error, "message_vi", "") or str(error)
    return PIN_AGAIN if said == WRONG_PIN else said


def main() -> int:
    options = arguments()
    try:
        home = Home(options.home, secret("Mã ký: ").strip(), under="ky-thiet-bi/goi", ca=options.ca)
        return sign(home, options)
    except (KeyUnavailable, Said, ValueError) as error:
        print(_said(error), file=sys.stderr)
    except Away:
        print(AWAY, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
