"""The ground: the database itself, stored files, numbers of persons, days."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import file_digest
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import IntegrityError, connection
from django.db.models import Count, F

from carrel.cellar.files.models import StoredFile
from carrel.cellar.files.queries import missing_files, path_of
from carrel.rooms.people.models import Card, RoleHeld
from carrel.rooms.schools.models import District, SchoolYear, Site, Term


def pages(_now: datetime) -> Iterator[str]:
    """SQLite reads every page of its file; PostgreSQL keeps checksums of its own."""
    if connection.settings_dict["ENGINE"].endswith("postgresql"):
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(20)")
        yield from (f"The database file is damaged: {said}" for (said,) in cursor.fetchall() if said != "ok")


def references(_now: datetime) -> Iterator[str]:
    """No row names another that is not there."""
    try:
        connection.check_constraints()
    except IntegrityError as reason:
        yield str(reason)


def stored_files(_now: datetime) -> Iterator[str]:
    """The bytes of every stored file are there and have the checksum they came with."""
    missing = {stored.pk for stored in missing_files()}
    for stored in StoredFile.objects.order_by("pk"):
        if stored.pk in missing:
            yield f"Stored file {stored.pk} ({stored.name}) is not on disk at {path_of(stored.sha256)}."
            continue
        with path_of(stored.sha256).open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() != stored.sha256:
                yield f"Stored file {stored.pk} ({stored.name}) is not what was stored: its checksum differs."


def cards_and_roles(_now: datetime) -> Iterator[str]:
    """A valid number belongs to one card; a role does not end before it begins."""
    twice = Card.objects.filter(status="valid").values("number").annotate(count=Count("pk")).filter(count__gt=1)
    yield from (f"The number {row['number']} is valid on {row['count']} cards." for row in twice)
    valid = Card.objects.filter(status="valid", person__merged_into__isnull=False)
    yield from (
        f"Card {number} is valid, but its person {person} was merged into another."
        for number, person in valid.values_list("number", "person_id")
    )
    backwards = RoleHeld.objects.filter(ends_on__lt=F("starts_on"))
    yield from (f"Role {held.pk} of account {held.account_id} ends before it begins." for held in backwards)


def calendars(_now: datetime) -> Iterator[str]:
    """Years and terms end after they begin, a site has seven weekdays, and its clock is known."""
    for kind, rows in (("School year", SchoolYear.objects), ("Term", Term.objects)):
        for row in rows.filter(ends_on__lt=F("starts_on")):
            yield f"{kind} {row} ends on {row.ends_on}, before it begins."
    for site in Site.objects.all():
        if len(site.open_weekdays) != 7 or set(site.open_weekdays) - set("01"):
            yield f"{site} has “{site.open_weekdays}” for its open weekdays; seven signs 0 or 1 are needed."
    zones = [(str(row), row.timezone) for model in (District, Site) for row in model.objects.all()]
    for name, zone in zones:
        try:
            ZoneInfo(zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError):
            yield f"{name} has the time zone {zone}, which nobody knows."
