"""What money comes to, and what a debt does: rules alone, without a database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.verdicts import Weight
from carrel.rooms.charges import rules
from carrel.rooms.charges.phrases import LAW_NAMES, OWES_WORDS, RIGHTS
from carrel.rooms.charges.rules import Damage, Debt, DebtStanding, Depreciation, Open, Part

STEPS = (Depreciation(3, 80), Depreciation(10, 25))
MINORS = st.integers(min_value=0, max_value=10_000)


@given(st.integers(min_value=0, max_value=50_000), st.lists(MINORS, max_size=8))
def test_shares_never_exceed_a_charge_and_come_to_the_amount(amount: int, lefts: list[int]) -> None:
    charges = [Open(at, left) for at, left in enumerate(lefts)]
    found = rules.shares(amount, charges)
    assert sum(part for _, part in found) == min(amount, sum(lefts))
    assert all(0 < part <= lefts[pk] for pk, part in found)


@given(st.integers(min_value=1, max_value=100_000), st.integers(min_value=1, max_value=24))
def test_equal_parts_come_to_the_total(total: int, count: int) -> None:
    days = [date(2026, 11, 23) + timedelta(weeks=at) for at in range(count)]
    assert sum(part.amount_minor for part in rules.equal_parts(total, days)) == total


def test_damages_by_amount_by_percent_and_by_age() -> None:
    page = Damage("Torn page", amount_minor=100, is_each=True)
    assert rules.assess(page, price_minor=2000, age_years=0, steps=STEPS, count=3).minor == 300
    assert rules.assess(page, price_minor=2000, age_years=11, steps=STEPS, count=30).minor == 500
    wet = Damage("Wet", percent=100, without_price_minor=2000)
    assert rules.assess(wet, price_minor=1900, age_years=4, steps=STEPS).minor == 1520
    assert rules.assess(wet, price_minor=None, age_years=0, steps=STEPS).minor == 2000
    assert rules.assess(Damage("Barcode", amount_minor=100), price_minor=None, age_years=9, steps=STEPS).minor == 100
    assert dict(rules.assess(wet, price_minor=1900, age_years=4, steps=STEPS).basis) == {
        "rule": "damage", "damage": "Wet", "count": 1, "price_minor": 1900, "age_years": 4, "left_percent": 80,
        "asked_minor": 1520,
    }  # fmt: skip


def test_work_is_rounded_for_the_one_who_worked() -> None:
    assert [rules.worth_of_work(minutes, 1600) for minutes in (60, 45, 1)] == [1600, 1200, 27]


def test_a_plan_is_late_the_day_after_its_day() -> None:
    day = date(2026, 12, 1)
    parts = [Part(day, 600), Part(day + timedelta(days=30), 400)]

    def word(paid: int, today: date) -> str:
        return rules.plan_standing(parts, paid_minor=paid, left_minor=1000 - paid, today=today, is_ended=False).word

    assert [word(0, day), word(0, day + timedelta(days=1)), word(600, day + timedelta(days=9))] == [
        "kept", "late", "kept",
    ]  # fmt: skip
    assert rules.plan_standing(parts, paid_minor=0, left_minor=0, today=day, is_ended=False).word == "done"
    assert rules.plan_standing(parts, paid_minor=0, left_minor=9, today=day, is_ended=True).word == "ended"


def test_in_california_no_debt_blocks_and_each_names_its_statute() -> None:
    law = rules.profile("us-ca")
    assert {law.of(kind).does for kind in rules.KINDS} == {"warn", "nothing"}
    assert all(law.of(kind).statute and law.of(kind).owes == "guardian" for kind in rules.KINDS if kind != "sale")
    debts = tuple(Debt(kind, 500, 1, law.of(kind)) for kind in ("lost", "overdue"))
    [told] = rules.debt_objections(DebtStanding(law.code, debts))
    assert (told.code, told.weight) == ("charges.debt_warns", Weight.TELL)
    assert told.source is not None
    assert told.source.kind == "law"
    assert "48904" in told.source.label
    assert "49014" in told.source.label


def test_a_profile_that_blocks_asks_for_an_override() -> None:
    law = rules.profile("neutral")
    standing = DebtStanding(law.code, tuple(Debt(kind, 500, 1, law.of(kind)) for kind in ("lost", "fee", "sale")))
    asks, tells = rules.debt_objections(standing)
    assert (asks.code, asks.weight, asks.override) == ("charges.debt_blocks", Weight.ASK, "charges.override_debt")
    assert (tells.code, tells.facts["kinds"]) == ("charges.debt_warns", ["fee"])
    assert (standing.does, standing.minor) == ("block", 1500)
    assert rules.debt_objections(DebtStanding("neutral")) == ()


def test_every_profile_can_be_said() -> None:
    for law in rules.PROFILES.values():
        assert law.code in LAW_NAMES
        assert all(code in RIGHTS for code in law.rights)
        assert all(each.owes in OWES_WORDS for each in law.kinds.values())
    assert rules.profile("nowhere") is rules.profile("us-ca")
