"""How does the leader see the exact bytes, sign them with the account password, and go on to the next dossier?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benefits.actions import deferring, preparing, signing
from benefits.doubts.doubted import said_confirmed
from benefits.doubts.granted import said_again
from benefits.doubts.holding_up import held_up
from benefits.doubts.naming import said_naming
from benefits.models import Draft, PreparedDocument
from benefits.queries import drafts_of, live_documents, open_deferred, paper_order_in_force
from benefits.views import files
from benefits.views.pages import draft_pages, prepared_pages
from benefits.views.review import described
from benefits.views.room import finished, open_room, require_work, version_of, waits_elsewhere, where_signed
from benefits.views.verbs import about, authors_of, looked_in, replacements_of, warnings_of
from benefits.wording.names import called
from bhxh_archive.confirming import PasswordForm, asked, confirmed
from bhxh_archive.errors import ActionError, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import check_move
from bhxh_archive.models import User
from bhxh_archive.ui.facts import Fact, SummaryCard
from bhxh_archive.ui.frame import Action, Foot
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.desk.bulk import by_worker
from intake.views.frame import current_user


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """First «Xem và ký», then the prepared pages with the password, then all documents signed in one ceremony."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    if request.method == "POST":
        try:
            return _sign(request, dossier, context)
        except NotValid as refused:  # the figures changed since the page was opened
            return _held_page(request, dossier, context, refused.message)
    if said := held_up(dossier, user):
        return _held_page(request, dossier, context, said)
    return _page(request, dossier, context, _asked(request))


@require_POST
def prepare_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Bind number and date, render the final documents with their signature fields, and show them."""
    user = current_user(request)
    try:
        preparing.prepare_signature(dossier=dossier_for(user, pk), by=user)
    except NotValid:  # the figures changed since the page was opened
        return redirect("sign", pk=pk)  # where it is said, with the way back
    return redirect("sign", pk=pk)


def _held_page(request: HttpRequest, dossier: Dossier, context: dict[str, Any], said: str) -> HttpResponse:
    """The draft as it was controlled, why it can't be signed so, and the way back to who drafted it."""
    drafts = drafts_of(dossier)
    back = Action("Trả lại chuyên viên", reverse("return_draft", args=[dossier.pk]), method="get", key="ctrl+enter")
    queue = Action("Về hàng chờ ký", reverse("queue", args=["cho-ky"]), method="get", kind="plain")
    context |= {"held": said, "viewer": draft_pages(request, dossier, drafts), "foot": Foot(back, [queue]),
                "summary": signed_summary(dossier, drafts, [])}  # fmt: skip
    return render(request, "benefits/sign.html", context, status=422 if request.method == "POST" else 200)


def _sign(request: HttpRequest, dossier: Dossier, context: dict[str, Any]) -> HttpResponse:
    user = current_user(request)
    check_move(dossier, "sign", by=user, version=version_of(request))
    form = confirmed(request, user, by_server=not user.signs_elsewhere)
    if not form.is_valid():
        return _page(request, dossier, context, form, status=422)
    if settings.SIGN_IN_WORKER and not user.signs_elsewhere:
        return by_worker(request, dossier, "ky", version_of(request))
    try:
        if user.signs_elsewhere:
            deferring.defer(dossier=dossier, by=user, version=version_of(request))
            return waits_elsewhere(request, dossier)
        moved = signing.sign(dossier=dossier, by=user, version=version_of(request))
    except (NotAllowed, NotNow) as error:  # certificate or time-stamp service: said on the page, the number stays
        return _page(request, dossier, context, _asked(request), problem=error)
    return finished(request, moved, f"Đã ký số hồ sơ {moved}.", queue="cho-ky", tab="results")


def _asked(request: HttpRequest) -> PasswordForm:
    user = current_user(request)
    return asked(request, user, by_server=not user.signs_elsewhere)


def _ready(documents: list[PreparedDocument], user: User) -> bool:
    """Whether what is prepared may be signed now: by this leader, with today's date."""
    today = timezone.localdate()
    return bool(documents) and all(row.dated == today and row.signer_id == user.pk for row in documents)


def _page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], form: PasswordForm, *,
    status: int = 200, problem: ActionError | None = None,
) -> HttpResponse:  # fmt: skip
    documents = list(live_documents(dossier))
    drafts = drafts_of(dossier)
    items = [described(draft) for draft in drafts]
    ready = _ready(documents, current_user(request))
    context |= {
        "ready": ready,
        "form": form,
        "items": items,
        "warnings": [
            *said_again(drafts),
            *said_confirmed(looked_in(items)),
            *said_naming(drafts),
            *replacements_of(items),
            *warnings_of(items),
        ],
        "problem": problem.message if problem else "",
        "deferred": list(open_deferred(dossier)),
        "made_elsewhere": where_signed(current_user(request)),
        "viewer": prepared_pages(request, dossier, documents) if ready else draft_pages(request, dossier, drafts),
        "summary": signed_summary(dossier, drafts, documents if ready else [], *_cosigners(documents)),
        "foot": _foot(dossier, ready, form.why_not),
    }
    return render(request, "benefits/sign.html", context, status=problem.status if problem else status)


def _foot(dossier: Dossier, ready: bool, why_not: str) -> Foot:
    back = Action("Trả lại chuyên viên", reverse("return_draft", args=[dossier.pk]), method="get", kind="danger")
    prepare = reverse("prepare_signature", args=[dossier.pk])
    primary = Action("Ký số", form="verb", why_not=why_not) if ready else (
        Action("Xem và ký", prepare, key="ctrl+enter"))  # fmt: skip
    other = Action("Ký bằng công cụ khác", reverse("import_signed", args=[dossier.pk]), method="get")
    change = Action("Chuyển người ký", reverse("change_signer", args=[dossier.pk]), method="get")
    paper = Action("Ký trên giấy", reverse("sign_on_paper", args=[dossier.pk]), method="get")
    ways = [other, *([paper] if paper_order_in_force(dossier.settling_office) else [])] if ready else []
    return Foot(primary=primary, others=[*ways, change, back])


def signed_summary(
    dossier: Dossier, drafts: list[Draft], documents: list[PreparedDocument], *more: Fact
) -> SummaryCard:  # fmt: skip
    """What is going to be signed: number, documents, and whose hands they went through."""
    numbers = dict.fromkeys(f"Số {row.number} ngày {row.dated:%d/%m/%Y}" for row in documents)
    papers = [f"{called(row.kind, row.title)} ({row.pages} trang)" for row in documents]
    facts = [
        about(dossier),
        Fact("Số, ngày", "; ".join(numbers)),
        Fact("Văn bản", ", ".join(papers)),
        Fact("Người soạn thảo", authors_of(drafts)),
        Fact("Người kiểm soát", _controllers(drafts)),
        *more,
    ]
    return SummaryCard(facts, heading="Văn bản sẽ ký")


def _cosigners(documents: list[PreparedDocument]) -> list[Fact]:
    """Who is going to sign next, in their order; nothing where the names stand printed."""
    order = dict.fromkeys(pk for row in documents for pk in row.cosigners.values())
    people = User.objects.in_bulk(order) if order else {}
    return [Fact("Ký số sau lãnh đạo", ", ".join(people[pk].full_name for pk in order))] if order else []


def _controllers(drafts: list[Draft]) -> str:
    people = {draft.controlled_by for draft in drafts}
    return ", ".join(sorted(person.full_name for person in people if person)) or "Không bố trí"


def _document(request: HttpRequest, pk: int, document_pk: int) -> PreparedDocument:
    dossier = dossier_for(current_user(request), pk)
    require_work(dossier, current_user(request))
    rows = PreparedDocument.objects.filter(draft__dossier=dossier).select_related("file", "signed_file")
    return rows.get(pk=document_pk)


@require_GET
def prepared_page(request: HttpRequest, pk: int, document_pk: int, number: int, size: str) -> HttpResponseBase:
    """The picture of one page of what waits for a signature (or was signed)."""
    row = _document(request, pk, document_pk)
    return files.page_picture(request, row.signed_file or row.file, number, size, f"prepared:{row.pk}")


@require_GET
def prepared_file(request: HttpRequest, pk: int, document_pk: int) -> HttpResponseBase:
    """The prepared PDF itself, byte for byte."""
    row = _document(request, pk, document_pk)
    return files.pdf_file(request, row.file, f"prepared:{row.pk}", row.number, row.kind, "cho-ky", inline=True)
