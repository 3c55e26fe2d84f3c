"""Is a page that the archive could never take found at the counter, and a file that can't be made said plainly?"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.errors import NotValid
from bhxh_archive.jobs import failure_note
from bhxh_archive.models import Job
from intake.actions.consolidation import consolidation
from intake.actions.page_desk import uploads
from intake.actions.returning import returning
from intake.component_files.documents import unsuitable
from intake.component_files.recipes import document_key, recipe_of
from intake.models import Page
from intake.queries import components_of, pages_of
from tests.room import Road


def cmyk_jpeg() -> bytes:
    content = BytesIO()
    Image.new("CMYK", (1654, 2339), (0, 40, 60, 0)).save(content, "JPEG", quality=85, dpi=(200, 200))
    return content.getvalue()


def test_a_cmyk_scan_goes_the_whole_way(road: Road) -> None:
    dossier = road.to("accept")
    component = components_of(dossier).get(type__code="12-HSB")
    send: dict[str, Any] = {"dossier": dossier, "name": "in.jpg", "chunks": [cmyk_jpeg()], "by": road.user("tiepnhan")}
    road.run_jobs(lambda: uploads.receive_upload(component=component, **send))
    [page] = pages_of(dossier)
    assert [found.code for found in page.findings.all() if found.level == "hard"] == []


def test_what_no_pdf_a_can_hold_has_its_reason(tmp_path) -> None:
    path = tmp_path / "cmyk.jpg"
    path.write_bytes(cmyk_jpeg())
    assert "Hãy quét lại" in unsuitable(path, 200, 0)


def test_a_document_that_can_not_be_made_says_so_instead_of_please_wait(road: Road) -> None:
    road.to("issue")
    dossier, clerk = road.dossier, road.user("tiepnhan")
    # A page taken in by an older release, whose checks did not know this.
    Page.objects.filter(folder_id=dossier.folder_id).update(image=storage.keep_bytes(cmyk_jpeg(), "image/jpeg"))
    facts: dict[str, Any] = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": 2,
        "printed_now": True,
        "book_done": True,
    }
    road.run_jobs(lambda: returning.hand_over(dossier=road.fresh(), by=clerk, **facts))
    [component] = [row for row in components_of(dossier) if row.type.code == "12-HSB"]
    key = document_key(component.pk, recipe_of(component))
    assert "Hãy quét lại" in failure_note(key)
    assert Job.objects.get(key=key).attempts == 1
    with pytest.raises(NotValid, match="Hãy quét lại"):
        consolidation.consolidate(dossier=road.fresh(), paper_file_number="K01", by=clerk)
