"""Does a signed slip file itself to its return from a stack, and nothing else with it?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.documents.sheet_codes import parse, return_code
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning import returning
from intake.actions.returning.signed_slips import drop_signed_slip, file_signed_slip
from intake.actions.stacks import cuts, unfiling
from intake.models import Batch, BatchPart, Dossier, HandOver
from intake.needs.slips import unsigned
from intake.queries import pages_of, slip_of
from intake.stacks import found
from tests.intake.actions.stacks.test_batches import Run, file_all, outline, paper, sheet, stack
from tests.intake.rows import add_result, put_in_state

RECEIVED: dict[str, Any] = {"receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123", "printed_copies": 2,
                            "printed_now": True}  # fmt: skip
Part = BatchPart.State


@pytest.fixture
def handed(scanned: Dossier, clerk_user: User) -> HandOver:
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    return returning.hand_over(dossier=issued, method="counter", by=clerk_user, **RECEIVED)


def slip(handed: HandOver) -> bytes:
    return sheet(return_code(str(handed.dossier.number), handed.pk))


def test_it_is_proposed_and_filed_and_what_lies_behind_it_waits(
    handed: HandOver, clerk_user: User, clerk: Client, run_jobs: Run
) -> None:
    before = pages_of(handed.dossier).count()
    batch = stack(clerk_user, run_jobs, slip(handed), paper(200))
    assert outline(batch) == [(0, 1, Part.OPEN, ""), (1, 2, Part.OPEN, "no_sheet")]
    first = batch.parts.get(first=0)
    assert first.hand_over == handed and unsigned(handed.dossier) == handed, "a clerk confirms it"
    shown = clerk.get(reverse("batch", args=[batch.pk])).content.decode()
    assert "Giấy giao nhận kết quả đã ký" in shown and f'value="{first.code}"' in shown
    assert "1 xếp được ngay" in shown and "đứng sau một giấy giao nhận" in shown and "Đã đếm" not in shown
    assert "1 phần cần xem, 1 phần chờ xác nhận" in clerk.get(reverse("batches")).content.decode()

    cuts.choose_target(batch=batch, part_id=first.pk, number=first.code, component_id=None, by=clerk_user)
    batch = file_all(batch, clerk_user, run_jobs)
    uploads, pages = slip_of(HandOver.objects.get())
    assert outline(batch)[0] == (0, 1, Part.FILED, "") and ([row.page_count for row in uploads], len(pages)) == ([1], 1)
    assert unsigned(handed.dossier) is None and pages_of(handed.dossier).count() == before
    assert handed.dossier.events.get(verb="keep_signed_slip").detail["batch"] == batch.pk
    link = reverse("signed_slip", args=[handed.dossier_id, handed.pk])
    assert link in clerk.get(reverse("batch", args=[batch.pk])).content.decode() and clerk.get(link).status_code == 200
    with pytest.raises(NotNow, match="Giấy đã ký"):
        unfiling.take_out(batch=batch, part_id=first.pk, by=clerk_user)

    code, (kept,) = parse(first.code), uploads
    assert code and kept.file and found(batch, code).trouble == "slip" and "đã có bản quét" in found(batch, code).note
    with pytest.raises(NotNow, match="đã có bản quét"):
        file_signed_slip(hand_over=handed, name="lai", file=kept.file, pages=1, by=clerk_user, batch=batch.pk)
    drop_signed_slip(upload=kept, reason="Nhầm", by=clerk_user)
    assert found(batch, code).hand_over == handed.pk, "it is due again"
    with pytest.raises(NotNow, match="đã gửi và đã bỏ"):
        file_signed_slip(hand_over=handed, name="lai", file=kept.file, pages=1, by=clerk_user, batch=batch.pk)


def test_a_slip_of_another_office_or_of_no_return_says_so(
    handed: HandOver, accepted: Dossier, demo: dict[str, User], clerk_user: User
) -> None:
    code = parse(return_code(str(handed.dossier.number), handed.pk))
    strange = parse(return_code(str(handed.dossier.number), handed.pk + 1))
    assert code and strange
    there = found(Batch(office=demo["tiepnhan-na"].office), code)
    assert (there.trouble, there.dossier) == ("elsewhere", None) and "Giấy giao nhận này" in there.note
    none = found(Batch(office=handed.dossier.receiving_office), strange)
    assert (none.trouble, none.hand_over) == ("slip", None) and "không có lần trả" in none.note


def test_who_types_the_code_of_a_slip_keeps_the_sheet_and_may_choose_otherwise(
    handed: HandOver, clerk_user: User, run_jobs: Run
) -> None:
    batch = stack(clerk_user, run_jobs, paper(200))
    (part,) = batch.parts.all()
    choose: dict[str, Any] = {"batch": batch, "part_id": part.pk, "component_id": None, "by": clerk_user}
    code = return_code(str(handed.dossier.number), handed.pk)
    assert cuts.choose_target(number=code, **choose).hand_over == handed
    with pytest.raises(NotValid, match="không có lần trả"):
        cuts.choose_target(number=return_code(str(handed.dossier.number), handed.pk + 1), **choose)
    assert cuts.choose_target(number=str(handed.dossier.number), **choose).hand_over is None
