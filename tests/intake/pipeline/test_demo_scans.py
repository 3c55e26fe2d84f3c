"""Are the committed demo scans what the generator draws, and as good as the product demands?"""

import pytest
from PIL import Image

from intake.pipeline.inspect import inspect
from tools import demo_scans, demo_texts

pytestmark = pytest.mark.slow

PAGES = sorted(demo_texts.PAGES)


def test_folder_holds_exactly_the_pages():
    files = (file.relative_to(demo_scans.FOLDER).as_posix() for file in demo_scans.FOLDER.rglob("*.jpg"))
    assert sorted(files) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_page_is_a_faultless_scan(name):
    path = demo_scans.FOLDER / name
    assert inspect(path, path.name).verdict == "accepted"
    assert path.stat().st_size < 250_000
    with Image.open(path) as image:
        assert (image.size, image.mode, image.info["dpi"]) == ((1654, 2339), "RGB", (200, 200))


def test_generator_draws_the_same_pages_again(tmp_path):
    for written in demo_scans.main(tmp_path):
        committed = demo_scans.FOLDER / written.relative_to(tmp_path)
        assert written.read_bytes() == committed.read_bytes()
