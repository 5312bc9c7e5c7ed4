"""What if: a reader or a kind of reader, an item or a kind of item, a day; every figure with the row it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Verdict
from carrel.rooms.circulation.queries.explaining import Explanation, explanation_of
from carrel.rooms.circulation.queries.facts import (
    blocks_in_force,
    check_out_facts,
    due_or_objection,
    grid_now,
    last_day_of,
    may_see_home,
    zone_named,
)
from carrel.rooms.circulation.queries.grid import Grid
from carrel.rooms.circulation.queries.prices import price_of
from carrel.rooms.circulation.queries.reading import check_out_read
from carrel.rooms.circulation.queries.standing import open_loans
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.due_dates import DAY, Due
from carrel.rooms.circulation.rules.fines import (
    Fine,
    FineRule,
    fine_for,
    fine_rule,
    is_lost_by_time,
    suspension_for,
    units_late,
)
from carrel.rooms.circulation.rules.policies import PATRON_SETTINGS, Policy, Row
from carrel.rooms.circulation.rules.renewing import renewal_start
from carrel.rooms.inventory.models import Item, ItemType
from carrel.rooms.people.models import PatronCategory, Person
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import calendar_of
from carrel.rooms.schools.rules import Calendar, NoOpenDay

MOST_RENEWALS = 6
OTHER_DAYS = 10


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is asked: a person or a category of readers, an item or a type of items at a site, and when it is lent.

    `grade` is that of a reader who is only of a kind: cut-offs of grades hold for it.
    """

    moment: datetime
    person_id: int | None = None
    category_id: int | None = None
    item_id: int | None = None
    item_type_id: int | None = None
    site_id: int | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class LimitShown:
    """One limit: `setting` of the grid, what it counts, how many there are, how many are allowed, by which row.

    `count` is None for a kind of reader, who has nothing out; `limit` None means unlimited.
    """

    setting: str
    counts: str
    count: int | None
    limit: int | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class RenewalShown:
    """One renewal made on the last day of the loan before it: the day, and when the thing is due then."""

    number: int
    on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The same lending on another open day."""

    lent_on: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Late:
    """Given back on this day: days late in all, and those of them the library is open."""

    returned_on: date
    days: int
    open_days: int
    fine: Fine
    rule: FineRule | None
    suspended_until: date | None
    is_lost: bool
    """Whether the night would have taken it for lost by then."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer: the explanation as the desk would give it, and what follows from the same rows."""

    explained: Explanation
    limits: tuple[LimitShown, ...]
    renewals: tuple[RenewalShown, ...]
    renewals_limit: int
    other_days: tuple[OtherDay, ...]
    site_name: str
    calendar: Calendar
    policy: Policy
    zone: tzinfo
    price_minor: int | None = None

    def late(self, returned_on: date) -> Late | None:
        """How late it would be when given back on this day; None while there is no due date, or it is in time."""
        due_on = self.explained.due_on
        if due_on is None or returned_on <= due_on:
            return None
        days, rule = (returned_on - due_on).days, fine_rule(self.policy)
        fine = fine_for(rule, late=self._units(rule, returned_on), price_minor=self.price_minor)
        found = suspension_for(self.policy, due_on=due_on, returned_on=returned_on, calendar=self.calendar)
        return Late(
            returned_on, days, self.calendar.open_days_between(due_on, returned_on), fine, rule,
            found.until_on if found else None, is_lost_by_time(self.policy, days),
        )  # fmt: skip

    def _units(self, rule: FineRule | None, returned_on: date) -> int:
        due_at = self.explained.due_at
        if rule is None or due_at is None:
            return 0
        until = datetime.combine(returned_on, time(23, 59, 59), self.zone)
        return units_late(
            due_at=due_at, until=until, zone=self.zone, calendar=self.calendar, unit=rule.unit, open_only=rule.open_only
        )


def what_if(actor: Actor, asked: Supposed) -> WhatIf | None:
    """What would happen. None when a person, item, type or site does not exist.

    With a person and an item it is decided as the desk decides; what the person has out is counted as if nothing came
    back until the moment of lending.
    """
    if asked.person_id is not None and asked.item_id is not None:
        read = check_out_read(item_id=asked.item_id, patron_id=asked.person_id, site_id=actor.site_id)
        if read is None:
            return None
        facts, missing = check_out_facts(actor, read, now=asked.moment)
        site = Site.objects.get(pk=read.item_site_id)
        last_day, reader = last_day_of(read.expires_on, read.left_on), (read.home_site_id, read.grade)
    else:
        supposed = _supposed_facts(actor, asked)
        if supposed is None:
            return None
        facts, missing, site, last_day, reader = supposed
    calendar = calendar_of(site.pk)
    objections = Verdict.of((*lending.check_out_objections(facts), *missing)).objections
    sums = _Sums(facts, grid_now(), site, calendar, last_day, *reader)
    return WhatIf(
        explained=explanation_of(facts, objections, calendar),
        limits=tuple(_limits(facts, is_person=asked.person_id is not None)),
        renewals=tuple(sums.renewals()),
        renewals_limit=facts.policy.number("renewals") or 0,
        other_days=tuple(sums.other_days()),
        site_name=site.name,
        calendar=calendar,
        policy=facts.policy,
        zone=zone_named(site.timezone),
        price_minor=_price(asked.item_id),
    )


def _price(item_id: int | None) -> int | None:
    """What the thing costs, where one is named: it may cap the fine."""
    item = Item.objects.select_related("item_type").filter(pk=item_id).first() if item_id is not None else None
    price = price_of(item) if item is not None else None
    return price.minor if price is not None else None


def _supposed_facts(
    actor: Actor, asked: Supposed
) -> tuple[lending.CheckOutFacts, tuple[Objection, ...], Site, date | None, tuple[int | None, str]] | None:
    """The facts of a lending in which the reader, the item or both are only of a kind."""
    item = Item.objects.select_related("record").filter(pk=asked.item_id).first() if asked.item_id else None
    person = Person.objects.filter(pk=asked.person_id).first() if asked.person_id else None
    site = Site.objects.filter(pk=item.site_id if item else asked.site_id or 0).first()
    item_type = ItemType.objects.filter(pk=item.item_type_id if item else asked.item_type_id or 0).first()
    category = PatronCategory.objects.filter(pk=(person.category_id if person else asked.category_id) or 0).first()
    if site is None or item_type is None or category is None or (asked.item_id and not item):
        return None
    zone, kept = zone_named(site.timezone), grid_now()
    today = asked.moment.astimezone(zone).date()
    policy = kept.policy(site.pk, category.pk, item_type.pk)
    title = item.record.title if item else item_type.name
    last_day = last_day_of(person.expires_on, person.left_on) if person else None
    home, grade = (person.home_site_id, person.grade) if person else (site.pk, asked.grade)
    due, missing = due_or_objection(
        policy, kept, start=asked.moment, today=today, zone=zone, calendar=calendar_of(site.pk), last_day=last_day,
        site=site.name, title=title, type_name=item_type.name, home_site_id=home, grade=grade,
    )  # fmt: skip
    away = site.name if item and actor.site_id not in (None, site.pk) else ""
    state = "available" if item is None or item.state == "on_loan" else item.state
    facts = lending.CheckOutFacts(
        now=asked.moment,
        today=today,
        patron=_patron_facts(actor, person, category),
        item=lending.ItemFacts(item.pk if item else 0, title, state, policy.situation.item_types, item_type.name, away),
        policy=policy,
        out=_out(person, asked.moment),
        due=due,
        blocks=blocks_in_force(person.pk, today) if person else (),
        type_families=kept.families,
        type_names=kept.type_names,
    )
    return facts, (missing,) if missing is not None else (), site, last_day, (home, grade)


def _patron_facts(actor: Actor, person: Person | None, category: PatronCategory) -> lending.PatronFacts:
    if person is None:
        return lending.PatronFacts(0, category.name)
    seen = may_see_home(actor, person_id=person.pk, home_site_id=person.home_site_id)
    return lending.PatronFacts(person.pk, person.display_name, seen, person.expires_on, person.left_on)


def _out(person: Person | None, moment: datetime) -> lending.Out:
    if person is None:
        return lending.Out()
    loans = open_loans(person.pk, moment)
    types = dict(Item.objects.filter(pk__in=[each.item_id for each in loans]).values_list("pk", "item_type_id"))
    by_type: dict[int, int] = {}
    for each in loans:
        by_type[types[each.item_id]] = by_type.get(types[each.item_id], 0) + 1
    return lending.Out(len(loans), sum(each.is_overdue for each in loans), by_type)


def _limits(facts: lending.CheckOutFacts, *, is_person: bool) -> Iterator[LimitShown]:
    """The limits that hold at once: of the reader as a whole, of the item's type and each type above it."""
    policy, out = facts.policy, facts.out
    for setting, count in (("max_loans", out.total), ("max_overdue", out.overdue)):
        assert setting in PATRON_SETTINGS
        resolved = policy.settings[setting]
        yield LimitShown(setting, "", count if is_person else None, policy.number(setting), resolved.row)
    for each in policy.type_limits:
        count = lending.out_of_type(facts, each.item_type_id)
        name = facts.type_names.get(each.item_type_id, "")
        yield LimitShown("max_loans_of_type", name, count if is_person else None, each.limit, each.row)


@dataclass(frozen=True, slots=True)
class _Sums:
    """The same sum for other days: the renewals that could follow, and the open days after."""

    facts: lending.CheckOutFacts
    grid: Grid
    site: Site
    calendar: Calendar
    last_day: date | None
    home_site_id: int | None
    grade: str

    def renewals(self) -> Iterator[RenewalShown]:
        """Each renewal made on the day the thing is due; it ends where one would not extend."""
        due, policy = self.facts.due, self.facts.policy
        zone = zone_named(self.site.timezone)
        for number in range(1, min(policy.number("renewals") or 0, MOST_RENEWALS) + 1):
            if due is None:
                return
            # Early on its last day: renewed in the evening an hour loan would count from then.
            made = due.at if due.kind != DAY else datetime.combine(due.on, self.facts.now.astimezone(zone).time(), zone)
            start = renewal_start(renew_from=policy.value("renew_from"), old_due_at=due.at, now=made)
            following = self._due(start, due.on)
            if following is None or following.at <= due.at:
                return
            yield RenewalShown(number, due.on, following.on)
            due = following

    def other_days(self) -> Iterator[OtherDay]:
        """The ten open days after the day of lending."""
        zone = zone_named(self.site.timezone)
        clock, day = self.facts.now.astimezone(zone).time(), self.facts.today
        for _number in range(OTHER_DAYS):
            try:
                day = self.calendar.next_open_on(day + timedelta(days=1))
            except NoOpenDay:
                return
            found = self._due(datetime.combine(day, clock, zone), day)
            yield OtherDay(day, found.on if found else None)

    def _due(self, start: datetime, today: date) -> Due | None:
        facts = self.facts
        found, _missing = due_or_objection(
            facts.policy, self.grid, start=start, today=today, zone=zone_named(self.site.timezone),
            calendar=self.calendar, last_day=self.last_day, site=self.site.name, title=facts.item.title,
            type_name=facts.item.type_name, home_site_id=self.home_site_id, grade=self.grade,
        )  # fmt: skip
        return found
