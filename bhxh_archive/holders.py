"""Who holds a right in an office today, so that a page can name whom to turn to?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from bhxh_archive.models import Assignment
from bhxh_archive.roles import RIGHTS

Asked = tuple[str, int]
"""A right, and the id of the office where it is to be held."""


def holders(asked: Collection[Asked]) -> dict[Asked, list[str]]:
    """The names of those who hold each right there, in the order of the alphabet; one query for all of them."""
    if not asked:
        return {}
    rows = Assignment.objects.in_force().filter(office__in={office for _, office in asked})
    found: dict[Asked, set[str]] = defaultdict(set)
    for office, role, name in rows.order_by().values_list("office_id", "role", "user__full_name"):
        for pair in asked:
            if pair[1] == office and pair[0] in RIGHTS[role]:
                found[pair].add(name)
    return {pair: sorted(found[pair]) for pair in asked}
