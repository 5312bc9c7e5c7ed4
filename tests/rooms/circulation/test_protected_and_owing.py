"""Who is not billed is not billed, and nothing says why; what is owed stops lending only where the law says so."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.models import Charge, Credit, DamageRow
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.circulation.queries import patron_standing
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import District
from tests.cast import Cast
from tests.makers import NOON, make_item, make_kit
from tests.rooms.circulation.fining import LENT, charging, ledger_is_sound, lent, owed

pytestmark = pytest.mark.django_db


def protected(cast: Cast, **values: object) -> Actor:
    """Ben is not billed, and the policy charges for lateness and loss; returns who works at the desk."""
    charging(lost_fee_minor=500, lost_fine="keep", **values)
    charges.protect_person(cast.actor(cast.boss), person_id=cast.ben.pk, ground="foster_youth", now=NOON)
    return cast.actor(cast.dee)


def ledger(person: Person) -> list[tuple[str, int, int]]:
    """What was charged to a person, of which kind, and what is left."""
    found = Charge.objects.filter(person=person).order_by("pk")
    return list(found.values_list("kind", "amount_minor", "left_minor"))


def test_a_fine_of_a_protected_reader_is_made_and_waived_and_not_told(cast: Cast) -> None:
    dee = protected(cast)
    item, _ = lent(cast, cast.ben)
    assert patron_standing(cast.ben.pk, NOON).fine_minor == 0
    returned = actions.check_in(dee, item_id=item.pk, now=NOON)
    assert (returned.money.fine_minor, returned.money.forgiven_minor) == (0, 0)
    assert ledger(cast.ben) == [("overdue", 140, 0)]
    assert [line.kind for line in Charge.objects.get().lines.all()] == ["charged", "waived"]
    assert owed(cast.ben) == {}
    assert ledger_is_sound()


def test_a_lost_thing_of_a_protected_reader_is_billed_to_nobody_and_counted(cast: Cast) -> None:
    dee = protected(cast)
    _, loan = lent(cast, cast.ben)
    lost = actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    assert (lost.price_minor, lost.fee_minor, lost.fine_minor) == (0, 0, 0)
    assert ledger(cast.ben) == [("overdue", 140, 0), ("lost", 1500, 0), ("processing", 500, 0)]
    found = actions.check_in(dee, item_id=loan.item_id, now=NOON + timedelta(days=1))
    assert found.found is not None
    assert (found.found.taken_off_minor, found.found.back_minor, found.found.fine_minor) == (0, 0, 0)
    assert not Credit.objects.exists()
    assert owed(cast.ben) == {}


def test_without_a_price_nobody_is_told_apart(cast: Cast) -> None:
    """Were a thing without a price lost for one reader alone, the desk would learn which."""
    dee = protected(cast)
    for person in (cast.ben, cast.ana):
        _, loan = lent(cast, person, price=None)
        with pytest.raises(Refused) as refused:
            actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
        assert refused.value.code == "circulation.lost_without_price"


def test_the_night_makes_and_waives_as_a_hand_does(cast: Cast) -> None:
    protected(cast, lost_days=10)
    lent(cast, cast.ben)
    assert actions.lose_by_time(SYSTEM, now=NOON) == 1
    assert ledger(cast.ben) == [("overdue", 140, 0), ("lost", 1500, 0), ("processing", 500, 0)]


def test_damage_and_missing_parts_are_made_and_waived(cast: Cast) -> None:
    dee = protected(cast)
    row = DamageRow.objects.create(site=cast.middle, name="Torn page", amount_minor=100)
    item, loan = lent(cast, cast.ben, at=NOON)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    done = actions.charge_damage(dee, loan_id=loan.pk, damage_id=row.pk, now=NOON)
    assert (done.minor, done.name) == (0, "Torn page")
    kit, plug = make_kit(cast.middle)
    made = actions.check_out(dee, patron_id=cast.ben.pk, item_id=kit.pk, now=NOON)
    actions.check_in(dee, item_id=kit.pk, now=NOON)
    part = Loan.objects.get(item=plug)
    noted = actions.note_missing_part(dee, loan_id=made.loan_id, part_loan_id=part.pk, now=NOON)
    actions.settle_missing_part(
        dee, missing_id=noted.missing_id, how="replaced", reason="a new one", price_minor=2500, now=NOON
    )
    assert ledger(cast.ben) == [("damaged", 100, 0), ("lost", 2500, 0)]


def test_what_is_taken_back_is_taken_back_with_its_waiver_and_made_anew(cast: Cast) -> None:
    dee = protected(cast)
    item, _ = lent(cast, cast.ben)
    back = actions.check_in(dee, item_id=item.pk, now=NOON)
    actions.undo(dee, act_id=back.act_id, now=NOON + timedelta(minutes=1))
    lines = Charge.objects.get().lines.all()
    assert [line.kind for line in lines] == ["charged", "waived", "reinstated", "reversed"]
    actions.check_in(dee, item_id=item.pk, now=NOON + timedelta(days=1))
    assert ledger(cast.ben) == [("overdue", 140, 0), ("overdue", 150, 0)]
    assert owed(cast.ben) == {}
    assert ledger_is_sound()


def test_a_fine_that_was_forgiven_is_not_put_on_a_protected_name(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    actions.forgive_fine(dee, loan_id=loan.pk, now=NOON)
    charges.protect_person(cast.actor(cast.boss), person_id=cast.ben.pk, ground="foster_youth", now=NOON)
    actions.charge_fine(dee, loan_id=loan.pk, now=NOON)
    assert owed(cast.ben) == {}


@pytest.mark.parametrize(("law", "stops"), [("us-ca", False), ("neutral", True)])
def test_a_debt_stops_lending_only_where_the_law_profile_says_so(cast: Cast, law: str, stops: bool) -> None:
    charging(fine_minor=0)
    District.objects.update(law_profile=law)
    _, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    other = make_item(cast.middle)
    if not stops:
        assert actions.check_out(dee, patron_id=cast.ben.pk, item_id=other.pk, now=NOON).loan_id
        return
    with pytest.raises(Refused) as refused:
        actions.check_out(dee, patron_id=cast.ben.pk, item_id=other.pk, now=NOON)
    assert refused.value.code == "charges.debt_blocks"
    boss = cast.actor(cast.boss).at(cast.middle.pk)
    passed = ("charges.debt_blocks",)
    assert actions.check_out(
        boss, patron_id=cast.ben.pk, item_id=other.pk, now=NOON, overrides=passed, reason="for class"
    ).loan_id


def test_a_missing_part_is_charged_and_settled_when_it_turns_up(cast: Cast) -> None:
    charging(fine_minor=0)
    kit, plug = make_kit(cast.middle)
    dee = cast.actor(cast.dee)
    made = actions.check_out(dee, patron_id=cast.ben.pk, item_id=kit.pk, now=LENT)
    back = actions.check_in(dee, item_id=kit.pk, now=NOON)
    part = Loan.objects.get(item=plug)
    noted = actions.note_missing_part(dee, loan_id=made.loan_id, part_loan_id=part.pk, now=NOON)
    actions.settle_missing_part(
        dee, missing_id=noted.missing_id, how="replaced", reason="a new one", price_minor=2500, now=NOON
    )
    assert owed(cast.ben) == {"lost": 2500}
    assert Charge.objects.get().text == "Charger"
    found = actions.check_in(dee, item_id=plug.pk, now=NOON + timedelta(days=3))
    assert found.found is not None
    assert found.found.taken_off_minor == 2500
    assert owed(cast.ben) == {}
    assert (back.has_parts, MissingPart.objects.get().settled_as) == (True, "replaced")
