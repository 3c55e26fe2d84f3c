"""Is what is missing asked for on one page, answered, and told when the limit has passed?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.desk import printing
from intake.actions.dossier import books, components
from intake.actions.supplements import consenting, supplement
from intake.models import Defect, Dossier, Page, SupplementItem
from intake.rules.consents import IN_DRAFT, key_of
from intake.slips.notices import supplement_of
from intake.views.page_desk.since_shown import shown
from tests.intake.actions.desk.test_printing import text_of
from tests.intake.conftest import component
from tests.intake.rows import add_pages
from tests.intake.views.conftest import SignIn, address, state_of

pytestmark = pytest.mark.slow


def came(item: SupplementItem, **counts: int) -> dict[str, str]:
    """What is posted for an item that was ticked."""
    return {f"i{item.pk}-came": "on"} | {f"i{item.pk}-{name}": str(value) for name, value in counts.items()}


def test_what_came_is_ticked_at_once_and_nothing_typed_is_lost(accepted: Dossier, clerk: Client) -> None:
    paper, other = component(accepted, "13-HSB"), component(accepted, "14-HSB")
    clerk.post(address("request_supplement", accepted), {f"c{paper.pk}": "Thiếu", f"c{other.pk}": "Mờ", "version": ""})
    items = accepted.supplements.get().items
    first, second = items.get(component=paper), items.get(component=other)
    here = address("answer_items", accepted)

    refused = clerk.post(here, came(first, sheets=0) | {f"i{second.pk}-sheets": "4"})
    said = refused.content.decode()
    assert refused.status_code == 422 and "Số tờ: nhập số từ 1 đến 999" in said and 'value="4"' in said
    [at] = [tag for tag in re.findall("<input[^>]*>", said) if "autofocus" in tag]
    assert f'name="i{min(first.pk, second.pk)}-' in at and 'aria-invalid="true"' in at
    assert "mà chưa đánh dấu «Đã nhận»" in said and not accepted.events.filter(verb="answer_item").exists()
    assert "Chưa đánh dấu giấy tờ nào" in clerk.post(here, {}).content.decode()

    both = came(first, sheets=1, pages=2) | came(second, sheets=4, pages=4)
    assert clerk.post(here, both).status_code == clerk.post(here, both).status_code == 302
    late = clerk.post(here, both | {f"i{second.pk}-sheets": "7"})
    assert late.status_code == 409 and "Số tờ</dt>" in late.content.decode() and ">7<" in late.content.decode()
    assert accepted.events.filter(verb="answer_item").count() == 2
    now = [component(accepted, code) for code in ("13-HSB", "14-HSB")]
    assert [(row.sheets, row.pages_counted) for row in now] == [(1, 2), (4, 4)]


def test_supplement_is_asked_answered_and_taken_in(scanned: Dossier, clerk: Client) -> None:
    field = f"c{component(scanned, '13-HSB').pk}"
    words = {field: "Thiếu chữ ký", "cfree1": "Bổ sung số điện thoại", "version": scanned.version}
    how = {field.replace("c", "r"): "Ký lại tại quầy", field.replace("c", "g"): "Điều 5"}
    refused = clerk.post(address("request_supplement", scanned), words | how | {"rfree2": "Ký lại đơn"})
    assert refused.status_code == 422 and "dòng không ghi thì không in trên phiếu" in refused.content.decode()
    strange = clerk.post(address("request_supplement", scanned), words | {field: "Thiếu chữ ký 😀"})
    assert strange.status_code == 422 and "không in được trên giấy tờ: «😀»" in strange.content.decode()
    words[field] = "\uf0b7 Thiếu chữ ký\nThiếu mục III"
    clerk.post(address("request_supplement", scanned), words | how)
    items = list(scanned.supplements.get().items.all())
    assert [row.wanted for row in items] == ["• Thiếu chữ ký\nThiếu mục III", "Bổ sung số điện thoại"]
    assert (items[0].remedy, items[0].legal_ground) == ("Ký lại tại quầy", "Điều 5")

    page = clerk.get(address("resume", scanned)).content.decode()
    assert "Chưa nhận «Giấy ủy quyền»: • Thiếu chữ ký; Thiếu mục III" in page and "ký<br>Thiếu" in page
    assert "Còn thiếu: " in page and "disabled" in page
    [added] = add_pages(scanned, component=component(scanned, "13-HSB"), name="uy-quyen.jpg")
    seen = shown(Page.objects.filter(pk=added.pk))
    clerk.post(address("change_pages", scanned, "check"), {"page": added.pk, "shown": seen})
    clerk.post(address("answer_items", scanned), {f"i{item.pk}-came": "on" for item in items})
    answer = clerk.post(address("resume", scanned), {"version": Dossier.objects.get(pk=scanned.pk).version})

    assert answer["Location"] == address("done", scanned, "resume")
    assert state_of(scanned) == State.RECEIVED


def test_which_of_several_papers_came_is_told_with_its_count(accepted: Dossier, clerk: Client) -> None:
    decision, request = component(accepted, "12-HSB"), component(accepted, "14-HSB")
    clerk.post(address("request_supplement", accepted), {f"c{decision.pk}": "Thiếu", "version": accepted.version})
    assert "Còn thiếu một trong các giấy tờ" in clerk.get(address("resume", accepted)).content.decode()
    add_pages(accepted, component=request)
    shown = clerk.get(address("resume", accepted)).content.decode()
    assert shown.index(f'<option value="{request.pk}"') < shown.index(f'<option value="{decision.pk}"')

    item = accepted.supplements.get().items.get()
    foreign = component(accepted, "13-HSB").pk
    said = came(item, paper=foreign, sheets=1)
    assert clerk.post(address("answer_items", accepted), said).status_code == 422
    clerk.post(address("answer_items", accepted), came(item, paper=request.pk, sheets=1, pages=1))
    counts = [(row.sheets, row.pages_counted) for row in (component(accepted, c) for c in ("12-HSB", "14-HSB"))]
    assert counts == [(0, 0), (1, 1)]


def test_a_tick_by_mistake_is_taken_back(scanned: Dossier, clerk: Client) -> None:
    clerk.post(address("request_supplement", scanned), {"cfree1": "Bổ sung số điện thoại", "version": scanned.version})
    item = scanned.supplements.get().items.get()
    clerk.post(address("answer_items", scanned), came(item))
    assert "Bỏ ghi nhận" in clerk.get(address("resume", scanned)).content.decode()
    clerk.post(address("reopen_item", scanned, item.pk))

    item.refresh_from_db()
    page = clerk.get(address("resume", scanned)).content.decode()
    assert item.answered_at is None and item.answered_by is None and "Bỏ ghi nhận" not in page
    assert "Bỏ ghi nhận bổ sung" in clerk.get(address("trail", scanned)).content.decode()
    assert clerk.post(address("reopen_item", scanned, item.pk)).status_code == 409


def test_of_papers_of_which_one_will_do_all_are_named(accepted: Dossier, clerk: Client) -> None:
    decision, request = (component(accepted, code).type.name for code in ("12-HSB", "14-HSB"))
    said = f"Còn thiếu một trong các giấy tờ: {decision}; {request}."

    page = clerk.get(address("request_supplement", accepted))

    assert said in clerk.get(address("forward", accepted)).content.decode()
    proposed = [value for name, value in page.context["form"].initial.items() if name.startswith("c")]
    assert f"{said} Đề nghị nộp một trong các giấy tờ này." in proposed
    laws = [value for name, value in page.context["form"].initial.items() if name.startswith("g")]
    assert len(laws) == len(proposed) and all(laws), "each with the law of the catalogue"


def test_an_empty_request_is_refused_with_its_ground_kept(scanned: Dossier, clerk: Client) -> None:
    answer = clerk.post(address("request_supplement", scanned), {"legal_ground": "Điều 77", "version": ""})

    assert answer.status_code == 422
    assert "Hãy ghi ít nhất một giấy tờ cần bổ sung." in answer.content.decode()
    assert "Điều 77" in answer.content.decode()


def test_two_pages_that_ask_for_different_papers_are_no_double_press(accepted: Dossier, clerk: Client) -> None:
    page, paper = address("request_supplement", accepted), component(accepted, "13-HSB")
    typed = {f"c{paper.pk}": "Thiếu dấu", "legal_ground": "Điều 77", "version": accepted.version}
    done = [clerk.post(page, typed) for _ in range(2)]
    assert {answer["Location"] for answer in done} == {address("done", accepted, "request_supplement")}

    for other in ({f"c{paper.pk}": "Thiếu chữ ký"}, {"legal_ground": "Điều 78"}):
        late = clerk.post(page, typed | other)
        said = late.content.decode()
        assert late.status_code == 409 and "ở một trang khác với nội dung khác" in said
        assert all(text in said for text in other.values())
    assert accepted.supplements.get().items.get().wanted == "Thiếu dấu"


def test_in_draft_the_slip_is_printed_without_a_move(draft: Dossier, clerk: Client) -> None:
    answer = clerk.post(address("draft_supplement", draft), {"cfree1": "Thiếu bản chính sổ BHXH"}, follow=True)

    assert answer["Content-Type"] == "application/pdf"
    assert state_of(draft) == State.DRAFT
    assert draft.events.get(verb="issue_slip").detail["slip"] == "supplement"


def test_a_second_slip_of_a_draft_waits_for_the_head_and_counts_after_acceptance(
    draft: Dossier, clerk: Client, clerk_user: User, sign_in: SignIn
) -> None:
    here, ask, paper = address("draft_supplement", draft), address("ask_consent", draft), component(draft, "12-HSB")
    first = {"cfree1": "Thiếu bản chính sổ BHXH"}
    clerk.post(here, first)
    assert "Thiếu bản chính sổ BHXH" in clerk.get(here).content.decode()
    assert clerk.post(here, {f"c{paper.pk}": "", "cfree1": "Thiếu  bản chính sổ BHXH", "cfree2": ""}).status_code == 302
    assert clerk.post(ask, first | {"reason": "Sửa lời"}).status_code == 409, "no more than before: nothing to consent"

    more = first | {f"c{paper.pk}": "Mờ"}
    refused = clerk.post(here, more | {"reason": "Giấy vừa nộp thêm"}).content.decode()
    assert "Nêu thêm phải có ý kiến đồng ý của Trưởng Bộ phận Tiếp nhận" in refused and "Giấy vừa nộp thêm" in refused
    assert clerk.post(ask, more).status_code == 422
    assert clerk.post(ask, more | {"reason": "Giấy vừa nộp thêm"})["Location"] == here
    assert "Đang chờ ý kiến" in clerk.get(here).content.decode() and clerk.post(here, more).status_code == 422

    head = sign_in("truongtiepnhan-hp")
    assert str(draft) in head.get(reverse("queue", args=["cho-y-kien-bo-sung"])).content.decode()
    assert "Giấy vừa nộp thêm" in head.get(address("answer_consent", draft)).content.decode()
    head.post(address("answer_consent", draft), {"granted": "1"})
    assert str(draft) in clerk.get(reverse("queue", args=["da-co-y-kien-bo-sung"])).content.decode()
    assert "Đã đồng ý bổ sung lần nữa: lập phiếu" in clerk.get(address("dossier", draft)).content.decode()
    other = clerk.post(here, more | {"cfree2": "Thiếu sổ hộ khẩu"}).content.decode()
    assert "khác với nội dung đã được đồng ý" in other
    assert clerk.post(here, more).status_code == 302
    assert draft.events.filter(verb="issue_slip").latest("seq").reason == "Giấy vừa nộp thêm"
    assert "Đoàn Văn Hậu" in text_of(draft.issued_slips.get(consent__granted=True))

    books.take_book(dossier=draft, form="paper", covers=1, leaves=2, by=clerk_user)
    taken = registration.accept(dossier=draft, by=clerk_user)
    page = clerk.get(address("request_supplement", taken)).content.decode()
    assert "lần khi đang lập" in page and "Xin ý kiến" in page
    with pytest.raises(NotValid):
        supplement.request_supplement(dossier=taken, items=[(paper, "Thiếu")], by=clerk_user)


def test_a_draft_whose_second_slip_nobody_agreed_to_is_accepted_once_the_head_agrees(
    draft: Dossier, clerk: Client, clerk_user: User, demo: dict[str, User]
) -> None:
    books.take_book(dossier=draft, form="paper", covers=1, leaves=2, by=clerk_user)
    here, items = address("draft_supplement", draft), [Defect(None, "Thiếu đơn"), Defect(None, "Thiếu giấy ủy quyền")]
    clerk.post(here, {"cfree1": "Thiếu đơn"})
    as_older_releases = {"named": [key_of(row) for row in items], "unnamed": "Sót"}
    printing.issue_typed(dossier=draft, name="supplement", subject=IN_DRAFT, by=clerk_user, typed=as_older_releases,
                         data=supplement_of(draft, items, "", None, "x"))  # fmt: skip
    with pytest.raises(NotValid, match="chưa có ý kiến đồng ý"):
        registration.accept(dossier=draft, by=clerk_user)

    consenting.ask_consent(dossier=draft, reason="Sót", items=items, by=demo["truongtiepnhan-hp"])
    assert clerk.post(here, {"cfree1": "Thiếu đơn", "cfree2": "Thiếu giấy ủy quyền"}).status_code == 302
    assert registration.accept(dossier=draft, by=clerk_user).state == State.RECEIVED


def test_a_passed_limit_is_told_and_recorded(scanned: Dossier, clerk: Client, clerk_user: User) -> None:
    asked = supplement.request_supplement(dossier=scanned, items=[(None, "Thiếu")], by=clerk_user)
    assert clerk.post(address("notify_lapse", scanned)).status_code == 404
    type(asked).objects.filter(pk=asked.pk).update(limit_on="2026-01-05")

    clerk.post(address("notify_lapse", scanned))

    asked.refresh_from_db()
    assert asked.notified_at


def test_paper_that_was_handed_in_is_not_asked_for_again(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    paper = component(accepted, "12-HSB")
    asked = clerk.get(address("request_supplement", accepted)).content.decode()
    assert "Đề nghị nộp một trong các giấy tờ này." in asked

    components.count_components(dossier=accepted, counts={paper.pk: (1, 2, 2)}, by=clerk_user)
    assert f"Chưa quét: {paper.type.name}." in clerk.get(address("dossier", accepted)).content.decode()
    asked = clerk.get(address("request_supplement", accepted)).content.decode()
    assert "Đề nghị nộp" not in asked and "đề nghị nộp" not in asked
