"""Are scans and results one whole? The check list before the archive, with the files that are being made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.models import Job, User
from bhxh_archive.ui.facts import Checklist, ChecklistItem, Progress
from intake import guards, queries, recipes, rules
from intake.actions import consolidation, returning
from intake.book_needs import book_problems
from intake.forms.verbs import ConsolidationForm
from intake.models import BookCustody, Dossier, HandOver, PaperBox
from intake.queries import papers
from intake.rules.books import where_it_is
from intake.views.dossier_parts import component_checklist, tallies
from intake.views.frame import current_user, open_to_change
from intake.views.verbs import blockers, carry_out, open_verb, verb_page


def consolidate(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that must be whole, what is not yet, and the number of the paper file."""
    dossier, context, problems = open_verb(request, pk, "consolidate", paper_file_number="-", reason="-")
    initial = {"version": dossier.version, "paper_file_number": dossier.paper_file_number}
    form = ConsolidationForm(request.POST or None, initial=initial, find_box=_finder(dossier, current_user(request)))
    if request.method == "POST":
        done = carry_out(request, dossier, "consolidate", form, lambda: consolidation.consolidate(
            dossier=dossier, paper_file_number=form.cleaned_data["paper_file_number"], by=current_user(request),
            box=form.cleaned_data.get("box"), doubt_settled=form.cleaned_data["doubt_settled"],
            version=form.cleaned_data["version"]))  # fmt: skip
        if done:
            if not form.cleaned_data.get("box"):
                _warn_of_twin(request, dossier, form.cleaned_data["paper_file_number"])
            return done
        problems = blockers(dossier, "consolidate", current_user(request), paper_file_number="-", reason="-")
    context |= {
        "problems": problems, "checklist": component_checklist(dossier), "whole": whole(dossier),
        "progress": progress_of(dossier), "tallies": tallies(dossier, list(queries.pages_of(dossier))),
        "doubtful": any(map(rules.is_doubt, queries.doubtful_originals(dossier))),
    }  # fmt: skip
    return verb_page(
        request, "intake/consolidate.html", context, form, disabled="Còn mục phải xử lý." if problems else ""
    )


def _finder(dossier: Dossier, user: User) -> Callable[[str], PaperBox | None] | None:
    """The box of a label, for who keeps the paper of this dossier."""
    return partial(papers.box_of_code, user) if user.holds(papers.KEEPING, dossier.paper_office_id) else None


def _warn_of_twin(request: HttpRequest, dossier: Dossier, number: str) -> None:
    """Two files at one place may be meant so; more often the number is mistyped or unfinished."""
    if twin := queries.of_paper_number(dossier, number):
        seen = queries.dossiers(current_user(request)).filter(pk=twin.pk).exists()
        where = f"hồ sơ {twin}" if seen else "một hồ sơ khác"
        said = f"Số hồ sơ giấy {number} cũng ghi ở {where}. Nếu không để chung một bìa, mở lại tích hợp rồi sửa số."
        messages.warning(request, said)


def whole(dossier: Dossier) -> Checklist:
    """Scans, results, signatures and files, one line each."""
    pages = list(queries.pages_of(dossier))
    handed = dossier.hand_overs.first()
    parts = (
        ("Trang quét đã kiểm tra", rules.page_problems(pages), f"{len(pages)} trang"),
        ("Giấy đã đếm khớp số ảnh", rules.count_problem(dossier, pages), ""),
        ("Kết quả và chữ ký số", guards.result_problems(dossier), f"{queries.results_of(dossier).count()} văn bản"),
        ("Bản điện tử gốc nguyên vẹn", guards.broken_originals(dossier), ""),
        ("Tệp PDF/A hai lớp của các thành phần", guards.document_problems(dossier), ""),
        ("Trả kết quả", _return_problems(handed), handed.get_outcome_display() if handed else ""),
        ("Sổ BHXH", book_problems(dossier), _book_words(dossier)),
    )
    items = [ChecklistItem(name, "problem" if bad else "done", " ".join(bad) or said) for name, bad, said in parts]
    return Checklist(items, heading="Toàn bộ hồ sơ")


def _book_words(dossier: Dossier) -> str:
    book = queries.book_of(dossier)
    if book is None or book.form != BookCustody.Form.PAPER:
        return "không giữ sổ giấy"
    return where_it_is(book, dossier)[0]


def _return_problems(handed: HandOver | None) -> list[str]:
    return [] if handed else ["Chưa ghi nhận trả kết quả."]


def progress_of(dossier: Dossier) -> Progress:
    """How many of the components' files are made; a failed job is said."""
    wanted = recipes.recipes_of(dossier)
    made = recipes.made_of(dossier, wanted)
    keys = [recipes.document_key(pk, wanted[pk]) for pk in wanted.keys() - made]
    jobs = list(Job.objects.filter(key__in=keys).order_by("pk"))
    failed = [row for row in {row.key: row for row in jobs}.values() if row.state == Job.State.FAILED]
    return Progress(
        poll_url=reverse("documents_state", args=[dossier.pk]), label="Tạo tệp PDF/A của các thành phần",
        done=len(made), total=len(wanted), detail=_detail(jobs), finished=len(made) == len(wanted),
        failed=failed[0].note or "Chưa tạo được tệp. Bấm «Tạo lại tệp»." if failed else "", dom_id="documents",
    )  # fmt: skip


def _detail(jobs: list[Job]) -> str:
    if not any(row.open for row in jobs):
        return ""
    running = [row for row in jobs if row.state == Job.State.RUNNING and row.total]
    return f"Đang nhận dạng trang {running[0].done + 1}/{running[0].total}." if running else "Đang chờ đến lượt."


@require_GET
def documents_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, asked every second."""
    dossier = queries.dossier_for(current_user(request), pk)  # nothing of a document is shown: no look to log
    return render(request, "intake/progress.html", {"progress": progress_of(dossier)})


@require_POST
def make_documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the files that are missing or out of date."""
    dossier, _ = open_to_change(request, pk, "intake.consolidate", tab="consolidate")
    returning.make_documents(dossier, again=True)
    return redirect("consolidate", pk)
