"""put_block and lift_block: staff's word on whether a patron may borrow."""

from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Source, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges.queries import debt_standing, law_of_site
from carrel.rooms.charges.rules import block_for_debt_objections
from carrel.rooms.circulation.models import Block
from carrel.rooms.circulation.queries.facts import may_see_home
from carrel.rooms.circulation.rules import lending
from carrel.rooms.people.models import Person

PUT_BLOCK = "circulation.put_block"
LIFT_BLOCK = "circulation.lift_block"


def put_block(
    actor: Actor,
    *,
    person_id: int,
    note: str,
    now: datetime,
    kind: str = "stop",
    until_on: date | None = None,
    for_debt: bool = False,
    key: str = "",
) -> int:
    """Stop a patron's borrowing, or leave a warning, with a note that says why; returns the block's key.

    Raises NotAllowed, KeyReused, and Refused for a person who is not there or out of the actor's sight, and for a stop
    because of a debt where the law profile lets no debt stop lending. Inverse: lift_block.
    """
    require(actor, PUT_BLOCK)
    with writing():
        kept = kept_answer(key, PUT_BLOCK, actor)
        if kept is not None:
            return int(kept["block"])
        person = _person(actor, person_id)
        if for_debt and kind == "stop":
            law = law_of_site(actor.site_id)
            if refusals := block_for_debt_objections(debt_standing(person_id), law):
                raise Refused(*refusals)
        block = Block.objects.create(person=person, kind=kind, note=squeeze(note, 200), until_on=until_on, put_at=now)
        record_act(actor, PUT_BLOCK, about=("block", block.pk), at=now, facts={"kind": kind})
        keep_answer(key, actor, PUT_BLOCK, {"block": block.pk}, now)
    return block.pk


def lift_block(actor: Actor, *, block_id: int, now: datetime, reason: str = "", key: str = "") -> int:
    """Let a patron borrow again; returns the block's key. The block itself stays on record.

    Raises NotAllowed, KeyReused, and Refused when it is not in force.
    Inverse: put_block.
    """
    require(actor, LIFT_BLOCK)
    with writing():
        kept = kept_answer(key, LIFT_BLOCK, actor)
        if kept is not None:
            return int(kept["block"])
        block = Block.objects.filter(pk=block_id).first()
        if block is not None:
            _person(actor, block.person_id)
        if block is None or not Block.objects.filter(pk=block_id, lifted_at=None).update(lifted_at=now):
            raise Refused(Objection("circulation.block_unknown", Weight.REFUSE, {}, Source("fact", "", "block")))
        record_act(actor, LIFT_BLOCK, about=("block", block_id), at=now, reason=reason)
        keep_answer(key, actor, LIFT_BLOCK, {"block": block_id}, now)
    return block_id


def _person(actor: Actor, person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Refused(lending.patron_unknown())
    if not may_see_home(actor, person_id=person.pk, home_site_id=person.home_site_id):
        raise Refused(lending.patron_of_another_school())
    return person
