"""Where do the fonts, templates and language data lie that documents are made from?"""

from __future__ import annotations

from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).resolve().parent
FIXTURES: Final = PACKAGE.parents[1] / "fixtures"

TEMPLATES: Final = PACKAGE / "templates"
FONTS: Final = FIXTURES / "fonts"
TESSDATA: Final = FIXTURES / "tessdata"
