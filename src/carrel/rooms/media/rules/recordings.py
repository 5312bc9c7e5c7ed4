"""What stands against recording, showing and erasing. Pure; docs/rules/off-air.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from carrel.cellar.kernel.verdicts import Objection, Source, Verdict, Weight
from carrel.rooms.media.rules.clocks import BEFORE, ERASE, TEACH, Clocks

SHOWING, REPEAT, EVALUATION = "showing", "repeat", "evaluation"
SHOWING_KINDS = (SHOWING, REPEAT, EVALUATION)
CHANNEL_LENGTH, NAME_LENGTH, TEXT_LENGTH = 60, 120, 200
MOST_COPIES = 200
AWAY = ("on_loan", "in_transit", "on_hold")
"""States of an item that is not at hand: it comes back first, then it is erased."""


def _guideline(paragraph: str) -> Source:
    return Source("law", f"Off-Air Guidelines 1981, {paragraph}", "docs/rules/off-air.md")


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asked for a recording, by name, and whether they asked for this programme before."""

    name: str
    is_staff: bool = True
    asked_before: bool = False


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What is known of a recording that is about to be entered or changed; days are the school's own."""

    title: str
    requester: Requester
    requested_on: date
    broadcast_on: date
    recorded_on: date
    today: date
    is_free: bool
    has_notice: bool
    is_whole: bool
    clocks: Clocks


def record_off_air_objections(facts: RecordingFacts) -> Verdict:
    """Everything that stands against keeping this recording."""
    return Verdict.of(_against_recording(facts))


def change_recording_objections(facts: RecordingFacts, *, first_shown_on: date | None) -> Verdict:
    """Everything that stands against saying this of a recording there is: the same, and that it was shown earlier."""
    found = list(_against_recording(facts))
    if first_shown_on is not None and first_shown_on < facts.recorded_on:
        days = {"recorded_on": facts.recorded_on, "shown_on": first_shown_on}
        found.append(Objection("media.shown_earlier", Weight.REFUSE, days))
    return Verdict.of(found)


def _against_recording(facts: RecordingFacts) -> Iterator[Objection]:
    named: dict[str, object] = {"title": facts.title, "teacher": facts.requester.name}
    if not facts.requester.is_staff:
        yield Objection("media.requester_not_staff", Weight.REFUSE, named, _guideline("paragraph 4"))
    if facts.requester.asked_before:
        yield Objection("media.requested_before", Weight.REFUSE, named, _guideline("paragraph 4"))
    if facts.requested_on > facts.recorded_on:
        days = {"requested_on": facts.requested_on, "recorded_on": facts.recorded_on}
        yield Objection("media.in_anticipation", Weight.REFUSE, named | days, _guideline("paragraph 4"))
    if facts.recorded_on > facts.today:
        yield Objection("media.recorded_later", Weight.REFUSE, {"recorded_on": facts.recorded_on})
    if not facts.broadcast_on <= facts.recorded_on <= facts.broadcast_on + timedelta(days=1):
        # A programme that runs past midnight ends on the day after its broadcast began.
        days = {"broadcast_on": facts.broadcast_on, "recorded_on": facts.recorded_on}
        yield Objection("media.not_simultaneous", Weight.REFUSE, days, _guideline("paragraph 2"))
    lifted = facts.clocks.is_lifted(facts.recorded_on) or facts.clocks.is_lifted(facts.today)
    if not facts.is_free and not lifted:
        yield Objection("media.not_free", Weight.REFUSE, named, _guideline("paragraph 2"))
    if not facts.is_whole and not lifted:
        yield Objection("media.altered", Weight.REFUSE, named, _guideline("paragraph 7"))
    if not facts.has_notice:
        yield Objection(
            "media.no_notice", Weight.ASK, named, _guideline("paragraph 8"), override="media.override_notice"
        )
    if facts.clocks.is_to_erase(facts.today):
        ends = {"erase_by": facts.clocks.keep_until}
        yield Objection("media.time_is_over", Weight.TELL, named | ends, _guideline("paragraph 2"))


@dataclass(frozen=True, slots=True)
class ShowingFacts:
    """What is known of a showing that is about to be entered: by whom, when, and what the teacher has shown of it."""

    title: str
    teacher: str
    teacher_is_staff: bool
    teacher_is_here: bool
    kind: str
    on: date
    today: date
    is_school_day: bool
    showings: int
    repeats: int
    is_erased: bool
    clocks: Clocks


def enter_showing_objections(facts: ShowingFacts) -> Verdict:
    """Everything that stands against this showing."""
    return Verdict.of(_against_showing(facts))


def _against_showing(facts: ShowingFacts) -> Iterator[Objection]:
    named: dict[str, object] = {"title": facts.title, "teacher": facts.teacher}
    if facts.is_erased:
        yield Objection("media.is_erased", Weight.REFUSE, named)
    if not facts.teacher_is_staff:
        yield Objection("media.shown_by_no_teacher", Weight.REFUSE, named, _guideline("paragraph 3"))
    if facts.on > facts.today:
        yield Objection("media.shown_later", Weight.REFUSE, {"day": facts.on})
    phase = facts.clocks.phase_on(facts.on)
    if phase == BEFORE:
        yield Objection("media.shown_before_recording", Weight.REFUSE, {"recorded_on": facts.clocks.recorded_on})
    if phase == ERASE:
        ends = {"erase_by": facts.clocks.keep_until}
        yield Objection("media.past_its_days", Weight.REFUSE, named | ends, _guideline("paragraph 2"))
    if not facts.clocks.is_lifted(facts.on) and facts.kind != EVALUATION and phase not in (BEFORE, ERASE):
        yield from _against_students(facts, named, phase)


def _against_students(facts: ShowingFacts, named: dict[str, object], phase: str) -> Iterator[Objection]:
    """What stands against students seeing it, where no licence does away with the limits."""
    if phase != TEACH:
        if facts.clocks.teach_until is None:
            yield Objection("media.no_school_day", Weight.REFUSE, named, _guideline("paragraph 3"))
        else:
            ends = {"teach_until": facts.clocks.teach_until, "erase_by": facts.clocks.erase_by}
            yield Objection("media.teachers_only", Weight.REFUSE, named | ends, _guideline("paragraph 6"))
    if facts.showings and facts.repeats:
        yield Objection("media.shown_twice", Weight.REFUSE, named, _guideline("paragraph 3"))
    elif facts.kind == SHOWING and facts.showings:
        yield Objection("media.shown_once", Weight.REFUSE, named, _guideline("paragraph 3"))
    elif facts.kind == REPEAT and not facts.showings:
        yield Objection("media.nothing_to_repeat", Weight.REFUSE, named, _guideline("paragraph 3"))
    elif facts.kind == REPEAT:
        yield Objection(
            "media.repeat_for_reinforcement", Weight.ASK, named, _guideline("paragraph 3"),
            override="media.override_repeat",
        )  # fmt: skip
    if not facts.teacher_is_here:
        yield Objection("media.other_building", Weight.TELL, named, _guideline("paragraph 3"))
    if not facts.is_school_day:
        yield Objection("media.not_a_school_day", Weight.TELL, {"day": facts.on}, Source("calendar", "Calendar"))


def erase_objections(*, title: str, is_erased: bool, is_lifted: bool, is_away: bool) -> Verdict:
    """What stands against erasing a recording; erasing early is always right."""
    named = {"title": title}
    found = []
    if is_erased:
        return Verdict.of([Objection("media.is_erased", Weight.REFUSE, named)])
    if is_away:
        found.append(Objection("media.is_away", Weight.REFUSE, named, Source("fact", "item state")))
    if is_lifted:
        found.append(Objection("media.has_a_right", Weight.ASK, named, override="media.override_erasing"))
    return Verdict.of(found)


def take_back_erasure_objections(
    *, title: str, erased_on: date | None, today: date, reason: str
) -> tuple[Objection, ...]:
    """What stands against the word that a recording was ticked by a slip and is not erased: only on the same day."""
    if erased_on is None:
        return (Objection("media.not_erased", Weight.REFUSE, {"title": title}),)
    found = []
    if erased_on != today:
        found.append(Objection("media.erased_for_good", Weight.REFUSE, {"title": title, "day": erased_on}))
    if not reason.strip():
        found.append(Objection("media.reason_missing", Weight.REFUSE, {"title": title}))
    return tuple(found)
