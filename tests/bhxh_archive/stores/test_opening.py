"""Does a URL open the store it names, and never carry a secret?"""

from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bhxh_archive.stores import content_key, open_store


def test_a_file_url_opens_a_directory_also_with_spaces_and_accents(tmp_path: Path) -> None:
    folder = tmp_path / "kho lưu trữ"
    open_store(folder.as_uri()).put_once("a", BytesIO(b"bytes"))
    assert (folder / "data" / "a").read_bytes() == b"bytes"


def test_an_s3_url_opens_a_bucket_below_its_prefix(
    s3_endpoint: str, s3_bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BHXH_S3_ACCESS_KEY", "test-access-key")
    monkeypatch.setenv("BHXH_S3_SECRET_KEY", "test-secret-key")
    query = urlencode({"endpoint": s3_endpoint, "region": "vn-hanoi-1"})
    store = open_store(f"s3://{s3_bucket}/kho/chinh?{query}")
    assert store.ensure_bucket()  # type: ignore[attr-defined]
    store.put_once("a", BytesIO(b"bytes"))
    assert [entry.key for entry in open_store(f"s3://{s3_bucket}?{query}").list()] == ["kho/chinh/a"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/srv/store",
        "file://elsewhere/srv",
        "file:relative",
        "s3:///prefix",
        "http://bucket/x",
        "s3://key:secret@bucket/prefix",
        "s3://bucket?secret_key=x",
        "s3://bucket?lock=NONE",
    ],
)
def test_any_other_url_is_refused_without_repeating_a_secret(url: str) -> None:
    with pytest.raises(ValueError) as refused:
        open_store(url)
    assert "secret@" not in str(refused.value)


@pytest.mark.parametrize("digest", ["", "a" * 63, "A" * 64, "../" * 21 + "a"])
def test_a_content_key_needs_a_real_digest(digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        content_key(digest)
