"""check_out: the hot path of the house. One read, four writes, one flush."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.answers import Dated, kept_tells, tells_again
from carrel.rooms.circulation.actions.catching import keep_still
from carrel.rooms.circulation.actions.filling import settle_holds
from carrel.rooms.circulation.actions.kits import Along, lend_parts
from carrel.rooms.circulation.actions.refinding import find_again
from carrel.rooms.circulation.actions.returning import check_in
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.facts import check_out_facts, loan_facts
from carrel.rooms.circulation.queries.kits import names_along
from carrel.rooms.circulation.queries.reading import CheckOutRead, check_out_read
from carrel.rooms.circulation.queries.reservations import with_class_hold
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.due_dates import Due
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.rules import LOST
from carrel.rooms.people.models import Person

CODE = "circulation.check_out"
_HOLDER_CODES = frozenset(
    {
        "circulation.item_on_loan_elsewhere",
        "circulation.item_on_loan_to_another_reader",
        "circulation.item_on_loan_at_another_school",
    }
)
_INSERT = """
INSERT INTO circulation_loan (item_id, patron_id, category_id, grade, home_site_id, site_id, lent_at, due_at, due_kind,
       returned_at, renewals, is_undone, why)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, NULL, 0, %s, %s) RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Lent(Dated):
    """A loan that was made now. `parts` are the words for what went along; a cart `has_slots` that stayed behind."""

    parts: tuple[str, ...] = ()
    has_slots: bool = False


def check_out(
    actor: Actor,
    *,
    patron_id: int,
    item_id: int,
    now: datetime,
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
    due_on: date | None = None,
    card: str = "",
) -> Lent:
    """Lend one item to one patron, until the day the policy gives or until `due_on`.

    `card` is the number that was scanned, so that a lost or expired card is objected to. `overrides` names the
    objections that are passed, each of which needs its own permission, and `reason` goes on record with them.
    Raises NotAllowed, KeyReused, and Refused with every objection that stands.
    Inverse: undo.
    """
    require(actor, CODE)
    if due_on is not None:
        require(actor, "circulation.change_due")
    with writing():
        kept = kept_answer(key, CODE, actor)
        if kept is not None:
            return _lent_before(kept)
        read = with_class_hold(_read_locked(actor, patron_id, item_id, card), now=now)
        facts, missing = check_out_facts(actor, read, now=now, given_on=due_on, card=card)
        verdict = Verdict.of((*lending.check_out_objections(facts), *missing))
        passed = settle(verdict, actor, overrides, reason) if verdict.objections else ()
        assert facts.due is not None
        state = read.state
        if any(code in _HOLDER_CODES for code in passed):
            read = _return_for_holder(actor, read, now)
            state = read.state
        touches = read.own_hold_id or read.captured_hold_id or state == "in_transit"
        settled = settle_holds(read, now=now) if touches else {}
        loan_id = _lend(actor, read, state, facts.due, {**_why(facts, state), **settled}, now)
        along = lend_parts(loan_id, read.item_id, now=now) if read.has_parts else Along()
        act_id = record_act(
            actor,
            CODE,
            about=("loan", loan_id),
            at=now,
            overrides=passed,
            reason=reason if passed else "",
            site_id=actor.site_id or read.item_site_id,
        )
        if state == LOST:
            find_again(actor, read.item_id, act_id=act_id, now=now)
        told = (*verdict.tells, *along.tells)
        if key:
            answer = {"loan": loan_id, "act": act_id, "due": facts.due.at.isoformat(), "tells": kept_tells(told)}
            keep_answer(key, actor, CODE, answer, now)
    due = facts.due
    return Lent(
        loan_id, act_id, read.item_id, read.title, read.barcode, due.at, due.kind, due.on, told,
        parts=along.names, has_slots=read.has_slots,
    )  # fmt: skip


def _read_locked(actor: Actor, patron_id: int, item_id: int, card: str) -> CheckOutRead:
    """The facts, with the patron held still: two desks must not both find the last free loan of one patron."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM people_person WHERE id = %s FOR NO KEY UPDATE", [patron_id])
    read = check_out_read(item_id=item_id, patron_id=patron_id, site_id=actor.site_id, card=card)
    if read is None:
        unknown = lending.item_unknown() if Person.objects.filter(pk=patron_id).exists() else lending.patron_unknown()
        raise Refused(unknown)
    if read.merged_into_id is not None:
        return _read_locked(actor, read.merged_into_id, item_id, card)
    return _read_still(actor, read, card)


def _read_still(actor: Actor, read: CheckOutRead, card: str) -> CheckOutRead:
    """Where a hold is touched, it and its copies are held still and read again: it may be called off right now."""
    holds = (read.own_hold_id, read.captured_hold_id)
    if holds == (None, None) or not connection.features.has_select_for_update:
        return read
    others = Hold.objects.filter(pk=read.own_hold_id or 0).values_list("captured_item_id", flat=True)
    keep_still(item_ids=[read.item_id, *others], hold_ids=holds)
    again = check_out_read(item_id=read.item_id, patron_id=read.patron_id, site_id=actor.site_id, card=card)
    assert again is not None
    same = (again.own_hold_id, again.captured_hold_id) == holds
    return again if same else _read_still(actor, again, card)


def _why(facts: lending.CheckOutFacts, state: str) -> dict[str, Any]:
    assert facts.due is not None
    return {
        "rows": dict(facts.policy.row_ids),
        "values": {name: facts.policy.value(name) for name in ("length", "length_unit")},
        "steps": [step.as_json() for step in facts.due.steps],
        "was": state,
    }


def _lend(actor: Actor, read: CheckOutRead, state: str, due: Due, why: dict[str, Any], now: datetime) -> int:
    """Take the item and open the loan, or say who was faster.

    The guarded UPDATE decides between two desks: the second waits for the first and then changes no row. The unique
    index on open loans stands behind it as the last wall.
    """
    if not inventory.mark_lent(read.item_id, from_state=state, now=now):
        raise Refused(*_who_was_faster(actor, read, now))
    return _open_loan(actor, read, due, why, now)


def _open_loan(actor: Actor, read: CheckOutRead, due: Due, why: dict[str, Any], now: datetime) -> int:
    moments = connection.ops.adapt_datetimefield_value
    values = [
        read.item_id, read.patron_id, read.category_id, read.grade, read.home_site_id,
        actor.site_id or read.item_site_id,        moments(now), moments(due.at), due.kind, False, json.dumps(why),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        return int(cursor.fetchone()[0])


def _who_was_faster(actor: Actor, read: CheckOutRead, now: datetime) -> tuple[Objection, ...]:
    """The objections as they stand a moment later, when another desk has taken the item."""
    again = check_out_read(item_id=read.item_id, patron_id=read.patron_id, site_id=actor.site_id)
    if again is not None:
        facts, missing = check_out_facts(actor, again, now=now)
        standing = Verdict.of((*lending.check_out_objections(facts), *missing)).standing()
        if standing:
            return standing
    return (lending.item_unknown(),)


def _return_for_holder(actor: Actor, read: CheckOutRead, now: datetime) -> CheckOutRead:
    """Take the item back for whoever has it. If somebody waits, the return caught it for them: read again."""
    check_in(actor, item_id=read.item_id, now=now)
    again = check_out_read(item_id=read.item_id, patron_id=read.patron_id, site_id=actor.site_id)
    assert again is not None
    return with_class_hold(again, now=now)


def _lent_before(kept: dict[str, Any]) -> Lent:
    """The answer of the first time, its title looked up again."""
    loan = loan_facts(kept["loan"])
    if loan is None:
        raise Refused(lending.item_unknown())
    due_at = datetime.fromisoformat(kept["due"])
    names = {"title": loan.item.record.title, "patron": str(loan.patron or "")}
    return Lent(
        loan.pk,
        kept["act"],
        loan.item_id,
        loan.item.record.title,
        loan.item.barcode,
        due_at,
        loan.due_kind,
        due_at.date(),
        tells_again(kept["tells"], names),
        repeated=True,
        parts=names_along(loan.pk),
    )
