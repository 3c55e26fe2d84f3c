"""Is a scanner understood as it describes itself, and asked for nothing that it can't do?"""

from __future__ import annotations

import pytest

from intake.scanning.capabilities import Capabilities, read_capabilities
from intake.scanning.status import read_status
from intake.scanning.trouble import Trouble
from intake.scanning.wish import Wish, lacking, scan_settings
from intake.scanning.xml import read_xml, text
from tools.escl_simulator import Machine
from tools.escl_simulator.documents import capabilities, read_job, status

SPACES = 'xmlns:a="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:b="http://www.pwg.org/schemas/2010/12/sm"'
SHARED = f"""<a:ScannerCapabilities {SPACES}><b:Version>2.1</b:Version><b:MakeAndModel>M&amp;M  </b:MakeAndModel>
<a:SettingProfiles><a:SettingProfile name="p1"><a:ColorModes><a:ColorMode>BlackAndWhite1</a:ColorMode>
<a:ColorMode>RGB48</a:ColorMode></a:ColorModes><a:DocumentFormats><b:DocumentFormat>image/jpeg</b:DocumentFormat>
</a:DocumentFormats><a:SupportedResolutions><a:DiscreteResolutions><a:DiscreteResolution><a:XResolution>200
</a:XResolution><a:YResolution>100</a:YResolution></a:DiscreteResolution><a:DiscreteResolution><a:XResolution>300
</a:XResolution><a:YResolution>300</a:YResolution></a:DiscreteResolution></a:DiscreteResolutions>
</a:SupportedResolutions></a:SettingProfile></a:SettingProfiles>
<a:Platen><a:PlatenInputCaps><a:MaxWidth>2000</a:MaxWidth><a:MaxHeight>x</a:MaxHeight><a:SettingProfiles>
<a:SettingProfile ref="p1"/></a:SettingProfiles></a:PlatenInputCaps></a:Platen></a:ScannerCapabilities>""".encode()


def of(machine: Machine) -> Capabilities:
    return read_capabilities(capabilities(machine))


def test_resolutions_come_as_a_list_or_as_a_range() -> None:
    assert of(Machine()).feeder.resolutions == (75, 100, 200, 300, 600)  # type: ignore[union-attr]
    ranged = capabilities(Machine(ranges=True, resolutions=(75, 400)))
    for told in (ranged, ranged.replace(b"XResolutionRange>", b"XResolution>")):
        assert read_capabilities(told).platen.resolutions == (75, 100, 150, 200, 240, 300, 400)  # type: ignore[union-attr]


def test_what_a_scanner_does_not_have_is_none() -> None:
    flat = of(Machine(has_feeder=False))
    simplex = of(Machine(has_platen=False, has_duplex=False))
    assert (flat.feeder, flat.duplex, simplex.platen, simplex.duplex) == (None, None, None, None)
    assert flat.platen and simplex.feeder


def test_profiles_may_be_shared_and_prefixes_differ() -> None:
    found = read_capabilities(SHARED)
    assert (found.model, found.version) == ("M&M", "2.1")
    assert found.platen and found.platen.resolutions == (300,) and found.platen.colours == ("mono",)
    assert (found.platen.width, found.platen.height) == (2000, 0)
    assert Capabilities.from_json(found.as_json()) == found


@pytest.mark.parametrize(
    "content",
    [b"", b"<html/>", b"\xff\xfe\x00", b"<ScannerCapabilities/>", SHARED.replace(b"300", b"-3"),
     b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x">' + SHARED, b"<a>" * 100_000],
    ids=["nothing", "html", "noise", "no source", "no resolution", "document type", "deep"],
)  # fmt: skip
def test_what_is_no_scanner_is_told_as_such(content: bytes) -> None:
    with pytest.raises(Trouble) as told:
        read_capabilities(content)
    assert told.value.code == "nonsense"


@pytest.mark.parametrize(
    ("wish", "problems"),
    [(Wish(), 0), (Wish(resolution=333), 1), (Wish(colour="mono", resolution=1), 2),
     (Wish("platen", both_sides=True), 1), (Wish("drum"), 1)],
    ids=str,
)  # fmt: skip
def test_only_what_a_scanner_can_do_is_asked(wish: Wish, problems: int) -> None:
    assert len(lacking(of(Machine()), wish)) == problems


def test_the_wish_is_said_in_the_words_of_the_protocol() -> None:
    job, both = read_job(scan_settings(of(Machine()), Wish("feeder", 300, "gray", both_sides=True)))
    assert (job.dpi, job.mode, job.feeder, job.pdf, both) == (300, "Grayscale8", True, False, True)
    assert (job.width, job.height) == (2480, 3508)
    small = read_xml(scan_settings(read_capabilities(SHARED), Wish("platen", 300, "mono")), "ScanSettings")
    assert text(small, ".//{*}Width") == "2000"


def test_status_says_state_feeder_and_what_ended_badly() -> None:
    machine = Machine(sheets=0, jammed="ScannerAdfJam")
    assert (read_status(status(machine)).trouble, read_status(status(Machine())).feeder) == ("jam", "loaded")
    assert read_status(f"<ScannerStatus {SPACES}><b:State>Down</b:State></ScannerStatus>".encode()).state == "stopped"
