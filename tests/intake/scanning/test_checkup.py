"""Does the check of a scanner say what it can, what it lacks, and whether a page comes?"""

from __future__ import annotations

from pathlib import Path

from intake.scanning.checkup import check
from tests.intake.scanning.conftest import Switch


def test_a_good_scanner_lacks_nothing(switch_on: Switch, tmp_path: Path) -> None:
    device, machine = switch_on()
    found = check(device, keep=tmp_path / "thu", judge=lambda path: f"Tệp {path.name}.")
    assert found.fit and found.lacks == ()
    assert "Khay nạp giấy, hai mặt: 75, 100, 200, 300, 600 dpi; màu, thang xám; JPEG, PDF" in found.can
    assert found.page.startswith("Đã quét thử từ khay nạp giấy, 200 dpi") and found.page.endswith("Tệp thu.jpg.")
    assert (tmp_path / "thu.jpg").stat().st_size > 1000
    assert [job.phase for job in machine.jobs.values()] == ["Canceled"]


def test_a_poor_scanner_is_told_to_be_one(switch_on: Switch, tmp_path: Path) -> None:
    device, _ = switch_on(has_feeder=False, pdf_only=True, resolutions=(75, 150))
    found = check(device, keep=tmp_path / "thu")
    assert found.fit and "mặt kính, 150 dpi" in found.page
    assert [line.partition(":")[0] for line in found.lacks] == [
        "Không có khay nạp giấy", "Không đạt 200 dpi, mức tối thiểu để số hóa hồ sơ.", "Không gửi JPEG",
    ]  # fmt: skip


def test_without_paper_in_the_feeder_the_glass_is_used_and_a_jam_is_told(switch_on: Switch, tmp_path: Path) -> None:
    empty, _ = switch_on(sheets=0, resolutions=(75,))
    assert "mặt kính" in check(empty, keep=tmp_path / "thu").page
    jammed, _ = switch_on(jam=1, has_platen=False, resolutions=(75,))
    found = check(jammed, keep=tmp_path / "thu")
    assert "kẹt giấy" in found.trouble and not found.fit and found.capabilities


def test_what_does_not_answer_is_no_scanner(switch_on: Switch) -> None:
    device, machine = switch_on()
    machine.off = True
    assert "mất kết nối" in check(device).trouble


def test_asking_alone_scans_nothing(switch_on: Switch) -> None:
    device, machine = switch_on()
    assert check(device).can[-1] == "Trạng thái: sẵn sàng, khay nạp: có giấy"
    assert not machine.jobs
