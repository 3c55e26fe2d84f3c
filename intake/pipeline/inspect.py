"""May this file be taken, and what should the clerk know about it?"""

import tempfile
from pathlib import Path

from intake.pipeline import images, pdfs, sniff
from intake.pipeline.checks import check, small_gray
from intake.pipeline.images import UNDECODABLE
from intake.pipeline.limits import DEFAULT, MIB, Limits
from intake.pipeline.page_image import PageImage
from intake.pipeline.pages import split
from intake.pipeline.verdict import Finding, Refused, Verdict, summary

SAMPLED_PAGES = 20  # judged at the upload itself; later pages when they are split
_ACCEPTED = "Tệp hợp lệ, {pages} trang."
_SIGNED = "Bản điện tử gốc đã ký số, {pages} trang; được giữ nguyên từng byte."


def inspect(path: Path, name: str, limits: Limits = DEFAULT, *, stack: bool = False) -> Verdict:
    """The verdict on the file at `path` that the clerk calls `name`; never raises for what is in the file.

    Of a `stack` the file alone is judged: one bad page, told when it is taken out, must not fail its neighbours.
    Decodes hostile bytes: call it through `sandbox.inspect_file` unless the process may be lost.
    """
    try:
        _check_size(path, limits)
        media_type = sniff.media_type(path, name)
        if media_type == sniff.PDF:
            return _inspect_pdf(path, limits, stack)
        pages = images.judge(path, media_type, limits)
        sampled = 0 if stack and pages > 1 else SAMPLED_PAGES
        return _verdict(media_type, pages, _page_findings(path, media_type, min(pages, sampled), limits))
    except Refused as refusal:
        return refusal.verdict


def _check_size(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty", "Tệp rỗng (0 byte). Hãy quét hoặc sao chép lại.")
    if size > limits.max_bytes:
        message = f"Tệp nặng {size / MIB:.1f} MB, quá giới hạn {limits.max_bytes / MIB:.0f} MB. Hãy tách nhỏ tệp."
        raise Refused("too_large", message)


def _inspect_pdf(path: Path, limits: Limits, stack: bool) -> Verdict:
    facts = pdfs.judge(path, limits)
    # A file that arrives signed is an electronic original: no scan checks.
    sampled = 0 if facts.signed or (stack and facts.pages > 1) else SAMPLED_PAGES
    findings = _page_findings(path, sniff.PDF, min(facts.pages, sampled), limits)
    return _verdict(sniff.PDF, facts.pages, [*facts.findings, *findings], signed=facts.signed)


def _page_findings(path: Path, media_type: str, pages: int, limits: Limits) -> list[Finding]:
    findings: list[Finding] = []
    if not pages:
        return findings
    with tempfile.TemporaryDirectory(prefix="inspect-") as folder:
        for page in split(path, media_type, Path(folder), limits, range(pages)):
            findings += judged(page)
            page.path.unlink()
    return findings


def judged(page: PageImage) -> list[Finding]:
    """The findings on one page image; one that can't be decoded is a hard finding."""
    try:
        return check(page, small_gray(page))
    except UNDECODABLE:
        return [Finding("page_damaged", "hard", "ảnh trang bị hỏng; hãy quét lại trang này.", page.index)]


def said_of_file(verdict: Verdict) -> str:
    """What is wrong with an accepted file as a whole, else that it is sound: what is wrong with its pages is told at
    them, as long as it is."""
    about = [finding for finding in verdict.warnings if finding.page is None]
    return summary(about) if about else (_SIGNED if verdict.signed else _ACCEPTED).format(pages=verdict.pages)


def _verdict(media_type: str, pages: int, findings: list[Finding], *, signed: bool = False) -> Verdict:
    if any(finding.level == "hard" for finding in findings):
        hard = [finding for finding in findings if finding.level == "hard"]
        return Verdict("refused", hard[0].code, summary(hard), media_type, pages, signed, tuple(findings))
    if findings:
        return Verdict("warned", findings[0].code, summary(findings), media_type, pages, signed, tuple(findings))
    accepted = (_SIGNED if signed else _ACCEPTED).format(pages=pages)
    return Verdict("accepted", "ok", accepted, media_type, pages, signed)
