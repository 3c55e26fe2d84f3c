"""Which tables does every room share?"""

from bhxh_archive.models.administration import AdminEvent
from bhxh_archive.models.allowance import Asked
from bhxh_archive.models.calendar import Holiday
from bhxh_archive.models.events import AccessLog, Event
from bhxh_archive.models.files import Preview, StoredFile
from bhxh_archive.models.forms import FormVersion
from bhxh_archive.models.jobs import Job
from bhxh_archive.models.numbering import NumberGap, NumberSeries, OutsideNumbers
from bhxh_archive.models.offices import Office, OfficeName, share_offices
from bhxh_archive.models.parameters import Parameter
from bhxh_archive.models.people import Assignment, FormerPassword, User
from bhxh_archive.models.second_factor import RecoveryCode

__all__ = [
    "AccessLog",
    "AdminEvent",
    "Asked",
    "Assignment",
    "Event",
    "FormVersion",
    "FormerPassword",
    "Holiday",
    "Job",
    "NumberGap",
    "OutsideNumbers",
    "NumberSeries",
    "Office",
    "OfficeName",
    "Parameter",
    "Preview",
    "RecoveryCode",
    "StoredFile",
    "User",
    "share_offices",
]
