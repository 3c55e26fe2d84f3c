"""Which tables does the central archive own?"""

from archive.models.packages import Package, PackageFile
from archive.models.records import ArchiveRecord, RecordDocument, RecordPage, RecordPerson
from archive.models.searches import Search

__all__ = ["ArchiveRecord", "Package", "PackageFile", "RecordDocument", "RecordPage", "RecordPerson", "Search"]
