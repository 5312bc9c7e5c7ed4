"""The parts of an item on its page: what it has, what it belongs to, what is missing."""

from typing import TYPE_CHECKING, Any

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.queries import missing_parts
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.forms import PartForm

if TYPE_CHECKING:
    from carrel.rooms.inventory.models import Item


def parts_shown(actor: Actor, item: "Item") -> dict[str, Any]:
    """What the part `items/parts/kit.html` wants. Three statements."""
    parts, is_ours = queries.parts_of(item.pk), actor.sees_site(item.site_id)
    return {
        "list": [each for each in parts if each.slot is None],
        "slots": sum(each.slot is not None for each in parts),
        "part_of": queries.kit_of(item.pk),
        "missing": missing_parts(actor, item_id=item.pk) if is_ours else (),
        "form": PartForm(auto_id="part_%s"),
        "may_change": is_ours and actor.may("inventory.add_part"),
        "may_find": actor.may("circulation.part_found"),
    }
