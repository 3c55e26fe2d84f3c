"""Do uv and the pip fallback install the same files?"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)[^\\]*((?:\\\n\s+--hash=sha256:[0-9a-f]{64}\s*)+)", re.MULTILINE)


def test_requirements_lock_is_an_export_of_uv_lock() -> None:
    pins = PIN.findall((ROOT / "requirements.lock").read_text())
    exported = {(name, version): set(re.findall(r"sha256:([0-9a-f]{64})", hashes)) for name, version, hashes in pins}
    assert exported == _locked()


def _locked() -> dict[tuple[str, str], set[str]]:
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    return {
        (package["name"], package["version"]): {
            file["hash"].removeprefix("sha256:") for file in [*package.get("wheels", []), *_sdist(package)]
        }
        for package in packages
        if "registry" in package["source"]
    }


def _sdist(package: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    return [package["sdist"]] if "sdist" in package else []
