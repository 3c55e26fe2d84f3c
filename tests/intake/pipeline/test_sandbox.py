"""Does the worker survive whatever the child meets, and is nothing half-written left?"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from intake.pipeline import sandbox
from intake.pipeline.inspect import inspect
from intake.pipeline.limits import MIB, Limits
from intake.pipeline.sniff import JPEG, PDF
from intake.pipeline.verdict import Refused
from tests.intake.pipeline import hostile, samples

pytestmark = pytest.mark.slow

TIGHT = Limits(memory_bytes=256 * MIB)


@pytest.mark.parametrize("write", [samples.page_jpeg, samples.text_pdf, hostile.encrypted_pdf, hostile.restricted_pdf])
def test_child_judges_as_the_function_does(tmp_path, write):
    path = write(tmp_path)
    assert sandbox.inspect_file(path, path.name) == inspect(path, path.name)


def test_memory_ceiling_becomes_a_refusal(tmp_path):
    path = samples.page_png(tmp_path, image=Image.new("RGB", (9000, 9000), "white"))
    verdict = sandbox.inspect_file(path, path.name, TIGHT)
    assert (verdict.verdict, verdict.code) == ("refused", "out_of_memory")
    assert "256 MB" in verdict.message


def test_processor_ceiling_becomes_a_refusal(tmp_path, monkeypatch):
    path = slow_pdf(tmp_path / "cham.pdf")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    verdict = sandbox.inspect_file(path, path.name, Limits(seconds=1))
    assert (verdict.verdict, verdict.code) == ("refused", "too_slow")
    assert "quá 1 giây" in verdict.message
    assert list(tmp_path.iterdir()) == [path]  # the killed child's temporary folder is gone too


def test_a_crash_is_a_refusal_and_is_logged(tmp_path, caplog):
    with pytest.raises(Refused) as refusal:
        sandbox.run_limited("no such function", {})
    assert refusal.value.verdict.code == "reader_crashed"
    assert "no such function" in caplog.text


def test_generous_limits_are_no_crash(tmp_path):
    path = samples.scan_pdf(tmp_path, 1)
    assert sandbox.inspect_file(path, path.name, Limits(max_pixels=10**12)).verdict == "warned"


def slow_pdf(path: Path) -> Path:
    """Forty forms that each draw the next twice: 10^12 drawings on one page."""
    from pikepdf import Array, Dictionary, Name, Pdf

    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    form = None
    for _ in range(40):
        content = b"/F Do /F Do" if form is not None else b"0 0 300 300 re f"
        stream = pdf.make_stream(content)
        stream.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
        if form is not None:
            stream.Resources = Dictionary(XObject=Dictionary(F=form))
        form = stream
    page.obj.Resources = Dictionary(XObject=Dictionary(F=form))
    page.obj.Contents = pdf.make_stream(b"/F Do")
    pdf.save(path)
    return path


def test_split_moves_whole_pages_into_place(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    pages = sandbox.split_file(samples.scan_pdf(tmp_path, 3), PDF, out, only=range(1, 3))
    assert [page.path for page in pages] == [out / "page-00002.jpg", out / "page-00003.jpg"]
    assert sorted(out.iterdir()) == [page.path for page in pages]


def test_process_gives_all_that_a_page_needs(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (done,) = sandbox.process_file(samples.page_jpeg(tmp_path, image=samples.page(mode="L")), JPEG, out)
    assert [finding.code for finding in done.findings] == ["not_true_colour"]
    assert done.dhash != 0
    assert sorted(out.iterdir()) == sorted([done.page.path, done.view, done.thumb])
    with Image.open(done.view) as view, Image.open(done.thumb) as thumb:
        assert (view.width, thumb.width) == (1654, 200)


def test_nothing_is_left_when_the_child_dies_midway(tmp_path):
    """The third frame needs more memory than the child has; two pages are written by then."""
    small, huge = samples.page(samples.SMALL), Image.new("RGB", (9000, 9000), "white")
    path = tmp_path / "scan.tif"
    small.save(path, save_all=True, append_images=[small, huge], compression="tiff_deflate")
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Refused) as refusal:
        sandbox.split_file(path, "image/tiff", out, TIGHT)
    assert refusal.value.verdict.code == "out_of_memory"
    assert list(out.iterdir()) == []


def test_repeating_a_chunk_gives_the_same_files(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    path = samples.scan_pdf(tmp_path, 2)
    first = sandbox.split_file(path, PDF, out)
    assert sandbox.split_file(path, PDF, out) == first
    assert len(list(out.iterdir())) == 2


def test_full_disk_is_not_the_files_fault(tmp_path):
    """A missing folder stands for the machine's failures: an OSError, no refusal of the file."""
    path = samples.page_jpeg(tmp_path)
    args = {"path": str(path), "media_type": JPEG, "out_dir": str(tmp_path / "none"), "only": None}
    with pytest.raises(FileNotFoundError):
        sandbox.run_limited("split", args)


def test_package_needs_no_django():
    code = "import sys, intake.pipeline.sandbox, intake.pipeline.fork_server"
    check = f"{code}; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", check], cwd=root, env={"PATH": os.environ["PATH"]}).returncode == 0


def test_six_hundred_pages_in_chunks_within_a_small_memory(tmp_path):
    path = samples.scan_pdf(tmp_path, 600, size=(165, 234))
    out = tmp_path / "out"
    out.mkdir()
    assert sandbox.inspect_file(path, path.name, TIGHT).pages == 600
    count = 0
    for start in range(0, 600, 200):
        count += len(sandbox.split_file(path, PDF, out, TIGHT, only=range(start, start + 200)))
    assert count == len(list(out.iterdir())) == 600


@pytest.mark.slow
def test_six_hundred_full_pages_in_one_child(tmp_path):
    """600 A4 pages at 200 dpi (about 180 MB of PDF): the ceiling is a third of a whole-file reader's need."""
    path = samples.scan_pdf(tmp_path, 600, size=samples.A4, drawn=20)
    out = tmp_path / "out"
    out.mkdir()
    assert len(sandbox.split_file(path, PDF, out, TIGHT)) == 600
