"""A self-check station for tests, and what its site decided."""

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import SelfCheckSetting
from carrel.rooms.people import actions as people
from carrel.rooms.people.models import Card
from carrel.rooms.people.rules import STATION
from tests.cast import Cast
from tests.makers import NOON

PIN = "4711"


def station(cast: Cast) -> Actor:
    """A browser that Dee made a station at the middle school."""
    opener = cast.actor(cast.dee)
    return Actor(
        account_id=opener.account_id,
        person_id=None,
        name="Self-check",
        site_id=cast.middle.pk,
        site_ids=frozenset({cast.middle.pk}),
        permissions=STATION.permissions,
        roles=frozenset({STATION.code}),
        desk="Self-check",
    )


def give_pin(cast: Cast, number: str) -> None:
    people.set_pin(cast.actor(cast.dee), card_id=Card.objects.get(number=number).pk, pin=PIN, now=NOON)


def decide(cast: Cast, **values: object) -> None:
    SelfCheckSetting.objects.update_or_create(site=cast.middle, defaults=values)
