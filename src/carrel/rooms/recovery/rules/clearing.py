"""When a step may be taken back, what a call came to, and when a leaver is clear. Pure; docs/rules/notices.md."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Weight

REACHED, MESSAGE, NO_ANSWER, WRONG_NUMBER, PROMISED = "reached", "message", "no_answer", "wrong_number", "promised"
OUTCOMES = (REACHED, PROMISED, MESSAGE, NO_ANSWER, WRONG_NUMBER)
SETTLED = frozenset({REACHED, PROMISED, MESSAGE})
"""After these the call is done; after the others it stays on the list."""
NOTE_LENGTH, NAME_LENGTH = 300, 120

LIBRARY, TEXTBOOKS, DEVICES, MEDIA, MONEY = "library", "textbooks", "devices", "media", "money"
DEPARTMENTS = (LIBRARY, TEXTBOOKS, DEVICES, MEDIA, MONEY)
_OF_FAMILY = {"textbook": TEXTBOOKS, "device": DEVICES, "equipment": DEVICES, "kit": DEVICES, "media": MEDIA,
              "software": MEDIA}  # fmt: skip


def department_of(family: str) -> str:
    """Which department a thing of this family belongs to; books and magazines are the library's."""
    return _OF_FAMILY.get(family, LIBRARY)


@dataclass(frozen=True, slots=True)
class DepartmentFacts:
    """How a leaver stands with one department: what is out, what is owed, and who has signed."""

    department: str
    out: int = 0
    owed_minor: int = 0
    signed_by: str = ""


def sign_off_objections(facts: DepartmentFacts, *, name: str) -> tuple[Objection, ...]:
    """What stands against signing a department off: it is signed, nobody signs, or something is still out or owed."""
    found = []
    if facts.signed_by:
        found.append(Objection("recovery.signed_already", Weight.REFUSE, {"name": facts.signed_by}))
    if not name.strip():
        found.append(Objection("recovery.name_missing", Weight.REFUSE))
    if facts.out or facts.owed_minor:
        said = {"out": facts.out}
        found.append(Objection("recovery.not_clear", Weight.ASK, said, override="recovery.sign_off"))
    return tuple(found)


def is_clear(departments: Sequence[DepartmentFacts]) -> bool:
    """Whether every department has signed."""
    return bool(departments) and all(each.signed_by for each in departments)


def log_call_objections(
    *, outcome: str, promised_on: date | None, today: date, is_waiting: bool
) -> tuple[Objection, ...]:
    """What stands against writing down a call: no such outcome, nobody to be called, a promise without a day ahead."""
    found = []
    if outcome not in OUTCOMES:
        found.append(Objection("recovery.no_outcome", Weight.REFUSE))
    if not is_waiting:
        found.append(Objection("recovery.not_to_call", Weight.REFUSE))
    if outcome == PROMISED and (promised_on is None or promised_on < today):
        found.append(Objection("recovery.promise_without_day", Weight.REFUSE))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What undoing a notice depends on."""

    is_undone: bool = False
    is_given_out: bool = False
    mail_states: Collection[str] = ()
    calls: int = 0


def undo_notice_objections(facts: NoticeFacts) -> tuple[Objection, ...]:
    """What stands against taking a notice back: it is taken back, on its way to the family, or somebody has called."""
    if facts.is_undone:
        return (Objection("recovery.undone_already", Weight.REFUSE),)
    if "sent" in facts.mail_states:
        return (Objection("recovery.is_sent", Weight.REFUSE),)
    if facts.is_given_out:
        return (Objection("recovery.is_given_out", Weight.REFUSE),)
    return (Objection("recovery.was_called", Weight.REFUSE),) if facts.calls else ()
