"""What a renewal is decided from."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import (
    blocks_in_force,
    due_or_objection,
    grid_now,
    last_day_of,
    may_see_home,
    zone_named,
)
from carrel.rooms.circulation.rules.lending import PatronFacts
from carrel.rooms.circulation.rules.renewing import RenewFacts, renewal_start
from carrel.rooms.people.models import Person
from carrel.rooms.schools.queries import calendar_of


def renew_facts(actor: Actor, loan: Loan, *, now: datetime) -> tuple[RenewFacts, tuple[Objection, ...]]:
    """Facts for `renew_objections`, and the objections that come from having no date.

    The loan has item and patron loaded.
    The policy is that of now, for the patron's category of now: a renewal is a new promise.
    """
    item, patron = loan.item, loan.patron
    zone = zone_named(item.site.timezone)
    today = now.astimezone(zone).date()
    kept = grid_now()
    policy = kept.policy(item.site_id, patron.category_id if patron else loan.category_id, item.item_type_id)
    due, missing = due_or_objection(
        policy,
        kept,
        start=renewal_start(renew_from=policy.value("renew_from"), old_due_at=loan.due_at, now=now),
        today=today,
        zone=zone,
        calendar=calendar_of(item.site_id),
        last_day=last_day_of(patron.expires_on, patron.left_on) if patron else None,
        site=item.site.name,
        title=item.record.title,
        type_name=kept.type_names.get(item.item_type_id, ""),
    )
    facts = RenewFacts(
        title=item.record.title,
        patron=_patron_facts(actor, patron),
        is_open=loan.returned_at is None,
        renewals=loan.renewals,
        old_due_at=loan.due_at.astimezone(zone),
        is_overdue=loan.due_at < now,
        policy=policy,
        due=due,
        blocks=blocks_in_force(patron.pk, today) if patron else (),
    )
    return facts, (missing,) if missing is not None else ()


def _patron_facts(actor: Actor, patron: Person | None) -> PatronFacts:
    if patron is None:
        return PatronFacts(0, "")
    seen = may_see_home(actor, person_id=patron.pk, home_site_id=patron.home_site_id)
    return PatronFacts(patron.pk, patron.display_name, seen, patron.expires_on, patron.left_on)
