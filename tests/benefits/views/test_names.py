"""Is a document called by its form or its title, never by a code of ours?"""

import pytest
from django.urls import reverse

from benefits.actions import drafting
from benefits.wording.names import called
from tests.benefits.conftest import As, ShortRoad


@pytest.mark.parametrize(
    ("code", "title", "name"),
    [
        ("07A-HSB", "Quyết định về việc hưởng chế độ hưu trí hằng tháng", "07A-HSB"),
        ("TRA_LOI", "Văn bản trả lời không giải quyết, nêu rõ lý do", "Văn bản trả lời không giải quyết"),
        ("QD_MAITANG", "Quyết định về việc hưởng trợ cấp mai táng", "Quyết định về việc hưởng trợ cấp mai táng"),
    ],
)
def test_names(code: str, title: str, name: str) -> None:
    assert called(code, title) == name


def test_no_page_of_an_answer_shows_its_code(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    by, kind = unsigned_road.user("chuyenvien"), dossier.procedure.result_kinds.get(role="ANSWER")
    answer = drafting.open_draft(dossier=dossier, kind=kind, by=by)
    drafting.save_draft(draft=answer, entries={"reasons": "Chưa đủ 15 năm | Điều 64"}, by=by)
    officer = signed_in("chuyenvien-hp")

    draft, review = reverse("draft", args=[dossier.pk, answer.pk]), reverse("review", args=[dossier.pk])
    for url in (f"{draft}?xem=du-thao", f"{review}?xem=du-thao", reverse("propose", args=[dossier.pk])):
        page = officer.get(url).content.decode()
        shown = page.replace("/xem/TRA_LOI/", "")  # the addresses of the pictures hold it, which nobody reads
        assert "TRA_LOI" not in shown and "Văn bản trả lời" in shown, url
