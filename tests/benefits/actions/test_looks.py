"""Does an attachment bear the agency's block alone, unless a setting has it signed as a document of its own?"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf

from benefits.actions import preparing
from benefits.models import PreparedDocument
from bhxh_archive import storage
from bhxh_archive.models import Parameter, StoredFile
from intake.models import Result
from tests.benefits.conftest import ShortRoad

MILLIMETRE = 72 / 25.4
Edges = tuple[float, float, float, float]


def fields_of(file: StoredFile) -> dict[str, tuple[Edges, bool]]:
    """Field -> its edges on a page in points, and whether anything is seen in it."""
    with pikepdf.open(BytesIO(storage.read_file(file))) as pdf:
        rows = [field for field in pdf.Root.AcroForm.Fields if field.get("/FT") == "/Sig" and "/Rect" in field]
        return {str(row.T): (tuple(map(float, row.Rect)), _shows(row)) for row in rows}  # type: ignore[misc]


def _shows(field: pikepdf.Object) -> bool:
    return "/AP" in field and "/XObject" in field.AP.N.get("/Resources", {})


def prepared(road: ShortRoad, kind: str) -> PreparedDocument:
    documents = preparing.prepare_signature(dossier=road.fresh(), by=road.user("giamdoc"))
    return next(row for row in documents if row.kind == kind)


def test_the_block_of_an_attachment_stands_at_the_top_right_of_its_first_page(unsigned_road: ShortRoad) -> None:
    unsigned_road.to("endorse")
    statement = prepared(unsigned_road, "04-HSB")
    (left, bottom, right, top), _ = fields_of(statement.file)["agency"]
    assert statement.attached and (round(right / MILLIMETRE), round(top / MILLIMETRE)) == (297 - 15, 210 - 8)
    assert bottom > (210 - 15) * MILLIMETRE and left > 150 * MILLIMETRE, "above what is printed"
    leader, _ = fields_of(statement.file)["leader"]
    assert not prepared(unsigned_road, "07A-HSB").attached

    key = "statement_04hsb_stands_alone"
    Parameter.objects.create(key=key, value="1", valid_from=date(2020, 1, 1), source="Thử")
    anew = prepared(unsigned_road, "04-HSB")
    (left, *_), _ = fields_of(anew.file)["agency"]
    assert not anew.attached and anew.number == statement.number and anew.pk != statement.pk
    assert fields_of(anew.file)["leader"][0] == leader and left < leader[0] < left + 36 * MILLIMETRE


def test_handwriting_and_seal_are_seen_on_the_main_document_alone(short_road: ShortRoad) -> None:
    short_road.to("issue")
    files = {row.kind: row.latest.file for row in Result.objects.all() if row.latest}
    seen = {kind: {name: shows for name, (_, shows) in fields_of(file).items() if name in ("leader", "agency")}
            for kind, file in files.items()}  # fmt: skip
    assert seen == {"07A-HSB": {"leader": True, "agency": True}, "04-HSB": {"leader": False, "agency": True}}
