"""forget_leavers: who left long ago and owes nothing leaves the database."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people.models import Account, Person

CODE = "people.forget_leavers"


def forget_leavers(actor: Actor, *, person_ids: Collection[int], now: datetime) -> tuple[int, int]:
    """Delete these persons with their cards, classes, families and accounts; returns how many went and how many stay.

    Whoever calls it has seen that their time is over and that nothing is owed or out. Who stands in a record that has
    to stay (a settled charge, by the rules of accounting) stays. The audit names keys, not names.
    No inverse: what is deleted is meant to be gone.
    """
    require(actor, CODE)
    gone = 0
    with writing():
        for person in Person.objects.filter(pk__in=person_ids).order_by("pk"):
            try:
                # A savepoint of its own, so that one who stays keeps nobody else.
                with transaction.atomic():
                    Account.objects.filter(person=person).delete()
                    person.delete()
            except ProtectedError:
                continue
            gone += 1
        if gone:
            record_act(actor, CODE, about=("persons", None), at=now, facts={"count": gone})
    return gone, len(person_ids) - gone
