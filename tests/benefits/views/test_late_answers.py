"""Has an answer a place whenever it comes, with its scan, and is the officer told of one that came late?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archive.correspondence import correspondence_files, questions_told
from benefits.actions import verifying
from benefits.actions.verification_letters import issue_letter
from benefits.models import LateAnswer, VerificationLetter, VerificationRequest
from benefits.queries import letters_of
from bhxh_archive import storage
from bhxh_archive.lifecycle import State
from intake.models import Upload
from tests.benefits.asked import WORKED, answered, ask
from tests.benefits.conftest import As, ShortRoad
from tests.intake.rows import put_in_state
from tests.intake.views.test_queries import MOST, queries_of
from tests.room import scan

QUEUE = reverse("queue", args=["xac-minh-muon"])


def told(letter: VerificationLetter, content: bytes, **said: str) -> dict[str, Any]:
    """What is posted for the one question of a letter, with the scan of the answer."""
    question = letter.questions.get()
    return {f"l{letter.pk}-dated": f"{timezone.localdate():%d/%m/%Y}", f"l{letter.pk}-number": "9/CV",
            f"a{question.pk}-verdict": "partly", f"a{question.pk}-text": "Trừ tháng 12", **said,
            f"l{letter.pk}-otherwise": "on",
            f"l{letter.pk}-file": SimpleUploadedFile("tra-loi.jpg", content)}  # fmt: skip


def test_the_scan_of_an_answer_is_kept_looked_at_and_refused_where_it_is_hostile(
    unsigned_road: ShortRoad, signed_in: As, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    dossier, officer = unsigned_road.to("draft"), signed_in("chuyenvien-hp")
    ask(dossier, unsigned_road.user("chuyenvien"))
    [letter], picture = letters_of(dossier), scan("Xác nhận")
    take, more = (reverse(name, args=[dossier.pk, letter.pk]) for name in ("take_answer", "keep_answer_scan"))
    run_jobs(lambda: officer.post(take, told(letter, picture)))
    run_jobs(lambda: officer.post(more, {"file": SimpleUploadedFile("a.pdf", b"MZ not a scan")}))

    kept, hostile = Upload.objects.filter(folder__verification_letter=letter).order_by("pk")
    assert storage.read_file(kept.file) == picture and hostile.file is None  # type: ignore[arg-type]
    assert (kept.state, hostile.state) == (Upload.State.ACCEPTED, Upload.State.REFUSED)
    assert dossier.events.filter(verb="keep_answer_scan").earliest("seq").evidence_digest == kept.digest
    shown, bad = (reverse("answer_scan", args=[dossier.pk, letter.pk, row.pk]) for row in (kept, hostile))
    page = officer.get(reverse("verified", args=[dossier.pk])).content.decode()
    assert f'href="{shown}"' in page and hostile.message in page and bad not in page
    assert b"".join(officer.get(shown).streaming_content) == picture  # type: ignore[attr-defined]
    assert officer.get(bad).status_code == 404 and signed_in("tiepnhan-hp").get(shown).status_code == 403


def test_an_answer_after_the_round_stands_beside_the_first_and_is_told_until_it_is_seen(
    unsigned_road: ShortRoad, signed_in: As, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    dossier, officer = unsigned_road.to("draft"), signed_in("chuyenvien-hp")
    ask(dossier, unsigned_road.user("chuyenvien"))
    [letter], by = letters_of(dossier), unsigned_road.user("chuyenvien")
    slip = issue_letter(letter=letter, by=by)
    verifying.withdraw_question(question=letter.questions.get(), reason="Quá lâu", by=by)
    late = reverse("late_answer", args=[dossier.pk, letter.pk])
    assert officer.get(late)["Location"] == reverse("verified", args=[dossier.pk])
    verifying.verified(dossier=unsigned_road.fresh(), by=by)

    review = reverse("review", args=[dossier.pk])
    assert late in officer.get(review).content.decode()
    assert officer.post(late, told(letter, b"x", **{f"a{letter.questions.get().pk}-text": ""})).status_code == 422
    run_jobs(lambda: officer.post(late, told(letter, scan("Muộn"))))
    shown = officer.get(review).content.decode()
    assert "Trả lời đến sau: đúng một phần" in shown and "Quá lâu" in shown and "Bản quét trả lời" in shown
    assert str(dossier) in officer.get(QUEUE).content.decode() and unsigned_road.fresh().state == State.IN_REVIEW
    sent = correspondence_files(dossier, timezone.now())
    assert [row.file for row in sent] == [slip.file, Upload.objects.get(folder__verification_letter=letter).file]
    [kept] = questions_told(dossier, timezone.now())[0]["questions"]
    assert (kept["withdrawn"], kept["late"][0]["answer"]) == ("Quá lâu", "Trừ tháng 12")
    assert not correspondence_files(dossier, slip.at - timedelta(1)) and not questions_told(
        dossier, slip.at - timedelta(1)
    )
    officer.post(reverse("seen_late_answers", args=[dossier.pk]))
    assert str(dossier) not in officer.get(QUEUE).content.decode() and LateAnswer.objects.get().seen_by == by
    put_in_state(dossier, State.ARCHIVED)
    assert officer.get(late).status_code == 409


def test_a_question_past_its_day_is_told_and_its_answer_says_so(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier, officer = unsigned_road.to("draft"), signed_in("chuyenvien-hp")
    ask(dossier, unsigned_road.user("chuyenvien"), WORKED)
    assert str(dossier) not in officer.get(QUEUE).content.decode()
    VerificationRequest.objects.update(limit_on=timezone.localdate() - timedelta(days=1))
    assert str(dossier) in officer.get(QUEUE).content.decode()
    answered(dossier, unsigned_road.user("chuyenvien"))
    assert "sau hạn trả lời" in officer.get(reverse("review", args=[dossier.pk])).content.decode()
    assert str(dossier) not in officer.get(QUEUE).content.decode()


def test_every_list_tells_whose_answer_is_overdue_and_since_when(unsigned_road: ShortRoad, signed_in: As) -> None:
    waiting, dossier = (unsigned_road.to("draft") for _ in range(2))
    for row in (waiting, dossier):
        ask(row, unsigned_road.user("chuyenvien"))
    officer, head, day = signed_in("chuyenvien-hp"), signed_in("truongphong-hp"), timezone.localdate() - timedelta(3)
    waits, home, overview = reverse("queue", args=["cho-xac-minh"]), reverse("home"), reverse("overview")
    assert "quá hạn trả lời" not in "".join(officer.get(page).content.decode() for page in (waits, home))
    assert "quá hạn trả lời" not in head.get(overview).content.decode()

    VerificationRequest.objects.filter(dossier=dossier).update(limit_on=day)
    said, word = (
        f"1 hồ sơ quá hạn trả lời xác minh, hạn sớm nhất {day:%d/%m/%Y}",
        f"xác minh quá hạn trả lời {day:%d/%m/%Y}",
    )
    for client, page in ((officer, waits), (officer, home), (officer, QUEUE), (head, overview)):
        assert said in client.get(page).content.decode(), page
    assert all(word in officer.get(page).content.decode() for page in (waits, QUEUE))
    [group] = officer.get(home).context["urgent"].groups
    assert (group.label, [row.key for row in group.rows]) == ("Xác minh quá hạn, đến sau", [str(dossier.pk)])
    late = head.get(f"{reverse('queue', args=['tq-xac-minh'])}?reply=late").content.decode()
    assert word in late and str(dossier) in late and str(waiting) not in late
    in_time = officer.get(f"{waits}?reply=open").content.decode()
    assert str(waiting) in in_time and str(dossier) not in in_time
    assert queries_of(officer, home) <= MOST and queries_of(head, overview) <= MOST
