"""How is a very large stack shown a leaf at a time, so that a cut answers at once?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake.views.stacks.part_cards import PartCard

PAGES: Final = 200
"""About so many pictures stand on one leaf; a part is never torn."""


@dataclass(frozen=True)
class Leaf:
    """Consecutive parts of a stack; `number` counts from 1."""

    number: int
    cards: Sequence[PartCard]

    @property
    def pages(self) -> str:
        """`201-396`: the pages of the stack that it shows."""
        return f"{self.cards[0].part.first + 1}-{self.cards[-1].part.stop}"

    @property
    def doubtful(self) -> int:
        return sum(1 for card in self.cards if card.open and not card.sure)


def leaves_of(cards: Sequence[PartCard]) -> list[Leaf]:
    """The whole stack in leaves; one of nothing while its parts are not known."""
    leaves: list[list[PartCard]] = [[]]
    for card in cards:
        if leaves[-1] and sum(len(there.pages) for there in leaves[-1]) + len(card.pages) > PAGES:
            leaves.append([])
        leaves[-1].append(card)
    return [Leaf(number, found) for number, found in enumerate(leaves, start=1)]


def chosen_leaf(leaves: Sequence[Leaf], number: int | None, part: int | None) -> Leaf:
    """The leaf that holds that part, or of that number; else the first with work, or the first of all."""
    holding = (leaf for leaf in leaves if any(card.part.pk == part for card in leaf.cards))
    numbered = (leaf for leaf in leaves if leaf.number == number)
    working = (leaf for leaf in leaves if any(card.open for card in leaf.cards))
    return next(holding, None) or next(numbered, None) or next(working, leaves[0])
