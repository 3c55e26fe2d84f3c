"""How does the simulated scanner describe itself, and how does it read what it is asked?"""

from __future__ import annotations

from uuid import uuid4
from xml.sax.saxutils import escape

from lxml import etree

from tools.escl_simulator.machine import Job, Machine

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<scan:{root} xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" '
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">\n<pwg:Version>2.63</pwg:Version>\n{rest}</scan:{root}>\n'
)
WIDTH, GLASS, FEEDER = 2550, 3508, 4200
"""In 1/300 inch."""


def capabilities(machine: Machine) -> bytes:
    rest = f"<pwg:MakeAndModel>{escape(machine.name)}</pwg:MakeAndModel><pwg:SerialNumber>SIM-0001</pwg:SerialNumber>"
    rest += f"<scan:UUID>{machine.uuid}</scan:UUID>"
    if machine.has_platen:
        rest += f"<scan:Platen>{_input(machine, 'Platen', GLASS)}</scan:Platen>"
    if machine.has_feeder:
        both = _input(machine, "AdfDuplex", FEEDER) if machine.has_duplex else ""
        options = "".join(f"<scan:AdfOption>{name}</scan:AdfOption>"
                          for name in ("DetectPaperLoaded", *(["Duplex"] if both else [])))  # fmt: skip
        rest += f"<scan:Adf>{_input(machine, 'AdfSimplex', FEEDER)}{both}<scan:FeederCapacity>50</scan:FeederCapacity>"
        rest += f"<scan:AdfOptions>{options}</scan:AdfOptions></scan:Adf>"
    return HEAD.format(root="ScannerCapabilities", rest=rest).encode()


def _input(machine: Machine, name: str, height: int) -> str:
    formats = ["application/pdf"] if machine.pdf_only else ["image/jpeg", "application/pdf"]
    said = "".join(f"<pwg:DocumentFormat>{one}</pwg:DocumentFormat>" for one in formats)
    said += "".join(f"<scan:DocumentFormatExt>{one}</scan:DocumentFormatExt>" for one in formats)
    colours = "".join(f"<scan:ColorMode>{one}</scan:ColorMode>" for one in ("Grayscale8", "RGB24"))
    return (
        f"<scan:{name}InputCaps><scan:MinWidth>50</scan:MinWidth><scan:MaxWidth>{WIDTH}</scan:MaxWidth>"
        f"<scan:MinHeight>50</scan:MinHeight><scan:MaxHeight>{height}</scan:MaxHeight>"
        f"<scan:MaxScanRegions>1</scan:MaxScanRegions><scan:SettingProfiles><scan:SettingProfile>"
        f"<scan:ColorModes>{colours}</scan:ColorModes><scan:DocumentFormats>{said}</scan:DocumentFormats>"
        f"<scan:SupportedResolutions>{_resolutions(machine)}</scan:SupportedResolutions>"
        f"</scan:SettingProfile></scan:SettingProfiles></scan:{name}InputCaps>"
    )


def _resolutions(machine: Machine) -> str:
    if machine.ranges:
        span = (f"<scan:Min>{machine.resolutions[0]}</scan:Min><scan:Max>{machine.resolutions[-1]}</scan:Max>"
                "<scan:Normal>200</scan:Normal><scan:Step>1</scan:Step>")  # fmt: skip
        both = "".join(f"<scan:{axis}ResolutionRange>{span}</scan:{axis}ResolutionRange>" for axis in "XY")
        return f"<scan:ResolutionRange>{both}</scan:ResolutionRange>"
    each = "".join(
        f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
        f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
        for dpi in machine.resolutions
    )
    return f"<scan:DiscreteResolutions>{each}</scan:DiscreteResolutions>"


def status(machine: Machine) -> bytes:
    state = "Processing" if machine.running else "Idle"
    jobs = "".join(
        f"<scan:JobInfo><pwg:JobUri>{job.path}</pwg:JobUri><pwg:JobUuid>{job.path[-36:]}</pwg:JobUuid><scan:Age>1</scan:Age>"
        f"<pwg:ImagesCompleted>{job.given}</pwg:ImagesCompleted><pwg:ImagesToTransfer>{len(job.sides)}</pwg:ImagesToTransfer>"
        f"<pwg:JobState>{job.phase}</pwg:JobState></scan:JobInfo>"
        for job in list(machine.jobs.values())[-5:]
    )
    feeder = f"<scan:AdfState>{machine.feeder}</scan:AdfState>" if machine.has_feeder else ""
    rest = f"<pwg:State>{state}</pwg:State>{feeder}<scan:Jobs>{jobs}</scan:Jobs>"
    return HEAD.format(root="ScannerStatus", rest=rest).encode()


def read_job(content: bytes) -> tuple[Job, bool]:
    """The job that a `ScanSettings` asks for, and whether on both sides. Raises ValueError when it is not one."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))

    def said(name: str, otherwise: str) -> str:
        return str(root.findtext(f".//{{*}}{name}") or otherwise)

    job = Job(
        path=f"/eSCL/ScanJobs/{uuid4()}", dpi=int(said("XResolution", "200")), mode=said("ColorMode", "RGB24"),
        width=int(said("Width", str(WIDTH))), height=int(said("Height", str(GLASS))),
        pdf="pdf" in said("DocumentFormatExt", said("DocumentFormat", "")),
        feeder=said("InputSource", "Platen") == "Feeder", sides=[],
    )  # fmt: skip
    return job, said("Duplex", "false") == "true"
