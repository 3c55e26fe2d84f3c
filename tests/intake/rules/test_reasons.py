"""Is it said in whole sentences why a paper is asked for?"""

from __future__ import annotations

import pytest

from intake.models import Component, ComponentType
from intake.rules.reasons import why

KIND = ComponentType.Requirement


@pytest.mark.parametrize(
    ("requirement", "condition", "asked", "said"),
    [
        (KIND.MANDATORY, "", False, "Bắt buộc."),
        (KIND.ALTERNATIVE, "", False, "Một trong nhóm."),
        (KIND.ALTERNATIVE, "nếu nằm viện", False, "Một trong nhóm. nếu nằm viện."),
        (KIND.CONDITIONAL, "Người nộp là đơn vị.", False, "Người nộp là đơn vị."),
        (KIND.CONDITIONAL, "khi ủy quyền", True, "Cán bộ xác định thuộc trường hợp: khi ủy quyền."),
        (KIND.CONDITIONAL, "", False, ""),
    ],
)
def test_a_reason_ends_in_a_full_stop(requirement: str, condition: str, asked: bool, said: str) -> None:
    kind = ComponentType(requirement=requirement, condition=condition)
    assert why(Component(type=kind, asked=asked)) == said
