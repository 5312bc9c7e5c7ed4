"""What the rules of lending need to know, gathered in as few statements as can be."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.rooms.charges.queries import debt_standing
from carrel.rooms.charges.rules import debt_objections
from carrel.rooms.circulation.models import Block, Loan
from carrel.rooms.circulation.queries.grid import Grid, grid
from carrel.rooms.circulation.queries.reading import CheckOutRead, facts_of_types
from carrel.rooms.circulation.queries.reservations import due_beside_reservations
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.due_dates import BY_THE_CLOCK, Due, NoNamedDate, Unit, due_on, due_on_given
from carrel.rooms.circulation.rules.policies import Policy
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import FurtherSite, Person
from carrel.rooms.schools.queries import calendar_of, timetable_of
from carrel.rooms.schools.rules import Calendar, NoOpenDay, NoPeriod, Timetable

MOST_DUES = 500
_zones: dict[str, ZoneInfo] = {}
_dues: dict[tuple[object, ...], tuple[Due, Calendar, Policy]] = {}


def zone_named(name: str) -> ZoneInfo:
    """A time zone, kept in the process."""
    found = _zones.get(name)
    if found is None:
        found = _zones[name] = ZoneInfo(name)
    return found


def may_see_home(actor: Actor, *, person_id: int, home_site_id: int | None) -> bool:
    """Whether a person with this home site, or a further site, is within the actor's scope."""
    if actor.sees_site(home_site_id):
        return True
    return FurtherSite.objects.filter(person_id=person_id, site_id__in=actor.site_ids).exists()


_BLOCKS = Prepared(lambda: Block.objects.filter(person_id=Slot("person_id"), lifted_at=None).order_by("kind", "pk"))


def blocks_in_force(person_id: int, today: date) -> tuple[lending.BlockFacts, ...]:
    """The blocks of a person that are neither lifted nor past their day."""
    return tuple(
        lending.BlockFacts(each.pk, each.kind, each.note, each.until_on)
        for each in _BLOCKS.instances(person_id=person_id)
        if each.until_on is None or each.until_on >= today
    )


def last_day_of(expires_on: date | None, left_on: date | None) -> date | None:
    """The last day on which a patron may have something, None when there is no such day."""
    days = [each for each in (expires_on, left_on) if each is not None]
    return min(days) if days else None


def due_or_objection(
    policy: Policy,
    kept: Grid,
    *,
    start: datetime,
    today: date,
    zone: ZoneInfo,
    calendar: Calendar,
    last_day: date | None,
    site: str,
    title: str,
    type_name: str,
    home_site_id: int | None = None,
    grade: str = "",
) -> tuple[Due | None, Objection | None]:
    """The due date the policy gives, or the objection that says why there is none.

    `home_site_id` and `grade` are the patron's: cut-offs of their grade hold for whatever they borrow.
    """
    length, unit = policy.number("length"), policy.value("length_unit")
    if unit == Unit.NAMED_DATE:
        length = 0 if length is None else length
    if length is None or not unit:
        return None, lending.length_missing(title, type_name)
    cutoffs = kept.cutoffs(home_site_id, grade)
    # A day loan's date depends on the day alone, and a queue of readers gets the same one. Calendar and policy are one
    # object for each of their tokens; keeping them beside the date keeps their ids from being given to others.
    # Cut-offs are named by their series, which stand still as long as the policy is this object.
    cut = tuple(each[0].series_id for each in cutoffs if each)
    key = (id(calendar), id(policy), zone.key, today, start.astimezone(zone).date(), last_day, cut)
    known = _dues.get(key)
    if known is not None:
        return known[0], None
    try:
        found = due_on(
            start=start,
            today=today,
            zone=zone,
            # Nothing is lent for no time at all; that objection stands beside the date, and one day keeps it honest.
            length=max(length, 1),
            unit=Unit(str(unit)),
            calendar=calendar,
            hard_days=kept.hard_days(policy),
            cutoffs=cutoffs,
            expires_on=last_day,
            timetable=_timetable(policy, calendar) if unit == Unit.PERIODS else None,
        )
    except NoOpenDay:
        return None, lending.no_open_day(site)
    except NoPeriod:
        return None, lending.no_period(site)
    except NoNamedDate:
        return None, lending.no_named_date(title, type_name, policy.source("hard_due_date"))
    if unit not in BY_THE_CLOCK:
        if len(_dues) >= MOST_DUES:
            _dues.clear()
        _dues[key] = (found, calendar, policy)
    return found, None


def _timetable(policy: Policy, calendar: Calendar) -> Timetable | None:
    """The bells of the site; read at each loan by periods, for whoever changes a bell gives the calendar no token."""
    site_id = policy.situation.site_id
    return timetable_of(site_id, calendar) if site_id is not None else None


def check_out_facts(
    actor: Actor, read: CheckOutRead, *, now: datetime, given_on: date | None = None, card: str = ""
) -> tuple[lending.CheckOutFacts, tuple[Objection, ...]]:
    """Everything `check_out_objections` decides from, and the objections that come from having no due date."""
    zone = zone_named(read.timezone)
    today = now.astimezone(zone).date()
    kept = grid(read.grid_token, read.types_sum)
    policy = kept.policy(read.item_site_id, read.category_id, read.item_type_id)
    calendar = calendar_of(read.item_site_id, read.calendar_token)
    due: Due | None
    missing: Objection | None = None
    if given_on is not None:
        due = due_on_given(start=now, given_on=given_on, zone=zone, calendar=calendar)
    else:
        due, missing = due_or_objection(
            policy,
            kept,
            start=now,
            today=today,
            zone=zone,
            calendar=calendar,
            last_day=last_day_of(read.expires_on, read.left_on),
            site=read.site_name,
            title=read.title,
            type_name=read.type_name,
            home_site_id=read.home_site_id,
            grade=read.grade,
        )
    reserved: tuple[Objection, ...] = ()
    if read.is_reserved and given_on is None and due is not None:
        due, reserved = due_beside_reservations(read, due, today=today, zone=zone, calendar=calendar)
    facts = lending.CheckOutFacts(
        now=now,
        today=today,
        patron=lending.PatronFacts(
            read.patron_id,
            read.patron_name,
            may_see_home(actor, person_id=read.patron_id, home_site_id=read.home_site_id),
            read.expires_on,
            read.left_on,
        ),
        item=lending.ItemFacts(
            read.item_id,
            read.title,
            read.state,
            policy.situation.item_types,
            read.type_name,
            "" if actor.site_id in (None, read.item_site_id) else read.site_name,
        ),
        policy=policy,
        out=lending.Out(len(read.out), sum(due_at < now for due_at, _ in read.out), facts_of_types(read)),
        due=due,
        blocks=blocks_in_force(read.patron_id, today) if read.has_block else (),
        card=_card_facts(card, read.card),
        holder=_holder_facts(actor, read, zone) if read.holder_loan_id is not None else None,
        out_again=read.out_again,
        waits=lending.WhoWaits(
            read.captured_hold_id is not None and read.captured_for_id != read.patron_id,
            read.own_hold_id is not None,
            read.others_wait,
        ),
        type_families=kept.families,
        type_names=kept.type_names,
    )
    debts = _debts_that_block(read.patron_id) if read.owes else ()
    return facts, (missing, *debts) if missing is not None else (*reserved, *debts)


def _debts_that_block(person_id: int) -> tuple[Objection, ...]:
    """What is owed stops lending only where the district's law profile says so; what it only warns of is said once,
    when the card is scanned."""
    return tuple(each for each in debt_objections(debt_standing(person_id)) if each.weight is Weight.ASK)


def _card_facts(number: str, found: str) -> lending.CardFacts | None:
    if not number or not found:
        return None
    status, _, expires = found.partition("|")
    return lending.CardFacts(number, status, date.fromisoformat(expires) if expires else None)


def _holder_facts(actor: Actor, read: CheckOutRead, zone: ZoneInfo) -> lending.HolderFacts:
    assert read.holder_loan_id is not None
    assert read.holder_lent_at is not None
    assert read.holder_due_at is not None
    due = read.holder_due_at.astimezone(zone).date()
    if read.holder_id == read.patron_id:
        return lending.HolderFacts(read.holder_loan_id, True, due, read.holder_lent_at, read.patron_name)
    if read.holder_id is None:
        # A cart, a display or a room has it: no reader's secret.
        place = Loan.objects.filter(pk=read.holder_loan_id).values_list("place__name", flat=True).first() or ""
        return lending.HolderFacts(read.holder_loan_id, False, due, read.holder_lent_at, place)
    holder = Person.objects.get(pk=read.holder_id)
    seen = may_see_home(actor, person_id=holder.pk, home_site_id=holder.home_site_id)
    may_know = seen and actor.may("circulation.view_loans")
    return lending.HolderFacts(
        read.holder_loan_id,
        False,
        due,
        read.holder_lent_at,
        holder.display_name if may_know else "",
        of_another_site=not seen,
    )


def item_facts(item_id: int, *, hold: bool = False) -> Item | None:
    """The item with what check-in and use say about it; `hold` keeps other desks off it until the transaction ends."""
    found = Item.objects.select_related("record", "site").filter(pk=item_id)
    return (found.select_for_update(of=("self",)) if hold else found).first()


def loan_facts(loan_id: int) -> Loan | None:
    """A loan with its item, title and patron."""
    return (
        Loan.objects.select_related("item__record", "item__site", "patron", "place", "site").filter(pk=loan_id).first()
    )


_OPEN_LOAN = Prepared(
    lambda: Loan.objects.select_related("patron", "place").filter(item_id=Slot("item_id"), returned_at=None)
)


def open_loan_of_item(item_id: int) -> Loan | None:
    """The loan that holds an item now."""
    return _OPEN_LOAN.one(item_id=item_id)


def grid_now() -> Grid:
    """The grid as it is at this moment."""
    return grid()


def person_of_block(block_id: int) -> int | None:
    """Whose block this is."""
    return Block.objects.filter(pk=block_id).values_list("person_id", flat=True).first()
