"""What a floor plan may hold, what its shelves leave out or promise twice, and on which of them a copy stands.

The sheet is parted into squares; a shape is a rectangle of whole squares. A shelf's range takes in whatever begins with
its last call number: up to FIC R takes in FIC ROW.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.rooms.inventory.rules import bound_key

SHELF, SEAT, DESK, DOOR = "shelf", "seat", "desk", "door"
KINDS = (SHELF, SEAT, DESK, DOOR)
NAME_LENGTH, LABEL_LENGTH, CALL_LENGTH = 80, 60, 60
LEAST_SIDE, MOST_SIDE, MOST_SHAPES = 8, 120, 300
USUAL_WIDTH, USUAL_HEIGHT = 48, 32
AFTER_ANY_KEY = "\x7f"


@dataclass(frozen=True, slots=True)
class Shape:
    """One rectangle: its kind, its square (x, y from the top left corner), its size, its place and its call numbers."""

    kind: str
    label: str
    x: int
    y: int
    width: int
    height: int
    place_id: int | None = None
    call_from: str = ""
    call_to: str = ""

    @property
    def last(self) -> str:
        """The call number its range ends with; a range of one number is written once."""
        return self.call_to or self.call_from


@dataclass(frozen=True, slots=True)
class Finding:
    """What the ranges of a plan leave out (`gap`) or promise twice (`overlap`) between two shelves.

    `first` and `last` are the call numbers it begins and ends with; `last` is blank where only the next shelf's
    beginning can be named.
    """

    kind: str
    before: str
    after: str
    ends: str
    begins: str
    first: str
    last: str


def keys_of(shape: Shape, scheme: str) -> tuple[str, str]:
    """The first and the last shelving key of a shape; blank both where it has no range."""
    return bound_key(shape.call_from, scheme), bound_key(shape.last, scheme)


def keep_plan_objections(
    *, name: str, width: int, height: int, shapes: Sequence[Shape], scheme: str, places: Collection[int]
) -> tuple[Objection, ...]:
    """What stands against keeping a plan so; `places` are those of its site."""
    found = []
    if not name.strip():
        found.append(Objection("plans.unnamed", Weight.REFUSE, {}))
    sides = range(LEAST_SIDE, MOST_SIDE + 1)
    if width not in sides or height not in sides:
        found.append(Objection("plans.odd_size", Weight.REFUSE, {"least": LEAST_SIDE, "most": MOST_SIDE}))
    if len(shapes) > MOST_SHAPES:
        found.append(Objection("plans.too_many_shapes", Weight.REFUSE, {"most": MOST_SHAPES}))
    for shape in shapes:
        found += _shape_objections(shape, width, height, scheme, places)
    return tuple(found)


def _shape_objections(
    shape: Shape, width: int, height: int, scheme: str, places: Collection[int]
) -> Iterator[Objection]:
    facts = {"label": shape.label or f"{shape.x}, {shape.y}"}
    if not shape.label.strip():
        yield Objection("plans.unlabelled", Weight.REFUSE, facts)
    is_inside = min(shape.x, shape.y) >= 0 and shape.x + shape.width <= width and shape.y + shape.height <= height
    if shape.width < 1 or shape.height < 1 or not is_inside:
        yield Objection("plans.off_the_sheet", Weight.REFUSE, facts)
    if shape.place_id is not None and shape.place_id not in places:
        yield Objection("plans.place_elsewhere", Weight.REFUSE, facts)
    if shape.kind != SHELF and (shape.call_from or shape.call_to):
        yield Objection("plans.range_of_no_shelf", Weight.REFUSE, facts)
    first, last = keys_of(shape, scheme)
    said = facts | {"first": shape.call_from, "last": shape.call_to}
    if shape.call_to and not shape.call_from:
        yield Objection("plans.range_begins_nowhere", Weight.REFUSE, said)
    elif first and last + AFTER_ANY_KEY <= first:
        yield Objection("plans.range_backwards", Weight.REFUSE, said)


def findings(shapes: Sequence[Shape], scheme: str) -> tuple[Finding, ...]:
    """Gaps and overlaps between the ranges of a plan's shelves, in the order of the shelves.

    A gap is looked for where one shelf ends and the next begins in the same section; what the next section leaves out
    before its first shelf may stand in another room.
    """
    ranges = sorted(
        ((*keys_of(each, scheme), each) for each in shapes if each.kind == SHELF and each.call_from),
        key=lambda one: one[:2],
    )
    found: list[Finding] = []
    reached: tuple[str, Shape] | None = None
    for first, last, shape in ranges:
        if reached is not None:
            found += _between(reached, first, last, shape, scheme)
        if reached is None or last + AFTER_ANY_KEY > reached[0] + AFTER_ANY_KEY:
            reached = (last, shape)
    return tuple(found)


def _between(reached: tuple[str, Shape], first: str, last: str, shape: Shape, scheme: str) -> Iterator[Finding]:
    """What stands between the shelf that reaches farthest so far and the next one."""
    ends, before = reached
    named = (before.label, shape.label, before.last, shape.call_from)
    if first < ends + AFTER_ANY_KEY:
        until = min((ends, before.last), (last, shape.last), key=lambda one: one[0] + AFTER_ANY_KEY)[1]
        yield Finding("overlap", *named, shape.call_from, until)
        return
    missing = _after_in_section(before.last, _section(ends), scheme)
    if missing and bound_key(missing, scheme) < _bare(first) and _section(ends) == _section(first):
        yield Finding("gap", *named, missing, call_before(shape.call_from))


def _after_in_section(call_number: str, section: tuple[str, ...], scheme: str) -> str:
    """What follows a call number; a name that reads as another section (FIC CD: discs) is not what is looked for."""
    missing = call_after(call_number)
    if missing and _section(bound_key(missing, scheme)) != section:
        return call_after(missing)
    return missing


def _section(key: str) -> tuple[str, ...]:
    """Scheme and sections of a key; within one, shelves follow one another."""
    return tuple(key.split(" ")[:3])


def _bare(key: str) -> str:
    """A key without what stands for the very beginning of its letter: a shelf from SA begins where S begins."""
    head, _space, token = key.rpartition(" ")
    while len(token) > 2 and token[1:].isalpha() and token.endswith("A"):
        token = token[:-1]
    return f"{head} {token}"


def call_after(call_number: str) -> str:
    """The first call number that no longer begins with this one; blank at the end of a section or of the alphabet.

    FIC R is followed by FIC S, FIC RZ by FIC S, 599 by 600, 599.9 by 600, 005.1 by 005.2.
    """
    return _neighbour(call_number, _letters_after, _digits_after)


def call_before(call_number: str) -> str:
    """The last one of the same length before this call number: FIC S before FIC T, 620 before 621; blank at A and 0."""
    return _neighbour(call_number, _letters_before, _digits_before)


def _neighbour(call_number: str, letters: Callable[[str], str], digits: Callable[[str], str]) -> str:
    words = call_number.split()
    if not words:
        return ""
    word = words[-1].upper()
    if len(words) == 1 and word.isalpha():
        return ""  # a whole section: what follows it is another one
    whole, dot, part = word.partition(".")
    if word.isascii() and word.isalpha():
        near = letters(word)
    elif word.isascii() and whole.isdigit() and (part.isdigit() or not dot):
        near = digits(word)
    else:
        return ""
    return " ".join([*words[:-1], near]) if near else ""


def _letters_after(word: str) -> str:
    bare = word.rstrip("Z")
    return bare[:-1] + chr(ord(bare[-1]) + 1) if bare else ""


def _letters_before(word: str) -> str:
    bare = word
    while len(bare) > 1 and bare.endswith("A"):
        bare = bare[:-1]
    return "" if bare.endswith("A") else bare[:-1] + chr(ord(bare[-1]) - 1)


def _digits_after(word: str) -> str:
    whole, _dot, part = word.partition(".")
    bare = part.rstrip("9")
    if bare:
        return f"{whole}.{bare[:-1]}{int(bare[-1]) + 1}"
    more = str(int(whole) + 1).zfill(len(whole))
    return more if len(more) == len(whole) or len(whole) < 3 else ""


def _digits_before(word: str) -> str:
    whole, _dot, part = word.partition(".")
    bare = part.rstrip("0")
    if bare:
        return f"{whole}.{bare[:-1]}{int(bare[-1]) - 1}".rstrip(".")
    return str(int(whole) - 1).zfill(len(whole)) if int(whole) else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A shelf as copies are looked for on it: its keys, blank where it has no range, and the way down to its place."""

    shape_id: int
    place_id: int | None
    key_from: str
    key_to: str
    above: tuple[int, ...] = ()
    """The places its place stands in, from the nearest on."""


def spot_of(spots: Sequence[Spot], *, key: str, place_id: int | None, above: Sequence[int] = ()) -> Spot | None:
    """The shelf a copy stands on: of those its place allows, the nearest place and the narrowest range.

    `above` are the places its own place stands in. A copy with a place is never shown on a shelf of another place; one
    of a shelf without a range is found by place alone. None where no shelf fits.
    """
    fitting = []
    for spot in spots:
        near = _nearness(spot, place_id, above)
        has_range = bool(spot.key_from)
        if near is None or (has_range and not spot.key_from <= key < spot.key_to + AFTER_ANY_KEY):
            continue
        if not has_range and near > 1:
            continue
        fitting.append(((near, not has_range), spot.key_from, spot))
    if not fitting:
        return None
    best = min(each[0] for each in fitting)
    # Of several ranges that hold the key, the one that begins last is the narrowest that matters.
    return max((each for each in fitting if each[0] == best), key=lambda each: (each[1], -each[2].shape_id))[2]


def _nearness(spot: Spot, place_id: int | None, above: Sequence[int]) -> int | None:
    """How near a shelf's place is to a copy's: 0 the same, 1 the shelf's holds it, 2 in it, 3 either has none."""
    if spot.place_id is not None and spot.place_id == place_id:
        return 0
    if spot.place_id is not None and spot.place_id in above:
        return 1
    if place_id is not None and place_id in spot.above:
        return 2
    if spot.place_id is None or place_id is None:
        return 3
    return None
