"""Where does paper lie, what is in a box, who has what, and what do two scanned codes mean?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet

from bhxh_archive.models import User
from bhxh_archive.text import number_fold
from intake.models import BoxEntry, Dossier, PaperBox, PaperLoan, PaperPlace
from intake.queries.shelved import key_of, spelled

KEEPING = "intake.keep_paper"
_CODE: Final = re.compile("[A-Z0-9]{1,8}")
_FIGURE: Final = re.compile("([0-9]+)")
_ANY_ZEROS: Final = r"0*\1"


def places(user: User) -> QuerySet[PaperPlace]:
    """The places of the offices where this person keeps paper, from the store down, with what stands in them."""
    rows = PaperPlace.objects.filter(office__in=user.offices_with(KEEPING)).select_related("office")
    return rows.annotate(box_count=Count("boxes"))


def places_inside(place: PaperPlace) -> QuerySet[PaperPlace]:
    """What stands in a place, however deep."""
    return PaperPlace.objects.filter(office=place.office_id, path__startswith=f"{place.path}.")


def boxes_inside(place: PaperPlace) -> QuerySet[PaperBox]:
    """The boxes that stand in a place, however deep."""
    return PaperBox.objects.filter(office=place.office_id, path__startswith=f"{place.path}.")


def is_used(place: PaperPlace) -> bool:
    """Whether a dossier ever lay in one of its boxes: their codes stand in its number."""
    return boxes_inside(place).filter(last_ordinal__gt=0).exists()


def boxes(user: User) -> QuerySet[PaperBox]:
    """The boxes of the offices where this person keeps paper."""
    return PaperBox.objects.filter(office__in=user.offices_with(KEEPING)).select_related("office", "place")


def with_contents(rows: QuerySet[PaperBox]) -> QuerySet[PaperBox]:
    """The boxes with how many dossiers lie in each now."""
    return rows.annotate(held=Count("entries", filter=Q(entries__left_at=None)))


def kept(user: User) -> QuerySet[Dossier]:
    """The dossiers whose paper is kept where this person keeps paper."""
    return Dossier.objects.filter(paper_office__in=user.offices_with(KEEPING))


def box_of_code(user: User, code: str) -> PaperBox | None:
    """The box with this label, with or without the agency's identifier in front; of several offices' none."""
    return boxes_of_codes(user, [code]).get(code)


def boxes_of_codes(user: User, codes: Iterable[str]) -> dict[str, PaperBox]:
    """The boxes with these labels, by the label as typed; what names none, or several boxes, is left out.

    Case, zeros before figures, and full stops or spaces between the parts don't matter; of labels that differ by zeros
    alone the one as typed is meant. The last part alone (H001) will do where only one box bears it.
    """
    typed = {code: spelled(code) for code in codes}
    ends = {key_of(code.rpartition(".")[2]) for code in typed.values()}
    ends = {end for end in ends if _CODE.fullmatch(end)}
    rows = list(boxes(user).filter(code__regex=_any_of(ends))) if ends else []
    found = {code: _named(rows, told) for code, told in typed.items()}
    return {code: same[0] for code, same in found.items() if len(same) == 1}


def _any_of(keys: Iterable[str]) -> str:
    """A regular expression of the codes of boxes with these keys, whatever zeros stand before their figures."""
    return f"^({'|'.join(_FIGURE.sub(_ANY_ZEROS, key) for key in keys)})$"


def _named(rows: list[PaperBox], typed: str) -> list[PaperBox]:
    """The boxes whose label is typed; else those whose is alike but for zeros, or whose last part alone is typed."""
    as_typed = [row for row in rows if typed in _labels_of(row)]
    alike = [row for row in rows if key_of(typed) in map(key_of, _labels_of(row))]
    alone = [row for row in rows if row.code == typed]
    return as_typed or alike or alone or [row for row in rows if key_of(row.code) == key_of(typed)]


def _labels_of(box: PaperBox) -> tuple[str, str]:
    return box.path, f"{box.office.agency_id.upper()}.{box.path}"


def paper_of_number(user: User, number: str) -> Dossier | None:
    """The dossier with this number, or whose paper bears it; else the one whose paper bore it before it was boxed
    anew, as an old label still says."""
    folded = number_fold(number)
    if not folded:
        return None
    rows, bears = kept(user).order_by("pk"), _bears(user, number.strip().upper(), "paper_file_number")
    bore = _bears(user, number.strip().upper(), "box_entries__number_before")
    return rows.filter(Q(number_folded=folded) | bears).first() or rows.filter(bore).first()


def _bears(user: User, typed: str, field: str) -> Q:
    """Whose paper has this number, with or without the code of the office before it."""
    found = Q(**{f"{field}__iexact": typed})
    for office in {row.office for row in places(user).filter(parent=None)}:
        found |= Q(paper_office=office, **{f"{field}__iexact": typed.removeprefix(f"{office.agency_id}.")})
    return found


def entry_of(dossier: Dossier) -> BoxEntry | None:
    """In which box the paper lies."""
    return dossier.box_entries.filter(left_at=None).select_related("box__place").first()


def journey_of(dossier: Dossier) -> list[tuple[BoxEntry, str, bool]]:
    """Every box in which the paper lay, where it lies now first, then the newest; each with the reason why it was taken
    there, and whether that was taken back as a mistake. Two queries."""
    told = list(dossier.events.filter(verb__in=("rebox_paper", "undo_filing")).values_list("verb", "detail", "reason"))
    places = [(verb, (detail.get("box"), detail.get("ordinal")), reason) for verb, detail, reason in told]
    reasons = {place: reason for verb, place, reason in places if verb == "rebox_paper"}
    undone = {place for verb, place, _ in places if verb == "undo_filing"}
    rows = sorted(dossier.box_entries.select_related("box", "by"), key=lambda row: row.left_at is not None)
    return [(row, reasons.get(place, ""), place in undone) for row in rows if (place := (row.box_id, row.ordinal))]


def contents(box: PaperBox) -> QuerySet[BoxEntry]:
    """What lies in the box, by its number there; each dossier with the loan that is `out`."""
    rows = box.entries.filter(left_at=None).select_related("dossier__procedure", "dossier__employer_list")
    out = Prefetch("dossier__paper_loans", PaperLoan.objects.filter(returned_on=None), to_attr="out")
    return rows.prefetch_related("dossier__persons", out).order_by("ordinal")


def last_filings(user: User, limit: int = 10) -> QuerySet[BoxEntry]:
    """What this person filed last and did not take back."""
    return BoxEntry.objects.filter(by=user, left_at=None).select_related("dossier", "box")[:limit]


def newest_box(user: User, office_id: int) -> PaperBox | None:
    """The box of that office into which this person filed last and where it still lies."""
    rows = BoxEntry.objects.filter(by=user, left_at=None, box__office=office_id).select_related("box")
    newest = rows.first()
    return newest.box if newest else None


def running_loans(user: User) -> QuerySet[PaperLoan]:
    """Paper that is out, what is due first on top."""
    rows = PaperLoan.objects.filter(dossier__in=kept(user), returned_on=None)
    return rows.select_related("dossier").order_by("due_on", "pk")


def loan_of(dossier: Dossier) -> PaperLoan | None:
    """Who has the paper now."""
    return dossier.paper_loans.filter(returned_on=None).first()
