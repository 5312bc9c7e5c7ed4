"""What readers do with their own loans: renew. No word of theirs passes what asks."""

from dataclasses import replace
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions.renewing import Renewed, loan_unknown, renew
from carrel.rooms.circulation.queries.own import home_site_of
from carrel.rooms.circulation.queries.self_check import loan_is_of


def renew_own(actor: Actor, *, loan_id: int, now: datetime, key: str = "") -> Renewed:
    """Renew a loan of the actor's own: `renew`, and what asks there is refused here.

    Raises NotAllowed, KeyReused, and Refused with every objection that stands; another's loan is as unknown as none.
    Inverse: undo, by staff.
    """
    require(actor, "circulation.renew_own")
    if actor.person_id is None or not loan_is_of(loan_id, actor.person_id):
        raise Refused(loan_unknown())
    return renew(_for_oneself(actor, "circulation.renew"), loan_id=loan_id, now=now, key=key)


def _for_oneself(actor: Actor, permission: str) -> Actor:
    """The actor for one deed of the desk about themselves; they see their own home site wherever they hold a role."""
    home = home_site_of(actor.person_id)
    sites = actor.site_ids | ({home} if home is not None else frozenset())
    return replace(actor, permissions=frozenset({permission}), site_ids=sites)
