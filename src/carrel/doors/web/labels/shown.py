"""How runs and their lines are shown: what stands against a line in sentences, where a run begins and ends in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.papers.label_sheets import Sheet
from carrel.doors.web.phrases import sentence
from carrel.rooms.labels.queries import ReadyLine, ReadyRun

Text = str | Promise
STATE_SHAPES = {"open": "parked", "printed": "done", "taken_back": "moved"}
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a run."""

    line_id: int
    name: str
    number: str
    call_number: str
    why: str
    told: str
    shape: str


def line_shown(line: ReadyLine) -> LineShown:
    """A line with what stands against it, and what is told of it."""
    why = " ".join(sentence(each) for each in line.objections if each.weight is Weight.REFUSE)
    told = " ".join(sentence(each) for each in line.objections if each.weight is Weight.TELL)
    shape = "refused" if why else "tell" if told else "done"
    name = line.name or line.number
    return LineShown(line.line_id, name, line.number, line.call_number, why, told, shape)


def lines_shown(ready: ReadyRun, *, latest_first: bool, whole: bool = False) -> list[LineShown]:
    """The lines that cannot be printed first, then the others; as many as one looks at, or the `whole`."""
    order = list(reversed(ready.lines)) if latest_first else list(ready.lines)
    refused = [line for line in order if line.is_refused]
    wanted = [*refused, *(each for each in order if not each.is_refused)]
    return [line_shown(line) for line in (wanted if whole else wanted[:MOST_SHOWN])]


def place_words(sheet: Sheet, cell: int) -> str:
    """Where a label lies on its sheet, in words."""
    row, column = sheet.place_of(cell)
    if sheet.is_roll:
        return _("one label after the other")
    return _("row %(row)s, column %(column)s") % {"row": row, "column": column}


def sheet_words(sheet: Sheet) -> str:
    """A sheet with the size of its labels."""
    size = {"name": sheet.name, "width": f"{sheet.width:g}", "height": f"{sheet.height:g}"}
    return _("%(name)s, %(width)s × %(height)s in") % size


def refusals(found: Sequence[Objection], most: int = 5) -> list[str]:
    """What stands against printing, the first few in full and how many more there are."""
    said = [sentence(each) for each in found[:most]]
    if len(found) > most:
        said.append(_("And %(count)s more lines.") % {"count": len(found) - most})
    return said
