"""What a run of a register remembers between its steps, and one row on its way in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from carrel.cellar.jobs.actions import Line
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.rooms.registers.rules import KNOWN, READ, REFUSED, TOLD, Cells, Defaults, KnownWords, Sheet, UnknownWords

MOST_TOLD = 5_000
MOST_REFUSED = 50_000


@dataclass(slots=True)
class Progress:
    """What a run remembers: what the words mean, what it has counted, and what came before in the file."""

    kind: str
    is_check: bool
    sheet: Sheet
    known: KnownWords
    defaults: Defaults
    asked_at: datetime
    """When the file was sent in: the same in a look, its import, and a run taken up again."""
    owner: str | None = None
    source: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    unknown: UnknownWords = field(default_factory=UnknownWords)
    barcodes: dict[str, int] = field(default_factory=dict)
    """Numbers of items (items register), things out (loans) or who waits for what (holds), and the line each was on."""
    records: dict[str, int] = field(default_factory=dict)
    """What rows share a record by, and the record's id; in a check the line it came first, below nothing."""
    occurrences: Counter[str] = field(default_factory=Counter)
    queue: Mapping[int, datetime] = field(default_factory=dict)
    """Since when the hold on a line waits, where the file says its place in the queue."""

    def report(self, **more: Any) -> dict[str, Any]:
        """The report as the job keeps it."""
        return {"counts": dict(self.counts), "unknown": asdict(self.unknown), "order": self.sheet.order, **more}


@dataclass(slots=True)
class Judged:
    """One row on its way in. `title` is told in the report where it names no reader's reading."""

    line: int
    cells: Cells
    title: str = ""
    outcome: str = REFUSED

    @property
    def objections(self) -> list[Objection]:
        return self.cells.objections

    @property
    def is_refused(self) -> bool:
        return self.cells.is_refused


def remember(judged: Sequence[Judged], progress: Progress) -> None:
    """Count each row with what became of it. No inverse: a count goes with its report."""
    for each in judged:
        if each.is_refused:
            each.outcome = REFUSED
        progress.counts[READ] += 1
        progress.counts[each.outcome] += 1
        if each.outcome not in (REFUSED, KNOWN):
            progress.counts[TOLD] += any(one.weight is Weight.TELL for one in each.objections)


def lines_of(judged: Sequence[Judged], progress: Progress) -> list[Line]:
    """What is to be told of these rows: each refused one, and the remarks. No inverse: lines go with their report."""
    lines = []
    for each in judged:
        refusals = [one for one in each.objections if one.weight is Weight.REFUSE]
        if each.outcome == REFUSED and progress.counts[REFUSED] <= MOST_REFUSED:
            lines.append(_line("refused", each, refusals))
        elif each.outcome not in (REFUSED, KNOWN) and each.objections and progress.counts[TOLD] <= MOST_TOLD:
            lines.append(_line("told", each, each.objections))
    return lines


def _line(kind: str, judged: Judged, objections: Sequence[Objection]) -> Line:
    said = [{"code": each.code, "facts": dict(each.facts)} for each in objections[:20]]
    return Line(kind, judged.line, {"title": judged.title[:300], "said": said})
