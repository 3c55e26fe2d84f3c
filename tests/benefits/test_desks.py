"""Does an officer find again what was laid before others, until it is issued?"""

from django.urls import reverse

from benefits.actions import deciding, drafting
from bhxh_archive.lifecycle import State
from tests.benefits.actions.test_drafting import colleague
from tests.benefits.conftest import As, ShortRoad


def listed(signed_in: As, slug: str = "toi-da-trinh") -> list[str]:
    table = signed_in("chuyenvien-hp").get(reverse("queue", args=[slug])).context["table"]
    return [row.key for group in table.groups for row in group.rows]


def test_a_proposed_dossier_is_followed_to_its_signature(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    assert listed(signed_in) == []

    unsigned_road.propose()
    assert listed(signed_in) == [str(dossier.pk)]
    unsigned_road.endorse()
    assert unsigned_road.fresh().state == State.AWAITING_SIGNATURE
    assert listed(signed_in) == [str(dossier.pk)]

    deciding.return_draft(dossier=unsigned_road.fresh(), reason="Sai tháng", by=unsigned_road.user("giamdoc"))
    assert listed(signed_in) == []
    assert listed(signed_in, "toi-dang-xu-ly") == [str(dossier.pk)]


def test_what_a_colleague_proposed_is_not_mine(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    other = colleague(unsigned_road)
    answer = drafting.open_draft(dossier=dossier, kind=dossier.procedure.result_kinds.get(role="ANSWER"), by=other)
    drafting.save_draft(draft=answer, entries={"reasons": "Chưa đủ 15 năm | Điều 64"}, by=other)
    deciding.propose(dossier=unsigned_road.fresh(), by=other)

    assert listed(signed_in) == []
