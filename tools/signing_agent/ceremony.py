"""What is signed in one go: the list from the server, the key on the token, signatures sent home as they are made?"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bhxh_archive.signing.pkcs11 import Pkcs11Signer
from tools.home import Home

AT_ONCE: Final = 20


@dataclass(frozen=True)
class Waiting:
    """What the server wants signed, by the holder of which certificate (SHA-256, hex), called what."""

    certificate: str
    name: str
    documents: Sequence[dict[str, Any]]

    @property
    def dossiers(self) -> int:
        return len({row["dossier"] for row in self.documents})


@dataclass(frozen=True)
class Made:
    """One document: signed, or `said` is why not."""

    number: str
    said: str = ""


def ask(home: Home) -> Waiting:
    """Raises Away and Said."""
    told = home.insist("danh-sach/")
    return Waiting(str(told["certificate"]), str(told["name"]), list(told["documents"]))


def carry_out(home: Home, waiting: Waiting, signer: Pkcs11Signer) -> Iterator[Made]:
    """Sign all of it, some at a time: what was sent home stays signed whatever happens to the rest.

    Raises Away and Said, and KeyUnavailable when the token is drawn.
    """
    chain = [b64encode(der).decode() for der in signer.chain]
    for start in range(0, len(waiting.documents), AT_ONCE):
        rows = waiting.documents[start : start + AT_ONCE]
        yield from _some(home, {int(row["id"]): str(row["number"]) for row in rows}, chain, signer)


def _some(home: Home, numbers: dict[int, str], chain: list[str], signer: Pkcs11Signer) -> Iterator[Made]:
    told = home.insist("van-ban/", {"ids": list(numbers), "chain": chain})["documents"]
    refused = {row["id"]: row["said"] for row in told if "said" in row}
    signatures = {
        row["id"]: b64encode(signer.sign_raw(b64decode(row["attributes"]), "sha256")).decode()
        for row in told if "attributes" in row
    }  # fmt: skip
    taken = home.insist("chu-ky/", {"signatures": signatures})["documents"] if signatures else []
    refused |= {row["id"]: row["said"] for row in taken if "said" in row}
    known = {row["id"] for row in [*told, *taken]}
    for pk, number in numbers.items():
        yield Made(number, refused.get(pk, "" if pk in known else "Văn bản không còn chờ ký."))
