"""Who is late with what, where each stands on the ladder, and what they owe. Read by hand: a district has 20,000."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.charges import queries as charges
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.phrases import KIND_WORDS
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.kits import OWN_LINE
from carrel.rooms.people.rules import grade_shown
from carrel.rooms.recovery.models import Notice, StepTaken
from carrel.rooms.recovery.rules.ladder import Ladder, Rung, highest, next_rung, reminder_of

_LOAN = ("pk", "patron_id", "due_at", "item__site__timezone", "item__record__title", "item__barcode",
         "item__call_number", "item__item_type__family")  # fmt: skip
_PERSON = ("patron__given_name", "patron__family_name", "patron__preferred_given", "patron__preferred_family",
           "patron__grade", "patron__homeroom_id", "patron__homeroom__name", "patron__home_site_id",
           "patron__home_site__name", "patron__home_language", "patron__email", "patron__left_on")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing somebody has: `days_late` is below nothing while it is not due. `rung` is its next step."""

    loan_id: int
    title: str
    barcode: str
    call_number: str
    family: str
    due_on: date
    days_late: int
    rung: Rung | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One open charge as a bill names it; `loan_id` where it is known what it is about."""

    title: str
    minor: int
    loan_id: int | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """A reader with what is late (or due soon), the longest first, and the step that may be taken for them today.

    `also` is what else is out, where families are told everything; `charges` are what a bill is made of.
    """

    person_id: int
    given: str
    family: str
    grade: str
    homeroom_id: int | None
    homeroom: str
    site_id: int | None
    site: str
    language: str
    email: str
    left_on: date | None
    things: tuple[Thing, ...]
    owed_minor: int = 0
    step: Rung | None = None
    last_step: str = ""
    last_on: date | None = None
    also: tuple[Thing, ...] = ()
    charges: tuple[Owed, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def list_name(self) -> str:
        return ", ".join(part for part in (self.family, self.given) if part)

    @property
    def items(self) -> int:
        return len(self.things)

    @property
    def days_late(self) -> int:
        return max((each.days_late for each in self.things), default=0)

    @property
    def next_rung(self) -> Rung | None:
        """The step that comes next, today or later: of the thing whose day is first."""
        rungs = [each.rung for each in self.things if each.rung is not None]
        return self.step or min(rungs, key=lambda each: each.on, default=None)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed to; None and empty mean everything."""

    site_id: int | None = None
    homeroom_id: int | None = None
    person_ids: tuple[int, ...] = ()


EVERYBODY = Narrowed()


def loans_in_sight(actor: Actor, narrowed: Narrowed = EVERYBODY) -> "QuerySet[Loan]":
    """The open loans of persons within the actor's sight: of the site they work at, of all for the district."""
    found = Loan.objects.filter(OWN_LINE, returned_at=None, patron__isnull=False)
    site_id = narrowed.site_id or actor.site_id
    if not actor.is_district:
        found = found.filter(patron__home_site__in=_own_sites(actor, site_id))
    elif site_id is not None:
        found = found.filter(patron__home_site=site_id)
    if narrowed.homeroom_id is not None:
        found = found.filter(patron__homeroom=narrowed.homeroom_id)
    if narrowed.person_ids:
        found = found.filter(patron__in=narrowed.person_ids)
    return found


def _own_sites(actor: Actor, site_id: int | None) -> list[int]:
    sites = actor.site_ids - actor.narrow_site_ids
    return [each for each in sites if site_id is None or each == site_id]


def late_students(actor: Actor, now: datetime, ladder: Ladder, narrowed: Narrowed = EVERYBODY) -> list[Student]:
    """Every reader in sight with something late, by homeroom and name, with what they owe. Five statements."""
    late = loans_in_sight(actor, narrowed).filter(due_at__lt=now)
    taken = _taken_for(late)
    students = _students(late, now, lambda thing: next_rung(ladder, taken.get(thing, {}), thing[1]))
    return _with_step(students, now, ladder)


def due_soon(actor: Actor, now: datetime, ladder: Ladder, narrowed: Narrowed = EVERYBODY) -> list[Student]:
    """Every reader in sight for whom a reminder may go today: with what is due soon, and nothing else."""
    ahead = -min((each.days for each in ladder if each.days <= 0), default=1)
    if ahead < 0:
        return []
    soon = loans_in_sight(actor, narrowed).filter(due_at__gte=now, due_at__lt=now + timedelta(days=ahead + 1))
    taken = _taken_for(soon)

    def rung(thing: tuple[int, date, date]) -> Rung | None:
        step = reminder_of(ladder, taken.get(thing, {}), thing[1], thing[2])
        return Rung(step, thing[2]) if step is not None else None

    found = []
    for each in _students(soon, now, rung):
        things = tuple(thing for thing in each.things if thing.rung is not None)
        if things:
            found.append(_changed(each, things=things, step=things[0].rung))
    return found


def reminded_of(actor: Actor, now: datetime, run_id: int, narrowed: Narrowed) -> list[Student]:
    """Every reader in sight with what a run reminded them of and is not due yet, as it was due then. Two statements."""
    taken = StepTaken.objects.filter(run=run_id, undone_at=None)
    reminded = set(taken.values_list("loan_id", "due_on"))
    soon = loans_in_sight(actor, narrowed).filter(due_at__gte=now, pk__in=taken.values("loan"))
    found = []
    for each in _students(soon, now, lambda _thing: None):
        things = tuple(thing for thing in each.things if (thing.loan_id, thing.due_on) in reminded)
        if things:
            found.append(_changed(each, things=things))
    return found


def with_what_else(actor: Actor, now: datetime, students: list[Student], narrowed: Narrowed) -> list[Student]:
    """The same students with what is not late yet and not in their things. One statement for 5,000 of them."""
    more: dict[int, tuple[Thing, ...]] = {}
    for part in in_steps(sorted({each.person_id for each in students}), 5000):
        named = Narrowed(narrowed.site_id, narrowed.homeroom_id, tuple(part))
        out = loans_in_sight(actor, named).filter(due_at__gte=now)
        more |= {each.person_id: each.things for each in _students(out, now, lambda _thing: None)}
    return [_changed(each, also=_others(each.things, more.get(each.person_id, ()))) for each in students]


def with_charges(students: list[Student]) -> list[Student]:
    """The same students with each open charge, the oldest first. One statement for 5,000 of them."""
    found: dict[int, list[Owed]] = {}
    for part in in_steps(sorted({each.person_id for each in students}), 5000):
        rows = Charge.objects.filter(person__in=part, left_minor__gt=0).order_by("charged_on", "pk")
        for person_id, title, text, kind, minor, loan_id in rows.values_list(
            "person_id", "about_title", "text", "kind", "left_minor", "loan_id"
        ):
            found.setdefault(person_id, []).append(Owed(title or text or str(KIND_WORDS[kind]), minor, loan_id))
    return [_changed(each, charges=tuple(found.get(each.person_id, ()))) for each in students]


def _others(things: Iterable[Thing], more: Iterable[Thing]) -> tuple[Thing, ...]:
    known = {each.loan_id for each in things}
    return tuple(each for each in more if each.loan_id not in known)


Key = tuple[int, date, date]


def _taken_for(loans: "QuerySet[Loan]") -> "_Taken":
    rows = StepTaken.objects.filter(loan__in=loans.order_by().values("pk"), undone_at=None)
    found: dict[tuple[int, date], dict[str, date]] = {}
    for loan_id, due_on, step, taken_on in rows.values_list("loan_id", "due_on", "step", "taken_on"):
        found.setdefault((loan_id or 0, due_on), {})[step] = taken_on
    return _Taken(found)


class _Taken:
    """Steps taken by loan as it was due: a renewed loan begins anew."""

    def __init__(self, found: Mapping[tuple[int, date], Mapping[str, date]]) -> None:
        self.found = found

    def get(self, thing: Key, default: Mapping[str, date]) -> Mapping[str, date]:
        return self.found.get((thing[0], thing[1]), default)


def _students(loans: "QuerySet[Loan]", now: datetime, rung_of: Any) -> list[Student]:
    """Rows to students; `rung_of` is asked with (loan, due day, today there)."""
    days: dict[str, date] = {}
    rows = loans.order_by(
        "patron__homeroom__name", "patron__family_name", "patron__given_name", "patron_id", "due_at"
    ).values_list(*_LOAN, *_PERSON)
    things: dict[int, list[Thing]] = {}
    persons: dict[int, tuple[Any, ...]] = {}
    for row in rows.iterator(chunk_size=5000):
        loan_id, person_id, due_at, zone_name = row[:4]
        zone = zone_named(zone_name)
        today = days.get(zone_name) or days.setdefault(zone_name, now.astimezone(zone).date())
        due_on = due_at.astimezone(zone).date()
        title, barcode, call_number, family = row[4:8]
        rung = rung_of((loan_id, due_on, today))
        thing = Thing(loan_id, title, barcode, call_number, family, due_on, (today - due_on).days, rung)
        things.setdefault(person_id, []).append(thing)
        persons.setdefault(person_id, row[8:])
    return [_student(pk, persons[pk], own) for pk, own in things.items()]


def _student(person_id: int, row: tuple[Any, ...], things: Iterable[Thing]) -> Student:
    given, family, preferred_given, preferred_family, grade, homeroom_id, homeroom, site_id, site, *rest = row
    language, email, left_on = rest
    return Student(
        person_id, preferred_given or given, preferred_family or family, grade_shown(grade), homeroom_id,
        homeroom or "", site_id, site or "", language, email, left_on, tuple(things),
    )  # fmt: skip


def _changed(student: Student, **values: Any) -> Student:
    kept = {name: getattr(student, name) for name in Student.__slots__}
    return Student(**{**kept, **values})


def _with_step(students: list[Student], now: datetime, ladder: Ladder) -> list[Student]:
    """With what they owe, the last notice, and the step for today."""
    ids = [each.person_id for each in students]
    owed: dict[int, int] = {}
    for part in in_steps(ids, 5000):
        owed |= charges.owed_by_each(part)
    last = last_notices(ids)
    found = []
    for each in students:
        rungs = [thing.rung for thing in each.things if thing.rung is not None]
        today = each.things[0].due_on + timedelta(days=each.things[0].days_late)
        step, on = last.get(each.person_id, ("", None))
        found.append(
            _changed(
                each, owed_minor=owed.get(each.person_id, 0), step=highest(rungs, today), last_step=step, last_on=on
            )
        )
    return found


def last_notices(person_ids: list[int]) -> dict[int, tuple[str, date]]:
    """The last notice each of these persons got, and when."""
    found: dict[int, tuple[str, date]] = {}
    for part in in_steps(person_ids, 5000):
        rows = Notice.objects.filter(person__in=part, undone_at=None).order_by("made_on", "pk")
        found |= {person: (step, on) for person, step, on in rows.values_list("person_id", "step", "made_on")}
    return found


def homerooms_late(actor: Actor, now: datetime) -> list[tuple[int, str, int]]:
    """The homerooms of the actor's site with something late: number, name, how many things. One statement."""
    late = loans_in_sight(actor).filter(due_at__lt=now, patron__homeroom__isnull=False).order_by()
    rows = late.values("patron__homeroom", "patron__homeroom__name").annotate(n=Count("pk"))
    return [(row["patron__homeroom"], row["patron__homeroom__name"], row["n"])
            for row in rows.order_by("patron__homeroom__name")]  # fmt: skip
