"""Does the README still tell the truth where it is made from the code?"""

import re
from pathlib import Path

from django.conf import settings

from tools.readme import README, filled


def test_map_and_configuration_are_those_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert filled(text) == text, "run: python -m tools.readme"


def test_every_file_it_points_to_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    missing = [link for link in links if not link.startswith("http") and not (Path(settings.BASE_DIR) / link).exists()]
    assert not missing
