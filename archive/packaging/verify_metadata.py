"""Do EAD and PREMIS files of a package keep the circular's rules and speak of its real files?"""

from collections.abc import Iterator

from lxml import etree

from archive.packaging import ead, layout
from archive.packaging.claims import Claims, load_xml, schema_findings
from archive.packaging.fields import DOCUMENT_FIELDS, PACKAGE_FIELDS, Field
from archive.packaging.findings import Finding, finding
from archive.packaging.mets_reading import DATA_USE
from archive.packaging.model import DocumentMeta, DossierMeta, Kind, Status
from archive.packaging.premis import NS as PREMIS
from archive.packaging.rules import check_fields, check_whole
from archive.packaging.verify_bag import Inventory


def check_descriptive(inventory: Inventory, claims: Claims, kind: Kind, status: Status) -> list[Finding]:
    """EAD.xml and every EAD_doc_N.xml: schema, field rules, and the rules across them once each is sound."""
    findings: list[Finding] = []
    package = _load_ead(inventory, claims, layout.EAD, PACKAGE_FIELDS[kind], f"{kind}_hoso.xsd", findings)
    documents: list[tuple[int, DocumentMeta]] = []
    for ordinal in _ordinals(claims, findings):
        path = layout.document_ead_path(ordinal)
        root = _load_ead(inventory, claims, path, DOCUMENT_FIELDS[kind], f"{kind}_vanban.xsd", findings)
        if root is not None:
            findings += _check_ordinal(root, claims.full(path), ordinal)
            documents.append((ordinal, ead.meta_from(root, DOCUMENT_FIELDS[kind], DocumentMeta)))
    if package is None or findings:
        return findings
    fields = () if kind is Kind.DIP else PACKAGE_FIELDS[kind]
    return [*check_whole(kind, status, ead.meta_from(package, fields, DossierMeta), documents)]


def _load_ead(
    inventory: Inventory, claims: Claims, path: str, fields: tuple[Field, ...], schema: str, findings: list[Finding]
) -> etree._Element | None:
    """The parsed EAD file when it keeps the rules; otherwise None, with findings."""
    full = claims.full(path)
    if full not in inventory.listed:
        findings.append(finding("ead-missing", full, what=path))
        return None
    root = load_xml(inventory, full, findings)
    if root is None:
        return None
    # The rules speak Vietnamese and name the field; the schema has the last word on everything else.
    broken = [*check_fields(fields, ead.texts(root, fields), full)] or schema_findings(schema, root, full)
    findings += broken
    return None if broken else root


def _ordinals(claims: Claims, findings: list[Finding]) -> list[int]:
    """The documents METS knows, from its EAD references and from the files of representation 1."""
    rep1 = f"representations/{layout.REP1}/"
    references = [reference for _, reference in claims.references() if reference.path.startswith(rep1)]
    with_files = {ordinal for reference in references if reference.use == DATA_USE for ordinal in reference.documents}
    described = {layout.ordinal_of(reference.path) for reference in references} - {0}
    for ordinal in sorted(described - with_files):
        findings.append(finding("document-without-file", claims.full(layout.document_ead_path(ordinal))))
    return sorted(described | with_files)


def _check_ordinal(root: etree._Element, path: str, ordinal: int) -> Iterator[Finding]:
    stated = root.findtext("docOrdinal")
    if stated is not None and int(stated) != ordinal:
        yield finding("document-code", path, field="docOrdinal", value=stated, ordinal=ordinal)


def check_premis(inventory: Inventory, claims: Claims, kind: Kind) -> list[Finding]:
    """An AIP must have PREMIS for package and representations; every digest in PREMIS must be the file's."""
    findings: list[Finding] = []
    for base in [mets.base for mets in claims.mets.values()]:
        name = base.split("/")[1] if base else ""
        path = claims.full(layout.premis_path(name) if name else layout.PREMIS)
        if path in inventory.listed:
            root = load_xml(inventory, path, findings)
            if root is not None:
                findings += _check_objects(inventory, claims, root, path, base)
        elif kind is Kind.AIP:
            findings.append(finding("premis-missing", path))
    return findings


def _check_objects(
    inventory: Inventory, claims: Claims, root: etree._Element, path: str, base: str
) -> Iterator[Finding]:
    stated = dict(_digests(root))
    for name, digest in stated.items():
        full = claims.full(name)
        is_gone = full not in inventory.listed and full not in inventory.manifest
        if is_gone or (inventory.is_intact(full) and inventory.seen[full][0] != digest):
            yield finding("premis-digest", path, what=name)
    for _, reference in claims.references():
        if base and reference.use == DATA_USE and reference.path.startswith(base) and reference.path not in stated:
            yield finding("premis-object-missing", claims.full(reference.path))


def _digests(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Path and SHA-256 of every file object."""
    for element in root.iter(f"{{{PREMIS}}}object"):
        digest = element.findtext(f".//{{{PREMIS}}}messageDigest")
        if digest is not None:
            yield element.findtext(f".//{{{PREMIS}}}objectIdentifierValue") or "", digest.lower()
