"""Which pages keep the file of a component from being made because their images are broken in the store?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from django.db.models import Q

from bhxh_archive import storage
from bhxh_archive.errors import Damaged
from intake.component_files.recipes import pages_in_order
from intake.models import Component, Dossier, Page, PageText
from intake.pages.mending import mend_pictures

_BROKEN: Final = (
    "«{name}», trang {number}: tệp ảnh trong kho đã hỏng hoặc bị mất, phải khôi phục từ bản sao lưu rồi tạo lại tệp. "
    "Mã băm: {digest}."
)


class BrokenPage(NamedTuple):
    """A page whose image was found broken, and which page of its component it is."""

    page: Page
    number: int

    @property
    def said(self) -> str:
        """Component, page and digest in one sentence."""
        assert self.page.component
        file = self.page.image if self.page.image.broken_at else self.page.picture
        return _BROKEN.format(name=self.page.component.type.name, number=self.number, digest=file.digest)


def broken_pages(dossier: Dossier, components: Collection[int]) -> list[BrokenPage]:
    """Those of these components (ids) that were found broken, component by component in reading order; no query where
    there are none."""
    if not components:
        return []
    broken = Q(pages__image__broken_at__isnull=False) | Q(pages__shown__broken_at__isnull=False)
    rows = Component.objects.filter(broken, dossier=dossier, pk__in=components, pages__deleted_at=None)
    return [found for row in rows.distinct().select_related("type").order_by("pk") for found in _of(row)]


def _of(component: Component) -> list[BrokenPage]:
    rows = enumerate(pages_in_order(component), start=1)
    return [BrokenPage(_homed(row, component), number) for number, row in rows if _is_broken(row)]


def _homed(page: Page, component: Component) -> Page:
    page.component = component
    return page


def _is_broken(page: Page) -> bool:
    return page.image.broken_at is not None or page.picture.broken_at is not None


def restore(component: Component) -> None:
    """Draw and read anew what is broken of the pages but for their images; safe to run twice.

    Raises Damaged, which names component and page, where an image is broken.
    """
    for number, page in enumerate(pages_in_order(component), start=1):
        if storage.is_whole(page.image):
            mend_pictures(page)
            _forget_layer(page)
        if not (storage.is_whole(page.image) and storage.is_whole(page.picture)):
            raise Damaged(BrokenPage(_homed(page, component), number).said)


def _forget_layer(page: Page) -> None:
    """The layer of the words is read anew with them."""
    text = getattr(page, "text", None)
    if text and text.layer and not storage.is_whole(text.layer):
        PageText.objects.filter(pk=text.pk).delete()
