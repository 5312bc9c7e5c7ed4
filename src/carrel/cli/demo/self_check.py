"""Self-check in the demo: the cast's cards have a PIN, and at the elementary school the youngest touch their face."""

from datetime import datetime

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.keeping import keep
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation.forms import SelfCheckSettingForm
from carrel.rooms.circulation.models import SelfCheckSetting
from carrel.rooms.people import actions
from carrel.rooms.people.models import Card

PIN = "2468"
_WITH_PIN = ("ana", "ben", "mateo")


def set_up_self_check(houses: Houses, *, now: datetime) -> None:
    """PINs for who is named in the guide; faces and returns at the elementary school."""
    for name in _WITH_PIN:
        card = Card.objects.filter(person__roster_id=CAST_IDS[name], kind="card", status="valid").latest("pk")
        actions.set_pin(SYSTEM, card_id=card.pk, pin=PIN, now=now)
    setting = SelfCheckSetting(site_id=houses.sites[SITE_CODES["E"]])
    values = {"needs_pin": "", "takes_returns": "on", "picker_grades": "K,1,2", "idle_seconds": 30}
    form = SelfCheckSettingForm(values, instance=setting)
    if not form.is_valid():
        raise ValueError(f"The demo's self-check is not in order: {form.errors.as_json()}")
    keep(SYSTEM, form, "circulation.keep_self_check_setting", now=now)
