"""Photos that come with a list of people. Part of apply_roster."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from carrel.cellar.files.actions import store_file
from carrel.cellar.files.rules import PHOTO
from carrel.cellar.kernel.actors import Actor
from carrel.rooms.people.models import Person
from carrel.rooms.rosters.models import RosterPhoto
from carrel.rooms.rosters.queries import Package
from carrel.rooms.rosters.queries.people_lists import photo_bytes


def stored_photos(actor: Actor, package: Package, now: datetime) -> Mapping[str, int]:
    """Clean and store the new pictures; returns file numbers by checksum. Part of apply_roster, before its transaction.

    Cleaning a thousand pictures takes a while, and nobody at a desk should wait for it. What is stored here and not
    given to anybody is a file that no page shows.
    """
    stored: dict[str, int] = {}
    for photo in package.photos:
        if package.people is not None and photo.digest not in stored:
            stream = BytesIO(photo_bytes(package.people, photo.member))
            name = photo.member.rpartition("/")[2]
            stored[photo.digest] = store_file(actor, stream=stream, name=name, kind=PHOTO, now=now).pk
    return stored


def give_photos(package: Package, stored: Mapping[str, int]) -> None:
    """Give the pictures to those who came in. Part of apply_roster."""
    wanted = {photo.roster_id: photo for photo in package.photos}
    found = dict(Person.objects.filter(roster_id__in=wanted).values_list("roster_id", "pk")) if wanted else {}
    for roster_id, person_id in found.items():
        photo = wanted[str(roster_id)]
        Person.objects.filter(pk=person_id).update(photo=stored[photo.digest])
        RosterPhoto.objects.update_or_create(person_id=person_id, defaults={"digest": photo.digest})
