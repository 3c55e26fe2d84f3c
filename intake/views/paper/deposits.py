"""What paper has still to go to the archive, which lists are there, and how is the next one drawn up?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bhxh_archive.errors import ChangedMeanwhile, NotNow
from bhxh_archive.models import User
from bhxh_archive.ui.due import due_words
from bhxh_archive.ui.filters import FilterSpec, filter_bar, url_with
from bhxh_archive.ui.frame import Crumb
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import EmptyState, Paging
from bhxh_archive.ui.typed import name_fields
from intake.actions.paper import depositing
from intake.forms.deposits import DepositForm
from intake.models import PaperPlace
from intake.queries import deposits as queries
from intake.queries.deposits import Remainder
from intake.slips.deposit_counts import counts_of
from intake.views.frame import current_user
from intake.views.paper.deposit_dues import due_on, months_of
from intake.views.paper.store import crumbs, keeper

PAGE_SIZE: Final = 25
KINDS: Final = {"vinh-vien": True, "co-thoi-han": False}
WORDS: Final = {True: "Vĩnh viễn", False: "Có thời hạn"}
NOTHING: Final = EmptyState(
    "Không còn hồ sơ giấy nào phải nộp lưu",
    "Hồ sơ xếp trong hộp, đã trả kết quả và đã lưu trữ điện tử sẽ hiện ở đây theo kho, năm kết thúc và thời hạn.",
)


@require_GET
def paper_deposits(request: HttpRequest) -> HttpResponse:
    """Store by store, year by year what is left; below it the lists, newest first."""
    user = keeper(request)
    stores = {row.pk: row for row in queries.stores(user)}
    every = queries.remainders(user)
    shown = [row for row in every if row.store in stores and _chosen(row, request)]
    months = months_of(stores.values())
    rows, paging = _deposits(request, user)
    context = {
        "crumbs": crumbs(Crumb("Nộp lưu")), "filters": _filters(request, every, stores), "empty": NOTHING,
        "left": [_left(row, stores[row.store], months) for row in shown], "filtered": bool(every) and not shown,
        "rows": rows, "paging": paging,
    }  # fmt: skip
    return render(request, "paper/deposits.html", context)


def _filters(request: HttpRequest, rows: list[Remainder], stores: dict[int, PaperPlace]) -> Any:
    years = sorted({row.year for row in rows}, reverse=True)
    return filter_bar(request.GET, [
        FilterSpec("kho", "Kho", [(str(pk), _called(row)) for pk, row in stores.items()], {}),
        FilterSpec("nam", "Năm kết thúc", [(str(year), str(year)) for year in years], {}),
        FilterSpec("thoi-han", "Thời hạn", [(slug, WORDS[kind]) for slug, kind in KINDS.items()], {}),
    ])  # fmt: skip


def _chosen(row: Remainder, request: HttpRequest) -> bool:
    wanted = (("kho", str(row.store)), ("nam", str(row.year)), ("thoi-han", slug_of(row.permanent)))
    return all(request.GET.get(name, "") in ("", value) for name, value in wanted)


def slug_of(permanent: bool) -> str:
    """The kind of retention as it stands in an address."""
    return next(slug for slug, kind in KINDS.items() if kind is permanent)


def _called(store: PaperPlace) -> str:
    return f"{store.path} {store.name}".strip()


def _left(row: Remainder, store: PaperPlace, months: dict[int, int]) -> dict[str, Any]:
    due = due_on(row, store, months)
    return {
        "row": row, "store": _called(store), "kind": WORDS[row.permanent], "slug": slug_of(row.permanent),
        "due": due_words(due, timezone.localdate()) if due else None,
    }  # fmt: skip


def _deposits(request: HttpRequest, user: User) -> tuple[list[Any], Paging]:
    """Newest first, by keyset."""
    rows, after = queries.deposits(user), whole_number(request.GET.get("after"))
    found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE_SIZE + 1])
    shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    following = url_with(request.GET, after=shown[-1].pk) if more else ""
    return shown, Paging(url_with(request.GET, after="") if after else "", following)


@require_http_methods(["GET", "POST"])
def draw_up_deposit(request: HttpRequest, place_pk: int, of_year: int, retention: str) -> HttpResponse:
    """What would go on the list, and who takes it; a POST draws list and minutes up."""
    user = current_user(request)
    store, permanent = queries.stores(user).get(pk=place_pk), KINDS[retention]
    form = DepositForm(request.POST or None)
    name_fields(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            made = depositing.draw_up(
                store=store, of_year=of_year, permanent=permanent, taker=form.cleaned_data, by=user,
                seen=request.POST.get("seen", ""),
            )  # fmt: skip
        except ChangedMeanwhile as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Đã lập mục lục và biên bản số {made}. In 02 bản cho hai bên ký.")
            return redirect("paper_deposit", made.pk)
    entries = queries.may_go(store, of_year, permanent=permanent)
    total = entries.count()
    if not total and request.method == "GET":
        raise NotNow("Không còn hồ sơ giấy nào của năm và thời hạn này sẵn sàng nộp lưu.")
    first = list(entries[: depositing.MOST_LINES])
    counts = counts_of([row.dossier for row in first])
    context = {
        "form": form, "seen": queries.mark_of(first), "store": _called(store),
        "of_year": of_year, "kind": WORDS[permanent], "total": total,
        "listed": len(first), "boxes": len({row.box_id for row in first}), "first": first[0] if first else None,
        "last": first[-1] if first else None, "uncounted": [row for row in first if counts[row.dossier_id].uncounted],
        "crumbs": crumbs(Crumb("Nộp lưu", reverse("paper_deposits")), Crumb("Lập mục lục")),
    }  # fmt: skip
    return render(request, "paper/draw_up_deposit.html", context, status=422 if form.is_bound else 200)
