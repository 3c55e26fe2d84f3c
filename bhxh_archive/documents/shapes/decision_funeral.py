"""What does the decision on the funeral allowance alone show?"""

from __future__ import annotations

from . import after_death


class DecisionFuneral(after_death.AfterDeath):
    """Quyết định hưởng trợ cấp mai táng (Law 41/2024 art 85); `funeral` is never None here."""


def example() -> DecisionFuneral:
    """Ten reference levels after a death in August 2026; no form code is known."""
    return {**after_death.example("120", "")}
