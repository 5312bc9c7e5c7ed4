"""Who read what is severed after the return, by night and at once; loans follow a merged person."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import forget_own_acts, record_act
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.idempotency import disown_answers
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.models import (
    Batch,
    BatchLine,
    Block,
    Claim,
    HistoryChoice,
    Hold,
    Loan,
    PastLoan,
    Reservation,
)
from carrel.rooms.circulation.queries import severing
from carrel.rooms.circulation.queries.grid import grid
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.severing import NIGHT, Closed, Kept, reason_kept
from carrel.rooms.people.queries import sight_of_person
from carrel.rooms.people.rules import Sight

SEVER = "circulation.sever_returned_loans"
SEVER_OF_PATRON = "circulation.sever_loans_of_patron"
SEVER_OWN = "circulation.sever_own_loans"
MOVE = "circulation.move_loans"
KEPT_AFTER_RETURN = NIGHT
AT_ONCE = timedelta()
_STEP = 500
"""Loans in one transaction: the writer lock is held for some hundredths of a second, and a desk scans in between."""

_Owners = Mapping[int, tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class Severed:
    """What was severed: `loans` and `holds` that forgot their reader, and why the others still name theirs."""

    loans: int = 0
    holds: int = 0
    kept: Mapping[Kept, int] = field(default_factory=dict)

    def kept_for(self, reason: Kept) -> int:
        """How many loans are still kept for this reason."""
        return self.kept.get(reason, 0)


@dataclass(slots=True)
class _Own:
    """What was somebody's own, by account: what their kept answers must not name any more."""

    by_account: dict[int, dict[str, set[int]]] = field(default_factory=dict)

    def note(self, name: str, owners: _Owners) -> None:
        for key, (_, account) in owners.items():
            if account is not None:
                self.by_account.setdefault(account, {}).setdefault(name, set()).add(key)


def sever_returned_loans(actor: Actor, *, now: datetime, between: Callable[[], None] | None = None) -> int:
    """Erase the reader from every loan that ended before the last night and that no policy and no debt keeps; how many.

    Ended holds lose their reader with them, reservations that are over their teacher. Category, grade and home site
    stay for statistics; whoever chose a reading history gets the title into it. A district of any size is done in
    steps, each a transaction of its own, with `between` called after each so that desks come in; a run that is broken
    off goes on the next time. The nightly timetable calls it. No inverse: what is erased is meant to be gone.
    """
    require(actor, SEVER)
    rows, own, severed = grid(), _Own(), 0
    breathe = between or _go_on
    for part in in_steps(severing.ended_loans(now=now), _STEP):
        with writing():
            going, _ = _divided(severing.closed_loans(part, rows, hold=True), now=now)
            severed += _forget_loans(going, own)
            if going:
                record_act(actor, SEVER, about=("loans", None), at=now, facts={"severed": len(going)})
        breathe()
    for part_of_holds in in_steps(severing.ended_holds(before=now - NIGHT), _STEP):
        with writing():
            _forget_holds(part_of_holds, own)
            record_act(actor, SEVER, about=("holds", None), at=now, facts={"severed": len(part_of_holds)})
        breathe()
    with writing():
        if over := severing.ended_reservations():
            _forget_reservations(over, own)
            record_act(actor, SEVER, about=("reservations", None), at=now, facts={"severed": len(over)})
        disown_answers(own.by_account, before=now)
    return severed


def _go_on() -> None:
    """Nobody else is writing."""


def sever_loans_of_patron(actor: Actor, *, person_id: int, now: datetime) -> Severed:
    """Erase a person from their ended loans and holds at once, before the night and before any window is over.

    What is still owed for keeps its loan. Raises NotAllowed, and Refused for a person out of the actor's sight.
    No inverse: what is erased is meant to be gone.
    """
    require(actor, SEVER_OF_PATRON)
    if sight_of_person(actor, person_id) < Sight.FULL:
        raise Refused(lending.patron_of_another_school())
    return _at_once(actor, SEVER_OF_PATRON, person_id, now, with_window=False)


def sever_own_loans(actor: Actor, *, now: datetime) -> Severed:
    """Let one's own ended loans and holds go at once; the window the district keeps for damage stays, as does a debt.

    Raises NotAllowed, and Refused circulation.account_of_nobody. No inverse: what is erased is meant to be gone.
    """
    require(actor, SEVER_OWN)
    return _at_once(actor, SEVER_OWN, oneself(actor), now, with_window=True)


def oneself(actor: Actor) -> int:
    """The person whose account acts. Raises Refused circulation.account_of_nobody. Part of actions.

    No inverse: it asks and changes nothing.
    """
    if actor.person_id is None:
        raise Refused(Objection("circulation.account_of_nobody", Weight.REFUSE))
    return actor.person_id


def _at_once(actor: Actor, code: str, person_id: int, now: datetime, *, with_window: bool) -> Severed:
    own = _Own()
    with writing():
        closed = severing.closed_loans(severing.ended_loans_of(person_id), grid(), hold=True)
        going, kept = _divided(closed, now=now, with_night=False, with_window=with_window)
        _forget_loans(going, own)
        # By night the lines of batches follow by themselves (`forget_batches`).
        BatchLine.objects.filter(loan_id__in=[each.loan_id for each in going]).update(
            person=None, text="", who="", item_id=None, loan_id=None, act_id=None, said=[], before={}
        )
        holds = severing.ended_holds(person_id=person_id)
        _forget_holds(holds, own)
        _forget_reservations(severing.ended_reservations(person_id=person_id), own)
        disown_answers(own.by_account, before=now)
        facts = {"severed": len(going), "holds": len(holds)}
        record_act(actor, code, about=("person", person_id), at=now, facts=facts)
    return Severed(len(going), len(holds), kept)


def _divided(
    closed: Collection[Closed], *, now: datetime, with_night: bool = True, with_window: bool = True
) -> tuple[list[Closed], dict[Kept, int]]:
    """Which of these loans forget their reader now, and why how many of the others do not."""
    owed = severing.owed_of(each.patron_id for each in closed)
    going: list[Closed] = []
    kept: dict[Kept, int] = {}
    for each in closed:
        reason = reason_kept(
            each, owed.get(each.patron_id, ()), now=now, with_night=with_night, with_window=with_window
        )
        if reason is None:
            going.append(each)
        else:
            kept[reason] = kept.get(reason, 0) + 1
    return going, kept


def _forget_loans(going: Collection[Closed], own: _Own) -> int:
    """The loans forget; who wanted a history gets the titles; what readers did to their own loans loses the name."""
    chosen = dict(
        HistoryChoice.objects.filter(person__in={each.patron_id for each in going}).values_list("person_id", "since_at")
    )
    PastLoan.objects.bulk_create(
        (
            PastLoan(
                person_id=each.patron_id, record_id=each.record_id, lent_on=each.lent_on, returned_on=each.returned_on
            )
            for each in going
            if not each.is_undone and each.patron_id in chosen and each.returned_at >= chosen[each.patron_id]
        ),
        batch_size=500,
    )
    _forget_hands("loan", [(each.loan_id, each.patron_id) for each in going], own)
    keys = [each.loan_id for each in going]
    for part in in_steps(keys):
        # A part that is remembered longer must not name the kit, whose reader is forgotten; nor the other way round.
        # Few loans are of kits: an index is written anew for every row an update names its column for.
        Loan.objects.filter(with_loan__in=part).update(with_loan=None)
        Loan.objects.filter(pk__in=part, with_loan__isnull=False).update(with_loan=None)
        Claim.objects.filter(loan__in=part).exclude(note="").update(note="")
    return sum(Loan.objects.filter(pk__in=part).update(patron=None) for part in in_steps(keys))


def _forget_holds(ended: Sequence[tuple[int, int]], own: _Own) -> None:
    _forget_hands("hold", ended, own)
    Hold.objects.filter(pk__in=[key for key, _ in ended], ended_at__isnull=False).update(patron=None, note="")


def _forget_reservations(over: Sequence[tuple[int, int]], own: _Own) -> None:
    _forget_hands("reservation", over, own)
    Reservation.objects.filter(pk__in=[key for key, _ in over]).exclude(status="active").update(teacher=None, note="")


def _forget_hands(kind: str, things: Sequence[tuple[int, int]], own: _Own) -> None:
    """What somebody did to their own loans or holds goes without their name; most readers have no account for it."""
    hands = severing.hands_of(person for _, person in things)
    owners = {key: (person, hands[person]) for key, person in things if person in hands}
    if owners:
        forget_own_acts(kind, owners)
        own.note(kind, owners)


def move_loans(actor: Actor, *, from_person_id: int, to_person_id: int, now: datetime) -> int:
    """Let what a merged person has follow to the person that is kept; returns how many loans moved.

    Loans, blocks, reservations, lines of lists and the reading history go over; holds follow by `move_holds_of_merged`.
    No inverse: a merging is taken apart by hand, loan by loan.
    """
    require(actor, MOVE)
    with writing():
        moved = Loan.objects.filter(patron_id=from_person_id).update(patron_id=to_person_id)
        blocks = Block.objects.filter(person_id=from_person_id).update(person_id=to_person_id)
        Reservation.objects.filter(teacher_id=from_person_id).update(teacher_id=to_person_id)
        PastLoan.objects.filter(person_id=from_person_id).update(person_id=to_person_id)
        BatchLine.objects.filter(person_id=from_person_id).update(person_id=to_person_id)
        Batch.objects.filter(patron_id=from_person_id).update(patron_id=to_person_id)
        if HistoryChoice.objects.filter(person_id=to_person_id).exists():
            HistoryChoice.objects.filter(person_id=from_person_id).delete()
        HistoryChoice.objects.filter(person_id=from_person_id).update(person_id=to_person_id)
        record_act(
            actor,
            MOVE,
            about=("person", to_person_id),
            at=now,
            facts={"loans": moved, "blocks": blocks, "from": from_person_id},
        )
    return moved
