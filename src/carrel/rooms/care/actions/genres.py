"""A record is put in a genre and taken out of it; when records merge, their genres do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import queries
from carrel.rooms.care.models import RecordGenre
from carrel.rooms.catalogue.models import Record
from carrel.rooms.inventory.queries import site_must_be_seen

if TYPE_CHECKING:
    from carrel.rooms.catalogue.actions import RecordsMerged, RecordsUnmerged


def put_in_genre(
    actor: Actor, *, record_id: int, genre_id: int, site_id: int, now: datetime, is_home: bool = False
) -> None:
    """Put a record in a genre of a site; as its home it stands there, and is at home nowhere else. Twice is once.

    Raises Refused for a genre of another site and for an unknown record. Inverse: take_out_of_genre.
    """
    require(actor, "care.put_in_genre")
    with writing():
        site_must_be_seen(actor, site_id)
        queries.genre_for_site(genre_id, site_id)
        if not Record.objects.filter(pk=record_id, merged_into=None).exists():
            raise Refused(Objection("inventory.no_such_record", Weight.REFUSE, {}))
        before = set_genre(record_id, site_id, genre_id, is_home=is_home)
        facts = {"genre": genre_id, "is_home": is_home, "before": list(before)}
        record_act(actor, "care.put_in_genre", about=("record", record_id), at=now, facts=facts, site_id=site_id)


def take_out_of_genre(actor: Actor, *, record_id: int, genre_id: int, site_id: int, now: datetime) -> None:
    """Take a record out of a genre of a site. Twice is once. Inverse: put_in_genre."""
    require(actor, "care.take_out_of_genre")
    with writing():
        site_must_be_seen(actor, site_id)
        found = RecordGenre.objects.filter(record_id=record_id, genre_id=genre_id, site_id=site_id)
        facts = {"genre": genre_id, "is_home": found.filter(is_home=True).exists()}
        if found.delete()[0]:
            record_act(
                actor, "care.take_out_of_genre", about=("record", record_id), at=now, facts=facts, site_id=site_id
            )


def set_genre(record_id: int, site_id: int, genre_id: int, *, is_home: bool) -> tuple[bool, int | None]:
    """Put a record in a genre; returns whether it was there before, and its home of before.

    Part of put_in_genre and do_change_lines, whose permission and audit cover it. Inverse: unset_genre.
    """
    here = RecordGenre.objects.filter(record_id=record_id, site_id=site_id)
    home = here.filter(is_home=True).values_list("genre_id", flat=True).first()
    was_in = here.filter(genre_id=genre_id).exists()
    if is_home and home != genre_id:
        here.filter(is_home=True).update(is_home=False)
    if not was_in:
        RecordGenre.objects.create(record_id=record_id, site_id=site_id, genre_id=genre_id, is_home=is_home)
    elif is_home:
        here.filter(genre_id=genre_id).update(is_home=True)
    return was_in, home


def unset_genre(record_id: int, site_id: int, genre_id: int, *, was_in: bool, home: int | None) -> bool:
    """Undo set_genre; False when the record's genres were changed since in a way that stands against it.

    Part of undo_change_lines, whose permission and audit cover it. Inverse: set_genre.
    """
    here = RecordGenre.objects.filter(record_id=record_id, site_id=site_id)
    if not here.filter(genre_id=genre_id).exists():
        return False
    if not was_in:
        here.filter(genre_id=genre_id).delete()
    elif home != genre_id:
        here.filter(genre_id=genre_id).update(is_home=False)
    if home is not None and not here.filter(is_home=True).exists():
        here.filter(genre_id=home).update(is_home=True)
    return True


def move_genres_of_merged(news: RecordsMerged) -> None:
    """Give the genres of the record that gave way to the one that stays; its own home stays its home.

    Heard of catalogue.merge_records, whose permission covers it. Inverse: move_genres_back.
    """
    with writing():
        losing = list(RecordGenre.objects.filter(record_id=news.loser_id).order_by("pk"))
        kept = [[each.site_id, each.genre_id, each.is_home] for each in losing]
        own = set(RecordGenre.objects.filter(record_id=news.winner_id).values_list("site_id", "genre_id"))
        homes = set(
            RecordGenre.objects.filter(record_id=news.winner_id, is_home=True).values_list("site_id", flat=True)
        )
        RecordGenre.objects.filter(record_id=news.loser_id).delete()
        new = [each for each in losing if (each.site_id, each.genre_id) not in own]
        for each in new:
            is_home = each.is_home and each.site_id not in homes
            RecordGenre.objects.create(
                record_id=news.winner_id, site_id=each.site_id, genre_id=each.genre_id, is_home=is_home
            )
        if kept:
            facts = {"genres": kept, "new": [[each.site_id, each.genre_id] for each in new], "to": news.winner_id}
            record_act(news.actor, "care.move_genres", about=("record", news.loser_id), at=news.at, facts=facts)


def move_genres_back(news: RecordsUnmerged) -> None:
    """Give a record its genres back as the merging found them.

    Heard of catalogue.unmerge_record, whose permission covers it. Inverse: move_genres_of_merged.
    """
    with writing():
        entries = AuditEntry.objects.filter(about_kind="record", about_id=news.loser_id, code="care.move_genres")
        entry = entries.order_by("-at", "-pk").first()
        if entry is None:
            return
        for site_id, genre_id in entry.facts["new"]:
            RecordGenre.objects.filter(record_id=news.winner_id, site_id=site_id, genre_id=genre_id).delete()
        for site_id, genre_id, is_home in entry.facts["genres"]:
            RecordGenre.objects.get_or_create(
                record_id=news.loser_id, site_id=site_id, genre_id=genre_id, defaults={"is_home": is_home}
            )
        facts = {"genres": entry.facts["genres"]}
        record_act(news.actor, "care.move_genres_back", about=("record", news.loser_id), at=news.at, facts=facts)
