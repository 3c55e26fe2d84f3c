"""What does the archive read: packages, the work on them, and the records a person may see?"""

from __future__ import annotations

from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from archive.models import ArchiveRecord, Package, RecordDocument, RecordPage, RecordPerson
from bhxh_archive.models import Job, User
from bhxh_archive.roles import SEARCHES_OWN_PROVINCE
from intake.models import Dossier


def package_of(dossier: Dossier) -> Package | None:
    """The newest package of the dossier, whatever became of it."""
    return dossier.packages.select_related("by", "decided_by", "report_pdf", "record").order_by("-built_at").first()


def packages_of(dossier: Dossier) -> QuerySet[Package]:
    """Every package of the dossier, newest first."""
    return dossier.packages.select_related("by", "decided_by").order_by("-built_at")


def _job(key: str) -> Job | None:
    return Job.objects.filter(key=key).order_by("-pk").first()


def building_job(package: Package) -> Job | None:
    """The newest work of building this package."""
    return _job(f"package:{package.pk}")


def acceptance_job(package: Package) -> Job | None:
    """The newest attempt to accept this package."""
    return _job(f"accept:{package.pk}")


def verdict_job(package: Package) -> Job | None:
    """The newest work towards a verdict on a transferred package: its verification or an attempt to accept it."""
    keys = [f"verify:{package.pk}", f"accept:{package.pk}"]
    return Job.objects.filter(key__in=keys).order_by("-pk").first()


def verdict_of(dossier: Dossier) -> tuple[Package | None, Job | None]:
    """The newest package and the newest work towards its verdict.

    The package is read once more after its work: what had ended by then stands in the row, so no page says that the
    work is over and shows the package as it was before.
    """
    newest = package_of(dossier)
    job = verdict_job(newest) if newest else None
    return package_of(dossier), job


def check_job(package: Package) -> Job | None:
    """The newest verification of this package in the permanent store."""
    return _job(f"check:{package.pk}")


def may_search(user: User) -> bool:
    """Whether this person may search archived records at all: the Archive Center, and the desks that need them."""
    return user.in_centre or bool(_searching_offices(user))


def _searching_offices(user: User) -> set[int]:
    return {seat.office_id for seat in user.seats if seat.role in SEARCHES_OWN_PROVINCE}


def records(user: User) -> QuerySet[ArchiveRecord]:
    """What this person may search: everything for the Archive Center, otherwise what one's own office took part in."""
    if user.in_centre:
        return ArchiveRecord.objects.all()
    ids = _searching_offices(user)
    mine = Q(receiving_office__in=ids) | Q(settling_office__in=ids) | Q(paper_office__in=ids)
    return ArchiveRecord.objects.filter(mine)


def pages(user: User) -> QuerySet[RecordPage]:
    """The pages of those records, by the same index that holds their words."""
    seen = RecordPage.objects.all()
    return seen if user.in_centre else seen.filter(offices__overlap=sorted(_searching_offices(user)))


FACES: Final = Prefetch("persons", RecordPerson.objects.filter(line=None).order_by("pk"))
"""Whom a record is about; the people of an employer's list may be thousands, and are read page by page."""


def record_for(user: User, pk: int) -> ArchiveRecord:
    """One record this person may see. Raises ArchiveRecord.DoesNotExist, which becomes a 404."""
    offices = ("receiving_office", "settling_office", "paper_office")
    names = [f"{office}__names" for office in offices]
    return records(user).select_related("dossier", *offices).prefetch_related(FACES, *names).get(pk=pk)


def list_people(record: ArchiveRecord) -> QuerySet[RecordPerson]:
    """The people of an employer's list, in the order of the list; not through the record, which knows its faces."""
    return RecordPerson.objects.filter(record=record, line__isnull=False).defer("name_vector").order_by("line")


def documents_of(record: ArchiveRecord) -> QuerySet[RecordDocument]:
    """The documents in their order, with the packages they lie in."""
    return record.documents.select_related("package").order_by("ordinal")


def document_of(record: ArchiveRecord, ordinal: int) -> RecordDocument:
    """One document with its pages in order. Raises RecordDocument.DoesNotExist."""
    pages = Prefetch("page_rows", RecordPage.objects.order_by("number").defer("vector", "words"))
    return documents_of(record).prefetch_related(pages).get(ordinal=ordinal)


def page_for(user: User, pk: int) -> RecordPage:
    """One page of a record this person may see, with its pictures. Raises RecordPage.DoesNotExist."""
    seen = RecordPage.objects.filter(document__record__in=records(user)).defer("vector")
    return seen.select_related("view", "thumb", "document").get(pk=pk)


def kept_packages(record: ArchiveRecord) -> QuerySet[Package]:
    """The accepted packages of the record, with the dossiers they came from."""
    return record.packages.filter(state=Package.State.ACCEPTED).select_related("dossier")


def kept_package(record: ArchiveRecord, pk: int) -> Package:
    """One accepted package of the record. Raises Package.DoesNotExist."""
    return kept_packages(record).get(pk=pk)
