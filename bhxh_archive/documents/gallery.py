"""What does every document look like? `python -m bhxh_archive.documents.gallery FOLDER` prints the examples there."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from . import stamps
from .catalogue import TEMPLATES
from .render import render
from .shapes import decision_07a, samples, settled_list


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and PDF of every template's example, of a long draft, and of the stamps."""
    for name, template in TEMPLATES.items():
        yield name, render(name, template.example())
    yield "decision_07a_long_draft", render("decision_07a", decision_07a.long_example())
    yield "settled_list_long", render("settled_list", settled_list.long_example())
    yield "stamp_leader", stamps.leader_stamp(samples.deputy_director()["name"])
    yield "stamp_agency", stamps.agency_stamp(samples.letterhead()["agency"])
    yield "stamp_corner", stamps.corner_stamp(["SAO Y", samples.letterhead()["agency"], "22/11/2026 09:15:30 +07:00"])


def main() -> None:
    """Write the gallery and name each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, pdf in documents():
        path = folder / f"{name}.pdf"
        path.write_bytes(pdf)
        print(path)


if __name__ == "__main__":
    main()
