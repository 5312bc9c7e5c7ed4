"""The schedule of damages: what a damage costs, by amount or by percent of the price, less with age. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Damage:
    """One line of the schedule: an amount (of each piece where `is_each`), or a percent of the price.

    `without_price_minor` stands for the price of a thing that has none.
    """

    name: str
    amount_minor: int | None = None
    percent: int | None = None
    is_each: bool = False
    without_price_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Depreciation:
    """From so many years on, this percent of the price is left."""

    from_years: int
    percent: int


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a damage comes to, and what the figure came from."""

    minor: int
    basis: Mapping[str, Any]


def worth_of(price_minor: int, *, age_years: int, steps: Iterable[Depreciation]) -> tuple[int, int]:
    """What is left of a price at this age, and by which percent."""
    percent = 100
    for step in sorted(steps, key=lambda step: step.from_years):
        if age_years >= step.from_years:
            percent = step.percent
    return price_minor * percent // 100, percent


def assess(
    damage: Damage, *, price_minor: int | None, age_years: int, steps: Iterable[Depreciation], count: int = 1
) -> Assessed:
    """What a damage costs. Never more than what the thing is worth at its age, where it has a price at all."""
    price = price_minor or damage.without_price_minor
    worth, percent = worth_of(price, age_years=age_years, steps=steps) if price else (None, 100)
    if damage.percent is not None:
        minor = (worth or 0) * damage.percent // 100
    else:
        minor = (damage.amount_minor or 0) * (count if damage.is_each else 1)
    capped = minor if worth is None else min(minor, worth)
    basis = {
        "rule": "damage", "damage": damage.name, "count": count, "price_minor": price, "age_years": age_years,
        "left_percent": percent, "asked_minor": minor,
    }  # fmt: skip
    return Assessed(capped, {key: value for key, value in basis.items() if value is not None})
