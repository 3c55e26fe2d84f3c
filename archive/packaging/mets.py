"""How do the METS files of a package point at everything in it (E-ARK CSIP 2.2, Circular 05/2025/TT-BNV)?

Two shapes look odd and are needed by the validator's rules: every fileGrp says OTHER content information (CSIP63), and
the "Representations" division holds an fptr beside one division per representation with its mptr (CSIP103, CSIP104).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree

from archive.packaging.layout import METS, Entry
from archive.packaging.model import Kind, PackageSpec, Profile
from archive.packaging.names import objid_text
from archive.packaging.times import iso
from archive.packaging.xmlsafe import serialise

NS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
CONTENT = "TT05-2025-BNV"

_CSIP_PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
_DIP_PROFILE = "https://earkdip.dilcis.eu/profile/E-ARK-DIP.xml"
ROOT_PROFILES: Mapping[tuple[Profile, Kind], str] = {
    (Profile.CIRCULAR, Kind.SIP): _CSIP_PROFILE,
    (Profile.CIRCULAR, Kind.AIP): "http://www.ra.ee/METS/v01/IP.xml",
    (Profile.CIRCULAR, Kind.DIP): _DIP_PROFILE,
    (Profile.CSIP, Kind.SIP): "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
    (Profile.CSIP, Kind.AIP): _CSIP_PROFILE,
    (Profile.CSIP, Kind.DIP): _DIP_PROFILE,
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What one METS file lists: descriptive and preservation metadata, then file groups by their USE."""

    descriptive: list[Entry]
    preservation: list[Entry] = field(default_factory=list)
    groups: Mapping[str, list[Entry]] = field(default_factory=dict)


def root_mets(spec: PackageSpec, contents: Contents) -> bytes:
    """The package's METS.xml; groups named `Representations/repN` hold that representation's METS file."""
    return serialise(
        _mets(spec, contents, "", ROOT_PROFILES[spec.profile, spec.kind], objid_text(spec.kind, spec.objid))
    )


def representation_mets(spec: PackageSpec, name: str, contents: Contents) -> bytes:
    """The METS.xml of one representation; its OBJID is the representation's name (CSIP 2.2, 5.2)."""
    return serialise(_mets(spec, contents, f"representations/{name}/", _CSIP_PROFILE, name))


def _mets(spec: PackageSpec, contents: Contents, base: str, profile: str, objid: str) -> etree._Element:
    root = etree.Element(_m("mets"), nsmap={"mets": NS, "xlink": XLINK, "csip": CSIP})
    root.attrib.update({"OBJID": objid, "TYPE": _type(spec), "PROFILE": profile, _c("CONTENTINFORMATIONTYPE"): "MIXED"})
    _header(root, spec)
    ids = _Ids(base)
    _metadata(root, contents, ids, iso(spec.created))
    files = _add(root, "fileSec", ID=f"fileSec{ids.suffix}")
    for use, entries in contents.groups.items():
        _group(files, use, entries, ids)
    _struct_map(root, contents, ids)
    return root


def _type(spec: PackageSpec) -> str:
    """The vocabulary has "Mixed"; the circular's DIP annex writes it in capitals."""
    return "MIXED" if spec.kind is Kind.DIP and spec.profile is Profile.CIRCULAR else "Mixed"


def _header(root: etree._Element, spec: PackageSpec) -> None:
    now = iso(spec.created)
    header = _add(root, "metsHdr", CREATEDATE=now, LASTMODDATE=now, RECORDSTATUS=spec.status)
    header.set(_c("OAISPACKAGETYPE"), spec.kind)
    software = _add(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _add(software, "name").text = spec.software_name
    note = _add(software, "note")
    note.set(_c("NOTETYPE"), "SOFTWARE VERSION")
    note.text = spec.software_version
    if spec.organisation:
        body = _add(header, "agent", ROLE="ARCHIVIST", TYPE="ORGANIZATION")
        _add(body, "name").text = spec.organisation
    if spec.replaces:
        _add(header, "altRecordID", TYPE="REPLACES").text = objid_text(spec.kind, spec.replaces)


class _Ids:
    """XML ids of one METS file, stable by path so that a rebuilt file is the same file."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.suffix = "-" + base.split("/")[1] if base else ""
        self._known: dict[str, str] = {}

    def of(self, kind: str, path: str) -> str:
        """The id of a path; numbered in the order first asked."""
        return self._known.setdefault(path, f"{kind}{self.suffix}-{len(self._known) + 1:05d}")

    def href(self, path: str) -> str:
        """The path relative to this METS file, as a URI."""
        return quote(path.removeprefix(self.base))


def _metadata(root: etree._Element, contents: Contents, ids: _Ids, created: str) -> None:
    for entry in contents.descriptive:
        section = _add(root, "dmdSec", ID=ids.of("dmd", entry.path), CREATED=created, STATUS="CURRENT")
        _md_ref(section, entry, ids, "EAD")
    if contents.preservation:
        admin = _add(root, "amdSec", ID=f"amdSec{ids.suffix}")
        for entry in contents.preservation:
            section = _add(admin, "digiprovMD", ID=ids.of("digiprov", entry.path), CREATED=created, STATUS="CURRENT")
            _md_ref(section, entry, ids, "PREMIS")


def _md_ref(parent: etree._Element, entry: Entry, ids: _Ids, mdtype: str) -> None:
    reference = _add(parent, "mdRef", ID=f"ref-{ids.of('md', entry.path)}", MDTYPE=mdtype, **_facts(entry))
    _locate(reference, ids.href(entry.path))


def _group(parent: etree._Element, use: str, entries: list[Entry], ids: _Ids) -> None:
    group = _add(parent, "fileGrp", ID=_group_id(use, ids), USE=use)
    group.set(_c("CONTENTINFORMATIONTYPE"), "OTHER")
    group.set(_c("OTHERCONTENTINFORMATIONTYPE"), CONTENT)
    for entry in entries:
        element = _add(group, "file", ID=ids.of("file", entry.path), **_facts(entry))
        if entry.documents:
            element.set("GROUPID", " ".join(f"doc-{ordinal}" for ordinal in entry.documents))
            # The circular's AIP has no docId field; kept here, it survives the way into the archive.
            element.set("OWNERID", entry.owner)
        _locate(_add(element, "FLocat"), ids.href(entry.path))


def _struct_map(root: etree._Element, contents: Contents, ids: _Ids) -> None:
    struct = _add(root, "structMap", ID=f"structMap{ids.suffix}", TYPE="PHYSICAL", LABEL="CSIP")
    top = _add(struct, "div", ID=f"div{ids.suffix}-root", LABEL=root.get("OBJID", ""))
    metadata = _add(top, "div", ID=f"div{ids.suffix}-metadata", LABEL="Metadata")
    if contents.descriptive:
        metadata.set("DMDID", " ".join(ids.of("dmd", entry.path) for entry in contents.descriptive))
    if contents.preservation:
        metadata.set("ADMID", " ".join(ids.of("digiprov", entry.path) for entry in contents.preservation))
    plain = {use: entries for use, entries in contents.groups.items() if not use.startswith("Representations/")}
    for use in plain:
        division = _add(top, "div", ID=f"div{ids.suffix}-{use.lower()}", LABEL=use)
        _add(division, "fptr", FILEID=_group_id(use, ids))
    _representations(top, [use for use in contents.groups if use not in plain], ids)


def _representations(top: etree._Element, uses: Iterable[str], ids: _Ids) -> None:
    uses = list(uses)
    if not uses:
        return
    parent = _add(top, "div", ID="div-representations", LABEL="Representations")
    for use in uses:
        _add(parent, "fptr", FILEID=_group_id(use, ids))
    for use in uses:
        division = _add(parent, "div", ID=f"div-{_slug(use)}", LABEL=use)
        pointer = _add(division, "mptr", LOCTYPE="URL")
        pointer.set(f"{{{XLINK}}}type", "simple")
        pointer.set(f"{{{XLINK}}}title", _group_id(use, ids))
        pointer.set(f"{{{XLINK}}}href", f"representations/{use.split('/')[1]}/{METS}")


def _slug(use: str) -> str:
    return use.lower().replace("/", "-")


def _group_id(use: str, ids: _Ids) -> str:
    return f"grp{ids.suffix}-{_slug(use)}"


def _facts(entry: Entry) -> dict[str, str]:
    return {
        "MIMETYPE": entry.media_type,
        "SIZE": str(entry.size),
        "CREATED": iso(entry.created),
        "CHECKSUM": entry.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _locate(element: etree._Element, href: str) -> None:
    element.set("LOCTYPE", "URL")
    element.set(f"{{{XLINK}}}type", "simple")
    element.set(f"{{{XLINK}}}href", href)


def _m(tag: str) -> str:
    return f"{{{NS}}}{tag}"


def _c(name: str) -> str:
    return f"{{{CSIP}}}{name}"


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _m(tag), attributes)
