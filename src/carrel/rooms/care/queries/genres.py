"""Questions about genre shelving."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.care.models import Genre, RecordGenre
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import WITHDRAWN


@dataclass(frozen=True, slots=True)
class GenreOf:
    """A genre of a record at a site; `is_home` says that it stands there."""

    genre_id: int
    name: str
    symbol: str
    colour: str
    is_home: bool


def genres_in_sight(actor: Actor) -> QuerySet[Genre]:
    """The genres of the district and of the actor's site, with how many titles each has here and are at home in it."""
    here = Q(records__site_id=actor.site_id)
    return (
        Genre.objects.filter(Q(site=None) | Q(site_id=actor.site_id))
        .select_related("site", "place")
        .annotate(
            titles=Count("records", filter=here), at_home=Count("records", filter=here & Q(records__is_home=True))
        )
    )


def genre_for_site(genre_id: int, site_id: int) -> Genre:
    """A genre by which this site may shelve; Refused for another site's, and for one that is gone."""
    genre = Genre.objects.filter(pk=genre_id).first()
    if genre is None:
        raise Refused(Objection("care.no_such_genre", Weight.REFUSE, {}))
    if genre.site_id not in (None, site_id):
        raise Refused(Objection("care.genre_of_other_site", Weight.REFUSE, {"genre": genre.name}))
    return genre


def genres_of_record(record_id: int, site_id: int | None) -> list[GenreOf]:
    """The genres of a record at a site, its home first."""
    if site_id is None:
        return []
    rows = (
        RecordGenre.objects.filter(record_id=record_id, site_id=site_id)
        .order_by("-is_home", "genre__sort", "genre__name")
        .values_list("genre_id", "genre__name", "genre__symbol", "genre__colour", "is_home")
    )
    return [GenreOf(*row) for row in rows]


def genres_of_records(record_ids: Collection[int], site_id: int) -> dict[int, tuple[tuple[int, ...], int | None]]:
    """For each of these records, its genres at a site and which of them is its home; those without are left out."""
    found: dict[int, tuple[tuple[int, ...], int | None]] = {}
    for some in in_steps(sorted(set(record_ids))):
        rows = RecordGenre.objects.filter(record_id__in=some, site_id=site_id).order_by("pk")
        for record_id, genre_id, is_home in rows.values_list("record_id", "genre_id", "is_home"):
            genres, home = found.get(record_id, ((), None))
            found[record_id] = ((*genres, genre_id), genre_id if is_home else home)
    return found


def items_of_genre(genre_id: int, site_id: int, *, home_only: bool = False) -> QuerySet[Item]:
    """The items of a site whose titles are of a genre, as they stand on the shelf; withdrawn ones are left out."""
    of_genre = RecordGenre.objects.filter(genre_id=genre_id, site_id=site_id)
    if home_only:
        of_genre = of_genre.filter(is_home=True)
    items = Item.objects.filter(site_id=site_id, record_id__in=of_genre.values("record_id")).exclude(state=WITHDRAWN)
    return items.select_related("record", "place").order_by(
        "shelving_key", "record__title_sort", F("copy_number").asc(nulls_first=True), "pk"
    )


def genre_names() -> dict[int, str]:
    """The names of all genres, by their keys."""
    return dict(Genre.objects.values_list("pk", "name"))
