"""Text to values for mending, repair, disposal, changes of many and genres."""

from carrel.rooms.care.forms.cases import CostsForm, EndCaseForm, FindItemForm, MendingForm, RepairForm, case_initial
from carrel.rooms.care.forms.changing import ChangeManyForm, GenreForm, PutInGenreForm
from carrel.rooms.care.forms.disposal import DisposalListForm, LinesForm, PutOnForm

__all__ = [
    "ChangeManyForm",
    "CostsForm",
    "DisposalListForm",
    "EndCaseForm",
    "FindItemForm",
    "GenreForm",
    "LinesForm",
    "MendingForm",
    "PutInGenreForm",
    "PutOnForm",
    "RepairForm",
    "case_initial",
]
