"""keep_history, forget_history, forget_past_loan: what readers want remembered of their own reading."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.privacy import oneself
from carrel.rooms.circulation.models import HistoryChoice, PastLoan

KEEP = "circulation.keep_history"
FORGET = "circulation.forget_history"
FORGET_ONE = "circulation.forget_past_loan"


def keep_history(actor: Actor, *, now: datetime) -> bool:
    """From now on keep a list of what the actor has read; returns False when it was kept already.

    It takes no person: nobody can choose it for another. A title comes into the list when its loan forgets its reader.
    Raises NotAllowed, and Refused circulation.account_of_nobody. Inverse: forget_history.
    """
    require(actor, KEEP)
    with writing():
        _, is_new = HistoryChoice.objects.get_or_create(person_id=oneself(actor), defaults={"since_at": now})
        if is_new:
            record_act(actor, KEEP, about=("person", actor.person_id), at=now)
    return is_new


def forget_history(actor: Actor, *, now: datetime) -> int:
    """Erase the actor's own reading history and keep none from now on; returns how many titles went.

    Raises NotAllowed, and Refused circulation.account_of_nobody. Inverse: keep_history, which begins an empty one.
    """
    require(actor, FORGET)
    with writing():
        person_id = oneself(actor)
        gone, _ = PastLoan.objects.filter(person=person_id).delete()
        chosen, _ = HistoryChoice.objects.filter(person=person_id).delete()
        if gone or chosen:
            record_act(actor, FORGET, about=("person", person_id), at=now)
    return gone


def forget_past_loan(actor: Actor, *, past_loan_id: int, now: datetime) -> None:
    """Erase one title from the actor's own reading history; the rest of it stays.

    Raises NotAllowed, and Refused circulation.past_loan_unknown, also for a title of somebody else's.
    No inverse: what somebody wants forgotten is gone for good.
    """
    require(actor, FORGET_ONE)
    with writing():
        gone, _ = PastLoan.objects.filter(pk=past_loan_id, person=oneself(actor)).delete()
        if not gone:
            raise Refused(Objection("circulation.past_loan_unknown", Weight.REFUSE))
        record_act(actor, FORGET_ONE, about=("person", actor.person_id), at=now)
