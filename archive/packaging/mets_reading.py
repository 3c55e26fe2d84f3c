"""What does a METS file of a package claim about files, package type and status?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from archive.packaging.mets import CSIP, NS, XLINK
from archive.packaging.names import is_safe_path

DATA_USE = "Data"


@dataclass(frozen=True, slots=True)
class Reference:
    """One file a METS file names: path in the package folder ("" when the href is unsafe) and the stated facts.

    `use` is the file group's USE, or the MDTYPE of a metadata reference; `size` is -1 when not stated.
    """

    href: str
    path: str
    sha256: str
    size: int
    media_type: str
    created: str
    use: str
    documents: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MetsFile:
    """The claims of one METS file; `base` is the folder its hrefs start from, "" or ending in "/"."""

    base: str
    objid: str
    kind: str
    status: str
    created: str
    software: tuple[str, str]
    references: tuple[Reference, ...]
    pointers: tuple[str, ...]
    replaces: str = ""


def read_mets(root: etree._Element, base: str) -> MetsFile:
    """The claims of a parsed METS file; never raises, an attribute that is missing is ""."""
    header = root.find(f"{{{NS}}}metsHdr")
    facts: Mapping[str, str] = {} if header is None else {str(k): str(v) for k, v in header.attrib.items()}
    agent = f"{{{NS}}}metsHdr/{{{NS}}}agent[@OTHERTYPE='SOFTWARE']/{{{NS}}}"
    return MetsFile(
        base=base,
        objid=root.get("OBJID", ""),
        kind=facts.get(f"{{{CSIP}}}OAISPACKAGETYPE", ""),
        status=facts.get("RECORDSTATUS", ""),
        created=facts.get("CREATEDATE", ""),
        software=(root.findtext(f"{agent}name") or "", root.findtext(f"{agent}note") or ""),
        references=tuple(_references(root, base)),
        pointers=tuple(resolve(base, _href(pointer)) for pointer in root.iter(f"{{{NS}}}mptr")),
        replaces=root.findtext(f"{{{NS}}}metsHdr/{{{NS}}}altRecordID[@TYPE='REPLACES']") or "",
    )


def _references(root: etree._Element, base: str) -> Iterator[Reference]:
    for element in root.iter(f"{{{NS}}}mdRef"):
        yield _reference(element, _href(element), element.get("MDTYPE", ""), base)
    for group in root.iter(f"{{{NS}}}fileGrp"):
        for element in group.findall(f"{{{NS}}}file"):
            for locator in element.findall(f"{{{NS}}}FLocat"):
                yield _reference(element, _href(locator), group.get("USE", ""), base)


def _href(element: etree._Element) -> str:
    return element.get(f"{{{XLINK}}}href", "")


def _reference(element: etree._Element, href: str, use: str, base: str) -> Reference:
    size = element.get("SIZE", "")
    documents, owner = tuple(_ordinals(element.get("GROUPID", ""))), element.get("OWNERID", "")
    is_sha256 = element.get("CHECKSUMTYPE") == "SHA-256"
    return Reference(
        href=href,
        path=resolve(base, href),
        sha256=element.get("CHECKSUM", "").lower() if is_sha256 else "",
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 19 else -1,
        media_type=element.get("MIMETYPE", ""),
        created=element.get("CREATED", ""),
        use=use,
        documents=documents,
        owners=tuple(owner.split()) if len(documents) > 1 else (owner,),
    )


def _ordinals(group: str) -> Iterator[int]:
    for name in group.split():
        number = name.removeprefix("doc-")
        if number != name and number.isascii() and number.isdigit():
            yield int(number[:9])


def resolve(base: str, href: str) -> str:
    """The path an href stands for in the package folder; "" when it is absolute, has a scheme or climbs out."""
    path = unquote(href)
    return base + path if is_safe_path(path) else ""
