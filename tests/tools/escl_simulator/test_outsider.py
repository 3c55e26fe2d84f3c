"""Is the simulator a scanner to others too? Debian's sane-airscan drives it as it drives real ones."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tools.escl_simulator import Faults, Machine, Simulator

DRIVERS = Path("/usr/lib")
MISSING = "no sane-airscan on this machine (Debian: apt-get install sane-airscan sane-utils)"
pytestmark = pytest.mark.skipif(
    not shutil.which("scanimage") or not any(DRIVERS.glob("*/sane/libsane-airscan.so.1")), reason=MISSING
)


def scanimage(scanner: Simulator, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run Debian's program with nothing configured but this one scanner."""
    (folder / "dll.conf").write_text("airscan\n")
    (folder / "airscan.conf").write_text(
        f'[devices]\n"Sim" = {scanner.url}, eSCL\n[options]\ndiscovery = disable\nws-discovery = off\n'
    )
    environment = {**os.environ, "SANE_CONFIG_DIR": str(folder), "LC_ALL": "C.UTF-8"}
    line = ["scanimage", "-d", "airscan:e0:Sim", *options]
    return subprocess.run(line, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)


def test_it_sees_what_the_scanner_can(tmp_path: Path) -> None:
    with Simulator() as scanner:
        told = scanimage(scanner, tmp_path, "-A").stdout
    assert "--resolution 75|100|200|300|600dpi" in told and "--source Flatbed|ADF|ADF Duplex" in told


def test_it_scans_the_feeder_on_both_sides(tmp_path: Path) -> None:
    with Simulator(Machine(sheets=2)) as scanner:
        scanimage(scanner, tmp_path, "--source", "ADF Duplex", "--resolution", "75", "--batch=%d.png", "--format=png")
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["1.png", "2.png", "3.png", "4.png"]
    assert Image.open(tmp_path / "1.png").size[0] == pytest.approx(637, abs=2)


def test_it_hears_of_an_empty_feeder_and_of_a_jam(tmp_path: Path) -> None:
    feeder = ("--source", "ADF", "--resolution", "75", "--batch=%d.png", "--format=png")
    with Simulator(Machine(sheets=0)) as scanner:
        assert "out of documents" in scanimage(scanner, tmp_path, *feeder).stderr
    with Simulator(Machine(sheets=3, faults=Faults(jam=2))) as scanner:
        assert "jammed" in scanimage(scanner, tmp_path, *feeder).stderr
    assert (tmp_path / "1.png").exists() and not (tmp_path / "3.png").exists()
