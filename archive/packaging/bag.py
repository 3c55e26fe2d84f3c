"""What do the tag files of the bag say (BagIt, RFC 8493)?"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from archive.packaging.times import VIETNAM

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
DECLARATION_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def manifest(digests: Iterable[tuple[str, str]]) -> bytes:
    """Manifest lines `digest  path`, sorted by path; paths are ASCII, so nothing needs percent-encoding."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests)).encode("ascii")


def info(created: datetime, octets: int, streams: int, extra: Mapping[str, str]) -> bytes:
    """bag-info.txt: bagging date in Vietnam, Payload-Oxum (octets.streams), and further labels in order."""
    lines = {
        "Bagging-Date": created.astimezone(VIETNAM).date().isoformat(),
        "Payload-Oxum": f"{octets}.{streams}",
        **extra,
    }
    return "".join(f"{label}: {value}\n" for label, value in lines.items()).encode("utf-8")


def parse_info(data: bytes) -> dict[str, str]:
    """The labels of bag-info.txt; a repeated one keeps its last value. Raises ValueError on a line without a colon."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8").splitlines():
        if line.startswith((" ", "\t")) and found:
            continue
        label, colon, value = line.partition(":")
        if not colon:
            raise ValueError("line without a label")
        found[label.strip()] = value.strip()
    return found
