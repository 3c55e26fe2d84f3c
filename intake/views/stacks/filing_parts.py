"""Where does a part of a stack go, and which parts are filed? What stands in the boxes counts, whatever was pressed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.http import QueryDict

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.ui.reading import whole_number
from intake.actions.stacks import cuts, filing_parts
from intake.models import Batch, BatchPart
from intake.rules.stacks import UNDECIDED
from intake.views.stacks.part_cards import PartCard
from intake.views.stacks.preview import stack_of

NAMED: Final = 5
"""Of how many dossiers it is said by number that a part goes into them."""
Done = tuple[str, BatchPart | None]


class ChoiceRefused(NotValid):
    """What was typed or chosen for a part can't be taken: the preview shows it again, with what is wrong."""


def pressed(data: QueryDict, name: str) -> int:
    """The page or part of the button. Raises NotValid where none was sent."""
    found = whole_number(data.get(name))
    if found is None:
        raise NotValid("Yêu cầu thiếu trang hoặc phần được chọn. Tải lại trang rồi làm lại.")
    return found


def version_of(data: QueryDict) -> int | None:
    """Which version of the stack the page showed, if it says so."""
    return whole_number(data.get("version"))


def typed_anew(data: QueryDict) -> bool:
    """Whether the boxes of the part hold something else than what they were shown with."""
    pairs = (("number", "was_number"), ("component", "was_component"))
    return any(was in data and data.get(now, "") != data[was] for now, was in pairs)


def choose(found: Batch, data: QueryDict, by: User) -> Done:
    """The dossier by what was typed, or by the button of a code that was `read`, and the component."""
    number = data.get("read") or data.get("number", "")
    try:
        part = cuts.choose_target(batch=found, part_id=pressed(data, "part"), number=number, by=by,
                                  component_id=whole_number(data.get("component")), at_line=_at_line(data),
                                  undecided=data.get("component") == UNDECIDED, version=version_of(data))  # fmt: skip
    except NotValid as error:
        raise ChoiceRefused(error.message) from error
    return f"Phần này sẽ vào hồ sơ {part.dossier}.{' Hãy chọn thành phần.' if part.trouble else ''}", part


def _at_line(data: QueryDict) -> str:
    chosen = data.get("component", "")
    return "" if chosen.isdecimal() or chosen == UNDECIDED else chosen


def file(found: Batch, data: QueryDict, by: User) -> Done:
    """One part, all of its dossier though its pages are not as many as were counted, or every one that is sure."""
    one = whole_number(data.get("part"))
    if one is None:
        return _file(stack_of(found).ready, found, by, version_of(data)), None
    cards = stack_of(found).cards
    card = next((card for card in cards if card.part.pk == one), None)
    if card and _typed_anew(card, data):
        return _choose_and_file(found, data, by)
    chosen = _of_its_dossier(cards, card) if card and "of_dossier" in data else [card] if card else []
    return _file(chosen, found, by, version_of(data)), None


def _typed_anew(card: PartCard, data: QueryDict) -> bool:
    """Whether the boxes of the part say otherwise than what was chosen for it before."""
    place = UNDECIDED if card.undecided else card.chosen
    another = data.get("number", card.number).strip().upper() != card.number.upper()
    return card.open and (another or data.get("component", place) != place)


def _choose_and_file(found: Batch, data: QueryDict, by: User) -> Done:
    """What is typed is chosen first. What nobody has seen of that choice yet, a doubt or a count, is shown before the
    part is filed; an answer to what was shown of the dossier before says nothing of the new one."""
    with transaction.atomic():
        said, part = choose(found, data, by)
        after = [card for card in stack_of(found).cards if part and card.part.pk == part.pk and card.sure]
        if not after or "of_dossier" in data:
            return f"{said} Chưa xếp: xem lại phần này rồi bấm «Xếp phần này».", part
        return _file(after, found, by, None), part


def _of_its_dossier(cards: list[PartCard], one: PartCard) -> list[PartCard]:
    return [card for card in cards if card.only_miscounted and card.part.dossier_id == one.part.dossier_id]


def _file(cards: list[PartCard], found: Batch, by: User, version: int | None) -> str:
    ids = [card.part.pk for card in cards]
    number = filing_parts.ask_to_file(batch=found, part_ids=ids, by=by, version=version)
    return f"Đang xếp {number} phần vào hồ sơ {named(str(card.part.dossier) for card in cards)}."


def named(numbers: Iterable[str]) -> str:
    """The first of these dossiers, each once, and how many more."""
    into = list(dict.fromkeys(numbers))
    more = f" và {len(into) - NAMED} hồ sơ khác" if len(into) > NAMED else ""
    return ", ".join(into[:NAMED]) + more
