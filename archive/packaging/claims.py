"""Which METS files does a package hold, and what do they claim?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from archive.packaging import layout, xsd
from archive.packaging.findings import Finding, finding
from archive.packaging.mets_reading import MetsFile, Reference, read_mets
from archive.packaging.readers import Unreadable, reason
from archive.packaging.verify_bag import Inventory
from archive.packaging.xmlsafe import BrokenXml, UnsafeXml, parse

MAX_SCHEMA_FINDINGS = 20


@dataclass(slots=True)
class Claims:
    """The package folder ("" when there is not exactly one), its METS files by path, and what was wrong on the way."""

    folder: str = ""
    mets: dict[str, MetsFile] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def root(self) -> MetsFile | None:
        """The package's own METS."""
        return self.mets.get(layout.METS)

    def full(self, path: str) -> str:
        """The bag path of a path in the package folder."""
        return f"data/{self.folder}/{path}"

    def references(self) -> Iterator[tuple[str, Reference]]:
        """Every reference with the path of the METS file that makes it."""
        for path, mets in self.mets.items():
            for reference in mets.references:
                yield path, reference

    def stated_sizes(self) -> dict[str, int]:
        """Sizes in bytes by bag path, as METS states them."""
        return {self.full(reference.path): reference.size for _, reference in self.references() if reference.path}


def load_claims(inventory: Inventory) -> Claims:
    """Find the package folder and parse its METS files, against the published schemas."""
    claims = Claims()
    folders = {path.split("/")[1] for path in inventory.listed if path.startswith("data/") and path.count("/") > 1}
    loose = any(path.startswith("data/") and path.count("/") == 1 for path in inventory.listed)
    if len(folders) != 1 or loose:
        claims.findings.append(finding("root-folder", "data"))
        return claims
    claims.folder = folders.pop()
    _load(inventory, claims, layout.METS)
    for name in _representations(inventory, claims):
        _load(inventory, claims, f"representations/{name}/{layout.METS}")
    return claims


def _representations(inventory: Inventory, claims: Claims) -> list[str]:
    """The representations that lie in the package or that the root METS points at."""
    prefix = claims.full("representations/")
    lying = {path.removeprefix(prefix).split("/")[0] for path in inventory.listed if path.startswith(prefix)}
    pointers = claims.root.pointers if claims.root else ()
    named = {path.split("/")[1] for path in pointers if path.startswith("representations/") and path.count("/") == 2}
    return sorted(lying | named)


def _load(inventory: Inventory, claims: Claims, path: str) -> None:
    full = claims.full(path)
    if full not in inventory.listed:
        claims.findings.append(finding("mets-missing", full))
        return
    root = load_xml(inventory, full, claims.findings)
    if root is None:
        return
    claims.mets[path] = read_mets(root, path.removesuffix(layout.METS))
    claims.findings += schema_findings(xsd.METS_SCHEMA, root, full)


def load_xml(inventory: Inventory, path: str, findings: list[Finding]) -> etree._Element | None:
    """The parsed file, or None with a finding that says why not."""
    if path not in inventory.seen:
        return None  # already reported as unreadable
    try:
        return parse(inventory.content(path))
    except UnsafeXml:
        findings.append(finding("xml-forbidden", path))
    except BrokenXml as error:
        findings.append(finding("xml-malformed", path, what=str(error)))
    except Unreadable as error:
        findings.append(finding("unreadable", path, what=reason(error)))
    return None


def schema_findings(schema: str, root: etree._Element, path: str) -> list[Finding]:
    """The first breaches of a schema, at most 20 for one file."""
    found = xsd.errors(schema, root)[:MAX_SCHEMA_FINDINGS]
    return [finding("xml-schema", path, line=line, what=message) for line, message in found]
