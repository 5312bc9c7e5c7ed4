"""The columns of an items register that hold the fields of kinds: one for each code, named own_<code>."""

from collections.abc import Mapping, Sequence

from carrel.cellar.tables.mapping import Column, squeezed
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.rules import DAY, FieldRule
from carrel.rooms.registers.rules import COLUMNS, ITEMS, own_column


def own_fields() -> dict[str, FieldRule]:
    """The fields of all kinds by the column they stand in; of fields with one code in several kinds, the first."""
    found: dict[str, FieldRule] = {}
    for fields in inventory.fields_by_kind().values():
        for field in fields:
            found.setdefault(own_column(field.code), field)
    return found


def columns_of(kind: str) -> tuple[Column, ...]:
    """What can be mapped in a register of this kind, the fields of kinds behind what every item has."""
    if kind != ITEMS:
        return COLUMNS[kind]
    own = (Column(name, other_names=(field.label, field.code)) for name, field in own_fields().items())
    return (*COLUMNS[kind], *own)


def with_own_heads(kind: str, heads: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The mapping, with each field of a kind taken from the heading that is called as it is.

    A heading may serve twice: “Manufacturer” tells the record's maker and the device's own field.
    """
    found = dict(mapping)
    there = {squeezed(head): head for head in reversed(heads)}
    for column in columns_of(kind)[len(COLUMNS[kind]) :]:
        hit = next((there[squeezed(name)] for name in column.other_names if squeezed(name) in there), None)
        if hit is not None:
            found.setdefault(column.name, hit)
    return found


def lone_fields(mapping: Mapping[str, str]) -> dict[str, str]:
    """Code → label of the fields whose heading serves nothing else: what stands there must not get lost silently."""
    shared = {head for name, head in mapping.items() if name in {column.name for column in COLUMNS[ITEMS]}}
    return {
        field.code: field.label
        for name, field in own_fields().items()
        if name in mapping and mapping[name] not in shared
    }


def own_days() -> tuple[str, ...]:
    """The columns of fields that hold days."""
    return tuple(name for name, field in own_fields().items() if field.kind == DAY)
