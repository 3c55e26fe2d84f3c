"""Is every kind of decision whole: a form to type in, a template to print, a place in the catalogue?"""

from __future__ import annotations

import pytest
from django.utils.module_loading import import_string

from benefits.forms.entries import Entries, form_class, undraftable
from benefits.kinds import KINDS, Kind, kind_of
from benefits.kinds.notice import SUBJECTS
from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.models import User
from intake.models import Procedure, ResultKind

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)


@EVERY
def test_a_kind_has_a_form_and_a_template_that_leader_and_agency_sign(kind: Kind) -> None:
    assert issubclass(import_string(kind.form), Entries)
    assert TEMPLATES[kind.template].signed


@EVERY
def test_a_kind_is_the_result_of_a_procedure_of_the_rule_book_in_force(demo: dict[str, User], kind: Kind) -> None:
    rows = ResultKind.objects.filter(code=kind.code).select_related("procedure__rule_book")

    letters = dict.fromkeys(("CV_DINHCHINH", "BAN_SAO", *SUBJECTS), ResultKind.Role.NOTICE)
    others = dict.fromkeys(("C70A-HSB", "DS_CHITRA"), ResultKind.Role.LIST) | letters
    role = others.get(kind.code, ResultKind.Role.DECISION)
    assert "QD2222" in {row.procedure.rule_book.code for row in rows}
    assert {row.role for row in rows} == {role}
    assert {form_class(row) for row in rows} == {import_string(kind.form)}


def test_every_result_that_ships_has_a_form_and_one_that_is_added_has_none(demo: dict[str, User]) -> None:
    assert [kind.code for row in Procedure.objects.all() for kind in undraftable(row)] == []
    procedure = Procedure.objects.get(rule_book__code="QD2222", code="BHTN")
    ResultKind.objects.create(
        procedure=procedure, code="DS_KHAC", name="Danh sách khác", role=ResultKind.Role.LIST, doc_type="32",
        required=False,
    )  # fmt: skip

    assert [kind.code for kind in undraftable(procedure)] == ["DS_KHAC"]
    assert kind_of("DS_KHAC") is None


def test_only_the_settled_list_wants_a_list_of_an_employer(demo: dict[str, User]) -> None:
    for code, lacking in (("OMDAU", ["C70A-HSB"]), ("BHTN", [])):
        procedure = Procedure.objects.get(rule_book__code="QD2222", code=code)
        assert [kind.code for kind in undraftable(procedure, listed=False)] == lacking
