"""move_due_dates, move_due_dates_back: days became closed after things were lent until then."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.models import Loan, LoanChange
from carrel.rooms.circulation.queries.closing import ClosedDue, dues_on_closed, last_move
from carrel.rooms.schools.queries import calendar_of

MOVE_BACK = "circulation.move_due_dates_back"


@dataclass(frozen=True, slots=True)
class MovedDates:
    """How many due dates moved, and how many stayed on their closed day because staff or a hard date wants it so."""

    act_id: int
    moved: int
    stayed: int


def move_due_dates(
    actor: Actor, *, days: Mapping[int, Collection[date]], about: tuple[str, int], now: datetime
) -> MovedDates:
    """Move every loan due on one of these days, by site, that is closed by now, to the next open day.

    `about` names why (a calendar file), so that it can be taken back with it. Nothing becomes due earlier.
    Raises NotAllowed, and Refused for a site out of scope. Inverse: move_due_dates_back.
    """
    require(actor, "circulation.move_due_dates")
    if not all(actor.sees_site(each) for each in days):
        raise Refused(Objection("circulation.loans_of_another_site", Weight.REFUSE, {}, Source("fact", "", "site")))
    with writing():
        found = dues_on_closed({each: calendar_of(each) for each in days}, days)
        moving = _held([each for each in found if each.to_at is not None])
        facts = {"moved": len(moving), "stayed": len(found) - len(moving)}
        act_id = record_act(actor, "circulation.move_due_dates", about=about, at=now, facts=facts)
        _move([(each.loan_id, each.from_at, each.to_at) for each in moving if each.to_at], "move_due", act_id, now)
    return MovedDates(act_id, len(moving), len(found) - len(moving))


def move_due_dates_back(actor: Actor, *, about: tuple[str, int], now: datetime) -> MovedDates:
    """Give the loans that moved because of `about` their former dates again, where nothing has changed them since.

    Nothing happens where nothing was moved. Raises NotAllowed. Inverse: move_due_dates.
    """
    require(actor, "circulation.move_due_dates_back")
    with writing():
        moved_by = last_move(about)
        if moved_by is None:
            return MovedDates(0, 0, 0)
        changes = list(LoanChange.objects.filter(act_id=moved_by, kind="move_due"))
        stands = dict(_open([each.loan_id for each in changes]))
        back = [
            (each.loan_id, each.to_due_at, each.from_due_at)
            for each in changes
            if stands.get(each.loan_id) == each.to_due_at
        ]
        facts = {"moved": len(back), "stayed": len(changes) - len(back)}
        act_id = record_act(actor, MOVE_BACK, about=about, at=now, facts=facts)
        _move(back, "undo_move_due", act_id, now)
    return MovedDates(act_id, len(back), len(changes) - len(back))


def _held(dues: list[ClosedDue]) -> list[ClosedDue]:
    """Those that are still due as they were read, held still on PostgreSQL."""
    stands = dict(_open([each.loan_id for each in dues]))
    return [each for each in dues if stands.get(each.loan_id) == each.from_at]


def _open(loan_ids: list[int]) -> list[tuple[int, datetime]]:
    held = Loan.objects.select_for_update(of=("self",)).filter(returned_at=None)
    steps = (loan_ids[start : start + 500] for start in range(0, len(loan_ids), 500))
    return [row for step in steps for row in held.filter(pk__in=step).order_by("pk").values_list("pk", "due_at")]


def _move(moves: list[tuple[int, datetime, datetime]], kind: str, act_id: int, now: datetime) -> None:
    """One statement for all that move from one day to another, and a line for each loan, so that its page says why."""
    by_dates: dict[tuple[datetime, datetime], list[int]] = {}
    for loan_id, from_at, to_at in moves:
        by_dates.setdefault((from_at, to_at), []).append(loan_id)
    for (_, to_at), own in by_dates.items():
        for start in range(0, len(own), 500):
            Loan.objects.filter(pk__in=own[start : start + 500]).update(due_at=to_at)
    LoanChange.objects.bulk_create(
        [
            LoanChange(loan_id=loan_id, kind=kind, at=now, from_due_at=from_at, to_due_at=to_at, act_id=act_id)
            for loan_id, from_at, to_at in moves
        ],
        batch_size=500,
    )
