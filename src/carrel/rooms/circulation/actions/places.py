"""check_out_to_place: a cart, a display or a room has it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.answers import kept_tells, tells_again
from carrel.rooms.circulation.actions.kits import lend_parts
from carrel.rooms.circulation.actions.lending import Lent
from carrel.rooms.circulation.actions.returning import check_in
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries.facts import item_facts, loan_facts, open_loan_of_item
from carrel.rooms.circulation.queries.places import place_in_sight, place_out_facts
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.places import check_out_to_place_objections, place_of_another_school
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Place

CODE = "circulation.check_out_to_place"


def check_out_to_place(
    actor: Actor,
    *,
    place_id: int,
    item_id: int,
    now: datetime,
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
    due_on: date | None = None,
) -> Lent:
    """Lend one item to a place, until `due_on`, else until the last day of the school year.

    Raises NotAllowed, KeyReused, and Refused with every objection that stands.
    Inverse: undo.
    """
    require(actor, CODE)
    with writing():
        kept = kept_answer(key, CODE, actor)
        if kept is not None:
            return _lent_before(kept)
        item, place = item_facts(item_id, hold=True), place_in_sight(actor, place_id)
        if item is None:
            raise Refused(lending.item_unknown())
        if place is None:
            raise Refused(place_of_another_school())
        facts = place_out_facts(actor, item, place, open_loan_of_item(item_id), now=now, given_on=due_on)
        verdict = Verdict.of(check_out_to_place_objections(facts))
        passed = settle(verdict, actor, overrides, reason)
        due = facts.due
        assert due is not None
        state = _taken_back(actor, item, place, now) if facts.holder is not None else item.state
        if not inventory.mark_lent(item_id, from_state=state, now=now):
            raise Refused(_awaited(item, place))
        site_id = actor.site_id or item.site_id
        loan = Loan.objects.create(
            item_id=item_id, place=place, home_site_id=place.site_id, site_id=site_id, lent_at=now, due_at=due.at,
            due_kind=due.kind, why={"rows": {}, "steps": [step.as_json() for step in due.steps], "was": state},
        )  # fmt: skip
        along = lend_parts(loan.pk, item_id, now=now)
        act_id = record_act(
            actor, CODE, about=("loan", loan.pk), at=now, overrides=passed, reason=reason if passed else "",
            site_id=site_id,
        )  # fmt: skip
        told = (*verdict.tells, *along.tells)
        answer = {"loan": loan.pk, "act": act_id, "due": due.at.isoformat(), "tells": kept_tells(told)}
        keep_answer(key, actor, CODE, answer, now)
    return Lent(
        loan.pk, act_id, item_id, item.record.title, item.barcode, due.at, due.kind, due.on, told, parts=along.names
    )  # fmt: skip


def _taken_back(actor: Actor, item: Item, place: Place, now: datetime) -> str:
    """Return the item for whoever has it. If the return sends it to somebody who waits, the place does not get it."""
    check_in(actor, item_id=item.pk, now=now)
    state = str(Item.objects.values_list("state", flat=True).get(pk=item.pk))
    if state != "available":
        raise Refused(_awaited(item, place))
    return state


def _awaited(item: Item, place: Place) -> Objection:
    facts = {"title": item.record.title, "place": place.name}
    return Objection("circulation.item_is_awaited", Weight.REFUSE, facts, Source("fact", "", "item"))


def _lent_before(kept: dict[str, Any]) -> Lent:
    loan = loan_facts(kept["loan"])
    if loan is None:
        raise Refused(lending.item_unknown())
    item, due_at = loan.item, datetime.fromisoformat(kept["due"])
    names = {"title": item.record.title, "place": str(loan.place or "")}
    told = tells_again(kept["tells"], names)
    return Lent(
        loan.pk, kept["act"], item.pk, item.record.title, item.barcode, due_at, loan.due_kind, due_at.date(), told,
        repeated=True,
    )  # fmt: skip
