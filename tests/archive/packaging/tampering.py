"""Ways to damage a package on disk, with or without mending its manifests so that only deeper checks can tell."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from lxml import etree


def package_folder(bag: Path) -> Path:
    return next(path for path in (bag / "data").iterdir())


def document(bag: Path, number: int = 1) -> Path:
    return sorted(package_folder(bag).glob("representations/rep1/data/*"))[number - 1]


def root_mets(bag: Path) -> Path:
    return package_folder(bag) / "METS.xml"


def flip(path: Path, at: int = 20) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x01
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def swap(first: Path, second: Path) -> None:
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text()
    after = change(before)
    assert after != before, "the tampering changed nothing"
    path.write_text(after)


def reseal(bag: Path) -> None:
    """Recompute manifests and Payload-Oxum, as somebody who tampers with care would."""
    payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    _manifest(bag, payload, "manifest-sha256.txt")
    octets = sum(path.stat().st_size for path in payload)
    info = (bag / "bag-info.txt").read_text().splitlines()
    lines = [f"Payload-Oxum: {octets}.{len(payload)}" if line.startswith("Payload-Oxum") else line for line in info]
    (bag / "bag-info.txt").write_text("\n".join(lines) + "\n")
    reseal_tags(bag)


def _manifest(bag: Path, files: list[Path], name: str) -> None:
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(bag).as_posix()}\n" for path in files]
    (bag / name).write_text("".join(lines))


def reseal_mets(bag: Path, changed: Path) -> None:
    """Write a changed file's new digest and size into every METS above it, then mend the bag."""
    folder = package_folder(bag)
    parents = [path for path in folder.rglob("METS.xml") if path.parent in changed.parents and path != changed]
    for mets in sorted(parents, key=lambda path: -len(path.parts)):
        _restate(mets, changed)
        changed = mets
    reseal(bag)


def _restate(mets: Path, changed: Path) -> None:
    tree = etree.parse(mets)
    href = changed.relative_to(mets.parent).as_posix()
    for element in tree.iter():
        hrefs = [node.get("{http://www.w3.org/1999/xlink}href") for node in (element, *element)]
        if element.get("CHECKSUM") and href in hrefs:
            element.set("CHECKSUM", sha256(changed.read_bytes()).hexdigest())
            element.set("SIZE", str(changed.stat().st_size))
    tree.write(mets, encoding="UTF-8", xml_declaration=True)


def reseal_tags(bag: Path) -> None:
    """Recompute the tag manifest only, after a tag file was changed on purpose."""
    tags = [path for path in bag.iterdir() if path.is_file() and path.name != "tagmanifest-sha256.txt"]
    _manifest(bag, tags, "tagmanifest-sha256.txt")
