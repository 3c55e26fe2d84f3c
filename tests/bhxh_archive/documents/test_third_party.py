"""Are fonts and language data the unmodified files that their notes name, complete, and with their licences?"""

from __future__ import annotations

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont

from bhxh_archive.documents.paths import FONTS, TESSDATA

FACES = sorted(FONTS.glob("*.ttf"))
VIETNAMESE = [*range(0x1EA0, 0x1EFA), *map(ord, "ĂăÂâĐđÊêÔôƠơƯưÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝàáãèéìíĩòóõùúũý₫")]


def test_the_four_faces_are_there():
    assert [face.stem for face in FACES] == ["Tinos-Bold", "Tinos-BoldItalic", "Tinos-Italic", "Tinos-Regular"]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_a_face_is_unmodified_complete_and_free_to_embed(face):
    noted = dict(re.findall(r"\| (\S+\.ttf) \| `([0-9a-f]{64})` \|", (FONTS / "README.md").read_text()))
    assert hashlib.sha256(face.read_bytes()).hexdigest() == noted[face.name]
    font = TTFont(face, lazy=True)
    assert [hex(code) for code in VIETNAMESE if code not in font.getBestCmap()] == []
    assert font["OS/2"].fsType == 0


def test_the_language_data_is_unmodified():
    noted = re.search(r"SHA-256: `([0-9a-f]{64})`", (TESSDATA / "README.md").read_text())
    assert noted and hashlib.sha256((TESSDATA / "vie.traineddata").read_bytes()).hexdigest() == noted[1]


def test_licences_lie_beside_them():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
    assert "Apache License" in (TESSDATA / "LICENSE").read_text()
