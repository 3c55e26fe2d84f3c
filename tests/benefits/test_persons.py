"""Is a result about the right person, and written to a living one?"""

import pytest
from django.urls import reverse

from benefits.actions import drafting
from benefits.calculation import compute
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import check_move
from intake.models import Person
from tests.benefits.conftest import BEREAVED, As, SurvivorsRoad
from tests.bhxh_archive.documents.test_render import text_of

REASONS = {"reasons": "Không thuộc đối tượng hưởng hằng tháng | Điều 86 Luật BHXH"}


def answer_for(road: SurvivorsRoad, name: str) -> Draft:
    kind = road.dossier.procedure.result_kinds.get(role="ANSWER")
    receiver = road.dossier.persons.get(full_name=name)
    return drafting.open_draft(dossier=road.fresh(), kind=kind, by=road.user("chuyenvien"), receiver=receiver)


def test_the_answer_after_a_death_goes_to_a_survivor_and_names_the_dead_as_dead(survivors: SurvivorsRoad) -> None:
    survivors.to("forward")
    answer = answer_for(survivors, "Trần Thị Gấm")
    drafting.save_draft(draft=answer, entries=REASONS, by=survivors.user("chuyenvien"))
    printed = text_of(pdf_of(papers_of(answer)[0]))

    assert "Kính gửi: bà Trần Thị Gấm" in printed
    assert "(người chết: Bùi Văn Thịnh)" in " ".join(printed.split())
    assert "ông/bà" not in printed


@pytest.mark.parametrize("chosen", [None, "Bùi Văn Thịnh"])
def test_nobody_and_the_dead_are_refused(survivors: SurvivorsRoad, chosen: str | None) -> None:
    dossier = survivors.to("forward")
    kind = dossier.procedure.result_kinds.get(role="ANSWER")
    receiver = dossier.persons.get(full_name=chosen) if chosen else None

    with pytest.raises(NotValid, match="người nhận" if chosen is None else "còn sống"):
        drafting.open_draft(dossier=dossier, kind=kind, by=survivors.user("chuyenvien"), receiver=receiver)


def test_a_stranger_is_refused(survivors: SurvivorsRoad) -> None:
    other = survivors.to("forward").persons.get(full_name="Trần Thị Gấm")
    survivors.bereaved, dossier = BEREAVED[:2], survivors.to("forward")

    with pytest.raises(NotValid, match="trong hồ sơ này"):
        drafting.open_draft(
            dossier=dossier, kind=dossier.procedure.result_kinds.get(role="ANSWER"),
            by=survivors.user("chuyenvien"), receiver=other,
        )  # fmt: skip


def test_an_answer_that_lost_its_receiver_is_not_proposed(survivors: SurvivorsRoad) -> None:
    survivors.to("forward")
    answer = answer_for(survivors, "Bùi Minh Khôi")
    drafting.save_draft(draft=answer, entries=REASONS, by=survivors.user("chuyenvien"))
    Draft.objects.update(receiver=None)

    with pytest.raises(NotValid, match="chưa có người nhận"):
        check_move(survivors.fresh(), "propose", by=survivors.user("chuyenvien"))


def test_among_several_survivors_one_has_to_be_chosen(survivors: SurvivorsRoad, signed_in: As) -> None:
    dossier = survivors.to("forward")
    officer = signed_in("chuyenvien-hp")
    page = officer.get(reverse("review", args=[dossier.pk]))

    assert [label for _, label in page.context["new_draft"].fields["receiver"].choices] == [
        "Chọn người nhận", "Trần Thị Gấm (vợ)", "Bùi Minh Khôi (con)",
    ]  # fmt: skip

    kind = dossier.procedure.result_kinds.get(role="ANSWER")
    refused = officer.post(reverse("open_draft", args=[dossier.pk]), {"kind": kind.pk})
    assert refused.status_code == 422
    assert "Hãy chọn người được nhận kết quả" in refused.content.decode()
    assert not dossier.drafts.exists()


def test_a_decision_that_has_no_form_is_named(survivors: SurvivorsRoad, signed_in: As) -> None:
    dossier = survivors.to("forward")
    dossier.procedure.result_kinds.create(
        code="QD_KHAC", name="Quyết định chưa có mẫu", role="DECISION", doc_type="02", required=False
    )
    page = signed_in("chuyenvien-hp").get(reverse("review", args=[dossier.pk])).content.decode()

    assert "Phiên bản này chưa soạn được" in page and "Quyết định chưa có mẫu" in page


def test_a_single_survivor_is_chosen_already(survivors: SurvivorsRoad, signed_in: As) -> None:
    survivors.bereaved = BEREAVED[:2]
    dossier = survivors.to("forward")
    field = signed_in("chuyenvien-hp").get(reverse("review", args=[dossier.pk])).context["new_draft"].fields["receiver"]

    assert [label for _, label in field.choices] == ["Trần Thị Gấm (vợ)"]


def test_a_pension_is_computed_for_the_insured_whoever_receives_the_decision(draft: Draft) -> None:
    guardian = Person.objects.create(
        dossier=draft.dossier, role=Person.Role.REPRESENTATIVE, full_name="Phạm Văn Hai", birth_year=1990, sex="M"
    )
    Draft.objects.filter(pk=draft.pk).update(receiver=guardian)
    changed = open_drafts(draft.dossier).get()

    assert compute(changed).result.pension == 3_783_135  # type: ignore[union-attr]
    assert papers_of(changed)[0].data["person"]["name"] == "Phạm Thị Hường"
