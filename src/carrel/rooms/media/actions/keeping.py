"""What the house asks of this room: names are forgotten in time, and follow when two rows become one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.writing import writing
from carrel.rooms.media import queries, rules
from carrel.rooms.media.models import CopyMade, Recording, Right, Showing
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.catalogue.actions import RecordsMerged, RecordsUnmerged


def forget_names(actor: Actor, *, now: datetime) -> int:
    """Let the logs forget who asked, some years after the copy was made or the recording erased; returns how many rows.

    The years are each site's setting. The timetable calls it. No inverse: what is forgotten is meant to be gone.
    """
    require(actor, "media.forget_names")
    decided, count = queries.log_years(), 0
    with writing():
        for site in schools.sites():
            years = decided.get(site.pk, rules.USUAL_LOG_YEARS)
            before = rules.copies_forgotten_before(schools.today_at(site.pk, now), years)
            erased = Recording.objects.filter(site=site.pk, erased_at__date__lt=before)
            count += Showing.objects.filter(recording__in=erased, teacher__isnull=False).update(teacher=None)
            count += erased.filter(teacher__isnull=False).update(teacher=None)
            count += queries.copies_named(site.pk, before).update(person=None)
        if count:
            record_act(actor, "media.forget_names", about=("media", None), at=now, facts={"count": count})
    return count


def move_requests(actor: Actor, *, from_person_id: int, to_person_id: int, now: datetime) -> int:
    """Let recordings, showings and copies of a merged person follow to the person that is kept; returns how many.

    No inverse: a merging is taken apart by hand, entry by entry.
    """
    require(actor, "media.move_requests")
    with writing():
        moved = Recording.objects.filter(teacher=from_person_id).update(teacher=to_person_id)
        moved += Showing.objects.filter(teacher=from_person_id).update(teacher=to_person_id)
        moved += CopyMade.objects.filter(person=from_person_id).update(person=to_person_id)
        facts = {"entries": moved, "from": from_person_id}
        record_act(actor, "media.move_requests", about=("person", to_person_id), at=now, facts=facts)
    return moved


def move_rights_of_merged(news: RecordsMerged) -> None:
    """Hang the rights and logged copies of the record that gave way on the one that stays.

    Heard of catalogue.merge_records, whose permission covers it. Inverse: move_rights_back.
    """
    with writing():
        rights, copies = Right.objects.filter(record=news.loser_id), CopyMade.objects.filter(record=news.loser_id)
        facts = {
            "rights": list(rights.values_list("pk", flat=True)),
            "copies": list(copies.values_list("pk", flat=True)),
            "to": news.winner_id,
        }
        rights.update(record=news.winner_id)
        copies.update(record=news.winner_id)
        record_act(news.actor, "media.move_rights", about=("record", news.loser_id), at=news.at, facts=facts)


def move_rights_back(news: RecordsUnmerged) -> None:
    """Give a record its rights and logged copies back as the merging found them.

    Heard of catalogue.unmerge_records, whose permission covers it. Inverse: move_rights_of_merged.
    """
    with writing():
        entries = AuditEntry.objects.filter(about_kind="record", about_id=news.loser_id, code="media.move_rights")
        entry = entries.order_by("-at", "-pk").first()
        if entry is None:
            return
        Right.objects.filter(pk__in=entry.facts["rights"], record=news.winner_id).update(record=news.loser_id)
        CopyMade.objects.filter(pk__in=entry.facts["copies"], record=news.winner_id).update(record=news.loser_id)
        facts = {"to": news.loser_id}
        record_act(news.actor, "media.move_rights_back", about=("record", news.loser_id), at=news.at, facts=facts)
