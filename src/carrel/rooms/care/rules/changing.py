"""What a change of many items makes of each, and which of them it leaves alone.

A change is a plain mapping that JSON holds: `place_id item_type_id fund condition price_minor note site_id` with the
values from now on, `prefix` with [what the call number begins with, what it begins with from now on], and `genre` with
[the genre, whether it is the home].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

PLAIN = ("place_id", "item_type_id", "fund", "condition", "price_minor", "site_id")
COLUMNS = (*PLAIN, "call_number", "note")
MOST_LINES = 5_000
AT_ONCE = 300
"""Lines that are done while the page is waited for; more of them are a job of their own."""
STEP = 100
"""Lines of one transaction."""
CALL_NUMBER_LENGTH = 120
Change = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ItemNow:
    """An item as it stands: its title, its state, its columns that can be changed, its genres at its site."""

    title: str
    state: str
    values: Mapping[str, Any]
    genres: tuple[int, ...] = ()
    home_genre: int | None = None


def with_prefix(call_number: str, old: str, new: str) -> str | None:
    """The call number with the word `new` in place of `old` at its beginning; None when it does not begin with `old`.

    Without `old`, `new` is put in front, unless it stands there already. Capitals are the label's matter: FIC is fic.
    """
    words = call_number.split()
    old_words, new_words = old.split(), new.split()
    if not old_words:
        if _begins(words, new_words):
            return call_number
        return " ".join([*new_words, *words])
    if not _begins(words, old_words):
        return None
    return " ".join([*new_words, *words[len(old_words) :]])


def _begins(words: list[str], first: list[str]) -> bool:
    return [word.upper() for word in words[: len(first)]] == [word.upper() for word in first]


def after(change: Change, item: ItemNow) -> dict[str, Any]:
    """The values the change gives an item, those that stay the same left out; an unknown prefix changes nothing."""
    found = {name: change[name] for name in PLAIN if name in change}
    if "site_id" in change and change["site_id"] != item.values["site_id"] and "place_id" not in change:
        found["place_id"] = None
    if "prefix" in change:
        call_number = with_prefix(item.values["call_number"], *change["prefix"])
        if call_number is not None:
            found["call_number"] = call_number
    if change.get("note") and change["note"] not in item.values["note"].splitlines():
        found["note"] = "\n".join(filter(None, (item.values["note"], change["note"])))
    if "genre" in change:
        genre_id, is_home = change["genre"]
        if genre_id not in item.genres or (is_home and item.home_genre != genre_id):
            found["genre"] = [genre_id, is_home]
    return {name: value for name, value in found.items() if name == "genre" or item.values[name] != value}


def before(changed: Mapping[str, Any], item: ItemNow) -> dict[str, Any]:
    """The values of before that belong to changed ones: what the undo needs."""
    found = {name: item.values[name] for name in changed if name != "genre"}
    if "genre" in changed:
        found["genre"] = [changed["genre"][0] in item.genres, item.home_genre]
    return found


def line_objections(change: Change, item: ItemNow, *, number: str, is_twice: bool = False) -> tuple[Objection, ...]:
    """Why a line is left as it is. A line that already is as it should be is told."""
    facts = {"number": number, "title": item.title}
    if is_twice:
        return (Objection("care.line_twice", Weight.TELL, facts),)
    found = []
    moves = change.get("site_id", item.values["site_id"]) != item.values["site_id"]
    if moves and item.state in ("in_transit", "on_hold"):
        found.append(Objection("care.item_promised", Weight.REFUSE, facts, Source("fact", "", "item")))
    if item.state == "withdrawn":
        found.append(Objection("care.line_withdrawn", Weight.REFUSE, facts, Source("fact", "", "item")))
    if "prefix" in change:
        call_number = with_prefix(item.values["call_number"], *change["prefix"])
        told = facts | {"prefix": change["prefix"][0], "call_number": item.values["call_number"] or "–"}
        if call_number is None:
            found.append(Objection("care.prefix_not_there", Weight.REFUSE, told))
        elif len(call_number) > CALL_NUMBER_LENGTH:
            found.append(Objection("care.call_number_long", Weight.REFUSE, told))
    if not found and not after(change, item):
        found.append(Objection("care.line_same", Weight.TELL, facts))
    return tuple(found)


def look_objections(change: Change, lines: int) -> tuple[Objection, ...]:
    """What stands against beginning a change at all."""
    found = []
    if not change:
        found.append(Objection("care.change_nothing", Weight.REFUSE, {}))
    if not lines:
        found.append(Objection("care.change_no_lines", Weight.REFUSE, {}))
    if lines > MOST_LINES:
        found.append(Objection("care.change_too_many", Weight.REFUSE, {"count": lines, "most": MOST_LINES}))
    return tuple(found)
