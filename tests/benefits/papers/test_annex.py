"""Does a decision explain its figures on paper, with the working that was frozen when it went up?"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from benefits.actions.preparing import prepare_signature
from benefits.models import Draft
from benefits.papers.annex import annex_pdf
from bhxh_archive.errors import NotNow
from tests.benefits.conftest import As, ShortRoad


def text_of(pdf: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_every_step_stands_on_it_with_formula_value_and_article(draft: Draft) -> None:
    text = text_of(annex_pdf(draft))
    assert "PHỤ LỤC CÁCH TÍNH" in text and "số ......" in text and "Phạm Thị Hường" in text
    for said in ("6.522.646", "58", "3.783.135 đồng", "Điều"):
        assert said in text


def test_it_is_frozen_with_the_decision_and_bears_its_number(
    unsigned_road: ShortRoad, signed_in: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsigned_road.to("endorse")
    prepare_signature(dossier=unsigned_road.fresh(), by=unsigned_road.user("giamdoc"))
    frozen = unsigned_road.dossier.drafts.get()
    assert frozen.frozen
    working: dict[str, Any] = frozen.frozen["working"]
    assert {"label", "formula", "value", "article", "source"} == set(working["lines"][0])
    frozen.periods.all().delete()
    page = signed_in("truongphong-hp").get(reverse("draft_annex", args=[frozen.dossier_id, frozen.pk]))
    text = text_of(page.content)
    assert "số 01/QĐ-BHXH" in text and "3.783.135 đồng" in text, "what is typed later changes nothing of it"


def test_where_nothing_is_computed_there_is_nothing_to_explain(draft: Draft) -> None:
    draft.periods.all().delete()
    with pytest.raises(NotNow, match="Chưa có cách tính"):
        annex_pdf(Draft.objects.get(pk=draft.pk))
