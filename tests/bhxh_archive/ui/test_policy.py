"""Do templates and style sheets keep to what the content security policy and the two themes need?"""

import re
from pathlib import Path

import pytest
from pytest_django import Settings

INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
REMOTE = re.compile(r"(?:src|href|url\()[=\"'\s]*https?://|//cdn", re.IGNORECASE)


@pytest.fixture
def root(settings: Settings) -> Path:
    return Path(settings.BASE_DIR)


def test_no_template_has_inline_script_or_style(root: Path) -> None:
    templates = list((root / "templates").rglob("*.html"))
    assert len(templates) > 30
    assert [path.name for path in templates if INLINE.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_comes_from_elsewhere(root: Path) -> None:
    files = [*(root / "templates").rglob("*.html"), *(root / "static/css").iterdir(), *(root / "static/js").iterdir()]
    assert [path.name for path in files if REMOTE.search(path.read_text(encoding="utf-8"))] == []


def test_both_dark_themes_have_the_same_values(root: Path) -> None:
    """Plain CSS has to say them twice: for who follows the machine, and for who chose dark."""
    css = (root / "static/css/tokens.css").read_text(encoding="utf-8")
    followed = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.DOTALL)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.DOTALL)
    assert followed and chosen
    assert followed[1].split() == chosen[1].split()


def test_colours_stand_in_the_tokens_only(root: Path) -> None:
    """A page image is paper and stays white; everything else follows the theme."""
    for path in (root / "static/css").iterdir():
        if path.name in ("tokens.css", "print.css"):
            continue
        found = set(re.findall(r"#[0-9a-f]{3,6}\b", path.read_text(encoding="utf-8")))
        assert found <= {"#fff"}, path.name


def test_the_font_stands_with_its_licence(root: Path) -> None:
    fonts = root / "static/fonts"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "be-vietnam-pro-LICENSE.txt").read_text(encoding="utf-8")
    assert len(list(fonts.glob("*.woff2"))) == 8
