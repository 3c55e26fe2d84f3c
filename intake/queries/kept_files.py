"""Which stored files of a dossier go to the archive, and which of them were found gone or changed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet

from bhxh_archive.models import StoredFile
from intake.component_files.recipes import recipes_of
from intake.models import Component, ComponentDocument, Dossier, Page, Upload
from intake.queries.delivery import recorded_returns
from intake.queries.scans import uploads_of
from intake.queries.wholes import signed_slips_of, snapshots_of

_SAID: Final = "{name}: tệp trong kho đã hỏng hoặc bị mất, phải khôi phục từ bản sao lưu. Mã băm: {digest}."


class Kept(NamedTuple):
    """A stored file beside the results, and as what it goes along, in words."""

    file: StoredFile
    name: str

    @property
    def said(self) -> str:
        """What is wrong with it, with the digest by which it is looked for."""
        return _SAID.format(name=self.name, digest=self.file.digest)


def kept_files(dossier: Dossier) -> list[Kept]:
    """Electronic originals, files as they were received, looked-up records and signed slips: none can be made anew."""
    return [*_originals(dossier), *_received(dossier), *_looked_up(dossier), *_slips(dossier)]


def made_files(dossier: Dossier) -> list[ComponentDocument]:
    """The PDF/A of the components for their pages as they are, which can."""
    rows = ComponentDocument.objects.filter(component__dossier=dossier, recipe__in=recipes_of(dossier).values())
    return list(rows.select_related("file", "component__type"))


def found_broken(dossier: Dossier) -> list[Kept]:
    """Those that were found broken and not sound since; no query of its own on a page that shows the dossier whole."""
    rows = kept_files(dossier) if _any_broken(dossier) else []
    return [row for row in rows if row.file.broken_at]


def _any_broken(dossier: Dossier) -> bool:
    files = [row.file for row in uploads_of(dossier) if row.file]  # electronic originals are among them
    return any(file.broken_at for file in [*files, *snapshots_of(dossier).values(), *_files_of_slips(dossier)])


def _files_of_slips(dossier: Dossier) -> list[StoredFile]:
    returned = any(row.slip_id for row in recorded_returns(dossier))
    return [row.file for row in _slips(dossier)] if returned else []


def _originals(dossier: Dossier) -> Iterator[Kept]:
    rows = Component.objects.filter(dossier=dossier, original__isnull=False).select_related("original", "type")
    yield from (Kept(row.original, f"Bản điện tử gốc «{row.type.name}»") for row in rows.order_by("pk") if row.original)


def _received(dossier: Dossier) -> Iterator[Kept]:
    rows = received_for(dossier.components.filter(original=None)).filter(file__isnull=False).order_by("pk")
    yield from (Kept(row.file, f"Tệp đã nhận «{row.name}»") for row in rows if row.file)


def received_for(components: Iterable[Component]) -> QuerySet[Upload]:
    """The files as they were received from which the pages of these components come, those replaced by another scan and
    those that lie in a merged page as well."""
    own = Q(component__in=components) & (Q(deleted_at=None) | Q(replaced_by__isnull=False))
    kept = Page.objects.filter(own | Q(part_of__component__in=components, part_of__deleted_at=None))
    return Upload.objects.filter(pages__in=kept).distinct().select_related("file")


def _looked_up(dossier: Dossier) -> Iterator[Kept]:
    yield from (Kept(file, "Dữ liệu tra cứu đã lưu") for file in snapshots_of(dossier).values())


def _slips(dossier: Dossier) -> Iterator[Kept]:
    rows = Upload.objects.filter(pk__in=[row.pk for row in signed_slips_of(dossier)]).select_related("file")
    yield from (Kept(row.file, f"Giấy giao nhận đã ký «{row.name}»") for row in rows if row.file)
