"""Is each body's letter a draft until it is numbered, one number in the series of letters, and never altered then?"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from benefits.actions import outside_numbers, verifying
from benefits.actions.verification_letters import issue_letter
from benefits.issued.outgoing import outgoing_lines
from benefits.models import VerificationQuestion
from benefits.queries import letters_of
from benefits.signers.letter_signers import letter_seats
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from intake.models import IssuedSlip
from tests.benefits.actions.test_mandates import seat
from tests.benefits.asked import BORN, WORKED, answered, ask
from tests.benefits.conftest import As, ShortRoad
from tests.room import PERSON

TITLE = WORKED._replace(text="Chức danh?", subject="Chức danh")


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def words(slip: IssuedSlip) -> str:
    return words_of(storage.read_file(slip.file))


def test_a_numbered_letter_stays_as_it_is(unsigned_road: ShortRoad) -> None:
    unsigned_road.person = PERSON
    dossier, officer = unsigned_road.to("draft"), unsigned_road.user("chuyenvien")
    ask(dossier, officer, WORKED, TITLE, BORN)
    company, ward = letters_of(dossier)
    with pytest.raises(NotAllowed):
        issue_letter(letter=company, by=unsigned_road.user("truongphong"))
    verifying.withdraw_question(question=company.questions.get(text="Chức danh?"), reason="Đã rõ", by=officer)
    slip = issue_letter(letter=company, by=officer)
    said = words(slip)
    for expected in (f"Số: 01/{slip.notation}", "Kính gửi: Công ty May Mẫu", WORKED.text, "Phạm Thị Hường",
                     "sinh ngày 12/06/1969", "3105000123", str(dossier.number)):  # fmt: skip
        assert expected in said, expected
    assert "Chức danh" not in said and BORN.text not in said and "DỰ THẢO" not in said

    dossier.persons.update(full_name="Người khác")
    again = issue_letter(letter=company, by=officer)
    assert (again, again.file) == (slip, slip.file) and "Số: 02/" in words(issue_letter(letter=ward, by=officer))
    assert dossier.events.filter(verb="reprint_slip").count() == 1
    answered(unsigned_road.fresh(), officer)
    assert issue_letter(letter=company, by=officer) == slip


def test_it_is_signed_by_whose_authority_covers_it(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier, officer = unsigned_road.to("draft"), signed_in("chuyenvien-hp")
    ask(dossier, unsigned_road.user("chuyenvien"))
    [letter], page = letters_of(dossier), reverse("verified", args=[dossier.pk])
    deputy = seat(unsigned_road, "KT.")
    shown = officer.get(page).content.decode()
    assert f'value="{deputy.pk}">KT. {deputy.title} {deputy.user.full_name}' in shown
    for authority, kinds, fits in (("TUQ.", (), False), ("TUQ.", ("CV_XAC_MINH",), True), ("TL.", (), False)):
        assert (seat(unsigned_road, authority, *kinds) in letter_seats(dossier.settling_office)) is fits
    with pytest.raises(NotValid, match="không có thẩm quyền"):
        issue_letter(letter=letter, by=unsigned_road.user("chuyenvien"), seat=deputy)

    seat(unsigned_road, "KT.")
    draft = officer.post(reverse("letter_draft", args=[dossier.pk, letter.pk]), {"signer": deputy.pk})
    assert deputy.user.full_name in words_of(b"".join(draft.streaming_content))  # type: ignore[attr-defined]
    officer.post(reverse("issue_letter", args=[dossier.pk, letter.pk]), {"signer": deputy.pk})
    assert f"KT. GIÁM ĐỐC {deputy.title}" in words(dossier.issued_slips.get())


def test_words_are_mended_while_the_letter_is_a_draft(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier, officer = unsigned_road.to("draft"), unsigned_road.user("chuyenvien")
    ask(dossier, officer)
    [letter] = letters_of(dossier)
    question = letter.questions.get()
    page, client = reverse("reword_question", args=[dossier.pk, question.pk]), signed_in("chuyenvien-hp")
    assert client.post(page, {"subject": " ", "text": "Đúng không?"}).status_code == 422
    client.post(page, {"subject": "Thời gian nghỉ", "text": "Nghỉ từ 01/2006 không?"})
    assert dossier.events.get(verb="reword_question").reason.endswith(WORKED.text)

    assert "1. Thời gian nghỉ Nghỉ từ 01/2006 không?" in words(issue_letter(letter=letter, by=officer))
    assert client.get(page).status_code == client.post(page, {"subject": "Khác", "text": "Khác?"}).status_code == 409


def test_nothing_is_numbered_that_nobody_waits_for(unsigned_road: ShortRoad) -> None:
    dossier, officer = unsigned_road.to("draft"), unsigned_road.user("chuyenvien")
    ask(dossier, officer)
    [letter] = letters_of(dossier)
    verifying.withdraw_question(question=letter.questions.get(), reason="Đã rõ", by=officer)
    with pytest.raises(NotNow, match="thôi hỏi"):
        issue_letter(letter=letter, by=officer)
    verifying.verified(dossier=unsigned_road.fresh(), by=officer)
    with pytest.raises(NotNow, match="không còn chờ"):
        issue_letter(letter=letter, by=officer)


def test_the_number_stands_in_the_register_and_is_used_once(unsigned_road: ShortRoad) -> None:
    dossier, officer, today = unsigned_road.to("draft"), unsigned_road.user("chuyenvien"), timezone.localdate()
    ask(dossier, officer)
    slip = issue_letter(letter=letters_of(dossier)[0], by=officer)

    [line] = outgoing_lines(dossier.settling_office, today, today)
    assert (line.number, line.dated, line.recipients) == (str(slip), today, WORKED.agency)
    with pytest.raises(NotValid, match="đã cấp 1 số"):
        outside_numbers.enter_outside(office=dossier.settling_office, code="CV", year=today.year, first=1, last=3,
                                      note="Công văn giấy", by=unsigned_road.user("vanthu"))  # fmt: skip


def test_the_draft_is_shown_to_the_unit_until_the_letter_is_numbered(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    ask(dossier, unsigned_road.user("chuyenvien"))
    [letter] = letters_of(dossier)
    head, officer = signed_in("truongphong-hp"), signed_in("chuyenvien-hp")
    draft = reverse("letter_draft", args=[dossier.pk, letter.pk])
    shown = words_of(b"".join(head.get(draft).streaming_content))  # type: ignore[attr-defined]
    assert "DỰ THẢO" in shown and WORKED.text in shown and "Số: ....../" in shown
    assert signed_in("tiepnhan-hp").get(draft).status_code == 403

    issued = officer.post(reverse("issue_letter", args=[dossier.pk, letter.pk]))
    slip = dossier.issued_slips.get()
    assert issued["Location"] == reverse("issued_slip", args=[dossier.pk, slip.pk]) == head.get(draft)["Location"]
    page = officer.get(reverse("verified", args=[dossier.pk])).content.decode()
    assert f"Công văn số {slip}" in page and "Cấp số, in để ký" not in page


def test_pages_and_letter_have_one_numbering(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier, officer, client = unsigned_road.to("draft"), unsigned_road.user("chuyenvien"), signed_in("chuyenvien-hp")
    wage, page = TITLE._replace(text="Mức lương?", subject="Mức lương"), reverse("verified", args=[dossier.pk])
    ask(dossier, officer, TITLE, BORN, WORKED, wage)
    company = letters_of(dossier)[0]
    title, worked, _ = company.questions.all()
    draft = ("1. Chức danh", "2. Thời gian làm việc", "3. Mức lương", "1. Giấy khai sinh")
    assert all(said in client.get(page).content.decode() for said in draft)

    verifying.withdraw_question(question=title, reason="Đã rõ", by=officer)
    letter = words(issue_letter(letter=company, by=officer))
    verifying.reopen_question(question=title, by=officer)
    verifying.withdraw_question(question=worked, reason="Đã rõ", by=officer)
    VerificationQuestion.objects.update(printed=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module("benefits.migrations.0033_numbers_in_letters").PRINTED)
    shown = client.get(page).content.decode()
    assert all(said in letter and said in shown for said in ("1. Thời gian làm việc", "2. Mức lương"))
    assert "Công văn đã cấp số không in nội dung này" in shown and "3. " not in shown
    assert (
        f"Thôi hỏi nội dung 1 của công văn xác minh số {dossier.issued_slips.get()}"
        in client.get(reverse("trail", args=[dossier.pk])).content.decode()
    )
