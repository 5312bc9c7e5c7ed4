"""PINs of library cards: set by staff, entered at a self-check station."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.people import rules
from carrel.rooms.people.actions.cards import require_sight
from carrel.rooms.people.models import Card


@dataclass(frozen=True, slots=True)
class PinEntered:
    """Whether the PIN was right; while the card rests nothing is compared and `rests_until` says how long."""

    is_right: bool
    rests_until: datetime | None = None


def set_pin(actor: Actor, *, card_id: int, pin: str, now: datetime) -> None:
    """Give a card another PIN, or none with an empty one; a card that rests after wrong ones wakes.

    The PIN is kept as a hash only; that of a badge also needs the permission to give badges. Raises NotAllowed and
    Refused: people.other_school, people.pin_too_short. Inverse: set_pin, with another one; nobody can read the old one.
    """
    require(actor, "people.set_pin")
    settle(rules.pin_objections(pin), actor)
    with writing():
        card = Card.objects.select_for_update().get(pk=card_id)
        if card.kind == Card.Kind.BADGE:
            require(actor, "people.assign_badge")
        require_sight(card.person_id, by=actor)
        card.pin = make_password(pin) if pin else ""
        card.wrong_pins, card.pin_rests_until_at = 0, None
        card.save(update_fields=["pin", "wrong_pins", "pin_rests_until_at"])
        record_act(actor, "people.set_pin", about=("card", card.pk), at=now, facts={"has_pin": bool(pin)})


def enter_pin(actor: Actor, *, card_id: int, pin: str, now: datetime) -> PinEntered:
    """Say whether this is the PIN of a card, and let the card rest after a wrong one, longer each time.

    Counted on the card, so that another station or another browser gives no further tries. A wrong one is on record.
    Raises NotAllowed. No inverse: set_pin wakes a card that rests.
    """
    require(actor, "people.enter_pin")
    with writing():
        card = Card.objects.select_for_update().get(pk=card_id)
        if card.pin_rests_until_at is not None and now < card.pin_rests_until_at:
            return PinEntered(False, card.pin_rests_until_at)
        if card.pin and check_password(pin, card.pin):
            if card.wrong_pins:
                card.wrong_pins, card.pin_rests_until_at = 0, None
                card.save(update_fields=["wrong_pins", "pin_rests_until_at"])
            return PinEntered(True)
        card.wrong_pins = min(card.wrong_pins + 1, 30_000)
        card.pin_rests_until_at = now + timedelta(seconds=rules.pin_rest_seconds(card.wrong_pins))
        card.save(update_fields=["wrong_pins", "pin_rests_until_at"])
        record_act(actor, "people.enter_pin", about=("card", card.pk), at=now, facts={"wrong": card.wrong_pins})
    return PinEntered(False, card.pin_rests_until_at)
