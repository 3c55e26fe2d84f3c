"""Does a signed file whose stored bytes changed stay in the house until it is restored, and is everybody told?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from benefits.desks import found_broken
from bhxh_archive import storage
from bhxh_archive.errors import DAMAGED, NotNow
from bhxh_archive.previews import previews_of
from intake.actions.dossier.results import record_print
from intake.actions.returning.print_runs import put_in
from intake.guards import result_problems
from intake.models import Result, ResultVersion
from intake.rules import fault_problems
from tests.benefits.conftest import As, ShortRoad
from tests.intake.rows import lies_in_store


def newest(result: Result) -> ResultVersion:
    found = Result.objects.get(pk=result.pk).latest
    assert found
    return found


def test_a_flipped_byte_goes_nowhere_until_the_file_is_restored(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("issue")
    result, records, clerk = dossier.results.get(main=True), signed_in("vanthu-hp"), short_road.user("tiepnhan")
    version, counter = newest(result), signed_in(clerk.username)
    whole, out = storage.read_file(version.file), [dossier.pk, result.pk]
    lies_in_store(version.file, whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])

    opened = counter.get(reverse("return_result", args=out)).content.decode()
    assert "Tệp hỏng" in opened and "Hợp lệ" not in opened
    for refused in (
        records.get(reverse("result_file", args=[dossier.pk, version.pk])),
        counter.get(reverse("return_result_file", args=out)),
    ):
        assert refused.status_code == 409 and "khôi phục tệp từ bản sao lưu" in refused.content.decode()
    assert dossier.events.filter(verb="find_result_broken").count() == 1, "told once"
    assert dossier in found_broken(short_road.user("vanthu"))
    shown = counter.get(reverse("return_result", args=out)).content.decode()
    assert "Tệp hỏng" in shown and "Hợp lệ" not in shown and "Tải tệp đã ký để in" not in shown
    listed = counter.get(reverse("hand_over", args=[dossier.pk])).content.decode()
    assert "Không in, không trả" in listed
    for act in (lambda: record_print(result=result, copies=1, by=clerk), lambda: put_in(dossier=dossier, by=clerk)):
        with pytest.raises(NotNow, match="hỏng"):
            act()
    assert DAMAGED in fault_problems([Result.objects.get(pk=result.pk)])[0]
    results = records.get(reverse("results", args=[dossier.pk])).content.decode()
    assert "Tệp hỏng" in results and "Phát hiện hỏng lúc" in results

    checked = reverse("verify_result", args=[dossier.pk, version.pk])
    told = records.post(checked, follow=True).content.decode()
    assert "Nội dung đã bị sửa sau khi ký" in told and newest(result).fault == DAMAGED
    lies_in_store(version.file, whole)
    records.post(checked)

    assert newest(result).sound and dossier.events.filter(verb="find_result_sound").count() == 1
    assert counter.get(reverse("return_result_file", args=out)).getvalue() == whole
    assert dossier not in found_broken(short_road.user("vanthu"))


def test_a_broken_picture_of_a_sound_file_is_drawn_anew(short_road: ShortRoad, signed_in: As) -> None:
    version = newest(short_road.to("issue").results.get(main=True))
    shown = reverse("result_page", args=[version.result.dossier_id, version.pk, 1, "view"])
    records = signed_in("vanthu-hp")
    picture = records.get(shown).getvalue()
    lies_in_store(previews_of(version.file)[0].view, picture[:-9])

    assert records.get(shown).getvalue() == picture


def test_a_result_whose_newest_file_is_broken_shows_its_last_whole_version_and_says_so(
    short_road: ShortRoad, signed_in: As
) -> None:
    dossier = short_road.to("issue")
    result, records = dossier.results.get(main=True), signed_in("vanthu-hp")
    *_, before, last = result.versions.order_by("pk")
    lies_in_store(last.file, b"%PDF-1.7 something else")
    at = reverse("results", args=[dossier.pk])

    told = records.get(at)
    pages = [page.image_url for page in told.context["viewer"].pages]
    assert reverse("result_page", args=[dossier.pk, before.pk, 1, "view"]) in pages
    assert told.context["shown"] >= {before.pk} and last.pk not in told.context["shown"]
    [note] = told.context["viewer"].notes
    assert f"«{last.get_stage_display()}» bị hỏng" in note and f"«{before.get_stage_display()}» lúc" in note
    for said in ("khôi phục tệp từ bản sao lưu", "«Tệp kết quả hỏng»", note):
        assert said in told.content.decode()
    [block] = [row for row in told.context["blocks"] if row.result == result]
    assert block.damaged and block.lines[0].tag.label == "Tệp hỏng"
    assert dossier in found_broken(short_road.user("vanthu")) and result_problems(dossier)[0].startswith(result.title)

    for row in result.versions.exclude(pk=last.pk):
        lies_in_store(row.file, b"")
    none = records.get(at, {"ban": last.pk})
    assert none.context["viewer"].pages == [] and "Không còn bản nào nguyên vẹn" in none.content.decode()
