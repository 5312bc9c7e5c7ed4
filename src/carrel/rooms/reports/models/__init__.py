"""What is stored of figures and their pages, and what can never be false in it."""

from carrel.rooms.reports.models.counting import ClassCount, CollectionCount, CountState, DayCount
from carrel.rooms.reports.models.own import KeptReport, OwnReport
from carrel.rooms.reports.models.pages import FigureNote, KeptPage

__all__ = [
    "ClassCount",
    "CollectionCount",
    "CountState",
    "DayCount",
    "FigureNote",
    "KeptPage",
    "KeptReport",
    "OwnReport",
]
