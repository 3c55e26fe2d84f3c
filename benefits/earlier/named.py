"""Which issued document does a draft name: as replaced, revoked or corrected?

NĐ 30/2020 art. 18.3: an issued document that is wrong in content is replaced by a document of equal form; one that is
wrong in form, technique or procedure is corrected by an official letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from benefits import reading
from benefits.models import PASSIVE, DocumentChange, Draft, form_of
from benefits.models.changes import DECISION
from benefits.reading import Unreadable
from benefits.whose import about_the_same
from bhxh_archive.once import keep_reads, keeps_reads, read_once
from bhxh_archive.text import fold, full_stop, number_fold
from bhxh_archive.ui.reading import whole_number
from intake.models import Result

Act = DocumentChange.Act
REVOCATION: Final = "QD_THUHOI"
"""The kind of result by which an issued document is revoked or annulled."""
CORRECTION: Final = "CV_DINHCHINH"
"""The letter by which the wording of an issued document is corrected."""
REISSUE: Final = "BAN_SAO"
"""The letter with which issued documents are given out a second time."""
CHOSEN, NUMBER, DAY, AGENCY, REASON = FIELDS = (
    "replaces", "replaced_number", "replaced_on", "replaced_agency", "replaced_reason",
)  # fmt: skip
FORM, WAY, SINCE = "replaced_form", "revoked_how", "revoked_since"
_ASKED: Final = {NUMBER: "số, ký hiệu", DAY: "ngày ban hành", AGENCY: "cơ quan ban hành"}


@dataclass(frozen=True)
class Named:
    """A document as another names it; `result` is the id of the one in this system, None where it is none of it.

    `since`: the first day of which it holds no longer, where that is not the day on which the other is issued.
    """

    result: int | None
    number: str
    dated: date
    agency: str
    reason: str
    act: str = Act.REPLACES
    since: date | None = None
    form: str = DECISION

    @property
    def called(self) -> str:
        """`Quyết định số 05/QĐ-BHXH ngày 20/11/2026`."""
        return f"{self.form} số {self.number} ngày {self.dated:%d/%m/%Y}"

    @property
    def words(self) -> str:
        """`Quyết định số 05/QĐ-BHXH ngày 20/11/2026 của Bảo hiểm xã hội …`."""
        return f"{self.called} của {self.agency}"

    @property
    def key(self) -> str:
        """What two ways of writing it have in common."""
        return f"{number_fold(self.number)} {self.dated.isoformat()} {fold(self.agency)}"[:300]

    @property
    def said(self) -> str:
        """What is done to it and why, for who controls and who signs."""
        since = f" từ ngày {self.since:%d/%m/%Y}" if self.since else ""
        why = f" Lý do: {full_stop(self.reason)}" if self.reason else ""
        return f"{Act(self.act).label} {self.words}{since}.{why}"

    def as_frozen(self) -> dict[str, Any]:
        """Plain data for the frozen draft."""
        since = self.since.isoformat() if self.since else None
        return asdict(self) | {"dated": self.dated.isoformat(), "act": str(self.act), "since": since}


def frozen_in(draft: Draft) -> Named | None:
    """What the endorsement fixed; None where nothing is named."""
    kept = (draft.frozen or {}).get("named")
    if not kept:
        return None
    since = date.fromisoformat(kept["since"]) if kept.get("since") else None
    return Named(**kept | {"dated": date.fromisoformat(kept["dated"]), "since": since})


def act_of(draft: Draft, entries: Mapping[str, Any]) -> str:
    """What the draft does to the document that it names."""
    if draft.kind.code != REVOCATION:
        return Act.CORRECTS if draft.kind.code == CORRECTION else Act.REPLACES
    return Act.ANNULS if reading.text(entries, WAY) == Act.ANNULS else Act.REVOKES


def named_in(draft: Draft, entries: Mapping[str, Any] | None = None) -> Named | None:
    """What the draft names, as saved or as typed; None where nothing is; what revokes or corrects can't do without.

    Raises Unreadable with what is missing.
    """
    typed = draft.entries if entries is None else entries
    act, chosen, by_hand = act_of(draft, typed), reading.text(typed, CHOSEN), _by_hand(typed)
    if act == Act.REPLACES and not (chosen or by_hand or reading.text(typed, REASON)):
        return None
    if chosen and by_hand:
        raise Unreadable(f"Văn bản {PASSIVE[act]}: chọn trong danh sách hoặc ghi tay, không cả hai.")
    if lacking := list(_lacking(typed, act, bool(chosen))):
        raise Unreadable(*lacking)
    since = reading.day(typed, SINCE) if act == Act.REVOKES else None
    details = {"reason": reading.text(typed, REASON), "act": act, "since": since}
    if not chosen:
        return _typed(draft, typed, details)
    if result := chosen_in(draft, typed):
        return as_named(result, details)
    raise Unreadable(f"Văn bản {PASSIVE[act]} không có trong danh sách của đơn vị: hãy chọn lại.")


def _by_hand(typed: Mapping[str, Any]) -> bool:
    return any(reading.text(typed, name) for name in (NUMBER, DAY, AGENCY))


def _lacking(typed: Mapping[str, Any], act: str, chosen: bool) -> Iterator[str]:
    if not chosen:
        yield from _unnamed(typed, act)
    if act == Act.REVOKES and not reading.text(typed, SINCE):
        yield "Chưa ghi ngày bắt đầu thu hồi văn bản."
    if act != Act.CORRECTS and not reading.text(typed, REASON):
        yield f"Chưa ghi lý do {Act(act).label.lower()} văn bản đã ban hành."


def _unnamed(typed: Mapping[str, Any], act: str) -> Iterator[str]:
    if not _by_hand(typed):
        yield f"Chưa chọn văn bản {PASSIVE[act]} trong danh sách, cũng chưa ghi số, ngày, cơ quan ban hành."
        return
    for name, words in _ASKED.items():
        if not reading.text(typed, name):
            yield f"Chưa ghi {words} của văn bản {PASSIVE[act]}."


def as_named(result: Result, details: Mapping[str, Any]) -> Named:
    """A document of this system, with what is done to it and why."""
    agency = result.dossier.settling_office.name_on(result.dated).name
    return Named(result.pk, result.number, result.dated, agency, **{**details, "form": form_of(result.doc_type)})


def _typed(draft: Draft, typed: Mapping[str, Any], details: Mapping[str, Any]) -> Named:
    """What is written by hand is a document of this office in this system where the agency says so, or the person is
    the same; another office's is never looked up. What it is called is asked where it may be of another form."""
    office, day = draft.dossier.settling_office, reading.day(typed, DAY)
    number, agency = reading.text(typed, NUMBER), reading.text(typed, AGENCY)
    assert day
    if not any(sign.isdigit() for sign in number):
        raise Unreadable(f"Số, ký hiệu «{number}» không có chữ số nào.")
    ours = fold(agency) in {fold(row.name) for row in office.names.all()}
    same = documents_of(draft).filter(number_folded=number_fold(number), dated=day).order_by("-void_at")
    result = next((row for row in same if ours or about_the_same(draft, row)), None)
    form = form_of(draft.kind.doc_type) if details["act"] == Act.REPLACES else reading.text(typed, FORM) or DECISION
    return as_named(result, details) if result else Named(None, number, day, agency, **details, form=form)


def documents_of(draft: Draft) -> QuerySet[Result]:
    """The main documents that the office of the draft signed in this system, issued or not. A revocation is corrected,
    but never taken back: what it ended is granted anew."""
    rows = Result.objects.filter(dossier__settling_office=draft.dossier.settling_office, main=True)
    if draft.kind.code != CORRECTION:
        rows = rows.exclude(kind=REVOCATION)
    rows = rows.select_related("dossier__settling_office", "dossier__employer_list", "receiver")
    return rows.prefetch_related("versions", "dossier__persons")


def decisions_of(draft: Draft) -> QuerySet[Result]:
    """The decisions among them."""
    return documents_of(draft).filter(doc_type="02")


def chosen_in(draft: Draft, entries: Mapping[str, Any]) -> Result | None:
    """The document of this office that is chosen in what was typed or saved."""
    chosen = whole_number(reading.text(entries, CHOSEN))
    return document_in(draft, chosen) if chosen else None


@read_once
def document_in(draft: Draft, pk: int) -> Result | None:
    """The document with that id, if the office of the draft signed it, whose names are read with the draft."""
    found = documents_of(draft).prefetch_related(None).prefetch_related("versions").filter(pk=pk).first()
    if found:
        found.dossier.settling_office = draft.dossier.settling_office
    if found and keeps_reads(draft):
        keep_reads(found)
    return found


def readable_in(draft: Draft, entries: Mapping[str, Any] | None = None) -> Named | None:
    """What the draft names once all of it can be read."""
    try:
        return named_in(draft, entries)
    except Unreadable:
        return None


def printed_in(draft: Draft) -> dict[str, str]:
    """What the letterhead of the document says of it; nothing while not all of it can be read."""
    named = readable_in(draft)
    if named is None or named.act != Act.REPLACES:
        return {}
    return {"replaces": named.words, "replaced_because": named.reason}
