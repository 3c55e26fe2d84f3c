"""Does a dossier go by ink from the leader to the archive, and does every page call it a paper?"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.specs import spec_of
from benefits.actions.checking import check_version
from benefits.actions.paper_orders import call_off_order
from benefits.issued.outgoing import outgoing_lines
from benefits.issued.payments import issued_decisions, lines_of
from benefits.models import PaperOrder, ResultDelivery
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import State
from intake import bulk
from intake.actions.desk.bulk import prepare_bulk, rehearse
from intake.actions.returning.paper_scans import make_copy
from intake.loading.demo import PASSWORD
from intake.models import BulkLine, PageText, PaperScan, Result, ResultVersion
from tests.benefits.actions.test_paper_signing import order
from tests.benefits.conftest import As, ShortRoad
from tests.intake.rows import take_out
from tests.room import scan

COPY = "Ký trên giấy – bản số hóa"


def at(road: ShortRoad, name: str, *more: object) -> str:
    return reverse(name, args=[road.dossier.pk, *more])


def sure(road: ShortRoad, **more: object) -> dict[str, object]:
    return {"password": PASSWORD, "version": road.fresh().version, **more}


def test_by_ink_from_the_leader_to_the_archive(unsigned_road: ShortRoad, signed_in: As) -> None:
    road, leader, records = unsigned_road, signed_in("giamdoc-hp"), signed_in("vanthu-hp")
    road.to("endorse")
    leader.post(at(road, "prepare_signature"))
    given = order(road)
    assert at(road, "sign_on_paper") in leader.get(at(road, "sign")).content.decode()
    asked = leader.get(at(road, "sign_on_paper")).content.decode()
    assert given.reason in asked and "Số 01/QĐ-BHXH" in asked
    signed = leader.post(at(road, "sign_on_paper"), sure(road), follow=True).content.decode()
    assert road.fresh().state == State.SIGNED
    assert "Ký trên giấy – bản in để ký" in signed and "Kiểm tra chữ ký" not in signed
    call_off_order(order=PaperOrder.objects.get(), by=road.user("giamdoc"))  # what was signed under it goes on

    _scan_and_issue(road, records)
    page = records.get(at(road, "results")).content.decode()
    assert COPY in page and "Kiểm tra chữ ký" not in page and "Hợp lệ" not in page
    assert "phat-hanh-giay" not in {verb.slug for verb in bulk.verbs_of("cho-phat-hanh", road.user("vanthu"))}
    _told_everywhere(road)


def _scan_and_issue(road: ShortRoad, records: Client) -> None:
    assert records.get(at(road, "issue"))["Location"] == at(road, "issue_on_paper")
    first = records.get(at(road, "issue_on_paper")).content.decode()
    assert first.count("Chưa quét bản đã ký") == 2 and "Chưa đủ bản quét" in first
    _foreseen(road, "Chưa quét bản đã ký", BulkLine.Outcome.SKIPPED)
    for result in Result.objects.all():
        paper = SimpleUploadedFile("ky.jpg", scan(result.title), "image/jpeg")
        records.post(at(road, "scan_paper", result.pk), {"scan": paper})
    for sent in PaperScan.objects.all():
        for index in range(sent.result.versions.get().pages):
            PageText.objects.create(page=take_out(sent.upload, index))  # as the workers do, without reading
        make_copy(scan=sent)
    seen = records.get(at(road, "issue_on_paper")).content.decode()
    assert seen.count("Đã có bản số hóa") == 2 and "Chưa đủ bản quét" not in seen
    shown = records.get(at(road, "paper_page", PaperScan.objects.latest("pk").pk, 1, "view"))
    assert shown["Content-Type"] == "image/jpeg"
    line = _foreseen(road, "Số 01/QĐ-BHXH", BulkLine.Outcome.POSSIBLE)
    assert "Ký trên giấy" in re.findall(r">([^<>]+)<", page_of(records, "bulk_run", line.run_id))
    assert line.sums == {"văn bản": 2, "văn bản ký trên giấy": 2}
    assert '<span class="flag">ký trên giấy</span>' in page_of(records, "queue", "cho-phat-hanh")
    records.post(at(road, "issue_on_paper"), sure(road, copies=2))
    assert road.fresh().state == State.ISSUED
    assert set(Result.objects.values_list("printed_copies", "agency_certificate")) == {(2, "")}
    assert ResultDelivery.objects.filter(version__stage="paper_copy").count() == 3


def page_of(client: Client, name: str, *args: object) -> str:
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def _foreseen(road: ShortRoad, said: str, outcome: str) -> BulkLine:
    """What issuing many at once says of this one."""
    clerk = road.user("vanthu")
    assert "phat-hanh-giay" in {verb.slug for verb in bulk.verbs_of("cho-phat-hanh", clerk)}
    run = prepare_bulk(verb="phat-hanh-giay", chosen=[(road.fresh(), "")], by=clerk)
    [line] = rehearse(run)
    assert line.outcome == outcome and said in line.said, line.said
    return line


def _told_everywhere(road: ShortRoad) -> None:
    records, today = road.user("vanthu"), timezone.localdate()
    assert records.office
    (line,) = outgoing_lines(records.office, today, today)
    (paid,) = lines_of(issued_decisions(records, today, today))
    assert line.note.startswith(f"{COPY}. Kế hoạch") and (line.copies, paid.note) == (2, COPY)
    version = ResultVersion.objects.filter(stage="paper_copy").select_related("result__dossier")[0]
    with pytest.raises(NotNow, match="không có chữ ký số"):
        check_version(version=version, by=records)
    road.hand_over()
    road.consolidate()
    package = spec_of(road.fresh(), UUID(int=1), created=timezone.now() + timedelta(minutes=1))
    assert {row.meta.confidence_level for row in package.documents} == {"02"}
    assert all("ký, đóng dấu trên giấy" in row.meta.description and row.originals for row in package.documents)
    told = {file.path: file for file in package.documentation}
    with told["signatures.json"].open() as verdicts, told["events.json"].open() as events:
        assert verdicts.read() == b"[]"
        assert {row["verb"] for row in json.load(events) if row.get("on_paper")} == {"sign", "issue"}
