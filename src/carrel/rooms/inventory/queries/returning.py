"""Whether what is returned at a school it does not belong to stays there."""

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import ReturnRow
from carrel.rooms.inventory.queries.kinds import parents_of_kinds


def stays_where_returned(item_type_id: int, site_id: int) -> bool:
    """Whether things of a kind float to this school. One statement where no kind floats here, else two."""
    rows = ReturnRow.objects.filter(Q(site_id=site_id) | Q(site=None)).order_by()
    found: dict[tuple[int, int | None], str] = {
        (kind, site): goes for kind, site, goes in rows.values_list("item_type_id", "site_id", "goes")
    }
    if rules.STAYS_HERE not in found.values():
        return False
    kinds = tuple(reversed(rules.chain_of(item_type_id, parents_of_kinds())))
    return rules.return_goes(kinds, site_id, found) == rules.STAYS_HERE


def return_rows(actor: Actor) -> QuerySet[ReturnRow]:
    """The rows of floating the actor may change: all for the district, else those of their schools."""
    rows = ReturnRow.objects.select_related("item_type", "site")
    return rows if actor.is_district else rows.filter(site_id__in=actor.site_ids)
