"""Do the closing papers count the sheets through the file, and say where it lies?"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier
from intake.slips import SLIPS, pdf_of, slips_of
from intake.slips.closing import closing
from tests.intake.conftest import component
from tests.intake.rows import add_result, put_in_state


def test_sheets_are_numbered_through_the_file_and_the_book_is_left_out(scanned: Dossier, clerk_user: User) -> None:
    add_result(scanned)
    back = scanned.events.create(verb="hand_over", by=clerk_user, from_state="issued", to_state="returned")
    returned = put_in_state(scanned, State.RETURNED)
    Dossier.objects.filter(pk=returned.pk).update(
        paper_file_number="K01.H001.007", state_since=timezone.now() + timedelta(days=9)
    )  # fmt: skip
    for code, sheets in (("12-HSB", 2), ("14-HSB", 1)):
        row = component(returned, code)
        row.sheets, row.satisfied = sheets, "scanned"
        row.save()
    shown = closing(Dossier.objects.get(pk=returned.pk), clerk_user)

    back.refresh_from_db()
    assert shown["ended"] == timezone.localdate(back.at).isoformat()  # not the day on which it was moved since
    assert shown["code"] == f"{returned.paper_office.agency_id}.K01.H001.007"
    assert [row["sheets"] for row in shown["documents"]][0] == ""  # the decision is electronic
    assert shown["documents"][-1]["sheets"].endswith(f"{shown['sheets']:02d}")
    assert not any("Sổ bảo hiểm" in row["title"] for row in shown["documents"])
    assert shown["retention"] and "của Phạm Thị Hường" in shown["title"]


def test_paper_counted_for_the_whole_dossier_stands_on_the_list(scanned: Dossier, clerk_user: User) -> None:
    Dossier.objects.filter(pk=scanned.pk).update(counted_sheets=2, counted_pages=3)
    scanned.components.update(sheets=0, pages_counted=0)

    shown = closing(Dossier.objects.get(pk=scanned.pk), clerk_user)

    assert (shown["sheets"], shown["pages"]) == (2, 3)
    assert shown["documents"] and {row["sheets"] for row in shown["documents"]} == {"01-02"}
    assert all("trang" in row["note"] for row in shown["documents"])


def test_they_are_printed_after_the_return(scanned: Dossier, clerk_user: User) -> None:
    slip = SLIPS["closing"]
    assert slip not in slips_of(scanned)

    assert pdf_of(slip, put_in_state(scanned, State.RETURNED), clerk_user).startswith(b"%PDF")
