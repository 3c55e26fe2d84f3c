"""Does every list say of a replaced decision by which it was replaced, and is nothing paid by it any more?"""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook

from benefits.actions.changing import lock_for_issue
from benefits.doubts.naming import adjustable_by
from benefits.earlier.changing import decisions_named
from benefits.earlier.named import Named
from benefits.issued.outgoing import outgoing_lines
from benefits.issued.payments import issued_decisions, lines_of, payments_xlsx
from benefits.models import DocumentChange, Draft, PreparedDocument
from benefits.queries import open_drafts
from bhxh_archive.models import User
from intake.models import Result, ResultKind, ResultRemark
from tests.benefits.conftest import As, ShortRoad
from tests.benefits.delivered import page, sent_out
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result


def test_every_list_says_it(unsigned_road: ShortRoad, signed_in: As) -> None:
    people = unsigned_road.people
    clerk, leader = people["vanthu-hp"], people["giamdoc-hp"]
    unsigned_road.to("endorse")
    first = open_drafts(unsigned_road.dossier).get()
    earlier = sent_out(first, "05/QĐ-BHXH", clerk, leader)
    second = open_drafts(ShortRoad(people, unsigned_road.run_jobs).about(9).to("endorse")).get()
    agency = second.dossier.settling_office.name
    second.frozen = (second.frozen or {}) | {
        "named": Named(earlier.pk, earlier.number, earlier.dated, agency, "Sai mức").as_frozen()
    }
    second.save()
    assert lock_for_issue(second.dossier) == second.dossier
    sent_out(second, "09/QĐ-BHXH", clerk, leader)

    by, replaces = "Đã được thay thế bởi Quyết định số 09/QĐ-BHXH ngày", "Thay thế Quyết định số 05/QĐ-BHXH ngày"
    today = localdate()
    old, new = lines_of(issued_decisions(clerk, today, today))
    assert (old.monthly, new.monthly) == (0, 3_783_135) and by in old.note and replaces in new.note
    assert "Không chi trả theo văn bản này (ghi 3.783.135 đồng/tháng)" in old.note
    notes = [line.note for line in outgoing_lines(first.dossier.settling_office, today, today)]
    assert by in notes[0] and replaces in notes[1]
    for dossier, said in ((first.dossier, by), (second.dossier, replaces)):
        assert said in signed_in("vanthu-hp").get(reverse("results", args=[dossier.pk])).content.decode()
        delivered = signed_in("taichinh-hp").get(reverse("delivered_results", args=[dossier.pk])).content.decode()
        assert said in delivered
    assert first.dossier.events.filter(verb="replaced").count() == 1
    [told] = ResultRemark.objects.filter(result__dossier=first.dossier, result__main=True)
    assert told.text.startswith(by) and told.ends, "reception knows it with the result"


def test_an_adjusted_amount_is_listed_up_to_the_change(unsigned_road: ShortRoad, signed_in: As) -> None:
    people, today = unsigned_road.people, localdate()
    clerk, leader = people["vanthu-hp"], people["giamdoc-hp"]
    first = open_drafts(unsigned_road.to("endorse")).get()
    revision = open_drafts(ShortRoad(people, unsigned_road.run_jobs).to("endorse")).get()
    sent_out(first, "05/QĐ-BHXH", clerk, leader)
    revision.kind = ResultKind.objects.filter(code="QD_DIEUCHINH").latest("pk")
    main = next(paper for paper in (revision.frozen or {})["papers"] if paper["main"])
    main["data"] |= {"earlier": f"số 05/QĐ-BHXH ngày {today:%d/%m/%Y}", "start": "2026-12-01", "reason": "Tính lại."}
    revision.save()
    sent_out(revision, "09/QĐ-BHXH", clerk, leader, kind="07A-HSB")

    lines = {line.number: line for line in lines_of(issued_decisions(clerk, today, today))}
    old, new = lines["05/QĐ-BHXH"], lines["09/QĐ-BHXH"]
    assert (old.monthly, old.last_month, new.monthly, new.last_month) == (3_783_135, "11/2026", 3_783_135, "")
    assert "Đã được điều chỉnh từ ngày 01/12/2026 bởi Quyết định số 09/QĐ-BHXH" in old.note
    assert "Chỉ chi trả mức hằng tháng này đến hết tháng 11/2026" in old.note and "Cần xem" not in old.note
    page_of = signed_in("vanthu-hp").get(reverse("payment_list")).content.decode()
    assert "3.783.135 đồng/tháng chỉ đến hết tháng 11/2026" in page_of, "no month is left out of the sum"
    change = DocumentChange.objects.get()
    assert (change.act, change.ends) == ("adjusts", False) and not DocumentChange.objects.ending().exists()
    assert adjustable_by(revision) != [], "what was adjusted is in force"
    assert decisions_named(revision, f"số 09/QĐ-BHXH ngày {today:%d/%m/%Y}") == [], "none changes itself"

    undo = DocumentChange.objects.create(
        by=change.by, act="annuls", earlier=change.by, number="09/QĐ-BHXH", dated=today, in_force_at=change.in_force_at
    )
    old = next(line for line in lines_of(issued_decisions(clerk, today, today)) if line.number == "05/QĐ-BHXH")
    assert (old.monthly, old.last_month) == (3_783_135, "") and "Cần xem: quyết định điều chỉnh không còn" in old.note
    assert "2 dòng ghi «Cần xem»" in signed_in("vanthu-hp").get(reverse("payment_list")).content.decode()
    undo.delete()
    assert "ghi «Cần xem»" not in signed_in("vanthu-hp").get(reverse("payment_list")).content.decode()
    assert_an_adjustment_pays_as_long_as_what_it_adjusts(change, clerk, people["tiepnhan-hp"])
    DocumentChange.objects.update(since="2026-06-01")
    old = next(line for line in lines_of(issued_decisions(clerk, today, today)) if line.number == "05/QĐ-BHXH")
    assert old.monthly == 0 and "Không chi trả mức hằng tháng này từ ngày 01/06/2026 (ghi" in old.note
    assert_what_was_paid_before_an_adjustment_is_listed_once(revision, clerk, signed_in)


def assert_what_was_paid_before_an_adjustment_is_listed_once(revision: Draft, clerk: User, signed_in: As) -> None:
    DocumentChange.objects.update(since="2026-10-01")
    for model in (Result, PreparedDocument):
        model.objects.filter(number="09/QĐ-BHXH").update(kind="QD_DIEUCHINH")
    for total, label in ((3_883_135, "Truy lĩnh"), (3_683_135, "Thu hồi")):
        main = next(paper for paper in (revision.frozen or {})["papers"] if paper["main"])
        main["data"] |= {"start": "2026-10-01", "before": 3_783_135, "total": total, "settled": 200_000,
                         "settled_label": label}  # fmt: skip
        revision.save()
        lines = lines_of(issued_decisions(clerk, localdate(), localdate()))
        old, new = sorted(lines, key=lambda line: line.number)
        assert (old.monthly, old.last_month, new.monthly, new.begins) == (
            3_783_135,
            "11/2026",
            total,
            date(2026, 12, 1),
        )
        assert new.once - new.recovered == 2 * (total - old.monthly)
        assert "Các tháng 10/2026 - 11/2026 đã trả theo mức này" in old.note
        assert "10/2026 - 11/2026 đã trả theo mức cũ 3.783.135 đồng/tháng" in new.note
        assert "mức mới trả hằng tháng từ tháng 12/2026" in new.note and "Cần xem" not in old.note + new.note
    assert "thu hồi 200.000 đồng" in signed_in("vanthu-hp").get(reverse("payment_list")).content.decode()
    sheet = load_workbook(BytesIO(payments_xlsx(localdate(), localdate(), lines))).active
    assert sheet
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in told if "Còn thu hồi (đồng)" in row)
    assert [row[head.index("Còn thu hồi (đồng)")] for row in told[-2:]] == [0, 200_000]


def assert_an_adjustment_pays_as_long_as_what_it_adjusts(change: DocumentChange, clerk: User, counter: User) -> None:
    assert change.earlier
    revoking = add_result(draft_of(counter), pdf=page())
    end = DocumentChange.objects.create(
        by=revoking, act="revokes", earlier=change.earlier, number="05/QĐ-BHXH", dated=localdate(),
        since="2027-02-01", in_force_at=change.in_force_at,
    )  # fmt: skip
    lines = {line.number: line for line in lines_of(issued_decisions(clerk, localdate(), localdate()))}
    old, new = lines["05/QĐ-BHXH"], lines["09/QĐ-BHXH"]
    assert (old.last_month, new.monthly, new.last_month) == ("11/2026", 3_783_135, "01/2027")
    assert "mà văn bản này điều chỉnh đã bị thu hồi từ ngày 01/02/2027" in new.note
    end.delete()
