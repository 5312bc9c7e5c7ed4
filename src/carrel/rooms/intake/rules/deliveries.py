"""Deliveries over plain values: a packing list read, what is short, which line a scan counts, how a line is shared out.

Source: docs/rules/receiving.md, part "Deliveries".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from carrel.cellar.kernel.money import Money
from carrel.cellar.kernel.texts import fold, squeeze
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.marc import clean_isbn, is_isbn, isbn_13
from carrel.cellar.tables.mapping import Column
from carrel.rooms.intake.rules.isbns import product_number
from carrel.rooms.inventory.rules.numbers import normalise_number

MOST_LINES, MOST_COPIES = 2_000, 9_999
PACKING_COLUMNS = (
    Column("isbn", other_names=("isbn 13", "isbn13", "ean", "item number", "item", "sku", "product number")),
    Column("title", other_names=("description", "item description", "product", "name", "título")),
    Column(
        "expected",
        other_names=(
            "quantity",
            "qty",
            "qty shipped",
            "quantity shipped",
            "shipped",
            "copies",
            "qty ordered",
            "cantidad",
        ),
    ),
    Column("price", other_names=("unit price", "net price", "list price", "cost", "unit cost", "precio")),
    Column("site", other_names=("school", "ship to", "location", "library", "deliver to", "escuela")),
)
"""The columns of a packing list; none is needed alone, but a line needs a title or a number."""


@dataclass(frozen=True, slots=True)
class PackedLine:
    """One line of a packing list: `isbn` is an ISBN-13 or any other number, price in minor units, site None if open."""

    title: str = ""
    isbn: str = ""
    expected: int = 1
    price_minor: int | None = None
    site_id: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """How a line differs from its packing list; damaged copies came and are claimed all the same."""

    short: int
    surplus: int
    damaged: int

    @property
    def is_any(self) -> bool:
        return bool(self.short or self.surplus or self.damaged)

    @property
    def claimed(self) -> int:
        """How many copies the vendor owes: those that did not come, and the damaged ones."""
        return self.short + self.damaged


def difference(expected: int, came: int, damaged: int) -> Difference:
    """What is short, surplus and damaged of a line.

    >>> difference(5, 4, 1)
    Difference(short=1, surplus=0, damaged=1)
    """
    return Difference(max(0, expected - came), max(0, came - expected), damaged)


def number_of_line(text: str) -> str:
    """The number of a line as it is compared: an ISBN as thirteen digits, anything else as scans are kept.

    >>> number_of_line("0-440-41480-6"), number_of_line("fx 12")
    ('9780440414803', 'FX12')
    """
    number = normalise_number(text)
    typed = clean_isbn(text)
    if len(number.replace("-", "")) in (10, 13, 15, 18) and is_isbn(typed):
        return isbn_13(typed)
    return number[:64]


def line_counted(lines: Sequence[tuple[int, str, int, int]], number: str) -> int | None:
    """Which line a scan counts: the first with this number that is not complete yet, else the first with it.

    `lines` are (id, number, expected, came) in the order of the list.
    """
    alike = [line for line in lines if line[1] == number and number]
    return next((pk for pk, _, expected, came in alike if came < expected), alike[0][0] if alike else None)


def packing_line(
    cells: Mapping[str, str], *, line: int, sites: Mapping[str, int], currency: str, says_isbn: bool = False
) -> tuple[PackedLine | None, tuple[Objection, ...]]:
    """One row of a packing list under our names, and what is said of it; None when it cannot be taken.

    `sites` are codes and names, folded. A quantity left out is one copy. `says_isbn` when the column of the number is
    headed so: under "Item number" a vendor's own numbers are in order.
    """
    title, isbn = squeeze(cells.get("title", ""), 500), number_of_line(cells.get("isbn", ""))
    facts: dict[str, object] = {"line": line}
    if not title and not isbn:
        return None, (Objection("intake.line_blank", Weight.TELL, facts),)
    expected, said = _count(cells.get("expected", "")), []
    if expected is None:
        text = squeeze(cells["expected"], 40)
        return None, (Objection("intake.line_count_unread", Weight.TELL, {**facts, "text": text}),)
    if _cannot_be_isbn(isbn, says_isbn=says_isbn):
        said.append(Objection("intake.line_isbn_wrong", Weight.TELL, {**facts, "text": squeeze(cells["isbn"], 40)}))
    price = None
    if text := cells.get("price", "").strip().lstrip("$€£").strip():
        try:
            price = Money.read(text, currency).minor
        except ValueError:
            said.append(Objection("intake.line_price_unread", Weight.TELL, {**facts, "text": squeeze(text, 40)}))
    site_id = None
    if word := fold(cells.get("site", "")):
        site_id = sites.get(word)
        if site_id is None:
            text = squeeze(cells["site"], 60)
            said.append(Objection("intake.line_site_unknown", Weight.TELL, {**facts, "text": text}))
    return PackedLine(title, isbn, expected, price if price and price > 0 else None, site_id), tuple(said)


def _cannot_be_isbn(number: str, *, says_isbn: bool) -> bool:
    if not number or product_number(number):
        return False
    return says_isbn or clean_isbn(number) == number.replace("-", "")


def _count(text: str) -> int | None:
    text = text.strip()
    if not text:
        return 1
    text = text.removesuffix(".0").removesuffix(".00")
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST_COPIES else None


def counts_objections(*, title: str, came: int, damaged: int, packed: int) -> tuple[Objection, ...]:
    """What stands against new counts of a line: more damaged than came, or fewer sound ones than are packed."""
    facts = {"title": title, "came": came, "damaged": damaged, "packed": packed}
    if damaged > came:
        return (Objection("intake.more_damaged_than_came", Weight.REFUSE, facts),)
    if came < packed:
        return (Objection("intake.fewer_than_packed", Weight.REFUSE, facts),)
    return ()


def shared_out(came: int, damaged: int, shares: Mapping[int, int]) -> dict[int, tuple[int, int, int]]:
    """How a line is shared out: site → (expected, came, damaged); what came fills the sites in the order given.

    What came beyond all shares goes to the first site, and so do damaged copies as far as it has any.

    >>> shared_out(5, 1, {1: 3, 2: 3})
    {1: (3, 3, 1), 2: (3, 2, 0)}
    """
    found: dict[int, tuple[int, int, int]] = {}
    left, broken = came, damaged
    for site_id, expected in shares.items():
        here = min(left, expected)
        found[site_id] = (expected, here, 0)
        left -= here
    for site_id, (expected, filled, _) in found.items():
        here, left = filled + left, 0
        bad = min(broken, here)
        broken -= bad
        found[site_id] = (expected, here, bad)
    return found


def share_objections(*, title: str, expected: int, shares: Mapping[int, int], packed: int) -> tuple[Objection, ...]:
    """What stands against sharing a line out: the shares must add up, and nothing of it may be in a carton."""
    total = sum(shares.values())
    facts = {"title": title, "expected": expected, "total": total}
    if packed:
        return (Objection("intake.line_packed", Weight.REFUSE, facts),)
    if total != expected or any(share < 0 for share in shares.values()):
        return (Objection("intake.shares_do_not_add_up", Weight.REFUSE, facts),)
    return ()


CARTON_MARK = "CTN"


def carton_code(carton_id: int) -> str:
    """What stands in bars on a carton.

    >>> carton_code(12)
    'CTN000012'
    """
    return f"{CARTON_MARK}{carton_id:06d}"


def carton_of_code(text: str) -> int | None:
    """The carton a scan stands for, or None."""
    digits = normalise_number(text).removeprefix(CARTON_MARK)
    is_one = normalise_number(text).startswith(CARTON_MARK) and digits.isascii() and digits.isdigit()
    return int(digits) if is_one and len(digits) < 16 else None


def pack_objections(
    wanted: Mapping[int, int], *, titles: Mapping[int, str], left: Mapping[int, int], is_sent: bool
) -> tuple[Objection, ...]:
    """What stands against packing so many of each line: `left` says how many are there and in no other carton."""
    if is_sent:
        return (Objection("intake.carton_sent", Weight.REFUSE),)
    return tuple(
        Objection("intake.more_than_there", Weight.REFUSE, {"title": titles[line], "left": left[line], "wanted": count})
        for line, count in wanted.items()
        if count > left[line] or count < 0
    )


def heads_understood(mapping: Mapping[str, str], known: Collection[str] = ("isbn", "title")) -> bool:
    """Whether a packing list can be read with these columns: it must say what came."""
    return any(mapping.get(name) for name in known)
