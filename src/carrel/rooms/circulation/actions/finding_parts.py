"""part_found: a part that was missing is there."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.kits import missing_held, missing_part_gone
from carrel.rooms.circulation.actions.returning import check_in
from carrel.rooms.circulation.models import MissingPart
from carrel.rooms.circulation.rules.kits import settle_missing_part_objections

FOUND = "circulation.part_found"


def part_found(actor: Actor, *, missing_id: int, now: datetime) -> str:
    """A part that was noted as missing is there; returns what it is called. A barcoded one is taken back.

    Raises NotAllowed, and Refused for one that is settled already. Inverse: note_missing_part.
    """
    require(actor, FOUND)
    with writing():
        row = missing_held(actor, missing_id)
        if row is None:
            raise Refused(missing_part_gone())
        if row.settled_at is not None:
            raise Refused(
                *settle_missing_part_objections(known=True, settled=True, how="waived", reason="-", part=row.name)
            )
        act_id = record_act(actor, FOUND, about=("loan", row.loan_id), at=now, facts={"part": row.name})
        if row.part_loan is not None:
            check_in(actor, item_id=row.part_loan.item_id, now=now)
        else:
            MissingPart.objects.filter(pk=row.pk).update(settled_at=now, settled_as="found", settled_act_id=act_id)
    return row.name
