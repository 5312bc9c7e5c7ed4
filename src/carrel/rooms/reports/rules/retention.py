"""The retention schedule as data: what is kept how long, by which rule. Pure; docs/rules/retention.md."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

LOANS, LINES, SETTLED, VIEWS, LEAVERS = "loans", "lines", "settled", "views", "leavers"
LEFT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data. `days` is how long it is kept (None: as a policy or a school says).

    `spares` says whether the work of the night can leave out single persons; where it cannot, a hold on anybody keeps
    the whole kind. `names_persons` is False for what holds no person at all: no hold on a person touches it.
    """

    code: str
    days: int | None
    spares: bool = False
    names_persons: bool = True


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(LOANS, 1, spares=True),
        Kind(LINES, 1, spares=True),
        Kind(SETTLED, 30),
        Kind(VIEWS, 365, spares=True),
        Kind("parked", 30),
        Kind("answers", 30),
        Kind("registers", 30),
        Kind("rosters", 30),
        Kind("slips", 1),
        Kind("mail", 90),
        Kind("steps", None),
        Kind("media", None),
        Kind("seats", 30),
        Kind("cards", 30),
        Kind("attachments", 30, names_persons=False),
        Kind(LEAVERS, 365, spares=True),
    )
}


def kinds_suspended(held: Collection[str], *, anybody: bool) -> frozenset[str]:
    """The kinds nothing of which is deleted: those held, and with a hold on anybody those that spare nobody."""
    whole = {code for code, kind in KINDS.items() if anybody and kind.names_persons and not kind.spares}
    return frozenset(code for code in KINDS if code in held) | whole
