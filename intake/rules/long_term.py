"""Which decisions exclude each other for one person, as they rest on the same contributions?"""

from __future__ import annotations

from typing import Final

from intake.models import ResultVersion

LONG_TERM: Final = frozenset({"07A-HSB", "07B-HSB", "QD_TCHT"})
"""Pension, one-time benefit, monthly allowance (Law 41/2024 arts 64, 70, 23), by the kind of result."""
SENT_OUT: Final = (ResultVersion.Stage.ISSUED, ResultVersion.Stage.PAPER_COPY)
"""One of these files every issued document has."""
