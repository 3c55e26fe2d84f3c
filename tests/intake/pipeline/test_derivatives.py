"""Are view and thumbnail upright, small and right in colour?"""

import io

import pytest
from PIL import Image, ImageStat

from intake.pipeline.derivatives import derive
from tests.intake.pipeline import samples


def marked(size=samples.A4, mode="RGB") -> Image.Image:
    """Black in the top left quarter."""
    image = Image.new("RGB", size, "white")
    image.paste((10, 10, 10), (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def darkest_quarter(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as image:
        gray = image.convert("L")
    half = gray.width // 2, gray.height // 2
    corners = {
        (left, top): gray.crop((left * half[0], top * half[1], (left + 1) * half[0], (top + 1) * half[1]))
        for left in (0, 1)
        for top in (0, 1)
    }
    return min(corners, key=lambda corner: ImageStat.Stat(corners[corner]).mean[0])


@pytest.mark.parametrize(("rotation", "corner"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_rotation_is_clockwise(tmp_path, rotation, corner):
    derived = derive(samples.page_jpeg(tmp_path, image=marked()), rotation)
    assert darkest_quarter(derived.view) == darkest_quarter(derived.thumb) == corner


@pytest.mark.parametrize(
    ("size", "view"), [(samples.A4, samples.A4), ((3308, 4678), (1697, 2400)), ((800, 1131), (800, 1131))]
)
def test_sizes(tmp_path, size, view):
    derived = derive(samples.page_jpeg(tmp_path, image=samples.page(size)), 0)
    assert derived.view_size == view
    assert derived.thumb_size == (200, 283)
    assert len(derived.thumb) < 20_000


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK"])
def test_every_mode_of_a_page_file(tmp_path, mode):
    image = marked(mode=mode)
    path = samples.page_jpeg(tmp_path, image=image) if mode == "CMYK" else samples.page_png(tmp_path, image=image)
    assert darkest_quarter(derive(path, 0).view) == (0, 0)


def test_exif_orientation_is_left_to_the_rotation(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert darkest_quarter(derive(samples.page_jpeg(tmp_path, image=marked(), exif=exif), 0).view) == (0, 0)
