"""Many items are marked as missing at once, and put back as they were.

Each item has its own line in the audit, as if a hand had set it: the page of the item tells of it in the same words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_acts
from carrel.cellar.kernel.bulk import in_steps, update_rows
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import AVAILABLE, MISSING

_STATEMENT, _ALIKE = 2000, 5
SET_STATE = "inventory.set_item_state"


def mark_missing(
    actor: Actor, *, item_ids: Sequence[int], site_id: int, now: datetime, facts: Mapping[str, object]
) -> dict[int, datetime]:
    """Mark items that stand in as missing; returns those it did, with the moment since when they stood in.

    What was lent, or set otherwise, in this very moment is left as it is.
    Inverse: mark_not_missing.
    """
    require(actor, "inventory.mark_missing")
    since: dict[int, datetime] = {}
    with writing():
        for some in in_steps(item_ids, _STATEMENT):
            standing = Item.objects.select_for_update().filter(pk__in=some, state=AVAILABLE)
            found = dict(standing.values_list("pk", "state_since_at"))
            Item.objects.filter(pk__in=list(found)).update(state=MISSING, state_since_at=now, version=F("version") + 1)
            since |= found
        said = {"before": AVAILABLE, "state": MISSING, **facts}
        record_acts(actor, SET_STATE, about_kind="item", ids=list(since), at=now, facts=said, site_id=site_id)
    return since


def mark_not_missing(
    actor: Actor, *, since: Mapping[int, datetime], missing_since: datetime, site_id: int, now: datetime,
    facts: Mapping[str, object],
) -> set[int]:  # fmt: skip
    """Let items stand in again since the moments given; returns those it did.

    Only what has been missing since `missing_since`: what was found or withdrawn meanwhile is left as it is.
    Inverse: mark_missing.
    """
    require(actor, "inventory.mark_not_missing")
    back: list[int] = []
    with writing():
        for some in in_steps(list(since), _STATEMENT):
            still = Item.objects.select_for_update().filter(pk__in=some, state=MISSING, state_since_at=missing_since)
            ids = list(still.values_list("pk", flat=True))
            _stand_in_again(ids, since)
            back += ids
        said = {"before": MISSING, "state": AVAILABLE, **facts}
        record_acts(actor, SET_STATE, about_kind="item", ids=back, at=now, facts=said, site_id=site_id)
    return set(back)


def _stand_in_again(ids: Sequence[int], since: Mapping[int, datetime]) -> None:
    """What stood in since the same moment, as after an import, is put back by one statement; the rest one by one."""
    alike: dict[datetime, list[int]] = defaultdict(list)
    for pk in ids:
        alike[since[pk]].append(pk)
    rest = [pk for some in alike.values() if len(some) < _ALIKE for pk in some]
    update_rows(Item, ("state", "state_since_at"), [(pk, AVAILABLE, since[pk]) for pk in rest])
    Item.objects.filter(pk__in=rest).update(version=F("version") + 1)
    for moment, some in alike.items():
        if len(some) >= _ALIKE:
            changes = {"state": AVAILABLE, "state_since_at": moment, "version": F("version") + 1}
            Item.objects.filter(pk__in=some).update(**changes)
