"""Can a mistaken place or box be put right or taken away, and never once paper lay there?"""

from __future__ import annotations

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import AdminEvent, User
from intake.actions.paper import filing, mending_places, paper_places
from intake.models import Dossier, PaperBox, PaperPlace
from tests.intake.rows import put_in_state
from tests.intake.shelves import shelf


def changes() -> list[tuple[str, dict[str, str], dict[str, str]]]:
    return list(AdminEvent.objects.order_by("seq").values_list("verb", "before", "after"))


def test_another_code_moves_everything_inside(clerk_user: User) -> None:
    shelf(clerk_user)
    row = PaperPlace.objects.get(path="K01.D02")
    other = paper_places.add_place(office=row.office, parent=row.parent, code="D03", by=clerk_user)
    with pytest.raises(NotValid, match=r"Đã có dãy mang mã K01\.D03"):
        mending_places.change_place(place=row, code="D03", name="", by=clerk_user)
    mending_places.change_place(place=row, code="d04", name=" Dãy cửa sổ ", by=clerk_user)
    assert sorted(PaperPlace.objects.values_list("path", flat=True)) == [
        "K01", "K01.D03", "K01.D04", "K01.D04.G03", "K01.D04.G03.N04",
    ]  # fmt: skip
    assert PaperBox.objects.get().path == "K01.D04.G03.N04.H001"
    assert changes() == [("change_paper_place", {"code": "D02", "name": ""}, {"code": "D04", "name": "Dãy cửa sổ"})]
    mending_places.remove_place(place=other, by=clerk_user)
    assert changes()[1][:2] == ("remove_paper_place", {"code": "K01.D03"})


def test_unused_boxes_are_renamed_removed_and_numbered_on(clerk_user: User) -> None:
    first, second, third = shelf(clerk_user, boxes=3)
    with pytest.raises(NotValid, match="Đã có hộp mang mã"):
        mending_places.change_box(box=first, code="H002", by=clerk_user)
    mending_places.change_box(box=first, code="A1", by=clerk_user)
    mending_places.remove_box(box=second, by=clerk_user)
    [new] = paper_places.add_boxes(place=first.place, number=1, by=clerk_user)
    assert [box.code for box in PaperBox.objects.order_by("path")] == ["A1", third.code, new.code] == [
        "A1", "H003", "H004",
    ]  # fmt: skip
    with pytest.raises(NotNow, match="bỏ những chỗ bên trong trước"):
        mending_places.remove_place(place=PaperPlace.objects.get(path="K01"), by=clerk_user)
    mending_places.remove_place(place=first.place, by=clerk_user)
    assert not PaperBox.objects.exists() and PaperPlace.objects.count() == 3


def test_where_paper_lies_or_lay_nothing_changes_but_the_name(
    accepted: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    first, second = shelf(clerk_user, boxes=2)
    entry = filing.file_paper(dossier=put_in_state(accepted, State.RETURNED), box=first, by=clerk_user)
    filing.undo_filing(entry=entry, by=clerk_user)
    store = PaperPlace.objects.get(path="K01")
    for refused in (
        lambda: mending_places.change_box(box=first, code="H009", by=clerk_user),
        lambda: mending_places.remove_box(box=first, by=clerk_user),
        lambda: mending_places.remove_place(place=first.place, by=clerk_user),
        lambda: mending_places.change_place(place=store, code="K02", name="", by=clerk_user),
    ):
        with pytest.raises(NotNow, match="đã từng có hồ sơ"):
            refused()
    mending_places.change_place(place=store, code="K01", name="Kho tầng hai", by=clerk_user)
    assert PaperPlace.objects.get(pk=store.pk).name == "Kho tầng hai"
    with pytest.raises(NotAllowed):
        mending_places.remove_box(box=second, by=demo["tiepnhan-na"])
