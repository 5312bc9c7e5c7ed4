"""Every table of every room that could tell who had what, by itself or with what one key leads to, is accounted for.

The tables are found in the models, not listed here: a new one fails this test until docs/rules/privacy.md says by what
and when it forgets. Beside it, what the newer rooms do with a reader and a book: money, notices, lists, seats.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone

from carrel.cellar.kernel.actors import Actor
from carrel.cli import timetable
from carrel.cli.soundness.privacy import ITEM, READER, READERS, THINGS
from carrel.rooms.catalogue.models import Record
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import NewCharge
from carrel.rooms.circulation.actions import NewLine, check_in, declare_lost, do_batch_lines, end_batch, start_batch
from carrel.rooms.circulation.models import BatchLine, Hold, Loan
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.people.models import Person
from carrel.rooms.recovery import actions as recovery
from carrel.rooms.recovery.models import Notice
from tests import makers
from tests.cast import Cast
from tests.cli.test_pairs import BARCODE, CARD, count_from_far, item, pairs, reader

__all__ = ["item", "reader"]  # fixtures
PAGE = Path(__file__).parents[2] / "docs" / "rules" / "privacy.md"
OF_PERSON = READER | {"account_id", "badge_person_id", "started_by", "lent_by", "made_by_id", "asked_by_id"}
OF_THING = (ITEM - {"number"}) | {"record_id", "title", "about_title", "about_barcode", "item_barcode"}
ENDS: tuple[type[Model], ...] = (*READERS, Record, Item, ItemNumber)
"""What a key leads to and no further: a person names no thing, and a thing no person."""


def names(model: type[Model], ends: Collection[type[Model]], columns: Collection[str]) -> bool:
    """Whether a table has a column that leads to one of these, or holds its number or its name as text."""
    return any(
        (each.remote_field is not None and each.remote_field.model in ends) or each.attname in columns
        for each in model._meta.concrete_fields
    )


def one_key_on(model: type[Model]) -> list[type[Model]]:
    keys = (each for each in model._meta.concrete_fields if isinstance(each, Field) and isinstance(each, ForeignKey))
    return [each.remote_field.model for each in keys if each.remote_field.model not in ENDS]


def could_tell() -> set[str]:
    """Every table in which a person and a thing meet, directly or with the rows that one key leads to."""
    found = set()
    for model in apps.get_models():
        around = [model, *one_key_on(model)]
        if any(names(each, READERS, OF_PERSON) for each in around) and any(
            names(each, THINGS, OF_THING) for each in around
        ):
            found.add(model._meta.label)
    return found


def accounted_for() -> dict[str, str]:
    """The tables of the page, with what it says of each."""
    _, _, section = PAGE.read_text().partition("## Every table in which the two could meet")
    section, _, _ = section.partition("\n## ")
    return dict(re.findall(r"^\| `([a-z_]+\.[A-Za-z]+)` \| (.+) \|$", section, re.MULTILINE))


def test_every_table_in_which_the_two_could_meet_says_how_it_forgets() -> None:
    said = accounted_for()
    assert could_tell() == set(said)
    assert all(len(each) > 20 for each in said.values())


def test_those_found_by_the_check_are_among_them() -> None:
    """The search finds the tables one is sure of, also those with only a number or a name as text, or one key on."""
    assert {
        "circulation.Loan", "circulation.ConditionNote", "charges.Charge", "charges.InvoiceLine", "recovery.StepTaken",
        "software.Seat", "media.CopyMade", "labels.RunLine", "parking.Parked", "jobs.JobLine",
    } <= could_tell()  # fmt: skip


@pytest.mark.django_db
def test_after_money_notices_and_lists_nothing_tells_who_had_what(cast: Cast, reader: Person, item: Item) -> None:
    moment = timezone.now()
    makers.make_policy(length=14, length_unit="calendar_days", lost_fee_minor=200)
    makers.make_loan(makers.make_item(cast.middle), cast.ben, returned_at=moment)
    Hold.objects.create(
        record=makers.make_record("Other"), pickup_site=cast.middle, placed_at=moment, status="expired", ended_at=moment
    )
    count_from_far(Loan, Hold)
    boss = cast.actor(cast.boss, moment).at(cast.middle.pk)
    listed(cast.actor(cast.dee, moment), reader, item, moment)
    late_and_lost(boss, reader, item, moment + timedelta(days=30))
    met = {each.partition(":")[0].split()[0] for each in pairs()}
    assert {"circulation_loan", "circulation_batchline", "charges_charge", "recovery_steptaken"} <= met
    # The last day on which what was paid goes back is a year on; the night after the thirty days around it are over.
    for days in (31, 32, 33, 34, 62, 63, 64, 96, 397, 398, 430):
        for task in timetable.DAILY:
            task(now=moment + timedelta(days=days))
    assert pairs() == []
    assert Charge.objects.filter(person=reader).exists()
    assert Notice.objects.filter(person=reader).exists()


def listed(dee: Actor, reader: Person, item: Item, moment: datetime) -> None:
    """Lent by a list, back, and lent again."""
    lines = [NewLine(BARCODE, who=CARD)]
    batch_id = start_batch(dee, kind="list", lines=lines, now=moment)
    assert do_batch_lines(dee, batch_id=batch_id, now=moment) == 0
    assert BatchLine.objects.get(batch=batch_id).person == reader
    end_batch(dee, batch_id=batch_id, now=moment)


def late_and_lost(boss: Actor, reader: Person, item: Item, later: datetime) -> None:
    """Late with a notice given out, billed as lost on an invoice, part waived, paid, found and paid back."""
    run = recovery.make_run(boss, now=later, site_id=item.site_id)
    recovery.give_out(boss, run_id=run.run_id, now=later)
    loan = Loan.objects.get(item=item, returned_at=None)
    declare_lost(boss, loan_id=loan.pk, now=later, price_minor=1500)
    torn = NewCharge(
        person_id=reader.pk, site_id=item.site_id, kind="other", amount_minor=300, left_minor=300,
        charged_on=later.date(), text="Torn cover", about_barcode=BARCODE, about_title="Xylographia", item_id=item.pk,
    )  # fmt: skip
    charge_id = charges.charge_by_hand(boss, new=torn, now=later)
    charges.make_invoice(boss, person_id=reader.pk, addressee="The family", now=later)
    waiver_id = charges.ask_waiver(boss, charge_id=charge_id, amount_minor=100, reason="It was old", now=later)
    charges.approve_waiver(boss, waiver_id=waiver_id, now=later)
    owed = sum(Charge.objects.filter(person=reader).values_list("left_minor", flat=True))
    charges.take_payment(boss, person_id=reader.pk, amount_minor=owed, tender=charges.Tender("cash"), now=later)
    check_in(boss, item_id=item.pk, now=later)
