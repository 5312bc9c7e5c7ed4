"""Ranges of numbers that vendors print: which numbers are theirs, and which is the next that nobody has reserved.

Source: docs/rules/receiving.md, part "Number ranges".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.inventory.rules.numbers import BarcodeTemplate


@dataclass(frozen=True, slots=True)
class Reserved:
    """A range as rules see it: bare numbers `first` to `last` in a template; `name` says whose it is."""

    template: BarcodeTemplate
    first: int
    last: int
    name: str = ""

    @property
    def bodies(self) -> tuple[str, str]:
        """The first and the last number as printed, without the check sign: texts of one length that sort by number."""
        end = -1 if self.template.check else None
        return self.template.full(str(self.first))[:end], self.template.full(str(self.last))[:end]

    @property
    def numbers(self) -> tuple[str, str]:
        """The first and the last number as printed."""
        return self.template.full(str(self.first)), self.template.full(str(self.last))


def next_outside(short: int, template: BarcodeTemplate, reserved: Iterable[Reserved]) -> int:
    """The bare number `short` of a template, or the first one after it that nobody has reserved.

    >>> next_outside(5, BarcodeTemplate("3", 5), [Reserved(BarcodeTemplate("3", 5), 4, 9)])
    10
    """
    for each in sorted(reserved, key=lambda each: each.numbers):
        first, last = each.numbers
        number = template.full(str(short))
        if len(number) == len(last) and first <= number <= last and each.bodies[1].startswith(template.prefix):
            short = int(each.bodies[1][len(template.prefix) :]) + 1
    return short


def number_range_objections(wanted: Reserved, others: Sequence[Reserved]) -> tuple[Objection, ...]:
    """What stands against reserving a range: numbers no label can hold, or numbers another range has already.

    Two ranges are held against each other by their numbers as printed, whatever their prefixes.
    """
    first, last = wanted.numbers
    facts: dict[str, object] = {"first": wanted.first, "last": wanted.last, "length": wanted.template.length}
    if wanted.last < wanted.first:
        return (Objection("inventory.range_backwards", Weight.REFUSE, facts),)
    if not first or not last:
        return (Objection("inventory.range_too_long", Weight.REFUSE, facts, Source("setting", "barcodes of the site")),)
    found = []
    for other in others:
        theirs = other.numbers
        if len(theirs[0]) == len(first) and first <= theirs[1] and theirs[0] <= last:
            facts = {"first": theirs[0], "last": theirs[1], "name": other.name}
            found.append(Objection("inventory.range_overlaps", Weight.REFUSE, facts, Source("fact", "number ranges")))
    return tuple(found)


def gaps_between(first: int, last: int, used: Iterable[int]) -> list[tuple[int, int]]:
    """The runs of bare numbers from `first` to `last` that are not among `used`, in order.

    >>> gaps_between(1, 9, [3, 4, 9])
    [(1, 2), (5, 8)]
    """
    found, at = [], first
    for number in sorted({each for each in used if first <= each <= last}):
        if number > at:
            found.append((at, number - 1))
        at = number + 1
    if at <= last:
        found.append((at, last))
    return found
