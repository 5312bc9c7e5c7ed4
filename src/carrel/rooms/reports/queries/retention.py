"""What the retention schedule has to do, and what it has done."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries import severing
from carrel.rooms.people.models import Person, PersonView, RoleHeld
from carrel.rooms.people.queries.legal_holds import is_anybody_held, kinds_held, persons_held
from carrel.rooms.reports.models import Certificate
from carrel.rooms.reports.rules.retention import KINDS, LEAVERS, LEFT_FOR, LOANS, SETTLED, VIEWS, kinds_suspended
from carrel.rooms.schools.queries import today_at

_A_YEAR = timedelta(days=365)
STUDENT, GUARDIAN = "student", "guardian"


def suspended() -> frozenset[str]:
    """The kinds a legal hold keeps from deletion now."""
    return kinds_suspended(kinds_held(), anybody=is_anybody_held())


def due_now(now: datetime) -> Mapping[str, int]:
    """How much waits for the next night, of the kinds that can tell. Five statements."""
    settled = Charge.objects.filter(settled_at__lt=now - timedelta(days=KINDS[SETTLED].days or 0))
    return {
        LOANS: len(severing.ended_loans(now=now)),
        SETTLED: settled.exclude(about_barcode="", about_title="", text="").count(),
        VIEWS: PersonView.objects.filter(at__lt=now - _A_YEAR).exclude(person__in=persons_held()).count(),
        LEAVERS: len(leavers_due(today_at(None, now))),
    }


def leavers_due(today: date) -> list[int]:
    """Students who left more than a year ago, with nothing out, nothing named, nothing owed and no other role.

    The guardians of nobody but them go too.
    """
    students = _free(Person.objects.filter(category__code=STUDENT, left_on__lt=today - LEFT_FOR))
    going = list(students.values_list("pk", flat=True))
    wards = Person.objects.filter(guardians__guardian=OuterRef("pk")).exclude(pk__in=going)
    guardians = _free(Person.objects.filter(category__code=GUARDIAN, wards__student__in=going)).exclude(Exists(wards))
    return [*going, *guardians.distinct().values_list("pk", flat=True)]


def _free(persons: "QuerySet[Person]") -> "QuerySet[Person]":
    named = Loan.objects.filter(patron=OuterRef("pk"))
    owed = Charge.objects.filter(person=OuterRef("pk"))
    roles = RoleHeld.objects.filter(account__person=OuterRef("pk")).exclude(role=STUDENT)
    free = persons.filter(merged_into=None).exclude(pk__in=persons_held())
    return free.exclude(Exists(named)).exclude(Exists(owed)).exclude(Exists(roles))


def certificates() -> "QuerySet[Certificate]":
    """Every certificate with its lines, the latest first."""
    return Certificate.objects.prefetch_related("lines")


def last_night() -> Mapping[str, int]:
    """What the last night destroyed, by kind."""
    last = certificates().first()
    return {line.kind: line.count for line in last.lines.all()} if last else {}
