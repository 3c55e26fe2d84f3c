"""How does a specification become a package, each payload file streamed once and never held in memory?"""

from dataclasses import dataclass

from archive.packaging import bag, ead, layout, mets, names, premis, readme, xsd
from archive.packaging.findings import Finding
from archive.packaging.layout import Entry, small_entry
from archive.packaging.model import Kind, PackageSpec, PackagingError
from archive.packaging.rules import check_metadata
from archive.packaging.sinks import Sink


class InvalidMetadata(PackagingError):
    """The metadata breaks the circular's rules; `findings` says where."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} metadata findings")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: the bag's name, (path in the bag, sha256, size) of every file, and the manifest's digest."""

    bag_name: str
    files: list[tuple[str, str, int]]
    manifest_sha256: str
    total_size: int


def build(spec: PackageSpec, sink: Sink) -> Built:
    """Write the package into the sink: documents, then metadata, then the bag's tag files, `bagit.txt` last.

    A reader therefore never takes a half-written package for a bag. Raises InvalidMetadata before anything is written,
    PackagingError for unsafe names, and whatever the sink raises.
    """
    findings = check_metadata(spec)
    if findings:
        raise InvalidMetadata(findings)
    name = names.bag_name(spec.kind, spec.objid, _code(spec))
    entries = package_entries(spec)
    folder = names.folder_of(names.objid_text(spec.kind, spec.objid))
    payload = [(f"data/{folder}/{entry.path}", entry) for entry in entries]
    tags = _tag_entries(spec, payload)
    for path, entry in [*payload, *((tag.path, tag) for tag in tags)]:
        sink.put(f"{name}/{path}", entry.source.open, entry.sha256, entry.size)
    files = [(path, entry.sha256, entry.size) for path, entry in [*payload, *((tag.path, tag) for tag in tags)]]
    manifest = next(tag.sha256 for tag in tags if tag.path == bag.MANIFEST)
    return Built(name, files, manifest, sum(size for _, _, size in files))


def _code(spec: PackageSpec) -> str:
    if spec.kind is Kind.AIP:
        return spec.dossier.arc_file_code
    return spec.dossier.file_code or spec.dossier.arc_file_code


def package_entries(spec: PackageSpec) -> list[Entry]:
    """Every file of the package folder with its digest, documents first, the root METS last."""
    data = layout.payload(spec)
    metadata, groups = _representations(spec, data)
    documents = [small_entry(readme.PATH, readme.text(spec), spec.created, "text/plain"), *layout.documentation(spec)]
    schemas = [small_entry(f"schemas/{name}", xsd.content(name), spec.created) for name in xsd.shipped_with(spec.kind)]
    descriptive = [small_entry(layout.EAD, ead.package_ead(spec), spec.created)]
    preservation = _package_premis(spec, list(data))
    contents = mets.Contents(descriptive, preservation, {"Documentation": documents, "Schemas": schemas, **groups})
    root = small_entry(layout.METS, mets.root_mets(spec, contents), spec.created)
    payload = [entry for entries in data.values() for entry in entries]
    _require_linked(spec, {entry.path for entry in payload} | {f"representations/{name}" for name in data})
    entries = [*payload, *documents, *schemas, *descriptive, *preservation, *metadata, root]
    if len({entry.path.lower() for entry in entries}) != len(entries):
        raise PackagingError("two files have one path, or paths that differ only in case")
    return entries


def _require_linked(spec: PackageSpec, paths: set[str]) -> None:
    """An event about a file that is not in the package would silently be lost."""
    if any(event.linked_object and event.linked_object not in paths for event in spec.events):
        raise PackagingError("an event names a file that is not in the package")


def _package_premis(spec: PackageSpec, representations: list[str]) -> list[Entry]:
    if not layout.has_premis(spec):
        return []
    return [small_entry(layout.PREMIS, premis.package_premis(spec, representations), spec.created)]


def _representations(spec: PackageSpec, data: dict[str, list[Entry]]) -> tuple[list[Entry], dict[str, list[Entry]]]:
    """The metadata files of all representations, and the root METS's group for each."""
    metadata: list[Entry] = []
    groups: dict[str, list[Entry]] = {}
    for name, entries in data.items():
        described = _document_eads(spec) if name == layout.REP1 else []
        preserved = _representation_premis(spec, name, entries)
        contents = mets.Contents(described, preserved, {"Data": entries})
        pointer = small_entry(
            f"representations/{name}/{layout.METS}", mets.representation_mets(spec, name, contents), spec.created
        )
        metadata += [*described, *preserved, pointer]
        groups[f"Representations/{name}"] = [pointer]
    return metadata, groups


def _document_eads(spec: PackageSpec) -> list[Entry]:
    return [
        small_entry(layout.document_ead_path(document.ordinal), ead.document_ead(spec, document), spec.created)
        for document in spec.documents
    ]


def _representation_premis(spec: PackageSpec, name: str, entries: list[Entry]) -> list[Entry]:
    if not layout.has_premis(spec):
        return []
    return [small_entry(layout.premis_path(name), premis.representation_premis(spec, name, entries), spec.created)]


def _tag_entries(spec: PackageSpec, payload: list[tuple[str, Entry]]) -> list[Entry]:
    octets = sum(entry.size for _, entry in payload)
    labels = {
        "External-Identifier": names.objid_text(spec.kind, spec.objid),
        "Bag-Software-Agent": f"{spec.software_name} {spec.software_version}",
        "Package-Kind": spec.kind.value,
        "Package-Status": spec.status.value,
    }
    contents = {
        bag.MANIFEST: bag.manifest((path, entry.sha256) for path, entry in payload),
        bag.INFO: bag.info(spec.created, octets, len(payload), labels),
        bag.DECLARATION: bag.DECLARATION_TEXT,
    }
    tags = {path: small_entry(path, content, spec.created, "text/plain") for path, content in contents.items()}
    listed = bag.manifest((tag.path, tag.sha256) for tag in tags.values())
    tags[bag.TAG_MANIFEST] = small_entry(bag.TAG_MANIFEST, listed, spec.created, "text/plain")
    return [tags[path] for path in (bag.MANIFEST, bag.INFO, bag.TAG_MANIFEST, bag.DECLARATION)]
