"""Asks eark-validator about a package folder, offline; run by the Python that has it installed.

Its import fetches vocabularies from the network; they lie in its own wheel under the same names and are served from
there. It exits 0 for every package, so the verdict is printed as JSON: structure, schema, schematron, error rule ids.
"""

import io
import json
import sys
import urllib.request
from importlib.util import find_spec
from pathlib import Path

_SPEC = find_spec("eark_validator")
assert _SPEC and _SPEC.origin
VOCABULARIES = Path(_SPEC.origin).parent / "ipxml/resources/vocabs"


def from_the_wheel(url: str) -> io.BytesIO:
    return io.BytesIO((VOCABULARIES / url.rpartition("/")[2]).read_bytes())


def main(folder: str) -> None:
    urllib.request.urlopen = from_the_wheel  # type: ignore[assignment]
    from eark_validator.packages import PackageValidator

    report = json.loads(PackageValidator(Path(folder)).validation_report.model_dump_json())
    metadata = report.get("metadata") or {}
    parts = [report["structure"], *metadata.values()]
    errors = {entry["rule_id"] for part in parts for entry in part["messages"] if entry["severity"] == "Error"}
    statuses = {name.removesuffix("_results"): part["status"] for name, part in metadata.items()}
    print(json.dumps({"structure": report["structure"]["status"], **statuses, "errors": sorted(errors)}))


main(sys.argv[1])
