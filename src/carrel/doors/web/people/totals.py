"""A teacher's classes in numbers: how much is out, late and ready. No titles, no amounts, nobody's name."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation import queries as loans
from carrel.rooms.people import queries
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True, slots=True)
class ClassTotal:
    """One class and what its students have out, late and ready for them, in all."""

    id: int
    name: str
    students: int
    out: int
    late: int
    ready: int


def class_totals(actor: Actor, now: datetime) -> list[ClassTotal]:
    """The classes the actor teaches, counted in a fixed number of statements."""
    if actor.person_id is None:
        return []
    today = schools.today_at(actor.site_id, now)
    found = queries.classes_taught_by(actor.person_id, today=today)
    members = queries.members_of_classes([each.id for each in found], today=today)
    everybody = sorted(set().union(*members.values())) if members else []
    counts, ready = loans.loan_counts(everybody, now), loans.ready_counts(everybody)
    totals = []
    for each in found:
        theirs = members.get(each.id, set())
        out = [counts[person] for person in theirs if person in counts]
        sums = sum(number for number, _ in out), sum(late for _, late in out)
        totals.append(ClassTotal(each.id, each.name, len(theirs), *sums, sum(ready.get(one, 0) for one in theirs)))
    return totals
