"""Imports as their pages show them, and who left."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.people.models import Person
from carrel.rooms.rosters.models import RosterDifference, RosterImport
from carrel.rooms.rosters.rules.facts import GUARDIAN


@dataclass(frozen=True)
class ImportPage:
    """One import with the number of its differences by kind."""

    run: RosterImport
    counts: dict[str, int]

    @property
    def can_apply(self) -> bool:
        """Whether there is something to apply that nobody refuses."""
        refused = any(each["weight"] == "refuse" for each in self.run.report.get("objections", []))
        return self.run.status == RosterImport.Status.COMPARED and not refused


@dataclass(frozen=True)
class Leaver:
    """Somebody who is in no roster any more."""

    person_id: int
    name: str
    grade: str
    homeroom: str
    site_name: str
    left_on: date


def imports_of(actor: Actor) -> QuerySet[RosterImport]:
    """The imports this actor may look at, newest first: all for the district, else those of own sites or own hands."""
    found = RosterImport.objects.order_by("-started_at", "-pk")
    if actor.is_district:
        return found
    return found.filter(Q(site__in=actor.site_ids) | Q(started_by=actor.account_id, started_by__isnull=False))


def import_seen(actor: Actor, import_id: int) -> RosterImport | None:
    """One import, or None when there is none that this actor may look at."""
    return imports_of(actor).filter(pk=import_id).first()


def import_page(actor: Actor, import_id: int) -> ImportPage | None:
    """An import with the counts of its differences, or None."""
    run = import_seen(actor, import_id)
    return ImportPage(run, kind_counts(run.pk)) if run else None


def kind_counts(import_id: int) -> dict[str, int]:
    """How many differences of each kind an import has."""
    rows = RosterDifference.objects.filter(roster_import=import_id).order_by().values_list("kind")
    return dict(rows.annotate(count=Count("pk")))


def differences_of(import_id: int, kind: str, *, group: str = "") -> QuerySet[RosterDifference, Any]:
    """The differences of a kind as dicts, in the order of the file."""
    rows = RosterDifference.objects.filter(roster_import=import_id, kind=kind)
    if group:
        rows = rows.filter(group=group)
    return rows.order_by("pk").values("name", "group", "site_name", "detail", "fields", "person_id")


def leavers(actor: Actor, *, since: date | None = None) -> list[Leaver]:
    """Who left the actor's sites and is still on record, the latest first. Guardians go with their children."""
    found = Person.objects.filter(merged_into=None).exclude(left_on=None).exclude(category__code=GUARDIAN)
    if not actor.is_district:
        found = found.filter(home_site__in=actor.site_ids)
    if since:
        found = found.filter(left_on__gte=since)
    rows = found.select_related("homeroom", "home_site").order_by("-left_on", "family_name", "given_name", "pk")
    return [
        Leaver(
            row.pk,
            row.display_name,
            row.grade,
            row.homeroom.name if row.homeroom else "",
            row.home_site.name if row.home_site else "",
            row.left_on,
        )
        for row in rows
        if row.left_on
    ]
