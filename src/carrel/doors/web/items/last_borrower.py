"""Who had an item last, while the window for damage is open: one page, one look on record."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.rooms.circulation.queries import past
from carrel.rooms.inventory import queries
from carrel.rooms.people.actions import record_view
from carrel.rooms.people.queries import may_see_person, person_found

if TYPE_CHECKING:
    from carrel.rooms.inventory.models import Item

PERMISSION = "circulation.view_last_borrower"


def last_borrower_until(actor: Actor, item: "Item", moment: datetime) -> datetime | None:
    """Until when the actor may see who had the item last; None where there is nothing to see for them."""
    if item.state == "on_loan" or not actor.may(PERMISSION) or not actor.sees_site(item.site_id):
        return None
    found = past.last_borrower(item.pk, now=moment)
    return found.until if found is not None and may_see_person(actor, found.person_id) else None


@require_safe
@allowed(PERMISSION)
def last_borrower(request: HttpRequest, item_id: int) -> HttpResponse:
    """The reader of the item's last loan. Nobody at all once the window is over, or for a reader of another school."""
    actor, moment = actor_of(request), now()
    item = queries.item_by_id(item_id)
    if item is None or not actor.sees_site(item.site_id):
        raise Http404
    found = past.last_borrower(item_id, now=moment)
    person = None
    if found is not None and may_see_person(actor, found.person_id):
        record_view(actor, person_id=found.person_id, page="last_borrower", now=moment)
        person = person_found(found.person_id)
    context = {"item": item, "loan": found if person else None, "person": person}
    return render(request, "web/items/last_borrower.html", context)
