"""What a renewal is decided from."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Objection
from carrel.rooms.circulation.models import Hold, Loan, LoanChange
from carrel.rooms.circulation.queries.facts import (
    blocks_in_force,
    due_or_objection,
    grid_now,
    last_day_of,
    may_see_home,
    zone_named,
)
from carrel.rooms.circulation.queries.grid import Grid
from carrel.rooms.circulation.queries.kits import OWN_LINE
from carrel.rooms.circulation.queries.reservations import renewal_beside_reservations
from carrel.rooms.circulation.rules.lending import PatronFacts
from carrel.rooms.circulation.rules.renewing import RenewFacts, renewal_start, somebody_must_have_it
from carrel.rooms.circulation.rules.reservations import Reserved
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from carrel.rooms.schools.queries import calendar_of

NIGHT = "night"
"""What the entry of a whole night's work is about."""
SAME_NIGHT = timedelta(hours=12)


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
    calendar = calendar_of(item.site_id)
    due, missing = due_or_objection(
        policy,
        kept,
        start=renewal_start(renew_from=policy.value("renew_from"), old_due_at=loan.due_at, now=now),
        today=today,
        zone=zone,
        calendar=calendar,
        last_day=last_day_of(patron.expires_on, patron.left_on) if patron else None,
        site=item.site.name,
        title=item.record.title,
        type_name=kept.type_names.get(item.item_type_id, ""),
        home_site_id=patron.home_site_id if patron else None,
        grade=patron.grade if patron else "",
    )
    kept_for: Reserved | None = None
    if due is not None and loan.returned_at is None:
        due, kept_for = renewal_beside_reservations(loan, due, today=today, zone=zone, calendar=calendar)
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
        today=today,
        somebody_waits=loan.returned_at is None and _somebody_waits(item, loan.patron_id, kept, today),
        reserved_for=kept_for,
    )
    return facts, (missing,) if missing is not None else ()


def last_night(code: str) -> datetime | None:
    """When this work of the night was last done to its end; None before the first time."""
    nights = AuditEntry.objects.filter(about_kind=NIGHT, about_id=None, code=code).order_by("-at")
    return nights.values_list("at", flat=True).first()


def loans_renewing_themselves(after: datetime, until: datetime, *, now: datetime) -> list[int]:
    """The open loans due in this stretch of time whose row of the grid says that they renew themselves.

    Left out is what renewed itself in this very night, and what is a day late or more and was found unable before: a
    night that is repeated or made up for decides nothing twice.
    """
    kept = grid_now()
    if not any(row.values.get("auto_renew") for row in kept.rows):
        return []
    changes = LoanChange.objects.filter(loan=OuterRef("pk"))
    just_renewed = changes.filter(kind="auto_renew", at__gt=now - SAME_NIGHT, at__lte=now)
    found_unable = changes.filter(kind="not_renewed", to_due_at=OuterRef("due_at"))
    due = Loan.objects.filter(OWN_LINE, ~Exists(just_renewed), returned_at=None, due_at__gt=after, due_at__lte=until)
    due = due.exclude(Q(due_at__lte=now - timedelta(days=1)) & Exists(found_unable)).order_by("due_at", "pk")
    columns = ("pk", "item__site_id", "patron__category_id", "category_id", "item__item_type_id")
    return [
        pk
        for pk, site_id, category_now, category_then, type_id in due.values_list(*columns)
        if kept.policy(site_id, category_now or category_then, type_id).value("auto_renew") is True
    ]


def _somebody_waits(item: Item, patron_id: int | None, kept: Grid, today: date) -> bool:
    """Whether a hold of somebody else must have this copy; frozen holds wait for nothing yet. One or two statements."""
    holds = Hold.objects.filter(record_id=item.record_id, status="waiting").exclude(expires_on__lt=today)
    awake = holds.filter(Q(is_frozen=False) | Q(frozen_until_on__lte=today))
    waiting = awake.exclude(patron_id=patron_id).values_list("item_id", flat=True)
    for_item, for_title = 0, 0
    for wanted in waiting:
        for_item += wanted == item.pk
        for_title += wanted is None
    if not for_item and not for_title:
        return False
    others = Item.objects.filter(record_id=item.record_id, state="available").exclude(pk=item.pk)
    lent = [
        kept.policy(site_id, None, type_id).value("loanable") is not False
        for site_id, type_id in others.values_list("site_id", "item_type_id")
    ]
    return somebody_must_have_it(waiting_for_item=for_item, waiting_for_title=for_title, others_in=sum(lent))


def _patron_facts(actor: Actor, patron: Person | None) -> PatronFacts:
    if patron is None:
        return PatronFacts(0, "")
    seen = may_see_home(actor, person_id=patron.pk, home_site_id=patron.home_site_id)
    return PatronFacts(patron.pk, patron.display_name, seen, patron.expires_on, patron.left_on)
