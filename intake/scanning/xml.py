"""How is XML read that a stranger on the network sent, and written for it?"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from intake.scanning.trouble import Trouble

SCAN: Final = "http://schemas.hp.com/imaging/escl/2011/05/03"
PWG: Final = "http://www.pwg.org/schemas/2010/12/sm"
MOST_XML_BYTES: Final = 512 * 1024
"""Capabilities of the most talkative devices are about 30 KiB."""


def read_xml(content: bytes, root: str) -> etree._Element:
    """The root element, whose local name must be `root`; no entities, no document type, no network.

    Raises Trouble `nonsense`.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        found = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Trouble("nonsense") from error
    about: Any = found.getroottree().docinfo
    if about.doctype or etree.QName(found).localname != root:
        raise Trouble("nonsense")
    return found


def text(parent: etree._Element, path: str, *, most: int = 200) -> str:
    """The text of the first element under `path`, without space around it and cut at `most` characters."""
    found = parent.find(path)
    said = found.text if found is not None and found.text else ""
    return "".join(letter for letter in said.strip() if letter.isprintable())[:most]


def number(parent: etree._Element, path: str) -> int:
    """The whole number under `path`; 0 when there is none or it is not one."""
    said = text(parent, path, most=9)
    return int(said) if said.isascii() and said.isdigit() else 0


def write(parent: etree._Element, space: str, name: str, value: object = None) -> etree._Element:
    """Append `<space:name>value</…>` and return it."""
    child = etree.SubElement(parent, f"{{{space}}}{name}")
    if value is not None:
        child.text = str(value)
    return child
