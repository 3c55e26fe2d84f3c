"""Which stored files were found broken, where are they used, and which of them does an administrator hear of?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery

from bhxh_archive.administration.reach import Reach
from bhxh_archive.models import StoredFile
from intake.models import Component, ComponentDocument, Dossier, Page, ResultVersion, Upload

MOST: Final = 300
"""So many files are told of, those that are still broken first."""
_PARTS: Final = {"image": "ảnh gốc", "shown": "ảnh đã nắn, cắt", "view": "ảnh xem", "thumb": "ảnh nhỏ"}
_LAYER: Final = "text__layer"

Use = tuple[int, Dossier, str]
"""A file by its id, the dossier where it is used, and as what: numbers and names of papers, nothing of a person."""


class BrokenFile(NamedTuple):
    """A file that was found broken, and where it is used, one sentence each."""

    file: StoredFile
    uses: list[str]


def broken_files(reach: Reach) -> list[BrokenFile]:
    """Those used in dossiers that an office within reach receives or settles; whoever administers everywhere hears of
    every one."""
    found = StoredFile.objects.filter(~Q(broken_at=None) | ~Q(repaired_at=None))
    files = list(found.order_by(F("broken_at").desc(nulls_last=True), "-repaired_at", "-pk")[:MOST])
    uses: dict[int, list[str]] = defaultdict(list)
    for file, dossier, said in _uses([file.pk for file in files]):
        if reach.covers(dossier.receiving_office_id) or reach.covers(dossier.settling_office_id):
            uses[file].append(f"Hồ sơ {dossier}: {said}")
    return [BrokenFile(file, uses[file.pk]) for file in files if uses[file.pk] or reach.everywhere]


def _uses(ids: list[int]) -> Iterator[Use]:
    yield from _of_pages(ids)
    yield from _of_results(ids)
    yield from _of_components(ids)
    for row in Upload.objects.filter(file__in=ids, folder__dossier__isnull=False).select_related("folder__dossier"):
        yield row.file_id or 0, row.folder.dossier, f"tệp đã nhận, {row.page_count} trang"


def _of_pages(ids: Iterable[int]) -> Iterator[Use]:
    asked = Q()
    for part in (*_PARTS, _LAYER):
        asked |= Q(**{f"{part}__in": ids})
    rows = Page.objects.filter(asked, folder__dossier__isnull=False, deleted_at=None)
    rows = rows.select_related("folder__dossier", "component__type", "text").annotate(number=_number())
    for row in rows.order_by("folder", "component", "ordinal", "pk"):
        parts = {getattr(row, f"{part}_id"): said for part, said in reversed(_PARTS.items())}
        if text := getattr(row, "text", None):
            parts.setdefault(text.layer_id, "lớp chữ")
        home = f"«{row.component.type.name}», trang {row.number}" if row.component else f"khay chưa xếp, {row.place}"
        yield from ((pk, row.folder.dossier, f"{home}, {parts[pk]}") for pk in parts if pk in ids)


def _number() -> Subquery:
    """Which page of its component a page is."""
    before = Q(ordinal__lt=OuterRef("ordinal")) | Q(ordinal=OuterRef("ordinal"), pk__lte=OuterRef("pk"))
    rows = Page.objects.filter(before, component=OuterRef("component"), deleted_at=None)
    counted = rows.exclude(kind=Page.Kind.SEPARATOR).order_by().values("component").annotate(found=Count("pk"))
    return Subquery(counted.values("found"))


def _of_results(ids: Iterable[int]) -> Iterator[Use]:
    for row in ResultVersion.objects.filter(file__in=ids).select_related("result__dossier"):
        yield row.file_id, row.result.dossier, f"{row.result}, bản «{row.get_stage_display()}»"


def _of_components(ids: Iterable[int]) -> Iterator[Use]:
    for original in Component.objects.filter(original__in=ids).select_related("dossier", "type"):
        yield original.original_id or 0, original.dossier, f"bản điện tử gốc «{original.type.name}»"
    made = ComponentDocument.objects.filter(file__in=ids).select_related("component__dossier", "component__type")
    for row in made:
        yield row.file_id, row.component.dossier, f"tệp PDF/A «{row.component.type.name}»"
