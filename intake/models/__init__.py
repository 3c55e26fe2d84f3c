"""Which tables does reception own?"""

from intake.models.answers import Answer
from intake.models.appointments import Reappointment, ReappointmentWish
from intake.models.batches import Batch, BatchPage, BatchPart
from intake.models.books import BookCustody, BookMovement
from intake.models.bridges import Bridge
from intake.models.bulk import BulkLine, BulkRun
from intake.models.catalogue import ComponentType, Decentralisation, Procedure, Question, ResultKind, RuleBook
from intake.models.components import Component, ComponentDocument
from intake.models.delivery import Carrier, Consignment
from intake.models.deposits import DepositLine, PaperDeposit
from intake.models.dossier import Dossier, DossierEvent, Receipt
from intake.models.edits import PageDerivation, PageEdit
from intake.models.handing import HandingLine, HandingList
from intake.models.links import LinkUse, ResultLink
from intake.models.lists import EmployerList, ListImport, ListLine
from intake.models.lookups import Lookup
from intake.models.pages import Folder, Page, PageFinding, PageText, Upload
from intake.models.papers import BoxEntry, PaperBox, PaperLoan, PaperPlace
from intake.models.persons import Person
from intake.models.print_runs import PrintLine, PrintRun
from intake.models.refusals import RefusalNotice
from intake.models.remarks import ResultRemark
from intake.models.results import CoSigner, HandOver, PaperScan, Result, ResultVersion
from intake.models.scanners import ScanFile, Scanner, ScanRun
from intake.models.slips import IssuedSlip, SlipDoubt
from intake.models.steps import PageStep
from intake.models.supplement import Defect, SupplementConsent, SupplementItem, SupplementRequest
from intake.models.terms import Term
from intake.models.watching import WatchedFile, WatchedFolder

__all__ = [
    "Answer",
    "Batch",
    "BatchPage",
    "BatchPart",
    "BookCustody",
    "BookMovement",
    "BoxEntry",
    "Bridge",
    "BulkLine",
    "BulkRun",
    "Carrier",
    "CoSigner",
    "Component",
    "ComponentDocument",
    "ComponentType",
    "Consignment",
    "Decentralisation",
    "Defect",
    "DepositLine",
    "Dossier",
    "DossierEvent",
    "EmployerList",
    "Folder",
    "HandOver",
    "HandingLine",
    "HandingList",
    "IssuedSlip",
    "LinkUse",
    "ListImport",
    "ListLine",
    "Lookup",
    "Page",
    "PageDerivation",
    "PageEdit",
    "PageFinding",
    "PageStep",
    "PageText",
    "PaperBox",
    "PaperDeposit",
    "PaperLoan",
    "PaperPlace",
    "PaperScan",
    "Person",
    "PrintLine",
    "PrintRun",
    "Procedure",
    "Question",
    "Reappointment",
    "ReappointmentWish",
    "Receipt",
    "RefusalNotice",
    "Result",
    "ResultKind",
    "ResultLink",
    "ResultRemark",
    "ResultVersion",
    "RuleBook",
    "ScanFile",
    "ScanRun",
    "Scanner",
    "SlipDoubt",
    "SupplementConsent",
    "SupplementItem",
    "SupplementRequest",
    "Term",
    "Upload",
    "WatchedFile",
    "WatchedFolder",
]
