"""Cards and badges: given, lost, found."""

from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people import queries, rules
from carrel.rooms.people.models import Card


def assign_card(
    actor: Actor,
    *,
    person_id: int,
    number: str,
    now: datetime,
    expires_on: date | None = None,
    replaces: bool = False,
) -> int:
    """Give a person one more card, or one instead of those they have; returns the card's key.

    The same number for the same person is done once. Raises NotAllowed and Refused: people.other_school,
    people.number_missing, people.card_in_use. Inverse: lose_card.
    """
    require(actor, "people.assign_card")
    require_sight(person_id, by=actor)
    with writing():
        if replaces:
            valid = Card.objects.filter(person=person_id, kind=Card.Kind.CARD, status=Card.Status.VALID)
            valid.exclude(number=rules.normalise_number(number)).update(status=Card.Status.REPLACED)
        card = give_number(by=actor, person_id=person_id, number=number, now=now, expires_on=expires_on)
        record_act(actor, "people.assign_card", about=("card", card.pk), at=now, facts={"replaces": replaces})
    return card.pk


def assign_cards(actor: Actor, *, numbers: Mapping[int, str], now: datetime, kind: str = Card.Kind.CARD) -> int:
    """Give many persons a number each, by their keys, all or none; returns how many were new.

    Raises NotAllowed and Refused: people.other_school unless the actor is of the district, people.number_missing,
    people.card_in_use_elsewhere naming the first number that somebody else has. Inverse: lose_card, for each.
    """
    require(actor, "people.assign_cards")
    if not actor.is_district:
        raise Refused(Objection("people.only_district", Weight.REFUSE))
    wanted = {rules.normalise_number(number): person_id for person_id, number in numbers.items()}
    if "" in wanted or len(wanted) != len(numbers):
        raise Refused(Objection("people.number_missing", Weight.REFUSE))
    with writing():
        taken = dict(
            Card.objects.filter(number__in=wanted, status=Card.Status.VALID).values_list("number", "person_id")
        )
        for number, person_id in taken.items():
            if wanted[number] != person_id:
                settle(rules.card_objections(number=number, held_by=""), actor)
        new = [
            Card(person_id=person_id, number=number, kind=kind, since_at=now)
            for number, person_id in wanted.items()
            if number not in taken
        ]
        Card.objects.bulk_create(new, batch_size=500)
        record_act(actor, "people.assign_cards", about=("card", None), at=now, facts={"count": len(new)})
    return len(new)


def assign_badge(
    actor: Actor, *, person_id: int, number: str, now: datetime, pin: str = "", expires_on: date | None = None
) -> int:
    """Give a person a badge, which says who works at a desk; with a PIN it may later open more. Returns its key.

    The PIN is kept as a hash only. Raises NotAllowed and Refused: people.other_school, people.number_missing,
    people.card_in_use, people.pin_too_short. Inverse: lose_card.
    """
    require(actor, "people.assign_badge")
    require_sight(person_id, by=actor)
    settle(rules.pin_objections(pin), actor)
    with writing():
        card = give_number(
            by=actor, person_id=person_id, number=number, now=now, kind=Card.Kind.BADGE, expires_on=expires_on
        )
        if pin:
            card.pin = make_password(pin)
            card.save(update_fields=["pin"])
        record_act(actor, "people.assign_badge", about=("card", card.pk), at=now, facts={"has_pin": bool(pin)})
    return card.pk


def lose_card(actor: Actor, *, card_id: int, now: datetime) -> None:
    """Mark a card or badge as lost: scanned again it opens nobody without a question.

    Raises NotAllowed and Refused people.other_school. Inverse: find_card.
    """
    require(actor, "people.lose_card")
    with writing():
        card = Card.objects.select_for_update().get(pk=card_id)
        require_sight(card.person_id, by=actor)
        if card.status == Card.Status.LOST:
            return
        card.status = Card.Status.LOST
        card.save(update_fields=["status"])
        record_act(actor, "people.lose_card", about=("card", card.pk), at=now)


def find_card(actor: Actor, *, card_id: int, now: datetime) -> None:
    """Make a lost or replaced card valid again. Raises NotAllowed and Refused: people.other_school, people.card_in_use.

    Inverse: lose_card.
    """
    require(actor, "people.find_card")
    with writing():
        card = Card.objects.select_for_update().get(pk=card_id)
        require_sight(card.person_id, by=actor)
        if card.status == Card.Status.VALID:
            return
        _require_free(actor, card.number, card.person_id)
        card.status = Card.Status.VALID
        card.save(update_fields=["status"])
        record_act(actor, "people.find_card", about=("card", card.pk), at=now)


def give_number(
    *,
    by: Actor,
    person_id: int,
    number: str,
    now: datetime,
    kind: str = Card.Kind.CARD,
    expires_on: date | None = None,
) -> Card:
    """Write a number down for a person, inside an action's transaction. Raises Refused as `assign_card` does.

    Inverse: lose_card.
    """
    wanted = rules.normalise_number(number)
    if not wanted:
        raise Refused(Objection("people.number_missing", Weight.REFUSE))
    _require_free(by, wanted, person_id)
    card, _ = Card.objects.get_or_create(
        number=wanted, status=Card.Status.VALID, person_id=person_id, kind=kind, defaults={"since_at": now}
    )
    if card.expires_on != expires_on:
        card.expires_on = expires_on
        card.save(update_fields=["expires_on"])
    return card


def _require_free(actor: Actor, number: str, person_id: int) -> None:
    found = Card.objects.filter(number=number, status=Card.Status.VALID).exclude(person=person_id).first()
    if found is None:
        return
    known = queries.person_found(found.person_id) if queries.may_see_person(actor, found.person_id) else None
    settle(rules.card_objections(number=number, held_by=known.name if known else ""), actor)


def require_sight(person_id: int, *, by: Actor) -> None:
    """Raise Refused people.other_school unless the actor sees the whole record of the person. Part of actions.

    No inverse: it asks and changes nothing.
    """
    if queries.sight_of_person(by, person_id) < rules.Sight.FULL:
        raise Refused(Objection("people.other_school", Weight.REFUSE))
