"""What is stored of figures and their pages, and what can never be false in it."""

from carrel.rooms.reports.models.counting import ClassCount, CollectionCount, CountState, DayCount
from carrel.rooms.reports.models.mailing import Mailing, MailingReader
from carrel.rooms.reports.models.own import KeptReport, OwnReport
from carrel.rooms.reports.models.pages import FigureNote, KeptPage
from carrel.rooms.reports.models.retention import Certificate, Destroyed

__all__ = [
    "Certificate",
    "ClassCount",
    "CollectionCount",
    "CountState",
    "DayCount",
    "Destroyed",
    "FigureNote",
    "KeptPage",
    "KeptReport",
    "Mailing",
    "MailingReader",
    "OwnReport",
]
