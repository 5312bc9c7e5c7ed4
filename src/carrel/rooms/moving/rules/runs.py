"""A van's round: its days, its stops, and what is loaded where (features, row 153)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Weight

TRANSFER, CARTON, SINGLES = "transfer", "carton", "singles"
NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Load:
    """Something that has to go from a school to another: a transfer, a carton, or so many single items.

    `boxes` are what is carried; `codes` what stands in bars on them. Not `is_ready`: it is being packed.
    """

    kind: str
    from_site_id: int
    to_site_id: int
    count: int
    boxes: int = 0
    codes: tuple[str, ...] = ()
    ref: int = 0
    is_ready: bool = True


@dataclass(frozen=True, slots=True)
class StopLoads:
    """One stop: what is taken up there, and what is set down."""

    site_id: int
    up: tuple[Load, ...]
    down: tuple[Load, ...]


def loads_of_run(stops: Sequence[int], loads: Iterable[Load]) -> tuple[tuple[StopLoads, ...], tuple[Load, ...]]:
    """What each stop takes up and sets down, and what the round cannot carry: an end of it has no stop.

    Where both ends are stops, it is carried, whichever comes first: what is taken up late is set down next time.
    """
    known, all_loads = set(stops), list(loads)
    carried = [load for load in all_loads if {load.from_site_id, load.to_site_id} <= known]
    left = tuple(load for load in all_loads if not {load.from_site_id, load.to_site_id} <= known)
    found = tuple(
        StopLoads(
            site_id,
            tuple(load for load in carried if load.from_site_id == site_id),
            tuple(load for load in carried if load.to_site_id == site_id and load.is_ready),
        )
        for site_id in stops
    )
    return found, left


def runs_on(weekdays: str, day: date) -> bool:
    """Whether a round is driven on a day; seven signs, Monday first."""
    return weekdays[day.weekday()] == "1"


def no_such_run() -> Objection:
    """There is none."""
    return Objection("moving.no_such_run", Weight.REFUSE, {})


def run_objections(*, name: str, is_taken: bool, weekdays: str, stops: Collection[int]) -> tuple[Objection, ...]:
    """What stands against a round as it is written down."""
    found = []
    if not name:
        found.append(Objection("moving.run_unnamed", Weight.REFUSE, {}))
    elif is_taken:
        found.append(Objection("moving.run_name_taken", Weight.REFUSE, {"run": name}))
    if "1" not in weekdays:
        found.append(Objection("moving.run_never_goes", Weight.REFUSE, {}))
    if len(set(stops)) < 2:
        found.append(Objection("moving.run_too_short", Weight.REFUSE, {}))
    return tuple(found)


def tick_objections(*, run: str, is_stop: bool) -> tuple[Objection, ...]:
    """What stands against ticking a stop off."""
    return () if is_stop else (Objection("moving.no_such_stop", Weight.REFUSE, {"run": run}),)
