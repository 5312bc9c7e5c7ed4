"""A batch as its pages show it: what it is called, whose turn it is, the last scan, what did not go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables import CODE, NUMBER, Column, Table
from carrel.doors.web.desk.facts import Face, face
from carrel.doors.web.phrases import sentence, sentences
from carrel.rooms.circulation.queries.batches import (
    LEFT,
    BatchLineShown,
    Counts,
    counts_of,
    lines_beside,
    lines_of_batch,
    lines_shown,
    next_line,
    titles_of,
)
from carrel.rooms.people import queries as people

if TYPE_CHECKING:
    from carrel.cellar.kernel.verdicts import Refused
    from carrel.rooms.circulation.models import Batch, BatchLine

Text = str | Promise
RECENT = 12
ODD = frozenset(
    f"circulation.{each}"
    for each in (
        "belongs_elsewhere", "item_is_withdrawn", "item_is_in_repair", "not_on_loan", "was_found", "hold_caught",
        "hold_caught_no_end", "hold_sent", "sent_on", "hold_stays", "hold_arrived",
    )
)  # fmt: skip
"""What is told with a return that needs a hand afterwards: another crate, another shelf, a second look."""
KINDS: Mapping[str, Text] = {
    "list": gettext_lazy("A list"),
    "hand_out": gettext_lazy("A hand-out"),
    "class": gettext_lazy("Class by class"),
    "return": gettext_lazy("Many returns"),
    "place": gettext_lazy("To a cart, display or room"),
}
OUTCOMES: Mapping[str, tuple[str, Text]] = {
    "waiting": ("parked", pgettext_lazy("a line", "Waits")),
    "done": ("done", pgettext_lazy("a line", "Done")),
    "left": ("refused", pgettext_lazy("a line", "Did not go")),
    "skipped": ("tell", pgettext_lazy("a line", "Skipped")),
    "absent": ("tell", pgettext_lazy("a line", "Absent")),
    "undone": ("moved", pgettext_lazy("a line", "Taken back")),
    "stays": ("ask", pgettext_lazy("a line", "Could not be taken back")),
}


def batch_title(batch: Batch) -> str:
    """What a batch is called where others may read it: never with a reader's name."""
    if batch.kind == "class" and batch.school_class is not None:
        return _("Hand-out to %(class)s") % {"class": batch.school_class.name}
    if batch.kind == "place" and batch.place is not None:
        return _("To %(place)s") % {"place": batch.place.name}
    return str(KINDS[batch.kind])


def heading(batch: Batch) -> str:
    """The heading of its page, where the reader's name is what the page is about."""
    if batch.patron is not None:
        return _("Lending to %(name)s") % {"name": batch.patron.display_name}
    return batch_title(batch)


@dataclass(frozen=True, slots=True)
class LineSaid:
    """A line with its shape, word and reasons in sentences."""

    line: BatchLineShown
    shape: str
    word: Text
    reasons: tuple[str, ...]
    can_be_passed: bool
    is_odd: bool = False

    @property
    def title(self) -> str:
        return self.line.title or self.line.text

    @property
    def is_number(self) -> bool:
        return not self.line.title


def line_said(line: BatchLineShown, actor: Actor) -> LineSaid:
    """One line in words."""
    shape, word = OUTCOMES[line.outcome]
    passes = line.outcome == "left" and line.can_be_passed(actor)
    return LineSaid(
        line,
        "ask" if passes else shape,
        word,
        tuple(sentence(each) for each in line.said),
        passes,
        is_odd=any(each.code in ODD for each in line.said) and line.outcome == "done",
    )


@dataclass(slots=True)
class Shown:
    """A batch as one page, or as the part of it that changes with a scan."""

    batch: Batch
    title: str
    counts: Counts
    key: str
    recent: list[LineSaid]
    left: list[LineSaid]
    odd: list[LineSaid]
    last: dict[str, Any] | None = None
    current: BatchLine | None = None
    face: Face | None = None
    wanted: Sequence[str] = ()
    position: int = 0
    persons: int = 0
    back_line: int = 0
    sound: str = ""
    go: str = ""
    grade_line: int = 0
    rows: list[LineSaid] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.batch.ended_at is None

    @property
    def takes_scans(self) -> bool:
        """Whether there is a box to scan into: not for a list, whose lines are all there."""
        return self.is_open and self.batch.kind != "list" and (self.batch.kind != "class" or self.current is not None)

    @property
    def mode(self) -> str:
        """What a scan will do, in words, before the box."""
        if self.batch.kind == "class":
            return _("Lending to %(name)s") % {"name": self.face.name} if self.face else _("Everybody had their turn")
        if self.batch.kind == "return":
            return _("Returning many")
        if self.batch.kind == "place":
            return _("Lending to %(name)s") % {"name": self.batch.place.name if self.batch.place else ""}
        return self.title

    @property
    def hint(self) -> str:
        return _("Their copy, then the next") if self.batch.kind == "class" else _("Scan item after item")


def shown(actor: Actor, batch: Batch, *, key: str, at: int = 0, refused: Refused | None = None, go: str = "") -> Shown:
    """What the page of a batch shows; `at` is the line whose turn it is, else the first that waits."""
    counts = counts_of(batch.pk)
    lines = [line_said(each, actor) for each in lines_shown(_recent(batch))]
    left = [line_said(each, actor) for each in lines_shown(lines_of_batch(batch.pk, *LEFT)[:200])]
    view = Shown(batch, heading(batch), counts, key, lines, left, [each for each in lines if each.is_odd], go=go)
    if batch.kind == "return":
        view.odd = _odd_ones(batch, actor)
    if batch.kind == "class" and batch.ended_at is None:
        _whose_turn(view, at)
    if refused is not None:
        view.last, view.sound = card_of_refusal(refused), "again"
    elif lines:
        view.last, view.sound = card_of(lines[0], batch), _sound(lines[0])
        if batch.kind == "return" and lines[0].line.outcome == "done" and lines[0].line.item_id:
            view.grade_line = lines[0].line.line_id
    return view


def rows_after(actor: Actor, view: Shown, touched: Iterable[int]) -> list[LineSaid]:
    """The rows of the whole list that a scan may have changed: the last ones, and all of whoever was touched."""
    lines = lines_beside(view.batch.pk, [each for each in touched if each])
    rows = [*view.recent, *(line_said(each, actor) for each in lines_shown(lines))]
    return sorted({each.line.line_id: each for each in rows}.values(), key=lambda each: each.line.number)


def _recent(batch: Batch) -> Sequence[BatchLine]:
    done = lines_of_batch(batch.pk, "done", "left").filter(done_at__isnull=False)
    return list(done.order_by("-done_at", "-number")[:RECENT])


def _odd_ones(batch: Batch, actor: Actor) -> list[LineSaid]:
    """Returns that need a hand afterwards: of other schools, withdrawn, in repair, or not on loan at all."""
    told = lines_of_batch(batch.pk, "done").exclude(said=[])
    said = (line_said(each, actor) for each in lines_shown(told.order_by("-number")[:200]))
    return [each for each in said if each.is_odd]


def _whose_turn(view: Shown, at: int) -> None:
    batch = view.batch
    waiting = lines_of_batch(batch.pk, "waiting", "left", "undone", "skipped", "absent", "done")
    chosen = waiting.filter(pk=at).first() if at else None
    view.current = chosen if chosen is not None else next_line(batch.pk)
    first_lines: dict[int | None, int] = {}
    for person_id, line_id in lines_of_batch(batch.pk).values_list("person_id", "pk"):
        first_lines.setdefault(person_id, line_id)
    numbers = list(first_lines)
    view.persons = len(numbers)
    if view.current is None and numbers:
        view.back_line = first_lines[numbers[-1]]
    if view.current is None or view.current.person_id is None:
        return
    view.position = numbers.index(view.current.person_id) + 1
    view.back_line = first_lines[numbers[view.position - 2]] if view.position > 1 else 0
    found = people.person_found(view.current.person_id)
    view.face = face(found) if found is not None else None
    records = lines_of_batch(batch.pk, "waiting").filter(person=view.current.person_id)
    wanted = [each for each in records.values_list("record_id", flat=True) if each is not None]
    view.wanted = list(titles_of(wanted).values()) if wanted else ()


def card_of(said: LineSaid, batch: Batch) -> dict[str, Any]:
    """The last scan as one card."""
    done = said.line.outcome == "done"
    if batch.kind == "return":
        verdict = _("Returned") if done else _("Not returned")
    else:
        verdict = _("Lent") if done else _("Not lent")
    who = said.line.person if batch.kind in ("class", "list") else ""
    words = [who] if who else []
    words += said.reasons
    state = "done" if done and not said.is_odd else "tell" if done else said.shape
    return {"state": state, "verdict": verdict, "title": said.title, "say": ". ".join(filter(None, words))}


def card_of_refusal(refused: Refused) -> dict[str, Any]:
    """A scan that did nothing: had before, or nobody is left."""
    return {"state": "tell", "verdict": _("Nothing was done"), "title": "", "say": " ".join(sentences(refused))}


def _sound(said: LineSaid) -> str:
    if said.line.outcome == "done":
        return "ask" if said.is_odd else "done"
    return "unknown" if said.is_number else "ask" if said.can_be_passed else "refused"


def roster_of(actor: Actor, batch: Batch) -> list[LineSaid]:
    """All lines of a batch in their order: who has which copy, as a list to print."""
    return [line_said(each, actor) for each in lines_shown(lines_of_batch(batch.pk))]


def table_of(actor: Actor, batch: Batch, *, only_left: bool) -> Table:
    """The lines of a batch as a table: all, or what did not go."""
    columns = [
        Column(_("Line"), NUMBER),
        Column(_("Reader"), width=30),
        Column(_("Class")),
        Column(_("Card"), CODE),
        Column(_("Number"), CODE),
        Column(_("Title"), width=40),
        Column(_("What came of it")),
        Column(_("Why, and what now"), width=70),
    ]
    title = _("What did not go") if only_left else batch_title(batch)
    return Table(title, columns, _rows(actor, batch, only_left), zone=timezone.get_current_timezone_name())


def _rows(actor: Actor, batch: Batch, only_left: bool) -> Iterator[Sequence[object]]:
    lines = lines_of_batch(batch.pk, *(LEFT if only_left else ()))
    for each in lines_shown(lines):
        said = line_said(each, actor)
        yield (
            each.number, each.person, each.class_name, each.who, each.barcode, each.title, str(said.word),
            " ".join(said.reasons),
        )  # fmt: skip


def progress_words(counts: Counts) -> str:
    """How far a batch is, for the list of parked work."""
    return ngettext("%(taken)s of %(all)s line", "%(taken)s of %(all)s lines", counts.all) % {
        "taken": counts.taken,
        "all": counts.all,
    }
