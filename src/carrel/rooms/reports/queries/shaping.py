"""The rows of a report under heads in words, as pages and files show them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import formats

from carrel.cellar.tables.table import CODE, DATE, MONEY, NUMBER, TEXT, Column, Table
from carrel.rooms.charges.phrases import KIND_WORDS
from carrel.rooms.inventory.phrases import CONDITION_WORDS, STATE_WORDS
from carrel.rooms.reports.phrases import COUNT_WORDS, FIELD_WORDS, SUM_WORDS
from carrel.rooms.reports.rules import own
from carrel.rooms.reports.rules.own import Asked, Spec

_KINDS = {own.TEXT: TEXT, own.CHOICE: TEXT, own.DAY: DATE, own.YEAR: TEXT, own.NUMBER: NUMBER, own.MONEY: MONEY}
_WORDS = {"state": STATE_WORDS, "condition": CONDITION_WORDS, "charge_kind": KIND_WORDS}


def columns_of(spec: Spec) -> list[Column]:
    """The heads of a report's columns; a group of days is a month in words."""
    if not spec.is_counted:
        return [Column(str(FIELD_WORDS[each.code]), _kind(each)) for each in spec.listed]
    groups = [Column(str(FIELD_WORDS[code])) for code in spec.groups]
    sums = [Column(str(SUM_WORDS[each.code]), _KINDS[each.kind]) for each in spec.sums]
    return [*groups, Column(str(COUNT_WORDS[spec.subject]), NUMBER), *sums]


def _kind(each: Asked) -> str:
    return CODE if each.code in ("barcode", "call_number") else _KINDS[each.kind]


def in_words(spec: Spec, rows: Iterable[tuple[Any, ...]]) -> Iterator[list[object]]:
    """The rows with codes as words and moments as days."""
    fields = [spec.about.field(code) for code in spec.groups] if spec.is_counted else list(spec.listed)
    for row in rows:
        told = [_told(each, value, is_group=spec.is_counted) for each, value in zip(fields, row, strict=False)]
        yield [*told, *row[len(fields) :]]


def _told(about: Asked | None, value: Any, *, is_group: bool) -> object:
    if about is None or value in (None, ""):
        return None
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return formats.date_format(day, "YEAR_MONTH_FORMAT") if is_group else day
    return word_of(about, value) if about.code in _WORDS else value


def word_of(about: Asked, value: str) -> str:
    """A value of a field as people say it: a code in words, anything else as it is."""
    return str(_WORDS.get(about.code, {}).get(value, value))


def table_of(spec: Spec, rows: Iterable[tuple[Any, ...]], *, title: str) -> Table:
    """A report as a table for a file."""
    return Table(title, columns_of(spec), in_words(spec, rows))
