"""How the demo handles money: lists and limits, what Ben owes and paid, a plan, work in lieu, a waiver, two drawers."""

from datetime import date, datetime, timedelta
from typing import Any

from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.keeping import keep
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges import forms
from carrel.rooms.charges.actions import Sold, Tender, Worked
from carrel.rooms.charges.models import Article
from carrel.rooms.charges.queries import owed_by
from carrel.rooms.charges.rules import NewCharge, Part
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person
from carrel.rooms.schools.models import Fund
from carrel.rooms.schools.queries import today_at

_ARTICLES = (("Printed page", "0.10", 1), ("Colour page", "0.50", 2), ("Lanyard", "3.00", 3))
_DAMAGES: tuple[dict[str, object], ...] = (
    {"name": "Torn or written page", "amount_minor": "1.00", "is_each": "on"},
    {"name": "Barcode or spine label gone", "amount_minor": "1.00"},
    {"name": "Cover or spine broken", "percent": "50", "without_price_minor": "20.00"},
    {"name": "Wet, not to be used again", "percent": "100", "without_price_minor": "20.00"},
    {"name": "Key of a keyboard", "amount_minor": "4.00", "is_each": "on"},
)


def handle_money(houses: Houses, *, now: datetime) -> int:
    """A few rows of everything the money desk has, as technician and librarian; returns how many charges there are."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee, lena = (people.actor_for(Account.objects.get(username=name), site_id, now=now) for name in ("dee", "lena"))
    _lists(lena, site_id, now)
    today = today_at(site_id, now)
    ben = Person.objects.get(roster_id=CAST_IDS["ben"])
    others = list(
        Person.objects.filter(home_site=site_id, category__code="student", left_on=None, merged_into=None)
        .exclude(pk=ben.pk)
        .order_by("pk")[40:44]
    )
    yesterday, cash = now - timedelta(days=1), Tender("cash")
    day_before = charges.open_cash_day(dee, float_minor=2000, now=yesterday)
    _of_ben(dee, ben.pk, site_id, today, yesterday)
    page = Article.objects.filter(site=site_id).order_by("sort")[0]
    charges.sell(dee, sold=[Sold(page.pk, 4)], tender=Tender("cash", 100), now=yesterday)
    charges.close_cash_day(dee, cash_day_id=day_before, counted_minor=2780, note="A dime rolled away", now=yesterday)
    charges.open_cash_day(dee, float_minor=2000, now=now)
    charges.sell(dee, sold=[Sold(page.pk, 2)], tender=cash, now=now)
    made = 0
    for person, (kind, minor, text) in zip(
        others,
        (
            ("lost", 4200, "Left on a bus"),
            ("lost", 1800, "Not found at home"),
            ("damaged", 2600, "Wet through"),
            ("fee", 300, "New card"),
        ),
        strict=False,
    ):
        new = NewCharge(person.pk, site_id, kind, minor, minor, today - timedelta(days=20), text)
        charge_id = charges.charge_by_hand(dee, new=new, now=yesterday)
        made += 1
        _agreed(dee, made, person.pk, charge_id, today, now)
    return made


def _lists(lena: Actor, site_id: int, now: datetime) -> None:
    def kept(form: type[ModelForm[Any]], code: str, values: dict[str, object]) -> None:
        keep(lena, form({"site": site_id, "sort": 0, "is_active": "on"} | values), f"charges.keep_{code}", now=now)

    for name, price, sort in _ARTICLES:
        kept(forms.ArticleForm, "article", {"name": name, "price_minor": price, "sort": sort, "is_quick": "on"})
    for sort, row in enumerate(_DAMAGES):
        kept(forms.DamageRowForm, "damage_row", row | {"sort": sort})
    for years, percent in ((3, 80), (5, 60), (10, 25)):
        kept(forms.DepreciationStepForm, "depreciation_step", {"from_years": years, "percent": percent})
    if (fund := Fund.objects.order_by("pk").first()) is not None:
        kept(forms.FundTermForm, "fund_term", {"fund": fund.pk, "refund_days": 365})
    setting = {
        "waiver_limit_minor": "5.00", "processing_minor": "5.00", "work_rate_minor": "16.00", "float_minor": "20.00",
        "policy_text": "Board Policy 6161.2, Administrative Regulation 6161.2",
    }  # fmt: skip
    kept(forms.MoneySettingForm, "setting", dict(setting))


def _of_ben(dee: Actor, ben: int, site_id: int, today: date, now: datetime) -> None:
    """Ben owes: a book he lost, half of it paid, a card; and a book that was found after he had paid for it."""
    for kind, minor, text, title, days in (
        ("lost", 1899, "Not brought back", "Holes", 40), ("fee", 300, "New card", "", 12), ("damaged", 750, "Torn cover", "Hatchet", 90),
    ):  # fmt: skip
        day = today - timedelta(days=days)
        new = NewCharge(ben, site_id, kind, minor, minor, day, text, "", title, basis={"price_minor": minor})
        charge_id = charges.charge_by_hand(dee, new=new, now=now)
        if kind == "damaged":
            charges.take_payment(
                dee, person_id=ben, amount_minor=minor, tender=Tender("cash", 1000), charge_ids=[charge_id], now=now
            )
            charges.refund_charge(dee, charge_id=charge_id, amount_minor=500, reason="The cover was mended", now=now)
    charges.take_payment(dee, person_id=ben, amount_minor=900, tender=Tender("cheque", None, "1044"), now=now)
    charges.make_invoice(dee, person_id=ben, addressee="The parents of Ben Okoye", now=now)


def _agreed(dee: Actor, number: int, person_id: int, charge_id: int, today: date, now: datetime) -> None:
    """The first has a plan, the second works, the third’s waiver waits; the fourth only owes."""
    if number == 1:
        parts = [Part(today + timedelta(days=30 * at), 1400) for at in range(3)]
        left = owed_by(person_id) - 4200
        parts[0] = Part(parts[0].due_on, 1400 + left)
        charges.make_plan(dee, person_id=person_id, parts=parts, agreed_with="The family, by telephone", now=now)
    elif number == 2:
        agreement = charges.agree_work(dee, person_id=person_id, agreed_with="The family, in writing", now=now)
        worked = Worked(today - timedelta(days=1), 45, "Shelving", "Dee Novak")
        charges.enter_work(dee, agreement_id=agreement, worked=worked, now=now)
    elif number == 3:
        charges.ask_waiver(dee, charge_id=charge_id, amount_minor=2600, reason="The house was under water", now=now)
