"""Does a code lead to the one component that takes scans, and nowhere where that is not sure?"""

from __future__ import annotations

import pytest

from bhxh_archive.documents.sheet_codes import parse, separator_code, supplement_code
from intake.models import BatchPart, Dossier
from intake.rules.stack_targets import Known, Leaver, Target, target_of
from tools.demo_stacks import number

ONE = number(1)
OFFICE, DOSSIER, BOOK, FORM, LETTER = 7, 1, 10, 11, 12
Trouble = BatchPart.Trouble


def led(text: str, *asked: int | None, left: tuple[Leaver, ...] = ()) -> Target:
    """Where a code leads while the second slip asked for this, some of which `left` with its line."""
    code = parse(text)
    assert code
    dossiers = {ONE: Dossier(pk=DOSSIER, receiving_office_id=OFFICE)}
    components = {(DOSSIER, "SO_BHXH"): [BOOK], (DOSSIER, "14-HSB"): [FORM], (DOSSIER, "04-HSB"): [FORM, LETTER]}
    return target_of(
        code, OFFICE, Known(dossiers, components, {(DOSSIER, 2): set(asked)}, {BOOK}, {(DOSSIER, 2): left})
    )


@pytest.mark.parametrize(
    ("asked", "component", "trouble"),
    [
        ((BOOK,), None, Trouble.NEVER_SCANNED),
        ((BOOK, FORM), FORM, ""),
        ((FORM,), FORM, ""),
        ((FORM, LETTER), None, Trouble.ASKS_SEVERAL),
        ((BOOK, None), None, Trouble.ASKS_SEVERAL),
        ((FORM, None), None, Trouble.ASKS_SEVERAL),
        ((), None, Trouble.NO_COMPONENT),
    ],
)
def test_a_slip_leads_to_what_of_it_is_scanned(
    asked: tuple[int | None, ...], component: int | None, trouble: str
) -> None:
    assert led(supplement_code(ONE, 2), *asked) == Target(DOSSIER, component, trouble)


def test_a_separator_leads_to_its_component_and_that_of_the_book_to_none() -> None:
    assert led(separator_code(ONE, "14-HSB")) == Target(DOSSIER, FORM)
    assert led(separator_code(ONE, "SO_BHXH")) == Target(DOSSIER, trouble=Trouble.NEVER_SCANNED)
    assert led(ONE) == Target(DOSSIER)


def test_of_two_papers_of_a_kind_a_clerk_chooses_and_a_strange_one_is_said() -> None:
    assert led(separator_code(ONE, "04-HSB")) == Target(DOSSIER, trouble=Trouble.SEVERAL)
    assert led(separator_code(ONE, "99-HSB")) == Target(DOSSIER, trouble=Trouble.NO_COMPONENT)


def test_a_paper_that_left_with_its_line_is_proposed_where_it_is_now() -> None:
    slip, nam, lan = supplement_code(ONE, 2), Leaver(20, 2, number(2)), Leaver(30, 3, number(3))
    one, two, some = (led(slip, left=(nam,)), led(slip, left=(nam, lan)), led(slip, FORM, left=(nam,)))
    assert (one.dossier, one.component, one.trouble) == (2, 20, Trouble.NO_COMPONENT) and number(2) in one.note
    assert (two.dossier, two.component) == (DOSSIER, None) and f"{number(2)}, {number(3)}" in two.note
    assert (some.dossier, some.component, some.trouble) == (DOSSIER, None, Trouble.ASKS_SEVERAL)
    assert number(2) in some.note and led(slip, left=(nam, Leaver(21, 2, number(2)))).component is None
