"""Is the bag whole: safe names, complete manifests, and every byte as its digest says (RFC 8493)?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import unquote

from archive.packaging import bag
from archive.packaging.findings import Finding, finding
from archive.packaging.names import is_ascii_name, is_safe_path
from archive.packaging.readers import Damaged, PackageReader, Unreadable, reason
from archive.packaging.sinks import CHUNK

_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(\S.*)\Z")
_VERSIONS = frozenset({"0.97", "1.0"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still read: files in a package, bytes in all, bytes of one XML or tag file."""

    files: int = 200_000
    octets: int = 256 * 2**30
    text: int = 128 * 2**20


@dataclass(slots=True)
class Inventory:
    """What was found in the package: sizes by path as listed, and digest and size of every file read to its end."""

    reader: PackageReader
    limits: Limits
    listed: dict[str, int] = field(default_factory=dict)
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    manifest: dict[str, str] = field(default_factory=dict)

    def content(self, path: str) -> bytes:
        """The bytes of a text file, the very ones that were hashed. Raises Unreadable."""
        if self.listed.get(path, 0) > self.limits.text:
            raise Unreadable("file too large to be read as text")
        try:
            with self.reader.open(path) as stream:
                data = stream.read(self.limits.text + 1)
        except OSError as error:
            raise Unreadable(reason(error)) from error
        if self.seen.get(path, ("", 0))[0] != sha256(data).hexdigest():
            raise Unreadable("file changed between two reads")
        return data

    def is_intact(self, path: str) -> bool:
        """Whether the file was read and has the digest of its manifest."""
        return path in self.seen and self.manifest.get(path) == self.seen[path][0]


def take_inventory(reader: PackageReader, limits: Limits) -> tuple[Inventory, list[Finding]]:
    """List and hash everything whose name is safe. Raises Unreadable when the package cannot be listed at all."""
    inventory = Inventory(reader, limits)
    files = reader.list()
    findings = [*_check_limits(files, limits)]
    if findings:
        return inventory, findings
    findings += _check_names(files, inventory.listed)
    for path in sorted(inventory.listed):
        findings += _hash(inventory, path)
    return inventory, findings


def _check_limits(files: list[tuple[str, int]], limits: Limits) -> Iterator[Finding]:
    if len(files) > limits.files:
        yield finding("too-large", what=f"{len(files)} tệp")
    if sum(size for _, size in files) > limits.octets:
        yield finding("too-large", what=f"{sum(size for _, size in files)} byte")


def _check_names(files: list[tuple[str, int]], listed: dict[str, int]) -> Iterator[Finding]:
    """Fill `listed` with what may be opened; a link, a special or an encrypted file counts as unsafe."""
    folded: set[str] = set()
    for path, size in files:
        if not is_safe_path(path) or size < 0:
            yield finding("name-unsafe", path)
            continue
        if not is_ascii_name(path):
            yield finding("name-not-ascii", path)
        if path.lower() in folded:
            yield finding("name-repeated", path)
        folded.add(path.lower())
        listed[path] = size


def _hash(inventory: Inventory, path: str) -> Iterator[Finding]:
    hasher, size = sha256(), 0
    try:
        with inventory.reader.open(path) as stream:
            while chunk := stream.read(CHUNK):
                hasher.update(chunk)
                size += len(chunk)
    except Damaged:
        yield finding("file-damaged", path)
        return
    except (OSError, Unreadable) as error:
        yield finding("unreadable", path, what=reason(error))
        return
    inventory.seen[path] = (hasher.hexdigest(), size)


def check_bag(inventory: Inventory, stated_sizes: Mapping[str, int]) -> list[Finding]:
    """Tag files and manifests against what was found; `stated_sizes` (from METS) tell a cut file from a changed one."""
    inventory.manifest = {}
    tags: dict[str, str] = {}
    findings = [*_check_declaration(inventory)]
    findings += _load_manifest(inventory, bag.MANIFEST, inventory.manifest)
    findings += _load_manifest(inventory, bag.TAG_MANIFEST, tags)
    if "fetch.txt" in inventory.listed:
        findings.append(finding("fetch-not-accepted", "fetch.txt"))
    payload = [*_check_payload(inventory, stated_sizes)]
    findings += payload
    findings += _check_tags(inventory, tags)
    return [*findings, *_check_info(inventory, payload_is_whole=not payload)]


def load_payload_manifest(inventory: Inventory) -> None:
    """Fill the payload manifest silently, so that intact files can be told before `check_bag` reports."""
    list(_load_manifest(inventory, bag.MANIFEST, inventory.manifest))


def _text(inventory: Inventory, path: str) -> str | None:
    """A tag file's text, None when it is missing, unreadable or not UTF-8 (each is reported where it is hashed)."""
    try:
        return inventory.content(path).decode("utf-8") if path in inventory.seen else None
    except (Unreadable, UnicodeDecodeError):
        return None


def _check_declaration(inventory: Inventory) -> Iterator[Finding]:
    text = _text(inventory, bag.DECLARATION) or ""
    version = re.match(r"BagIt-Version: ([0-9.]+)\n", text)
    if not version or version[1] not in _VERSIONS or "Tag-File-Character-Encoding: UTF-8" not in text:
        yield finding("bag-declaration", bag.DECLARATION)


def _load_manifest(inventory: Inventory, name: str, into: dict[str, str]) -> Iterator[Finding]:
    text = _text(inventory, name)
    if text is None:
        yield finding("manifest-missing", name, what=name)
        return
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line)
        path = unquote(match[2]) if match else ""
        if not match or path in into or path.startswith("data/") != (name == bag.MANIFEST):
            yield finding("manifest-malformed", name, line=number)
        elif not is_safe_path(path):
            yield finding("name-unsafe", name)
        else:
            into[path] = match[1].lower()


def _check_payload(inventory: Inventory, stated_sizes: Mapping[str, int]) -> Iterator[Finding]:
    expected = inventory.manifest
    payload = {path for path in inventory.listed if path.startswith("data/")}
    for path in sorted(expected.keys() - payload):
        yield finding("payload-missing", path)
    for path in sorted(payload - expected.keys()):
        yield finding("payload-extra", path)
    changed = {path for path in expected if path in inventory.seen and not inventory.is_intact(path)}
    by_expected = {expected[path]: path for path in changed}
    for path in sorted(changed):
        yield _changed(inventory, path, by_expected, stated_sizes.get(path, -1))


def _changed(inventory: Inventory, path: str, by_expected: Mapping[str, str], stated: int) -> Finding:
    digest, size = inventory.seen[path]
    other = by_expected.get(digest)
    if other and inventory.seen[other][0] == inventory.manifest[path]:
        return finding("payload-swapped", path, other=other)
    if size < stated:
        return finding("payload-truncated", path, found=size, expected=stated)
    return finding("payload-changed", path)


def _check_tags(inventory: Inventory, tags: Mapping[str, str]) -> Iterator[Finding]:
    found = {path for path in inventory.listed if not path.startswith("data/")} - {bag.TAG_MANIFEST}
    for path in sorted(tags.keys() - found):
        yield finding("tag-missing", path)
    for path in sorted(found - tags.keys()):
        yield finding("tag-extra", path)
    for path in sorted(found & tags.keys() & inventory.seen.keys()):
        if inventory.seen[path][0] != tags[path]:
            yield finding("tag-changed", path)


def bag_info(inventory: Inventory) -> dict[str, str] | None:
    """The labels of bag-info.txt, None when it is missing or malformed."""
    text = _text(inventory, bag.INFO)
    try:
        return None if text is None else bag.parse_info(text.encode())
    except ValueError:
        return None


def _check_info(inventory: Inventory, *, payload_is_whole: bool) -> Iterator[Finding]:
    labels = bag_info(inventory)
    if labels is None:
        yield finding("bag-info", bag.INFO, what="không đọc được")
        return
    sizes = [size for path, (_, size) in inventory.seen.items() if path.startswith("data/")]
    all_read = inventory.listed.keys() <= inventory.seen.keys()
    if payload_is_whole and all_read and labels.get("Payload-Oxum") != f"{sum(sizes)}.{len(sizes)}":
        yield finding("bag-info", bag.INFO, what="Payload-Oxum")
