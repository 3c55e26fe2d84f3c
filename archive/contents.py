"""What lies in a package, and what did the verification say of each file, in words a person reads?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from archive.downloads import home_of
from archive.models import Package
from archive.packaging.bag import MANIFEST
from archive.packaging.model import PackagingError
from archive.packaging.read import ReadDocument, read
from archive.packaging.readers import Unreadable
from archive.places import StoreReader

KINDS: Final = (
    ("/representations/rep1/data/", "Tài liệu (PDF/A)"),
    ("/representations/rep2/data/", "Bản quét như đã nhận"),
    ("/documentation/", "Tệp kèm theo"),
    ("/schemas/", "Lược đồ XML"),
    ("/metadata/", "Dữ liệu đặc tả"),
    ("METS.xml", "Bảng kê cấu trúc (METS)"),
)
OTHER: Final = "Kê khai của gói (BagIt)"
KEPT_DAMAGED: Final = "Gói trong kho lâu dài đã hư hại; hãy báo quản trị hệ thống khôi phục từ bản sao lưu."
ORDER: Final = (*(label for _, label in KINDS), OTHER)


@dataclass(frozen=True)
class FileLine:
    """One file of a package: where it lies in the bag, what it is, and the verdict in words with its tone."""

    path: str
    name: str
    kind: str
    title: str
    size: int
    digest: str
    words: str
    tone: str

    @property
    def place(self) -> str:
        """The folder inside the package; the package's own folder, a long number, is left out."""
        inside = self.path.split("/")[2:-1] if self.path.startswith("data/") else []
        return "/".join(inside)


def files_of(package: Package) -> list[FileLine]:
    """Every file of the package with its verdict, documents first."""
    found = _findings(package)
    titles = {file.path: row.meta.subject for row in documents_in(package) for file in row.preserved}
    lines = [
        FileLine(row.path, row.path.rsplit("/", 1)[-1], kind_of(row.path), titles.get(row.path, ""), row.size,
                 row.digest, *verdict(package, found[row.path]))
        for row in package.files.all()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (ORDER.index(line.kind), line.path))


def kind_of(path: str) -> str:
    """What a file of the bag is, by its place (E-ARK CSIP)."""
    inside = f"/{path.partition('/')[2]}" if path.startswith("data/") else path
    return next((label for part, label in KINDS if part in inside), OTHER)


def _findings(package: Package) -> dict[str, list[dict[str, Any]]]:
    by_path: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for found in package.report.get("findings", []):
        by_path[found["path"]].append(found)
    return by_path


def verdict(package: Package, findings: list[dict[str, Any]]) -> tuple[str, str]:
    """(sentence, tone) for one file. What was not looked at is said so; it is never taken for good."""
    if findings:
        worst = max(findings, key=lambda found: ("warning", "unchecked", "error").index(found["severity"]))
        return worst["message"], tone_of(worst)
    if not package.report:
        return "Chưa kiểm tra tại Trung tâm Lưu trữ", "quiet"
    return ("Khớp mã băm", "good") if vouched(package) else ("Chưa kết luận được", "warn")


def vouched(package: Package) -> bool:
    """Whether every file was compared with the sender's list: else one without a finding was not looked at."""
    faults = [found for found in package.report.get("findings", []) if found["severity"] != "warning"]
    return bool(package.report.get("files_checked")) and not any(found["path"] in ("", MANIFEST) for found in faults)


def tone_of(found: dict[str, Any]) -> str:
    """How a finding is coloured."""
    return {"error": "bad"}.get(found["severity"], "warn")


def general_findings(package: Package) -> list[tuple[str, str]]:
    """(sentence, tone) about the package as a whole, or about files that are not on the sender's list."""
    known = {row.path for row in package.files.all()}
    findings = package.report.get("findings", [])
    return [(_sentence(found), tone_of(found)) for found in findings if found["path"] not in known]


def file_findings(package: Package) -> list[tuple[str, str]]:
    """(sentence, tone) about each file of the package that did not pass without remark."""
    known = {row.path for row in package.files.all()}
    findings = package.report.get("findings", [])
    return [(_sentence(found), tone_of(found)) for found in findings if found["path"] in known]


def _sentence(found: dict[str, Any]) -> str:
    return f"{found['path']}: {found['message']}" if found["path"] else str(found["message"])


def documents_in(package: Package) -> tuple[ReadDocument, ...]:
    """The documents as the package describes them; none when it cannot be read (its report says why)."""
    if not package.prefix:
        return ()
    try:
        return read(StoreReader(home_of(package), package.prefix)).documents
    except (PackagingError, Unreadable, OSError):
        return ()


def headline(package: Package) -> tuple[str, str]:
    """(sentence, tone) of the newest verification of the whole package."""
    if package.verified is None or not package.report:
        return "Chưa được Trung tâm Lưu trữ kiểm tra.", "quiet"
    if package.verified:
        return f"Đạt: {package.report['files_checked']} tệp khớp mã băm, chữ ký số và cấu trúc gói hợp lệ.", "good"
    faults = [found for found in package.report["findings"] if found["severity"] == "error"]
    if faults:
        kept = package.state == Package.State.ACCEPTED
        return f"Không đạt: {len(faults)} lỗi. {KEPT_DAMAGED if kept else 'Không tiếp nhận gói này.'}", "bad"
    return "Chưa kiểm tra được hết nên chưa thể coi là đạt. Hãy kiểm tra lại.", "warn"
