"""Does eark-validator, an outside judge, accept our packages?

It fetches at import and brings its own dependencies, so it lives in a virtual environment of its own:
`uv venv DIR && uv pip install --python DIR/bin/python eark-validator==1.1.3`, then set
EARK_VALIDATOR_PYTHON=DIR/bin/python.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from archive.packaging.build import build
from archive.packaging.model import Kind, Profile
from archive.packaging.sinks import DirectorySink
from tests.archive.packaging import tampering as tamper
from tests.archive.packaging.samples import spec

JUDGE = os.environ.get("EARK_VALIDATOR_PYTHON", "")
pytestmark = pytest.mark.skipif(
    not JUDGE, reason="EARK_VALIDATOR_PYTHON is not set: eark-validator did NOT judge the packages in this run"
)
SHIM = Path(__file__).with_name("eark_judge.py")
GOOD = {"structure": "WellFormed", "schema": "VALID", "schematron": "VALID", "errors": []}


def verdict(folder: Path) -> dict:
    run = subprocess.run([JUDGE, SHIM, folder], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def built(tmp_path: Path, kind: Kind, profile: Profile) -> Path:
    return tamper.package_folder(
        tmp_path / build(spec(kind, profile=profile), DirectorySink(tmp_path, durable=False)).bag_name
    )


@pytest.mark.parametrize(
    ("kind", "profile"), [(Kind.AIP, Profile.CSIP), (Kind.DIP, Profile.CSIP), (Kind.AIP, Profile.CIRCULAR)]
)
def test_accepted_without_an_error(tmp_path, kind, profile):
    assert verdict(built(tmp_path, kind, profile)) == GOOD


def test_a_plain_sip_fails_only_the_rule_nobody_can_keep(tmp_path):
    """SIP14 wants a NOTETYPE attribute without namespace, which the METS schema forbids."""
    found = verdict(built(tmp_path, Kind.SIP, Profile.CSIP))
    assert (found["structure"], found["schema"], found["errors"]) == ("WellFormed", "VALID", ["SIP14"])


@pytest.mark.parametrize(("kind", "rules"), [(Kind.SIP, {"SIP2", "SIP14"}), (Kind.DIP, {"CSIP2"})])
def test_the_circulars_own_names_break_only_the_rules_they_must(tmp_path, kind, rules):
    """The circular's SIP names the CSIP profile (SIP2), its DIP writes MIXED in capitals (CSIP2)."""
    assert set(verdict(built(tmp_path, kind, Profile.CIRCULAR))["errors"]) == rules


def test_it_refuses_a_folder_without_mets(tmp_path):
    folder = built(tmp_path, Kind.AIP, Profile.CSIP)
    (folder / "METS.xml").unlink()
    assert verdict(folder)["structure"] == "NotWellFormed"


def test_it_refuses_a_mets_without_its_profile(tmp_path):
    folder = built(tmp_path, Kind.AIP, Profile.CSIP)
    tamper.edit(folder / "METS.xml", lambda text: text.replace("PROFILE=", "LABEL="))
    assert verdict(folder)["errors"] == ["CSIP6"]
