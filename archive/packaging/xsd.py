"""Where do the schemas lie, and does a document keep them?"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

from lxml import etree

from archive.packaging.model import Kind

FOLDER = Path(__file__).parent / "schemas"
PUBLISHED = ("DILCISExtensionMETS.xsd", "mets.xsd", "xlink.xsd")
METS_SCHEMA = "csip.xsd"


def shipped_with(kind: Kind) -> tuple[str, ...]:
    """The schema files a package of this kind carries in its `schemas/` folder, sorted."""
    return tuple(sorted((*PUBLISHED, f"{kind}_hoso.xsd", f"{kind}_vanban.xsd")))


@cache
def content(name: str) -> bytes:
    """The bytes of a shipped schema, read once per process."""
    return (FOLDER / name).read_bytes()


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / name, etree.XMLParser(no_network=True)))


def errors(name: str, root: etree._Element) -> list[tuple[int, str]]:
    """Line and message of each breach of the named schema; empty when the document keeps it."""
    schema = _schema(name)
    if schema.validate(root):
        return []
    return [(entry.line, entry.message) for entry in cast(Iterable[Any], schema.error_log)]
