"""Items follow their record when two records become one, and go back when that is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.actions import index_many
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.models import Attachment, Item

if TYPE_CHECKING:
    from carrel.rooms.catalogue.actions import RecordsMerged, RecordsUnmerged


def move_items_of_merged(news: RecordsMerged) -> None:
    """Hang the items and files of the record that gave way on the one that stays.

    Heard of catalogue.merge_records, whose permission covers it. Inverse: move_items_back.
    """
    with writing():
        moved = Item.objects.filter(record_id=news.loser_id)
        files = queries.attachments_on_records([news.loser_id])
        facts = {"item_ids": list(moved.values_list("pk", flat=True)), "files": files, "to": news.winner_id}
        moved.update(record_id=news.winner_id)
        Attachment.objects.filter(pk__in=files).update(record_id=news.winner_id)
        index_many(queries.held_of([news.winner_id]))
        about = ("record", news.loser_id)
        record_act(news.actor, "inventory.move_items", about=about, at=news.at, facts=facts)


def move_items_back(news: RecordsUnmerged) -> None:
    """Give a record its items back as the merging found them, those excepted that were moved on since.

    Heard of catalogue.unmerge_records, whose permission covers it. Inverse: move_items_of_merged.
    """
    with writing():
        entries = AuditEntry.objects.filter(
            about_kind="record", about_id=news.loser_id, code="inventory.move_items"
        ).order_by("-at", "-pk")
        entry = entries.first()
        if entry is None:
            return
        back = Item.objects.filter(pk__in=entry.facts["item_ids"], record_id=news.winner_id)
        facts = {"item_ids": list(back.values_list("pk", flat=True)), "to": news.loser_id}
        back.update(record_id=news.loser_id)
        files = Attachment.objects.filter(pk__in=entry.facts.get("files", ()), record_id=news.winner_id)
        files.update(record_id=news.loser_id)
        index_many(queries.held_of([news.winner_id, news.loser_id]))
        about = ("record", news.loser_id)
        record_act(news.actor, "inventory.move_items_back", about=about, at=news.at, facts=facts)
