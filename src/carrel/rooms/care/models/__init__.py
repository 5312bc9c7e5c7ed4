"""What is stored of how things are looked after, and what can never be false in it."""

from carrel.rooms.care.models.cases import CareCase
from carrel.rooms.care.models.changing import ChangeLine, ManyChange
from carrel.rooms.care.models.disposal import DisposalLine, DisposalList
from carrel.rooms.care.models.genres import Genre, RecordGenre

__all__ = ["CareCase", "ChangeLine", "DisposalLine", "DisposalList", "Genre", "ManyChange", "RecordGenre"]
