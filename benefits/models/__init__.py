"""Which tables does the benefits unit own?"""

from benefits.models.changes import FORMS, PASSIVE, DocumentChange, form_of
from benefits.models.deferred import DeferredSignature, SigningCode
from benefits.models.deliveries import ResultDelivery
from benefits.models.drafts import ContributionPeriod, Draft, DraftAuthor
from benefits.models.histories import HistoryRecord, SettledDifference
from benefits.models.law_changes import LawChange
from benefits.models.list_lines import LineSettlement
from benefits.models.notes import PageNote
from benefits.models.paper_orders import PaperOrder
from benefits.models.presence import Presence
from benefits.models.reading_places import ReadingPlace
from benefits.models.signatures import BoundNumber, PreparedDocument
from benefits.models.verification import LateAnswer, VerificationLetter, VerificationQuestion, VerificationRequest

__all__ = [
    "FORMS", "PASSIVE", "BoundNumber", "ContributionPeriod", "DeferredSignature", "DocumentChange", "Draft",
    "DraftAuthor", "HistoryRecord", "LateAnswer", "LawChange", "LineSettlement", "PageNote", "PaperOrder",
    "PreparedDocument", "Presence", "ReadingPlace", "ResultDelivery", "SettledDifference", "SigningCode",
    "VerificationLetter", "VerificationQuestion", "VerificationRequest", "form_of",
]  # fmt: skip
