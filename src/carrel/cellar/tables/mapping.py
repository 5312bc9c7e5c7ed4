"""Which of a foreign file's columns is which of ours: by a preset of the system that made it, else by name. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from carrel.cellar.kernel.texts import fold

_FEWEST_OF_A_PRESET = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column we read: our name for it, whether a file without it can be read at all, and what else it is called."""

    name: str
    needed: bool = False
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """How one system heads its export: our column name → its header. `system` is the name people know it by.

    `peculiar` are headers that only this system has: a file with none of them is not its own, however many words that
    anybody may use, such as "Title", it shares. Left empty, any two headers do.
    """

    code: str
    system: str
    headers: Mapping[str, str]
    peculiar: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def squeezed(header: str) -> str:
    """A header as it is compared: lower case, no marks, and no blank, underscore, dot or other sign between words."""
    return fold(header).replace(" ", "")


def fit(headers: Sequence[str], preset: Preset) -> int:
    """How many of the preset's columns the file has."""
    there = {squeezed(header) for header in headers}
    return sum(squeezed(header) in there for header in preset.headers.values())


def best_preset(headers: Sequence[str], presets: Sequence[Preset]) -> Preset | None:
    """The preset with the most columns in the file, the one named first of equals; None when none has two of them.

    One column alone, such as a barcode, says nothing of who made a file; nor do several that anybody may have.
    """
    there = {squeezed(header) for header in headers}
    own = [each for each in presets if not each.peculiar or any(squeezed(head) in there for head in each.peculiar)]
    fitting = [(fit(headers, preset), preset) for preset in own]
    most = max((count for count, _ in fitting), default=0)
    return next((preset for count, preset in fitting if count == most), None) if most >= _FEWEST_OF_A_PRESET else None


def guess(headers: Sequence[str], columns: Sequence[Column], presets: Sequence[Preset] = ()) -> Mapping[str, str]:
    """Our column name → the file's header, as written there: from the preset that fits best, then by names.

    No header is used twice; columns nobody found are left out.
    """
    there: dict[str, str] = {}
    for header in headers:
        if squeezed(header):
            there.setdefault(squeezed(header), header)
    preset = best_preset(headers, presets)
    found: dict[str, str] = {}
    if preset is not None:
        for column in columns:
            wanted = squeezed(preset.headers.get(column.name, ""))
            if wanted in there:
                found[column.name] = there.pop(wanted)
    # All own names before any other name: a column called exactly as ours is never lost to another's by-name.
    for names in (
        [(column, (column.name,)) for column in columns],
        [(column, column.other_names) for column in columns],
    ):
        for column, tried in names:
            if column.name in found:
                continue
            hit = next((squeezed(name) for name in tried if squeezed(name) in there), None)
            if hit is not None:
                found[column.name] = there.pop(hit)
    return {column.name: found[column.name] for column in columns if column.name in found}


def missing(mapping: Mapping[str, str], columns: Sequence[Column]) -> tuple[str, ...]:
    """Our names of the needed columns that have no header."""
    return tuple(column.name for column in columns if column.needed and not mapping.get(column.name))


def mapped(row: Mapping[str, str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The row under our names. `row` is keyed by headers as written or folded (as `read_table` keys its cells).

    A header that the row does not have gives an empty text.
    """
    return {name: row[header] if header in row else row.get(fold(header), "") for name, header in mapping.items()}
