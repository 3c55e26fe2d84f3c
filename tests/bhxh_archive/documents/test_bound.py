"""Do images become one page each, byte for byte, and the same file every time, however many chunks they take?"""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from bhxh_archive.documents import bound


def drawn(folder: Path, shade: int) -> Path:
    content = BytesIO()
    Image.new("RGB", (100, 140), (shade, 200, 200)).save(content, "JPEG", dpi=(200, 200))
    path = folder / f"{shade}.jpg"
    path.write_bytes(content.getvalue())
    return path


@pytest.mark.parametrize("chunk", [1, 10_000_000])
def test_many_chunks_are_one_file_of_the_same_streams(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bound, "CHUNK_BYTES", chunk)
    images = [drawn(tmp_path, shade) for shade in (10, 60, 110)]
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    bound.write_bound(images, one)
    bound.write_bound(images, two)
    with pikepdf.open(one) as pdf:
        streams = [page.get_images()["/Im0"].read_raw_bytes() for page in pdf.pages]
        assert [float(page.mediabox[2]) for page in pdf.pages] == [36.0] * 3
    assert streams == [image.read_bytes() for image in images]
    assert one.read_bytes() == two.read_bytes()
