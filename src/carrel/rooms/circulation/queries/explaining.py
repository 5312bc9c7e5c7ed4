"""Why a date, a limit or a refusal: the sum, the rows that were candidates, and the calendar days counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Verdict
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.closing import moved_step
from carrel.rooms.circulation.queries.facts import check_out_facts, grid_now, loan_facts, zone_named
from carrel.rooms.circulation.queries.reading import check_out_read
from carrel.rooms.circulation.queries.reservations import with_class_hold
from carrel.rooms.circulation.rules.due_dates import CountedDay, Step, Unit, days_counted
from carrel.rooms.circulation.rules.lending import CheckOutFacts, check_out_objections
from carrel.rooms.circulation.rules.policies import SETTINGS, Policy, Resolved
from carrel.rooms.schools.queries import calendar_of
from carrel.rooms.schools.rules import Calendar, NoOpenDay


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due date and every setting, with where each came from.

    `steps` is the sum as it was done; `settings` resolves the grid as it is now, so `changed_since` names the settings
    whose row is another than the one the loan was made by. `days` runs over whole weeks, from lending to due.
    """

    title: str
    due_on: date | None
    due_at: datetime | None
    due_kind: str
    steps: tuple[Step, ...]
    settings: tuple[Resolved, ...]
    days: tuple[CountedDay, ...]
    objections: tuple[Objection, ...] = ()
    changed_since: tuple[str, ...] = ()
    calendar_changed: bool = False
    lent_on: date | None = None

    @property
    def first_on(self) -> date | None:
        """The day the sum counts from: the lending, or the start of a renewal."""
        return self.steps[0].result if self.steps else self.lent_on


def explain_check_out(actor: Actor, *, patron_id: int, item_id: int, now: datetime) -> Explanation | None:
    """What would happen if this item were lent to this patron now: the "what if" box. None when one does not exist."""
    read = check_out_read(item_id=item_id, patron_id=patron_id, site_id=actor.site_id)
    if read is None:
        return None
    facts, missing = check_out_facts(actor, with_class_hold(read, now=now), now=now)
    calendar = calendar_of(read.item_site_id, read.calendar_token)
    return explanation_of(facts, Verdict.of((*check_out_objections(facts), *missing)).objections, calendar)


def explanation_of(facts: CheckOutFacts, objections: tuple[Objection, ...], calendar: Calendar) -> Explanation:
    """A lending that has not happened, explained from its facts."""
    due = facts.due
    return Explanation(
        title=facts.item.title,
        due_on=due.on if due else None,
        due_at=due.at if due else None,
        due_kind=due.kind if due else "day",
        steps=due.steps if due else (),
        settings=_settings(facts.policy),
        days=_days(facts.today, due.on, due.steps, calendar) if due else (),
        objections=objections,
        lent_on=facts.today,
    )


def explain_loan(loan_id: int) -> Explanation | None:
    """Why a loan is due when it is due, from what was kept with it. None when there is no such loan."""
    loan = loan_facts(loan_id)
    if loan is None:
        return None
    zone = zone_named(loan.item.site.timezone)
    calendar = calendar_of(loan.item.site_id)
    steps = steps_of(loan.why.get("steps", []))
    moved = moved_step(loan)
    due_on = loan.due_at.astimezone(zone).date()
    category_id = loan.patron.category_id if loan.patron else loan.category_id
    policy = grid_now().policy(loan.item.site_id, category_id, loan.item.item_type_id)
    first = steps[0].result if steps else loan.lent_at.astimezone(zone).date()
    return Explanation(
        title=loan.item.record.title,
        due_on=due_on,
        due_at=loan.due_at,
        due_kind=loan.due_kind,
        steps=(*steps, moved) if moved else steps,
        # No row of the grid decides for a place.
        settings=() if loan.place_id is not None else _settings(policy),
        days=_days(first, due_on, steps, calendar),
        changed_since=_changed(loan, policy),
        calendar_changed=moved is None and _calendar_changed(steps, calendar),
        lent_on=loan.lent_at.astimezone(zone).date(),
    )


def steps_of(kept: Sequence[Sequence[object]]) -> tuple[Step, ...]:
    """The sum as it was kept with the loan."""
    found = []
    for code, result, facts, changed in kept:
        assert isinstance(facts, dict)
        found.append(Step(str(code), date.fromisoformat(str(result)), facts, bool(changed)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One thing that happened to a loan, in the time of its site."""

    kind: str
    at: datetime
    from_due: date
    to_due: date
    codes: tuple[str, ...] = ()
    """What stood against a renewal by itself."""
    act_id: int = 0


def changes_of(loan: Loan) -> tuple[ChangeShown, ...]:
    """What happened to a loan, oldest first."""
    zone = zone_named(loan.item.site.timezone)
    return tuple(_change_shown(each, zone) for each in LoanChange.objects.filter(loan=loan))


def _change_shown(change: LoanChange, zone: ZoneInfo) -> ChangeShown:
    return ChangeShown(
        change.kind,
        change.at,
        change.from_due_at.astimezone(zone).date(),
        change.to_due_at.astimezone(zone).date(),
        tuple(change.before.get("codes", ())) if change.kind == "not_renewed" else (),
        change.act_id,
    )


def _settings(policy: Policy) -> tuple[Resolved, ...]:
    return tuple(policy.settings[name] for name in SETTINGS)


def _unit(steps: Sequence[Step]) -> Unit:
    codes = {step.code for step in steps}
    return Unit.OPEN_DAYS if "length_open_days" in codes else Unit.CALENDAR_DAYS


def _days(first: date, due_on: date, steps: Sequence[Step], calendar: Calendar) -> tuple[CountedDay, ...]:
    """Whole weeks, Monday to Sunday, round the days that were counted; at most half a year of them."""
    begin = first - timedelta(days=first.weekday())
    end = min(due_on + timedelta(days=6 - due_on.weekday()), begin + timedelta(days=181))
    counted = {
        each.day: each for each in days_counted(first, max(first, due_on), _unit(steps), calendar, calendar.notes)
    }
    days = []
    for offset in range((end - begin).days + 1):
        day = begin + timedelta(days=offset)
        days.append(counted.get(day) or CountedDay(day, calendar.is_open(day), None, calendar.note_of(day)))
    return tuple(days)


def _changed(loan: Loan, policy: Policy) -> tuple[str, ...]:
    rows = loan.why.get("rows", {})
    return tuple(name for name in ("length", "hard_due_date") if rows.get(name) != policy.row_ids.get(name))


def _calendar_changed(steps: Sequence[Step], calendar: Calendar) -> bool:
    """Whether the calendar as it is now would count to another day than it did; to none at all is another, too."""
    try:
        return _counts_otherwise(steps, calendar)
    except NoOpenDay:
        return True


def _counts_otherwise(steps: Sequence[Step], calendar: Calendar) -> bool:
    if len(steps) < 2 or steps[1].code == "given":
        return False
    length = int(str(steps[1].facts.get("length", 0)))
    if steps[1].code == "length_open_days":
        return calendar.add_open_days(steps[0].result, length) != steps[1].result
    if len(steps) < 3:
        return False
    if steps[1].code == "length_same_weekday" and length % 7 == 0:
        return calendar.next_open_same_weekday(steps[1].result) != steps[2].result
    if steps[1].code in ("length_calendar_days", "length_same_weekday"):
        return calendar.next_open_on(steps[1].result) != steps[2].result
    return False
