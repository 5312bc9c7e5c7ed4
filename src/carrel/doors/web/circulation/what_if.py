"""What if: a reader, an item, a day. Every figure with the row of the grid and the calendar it comes from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.bases import fine_words
from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.explaining import row_words, shown
from carrel.doors.web.circulation.tabs import tabs_for
from carrel.rooms.circulation import phrases
from carrel.rooms.circulation.forms import WhatIfForm
from carrel.rooms.circulation.queries.what_if import LimitShown, Supposed, WhatIf
from carrel.rooms.circulation.queries.what_if import what_if as would_be
from carrel.rooms.circulation.rules.fines import fine_rule
from carrel.rooms.inventory.queries import item_of_number
from carrel.rooms.people.actions import record_view
from carrel.rooms.people.queries import may_see_person, person_found, person_of_card
from carrel.rooms.schools.queries import sites_of, today_at, zone_of

if TYPE_CHECKING:
    from carrel.rooms.people.queries import PersonFound


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit in words: what it is, how many there are, how many are allowed, by which row."""

    word: str
    counts: str
    count: int | None
    limit: int | None
    reached: bool
    source: str
    row_id: int | None


@allowed("circulation.explain")
@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """`?card= &category= &item= &item_type= &site= &on= &returned_on=`: until when, how many, and by which rows."""
    actor, moment = actor_of(request), now()
    today = today_at(actor.site_id, moment)
    first = {"site": actor.site_id, "on": today}
    asked = {name: value for name, value in request.GET.items() if value} or None
    form = WhatIfForm(asked, sites=sites_of(actor), today=today, initial=first)
    context: dict[str, Any] = {"form": form, "tabs": tabs_for(actor, "what_if")}
    if form.is_bound and form.is_valid():
        person = _person(actor, form)
        supposed = _supposed(actor, form, person, moment)
        found = would_be(actor, supposed) if not form.errors else None
        if found is not None:
            if person is not None:
                record_view(actor, person_id=person.person_id, page="why", now=moment)
            context |= _answer(actor, form, found, person, is_today=supposed.moment == moment)
    return render(request, "web/circulation/what_if.html", context, status=422 if form.errors else 200)


def _person(actor: Actor, form: WhatIfForm) -> "PersonFound | None":
    """The reader of the card; a card goes before a kind of reader."""
    number = form.cleaned_data["card"]
    card = person_of_card(number) if number else None
    person = person_found(card.person_id) if card is not None and may_see_person(actor, card.person_id) else None
    if number and person is None:
        form.add_error("card", _("No reader of this school has this number. Scan a card, or look the name up."))
    return person


def _supposed(actor: Actor, form: WhatIfForm, person: "PersonFound | None", moment: datetime) -> Supposed:
    values = form.cleaned_data
    item = item_of_number(values["item"]) if values["item"] else None
    if values["item"] and item is None:
        form.add_error("item", _("No item has this number. Scan the label of the library."))
    site_id = values["site"].pk if values["site"] else actor.site_id
    return Supposed(
        moment=_moment(values["on"], moment, site_id),
        person_id=person.person_id if person else None,
        category_id=values["category"].pk if values["category"] else None,
        item_id=item.item_id if item else None,
        item_type_id=values["item_type"].pk if values["item_type"] else None,
        site_id=site_id,
        grade=values["grade"],
    )


def _moment(on: date, moment: datetime, site_id: int | None) -> datetime:
    """This time of day on that day; today it is now."""
    zone = zone_of(site_id) if site_id is not None else moment.tzinfo
    local = moment.astimezone(zone)
    return moment if local.date() == on else datetime.combine(on, local.time(), zone)


def _answer(
    actor: Actor, form: WhatIfForm, found: WhatIf, person: "PersonFound | None", *, is_today: bool
) -> dict[str, Any]:
    values = form.cleaned_data
    returned_on = values["returned_on"]
    late = found.late(returned_on) if returned_on else None
    return shown(found.explained) | {
        "found": found,
        "reader": person.name if person else values["category"].name,
        "person": person,
        "lent_on": values["on"],
        "is_today": is_today,
        "limits": [_limit_line(each) for each in found.limits],
        "returned_on": returned_on,
        "late": late,
        "charges": fine_rule(found.policy) is not None,
        "fine": money(late.fine.amount_minor) if late is not None else "",
        "fine_words": fine_words(late.fine, late.rule, money) if late is not None else "",
        "may_see_grid": actor.may("circulation.view_policies"),
    }


def _limit_line(limit: LimitShown) -> LimitLine:
    row = limit.row
    reached = limit.count is not None and limit.limit is not None and limit.count >= limit.limit
    # Nothing overdue reaches no limit, not even one of 0.
    reached = reached and (limit.setting != "max_overdue" or bool(limit.count))
    source = row_words(row) if row is not None else str(phrases.DEFAULT_SOURCE)
    word = str(phrases.SETTINGS[limit.setting])
    return LimitLine(word, limit.counts, limit.count, limit.limit, reached, source, row.id if row else None)
