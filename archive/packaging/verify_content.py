"""Do METS, descriptive metadata, PREMIS and status of a package agree with its files and with the circular?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from archive.packaging import layout
from archive.packaging.claims import Claims
from archive.packaging.doubts import informed, settled_in
from archive.packaging.findings import Finding, finding
from archive.packaging.mets_reading import DATA_USE, MetsFile, Reference
from archive.packaging.model import Kind, Opener, Status
from archive.packaging.names import folder_of
from archive.packaging.readers import Unreadable, reason
from archive.packaging.verify_bag import Inventory, bag_info
from archive.packaging.verify_metadata import check_descriptive, check_premis

# The hook gets what METS says of one document file, its path being the path in the bag, and how to open it.
CheckFile = Callable[[Reference, Opener], Iterable[Finding]]


def check_content(inventory: Inventory, claims: Claims, check_file: CheckFile | None) -> list[Finding]:
    """Everything inside the package folder; empty when there is no root METS to compare with."""
    root = claims.root
    if root is None:
        return []
    findings = [
        *_check_headers(claims, root),
        *_check_bag_labels(inventory, root),
        *_check_references(inventory, claims),
    ]
    if root.kind in set(Kind) and root.status in set(Status):
        findings += check_descriptive(inventory, claims, Kind(root.kind), Status(root.status))
        findings += check_premis(inventory, claims, Kind(root.kind))
    if check_file is not None:
        findings += _check_documents(inventory, claims, check_file)
    return findings


def _check_headers(claims: Claims, root: MetsFile) -> Iterator[Finding]:
    full = claims.full(layout.METS)
    if not root.objid or folder_of(root.objid) != claims.folder:
        yield finding("mets-objid", full)
    if root.kind not in set(Kind):
        yield finding("mets-header", full, what="OAISPACKAGETYPE")
    if root.status not in set(Status):
        yield finding("mets-header", full, what="RECORDSTATUS")
    for path, mets in claims.mets.items():
        if mets is not root:
            yield from _check_representation(claims.full(path), path, mets, root)


def _check_representation(full: str, path: str, mets: MetsFile, root: MetsFile) -> Iterator[Finding]:
    if mets.objid != path.split("/")[1]:
        yield finding("mets-objid", full)
    if mets.kind != root.kind:
        yield finding("mets-header", full, what="OAISPACKAGETYPE")
    if mets.status != root.status:
        yield finding("status-inconsistent", full, what=f"{root.status} / {mets.status}")
    if path not in root.pointers:
        yield finding("mets-file-extra", full)


def _check_bag_labels(inventory: Inventory, root: MetsFile) -> Iterator[Finding]:
    """The labels our own bags carry must say what METS says; a foreign bag may lack them."""
    labels = bag_info(inventory) or {}
    if labels.get("Package-Status", root.status) != root.status:
        yield finding("status-inconsistent", "bag-info.txt", what=f"{labels['Package-Status']} / {root.status}")
    for label, value in (("External-Identifier", root.objid), ("Package-Kind", root.kind)):
        if labels.get(label, value) != value:
            yield finding("bag-info", "bag-info.txt", what=label)


def _check_references(inventory: Inventory, claims: Claims) -> Iterator[Finding]:
    named: set[str] = {claims.full(layout.METS)}
    for mets_path, reference in claims.references():
        full = claims.full(reference.path)
        if not reference.path:
            yield finding("mets-href", claims.full(mets_path), what=reference.href)
            continue
        if full in named:
            yield finding("mets-repeated", full)
        named.add(full)
        yield from _check_reference(inventory, claims.full(mets_path), full, reference)
    for path in sorted(inventory.manifest.keys() & inventory.listed.keys() - named):
        yield finding("mets-file-extra", path)


def _check_reference(inventory: Inventory, mets: str, full: str, reference: Reference) -> Iterator[Finding]:
    if full not in inventory.listed:
        if full not in inventory.manifest:  # otherwise told as missing from the bag
            yield finding("mets-file-missing", mets, what=reference.path)
    elif inventory.is_intact(full):
        digest, size = inventory.seen[full]
        if reference.size != size:
            yield finding("mets-size", full, stated=max(reference.size, 0), found=size)
        if reference.sha256 != digest:
            yield finding("mets-digest", full)


def _check_documents(inventory: Inventory, claims: Claims, check_file: CheckFile) -> Iterator[Finding]:
    settled = settled_in(inventory, claims)
    for _, reference in claims.references():
        full = claims.full(reference.path)
        if reference.use != DATA_USE or not inventory.is_intact(full):
            continue
        try:
            found = check_file(replace(reference, path=full), partial(inventory.reader.open, full))
            yield from informed(found, settled.get(inventory.seen[full][0], ""))
        except (OSError, Unreadable) as error:
            yield finding("unreadable", full, what=reason(error))
