"""How recordings and rights are shown: what may be done today as a shape and a word, and days in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, DATE, MOMENT, NUMBER, Column, Table
from carrel.doors.web.phrases import put_on
from carrel.rooms.media.forms import PassingForm
from carrel.rooms.media.phrases import DAY_WORDS, PHASE_WORDS, STANDING_WORDS
from carrel.rooms.media.queries import RecordingShown
from carrel.rooms.media.rules import CountedDay
from carrel.rooms.schools import queries as schools

PHASE_SHAPES = {"before": "parked", "teach": "done", "evaluate": "ask", "erase": "refused"}
STANDING_SHAPES = {"not_yet": "parked", "in_force": "done", "ending": "ask", "over": "refused", "ended": "unknown"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A shape and its word."""

    shape: str
    word: str | Promise


def phase_chip(recording: RecordingShown) -> Chip:
    """What may be done with a recording today."""
    if recording.erased_at is not None:
        return Chip("unknown", pgettext("of a recording", "Erased"))
    if recording.is_overdue:
        return Chip("refused", pgettext("of a recording", "Overdue: erase it"))
    if recording.is_due:
        return Chip("refused", pgettext("of a recording", "Erase it today"))
    if recording.is_lifted:
        return Chip("done", pgettext("of a recording", "Licensed"))
    return Chip(PHASE_SHAPES[recording.phase], PHASE_WORDS[recording.phase])


def standing_chip(standing: str) -> Chip:
    """How a right stands."""
    return Chip(STANDING_SHAPES[standing], STANDING_WORDS[standing])


@dataclass(frozen=True, slots=True)
class DayLine:
    """One of the 45 days in words."""

    counted: CountedDay
    word: str | Promise
    phase: str | Promise


def day_lines(days: Sequence[CountedDay]) -> list[DayLine]:
    """The 45 days, each with what it is to the clock."""
    return [DayLine(each, DAY_WORDS[each.kind], PHASE_WORDS[each.phase]) for each in days]


def clock_words_of(recording: RecordingShown) -> str:
    """How the ten school days were counted, in one sentence."""
    found = recording.clocks
    if found.teach_until is None:
        return _("None of the 45 days is a school day in the calendar: students may not see it.")
    if found.school_days < 10:
        text = ngettext(
            "The 45 days hold %(days)s school day only.",
            "The 45 days hold %(days)s school days only.",
            found.school_days,
        )
        return text % {"days": found.school_days}
    return _("Ten school days and 45 days in a row, counted from the day after the recording.")


def say(form: PassingForm, refused: Refused, actor: Actor) -> int:
    """Show what stands against it; what only asks may be passed with a reason, by the same form sent again."""
    put_on(form, refused)
    if refused.can_be_passed and all(actor.may(each.override) for each in refused.objections):
        form.ask_why([each.code for each in refused.objections])
    return 409


def recordings_table(title: str, found: Sequence[RecordingShown], site_id: int) -> Table:
    """Recordings as a table to take along."""
    columns = [
        Column(_("Programme"), width=44), Column(_("Label"), CODE), Column(_("Channel")),
        Column(_("Broadcast"), MOMENT), Column(_("Asked for by")), Column(_("Asked for on"), DATE),
        Column(_("Recorded"), DATE), Column(_("May be shown until"), DATE), Column(_("Erase by"), DATE),
        Column(_("Copies"), NUMBER), Column(_("Today")), Column(_("Erased"), MOMENT), Column(_("Erased by")),
    ]  # fmt: skip
    return Table(title, columns, _rows(found), zone=str(schools.zone_of(site_id)))


def _rows(found: Sequence[RecordingShown]) -> Iterator[list[object]]:
    for each in found:
        yield [
            each.title, each.barcode, each.channel, each.broadcast_at, each.teacher, each.requested_on,
            each.recorded_on, each.clocks.teach_until, each.clocks.keep_until, 1 + each.copies + len(each.further),
            str(phase_chip(each).word), each.erased_at, each.erased_by,
        ]  # fmt: skip
