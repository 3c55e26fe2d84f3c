"""What stands in the way of handing a dossier on to the benefits unit?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.dossier import components
from intake.actions.page_desk import pages
from intake.models import Component, Dossier, Page, PageFinding, Upload
from intake.queries import pages_of
from tests.intake.conftest import component
from tests.intake.lists import RunJobs, paper_kind, read_in, sickness
from tests.intake.rows import add_pages, add_scan, warn
from tests.intake.sheets import HEAD, LAN, xlsx

Spoil = Callable[[Dossier, User], object]


def _loose(dossier: Dossier, clerk: User) -> None:
    pages.file_pages(dossier=dossier, page_ids=[pages_of(dossier)[1].pk], component=None, by=clerk)


def _asked(dossier: Dossier, clerk: User) -> None:
    components.ask_component(dossier=dossier, component=component(dossier, "13-HSB"), asked=True, by=clerk)


def _waiting(dossier: Dossier, clerk: User) -> None:
    Upload.objects.create(folder=dossier.folder, digest="d", name="cho.pdf", by=clerk)


def _one_paper_short(dossier: Dossier, clerk: User) -> None:
    """Two pages counted of a paper, one of them filed elsewhere: all together the count is right."""
    Component.objects.filter(pk=component(dossier, "12-HSB").pk).update(pages_counted=2)
    birth = component(dossier, "14-HSB")
    pages.file_pages(dossier=dossier, page_ids=[pages_of(dossier)[1].pk], component=birth, by=clerk)


def _handed_in_and_not_scanned(dossier: Dossier, clerk: User) -> None:
    """A paper that need not be there was counted; the count of the whole agrees all the same."""
    Component.objects.filter(pk=component(dossier, "13-HSB").pk).update(pages_counted=1)


SPOILS: dict[str, Spoil] = {
    "Còn thiếu: Giấy ủy quyền.": _asked,
    "1 trang chưa xếp vào thành phần nào.": _loose,
    "1 cảnh báo chưa được xem xét.": lambda d, clerk: warn(pages_of(d)[0]),
    "1 trang có lỗi phải quét lại.": lambda d, clerk: warn(pages_of(d)[0], PageFinding.Level.HARD),
    "Đã đếm 3 trang giấy nhưng có 2 ảnh trang. Hãy quét đủ hoặc đếm lại.": lambda d, clerk: registration.set_counts(
        dossier=d, sheets=2, pages=3, by=clerk
    ),
    "1 tệp đang được kiểm tra, hãy chờ một chút.": _waiting,
    "Máy quét đang quét vào hồ sơ này: hãy chờ quét xong": add_scan,
    "đã đếm 2 trang giấy nhưng có 1 ảnh trang. Hãy quét đủ": _one_paper_short,
    "«Giấy ủy quyền» đã đếm 1 trang giấy nhưng chưa có ảnh trang nào. Hãy quét; không nhận": _handed_in_and_not_scanned,
}


def test_a_whole_dossier_goes_to_the_benefits_unit(scanned: Dossier, clerk_user: User) -> None:
    assert forwarding.forward(dossier=scanned, by=clerk_user).state == State.IN_REVIEW


@pytest.mark.parametrize("said", SPOILS)
def test_what_stands_in_the_way_is_said(scanned: Dossier, clerk_user: User, said: str) -> None:
    SPOILS[said](scanned, clerk_user)

    with pytest.raises(NotValid) as refused:
        forwarding.forward(dossier=scanned, by=clerk_user)

    assert any(said in problem for problem in refused.value.problems or [refused.value.message])


def test_papers_counted_as_a_whole_may_lie_at_the_lines_of_a_list(clerk_user: User, run_jobs: RunJobs) -> None:
    sick = sickness(clerk_user, counted_pages=1, counted_sheets=1)
    read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)
    kind = paper_kind(sick, "GIAY_RA_VIEN")
    sick.components.filter(type=kind, line=None).update(pages_counted=1)
    with pytest.raises(NotValid) as refused:
        forwarding.forward(dossier=registration.accept(dossier=sick, by=clerk_user), by=clerk_user)
    assert not any("chưa có ảnh trang nào" in problem for problem in refused.value.problems)


def test_every_fault_is_told_at_once(accepted: Dossier, clerk_user: User) -> None:
    add_pages(accepted)

    with pytest.raises(NotValid) as refused:
        forwarding.forward(dossier=accepted, by=clerk_user)

    assert len(refused.value.problems) == 4


@pytest.mark.parametrize("kind", [Page.Kind.SECOND_IMAGE, Page.Kind.BLANK_BACK, Page.Kind.SEPARATOR])
def test_images_that_are_no_page_of_paper_do_not_count(scanned: Dossier, clerk_user: User, kind: str) -> None:
    (extra,) = add_pages(scanned, component=component(scanned, "12-HSB"), kind=kind)
    pages.check_pages(dossier=scanned, page_ids=[extra.pk], by=clerk_user)

    assert forwarding.forward(dossier=scanned, by=clerk_user).state == State.IN_REVIEW
