"""What does veraPDF say, where it is installed (VERAPDF_BIN)?"""

from __future__ import annotations

import os
import subprocess
import tempfile
from typing import Final
from xml.etree import ElementTree

from .finding import Finding

SECONDS: Final = 120


def findings(data: bytes) -> list[Finding]:
    """The failed rules as findings "<clause>-<test>", with veraPDF's English text; [] when it isn't installed."""
    program = os.environ.get("VERAPDF_BIN")
    if not program:
        return []
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        run = subprocess.run([program, "--format", "mrr", file.name], capture_output=True, timeout=SECONDS, check=False)
    return _read_report(run.stdout)


def _read_report(report: bytes) -> list[Finding]:
    """Rules of the machine-readable report; our own tool's output on a local pipe, so the plain parser will do."""
    try:
        root = ElementTree.fromstring(report)  # noqa: S314
    except ElementTree.ParseError:
        return [Finding("verapdf", "Không chạy được veraPDF. Hãy kiểm tra cấu hình VERAPDF_BIN.")]
    return [
        Finding(f"{rule.get('clause')}-{rule.get('testNumber')}", rule.findtext("description", ""))
        for rule in root.iter("rule")
        if rule.get("status") == "failed"
    ]
