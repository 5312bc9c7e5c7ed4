"""A walk gets its next step, or is built anew after one was taken out of it."""

from typing import Any

from django.db import connection

from carrel.cellar.kernel.bulk import update_rows
from carrel.rooms.stocktake import queries, rules
from carrel.rooms.stocktake.models import Step, Walk

_ADD = (
    "INSERT INTO stocktake_step (walk_id, item_id, key, pile, before_id, covered_id, first_key, is_top)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (walk_id, item_id) DO NOTHING RETURNING id"
)
_COVER = "UPDATE stocktake_step SET is_top = %s WHERE id = %s"
_GO_ON = (
    "UPDATE stocktake_walk SET steps = steps + 1, length = %s, last_step_id = %s, low_key = %s,"
    " high_key = %s WHERE id = %s"
)
_SAW = "UPDATE stocktake_walk SET seen = seen + 1 WHERE id = %s"


class Stepped:
    """What a step says of the order: `word` of rules.said_of, its neighbours, and which of the two before was wrong."""

    def __init__(
        self, word: str, before: queries.Neighbour | None = None, after: queries.Neighbour | None = None,
        other: queries.Neighbour | None = None,
    ) -> None:  # fmt: skip
        self.word, self.before, self.after, self.other = word, before, after, other


def one_more_seen(walk: Walk) -> None:
    """Count a copy that nobody had seen before in the count of this walk.

    Part of scan, whose permission and audit cover it. No inverse: take_back_scan counts one less.
    """
    _run(_SAW, walk.pk)


def step(walk: Walk, *, item_id: int, key: str) -> Stepped | None:
    """Put a copy on its pile; None when this walk has it already.

    Part of scan, whose permission and audit cover it. Inverse: rebuild.
    """
    before, after = queries.neighbours(walk.pk, key)
    pile = after.pile if after else walk.length
    first_key = before.first_key if before else key
    if after:
        # The top is let go first: no pile has two.
        _run(_COVER, False, after.step_id)
    values = (walk.pk, item_id, key, pile, before.step_id if before else None, after.step_id if after else None)
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [*values, first_key, True])
        row = cursor.fetchone()
    if row is None:
        if after:
            _run(_COVER, True, after.step_id)
        return None
    length = max(walk.length, pile + 1)
    ends = pile == length - 1
    low, high = (first_key, key) if ends else (walk.low_key, walk.high_key)
    _run(_GO_ON, length, row[0], low, high, walk.pk)
    word = rules.said_of(
        covered_pile=after.pile if after else None, length=walk.length,
        covers_the_last=after is not None and after.step_id == walk.last_step_id,
    )  # fmt: skip
    other = None
    if word == rules.FITS and before and before.covered_id and before.step_id == walk.last_step_id:
        # The two before stood the wrong way round, and this one agrees with the second of them.
        covered = queries.step_called(before.covered_id)
        other = covered if covered is not None and covered.pile == before.pile == walk.length - 1 else None
    return Stepped(word, before, after, other)


def rebuild(walk_id: int) -> None:
    """Build the piles of a walk anew from its steps.

    Part of take_back_scan and begin_walk, whose permission and audit cover it. No inverse: the piles follow from the
    steps.
    """
    rows = list(Step.objects.filter(walk_id=walk_id).order_by("pk").values_list("pk", "key"))
    piles = rules.Piles()
    for _, key in rows:
        piles.add(key)
    first = [""] * len(rows)
    changed = []
    for number, (placed, (pk, key)) in enumerate(zip(piles.placed, rows, strict=True)):
        first[number] = first[placed.before] if placed.before is not None else key
        before = rows[placed.before][0] if placed.before is not None else None
        covered = rows[placed.covered][0] if placed.covered is not None else None
        changed.append((pk, placed.pile, before, covered, first[number], number in piles.tops))
    Step.objects.filter(walk_id=walk_id).update(is_top=False)
    update_rows(Step, ("pile", "before_id", "covered_id", "first_key", "is_top"), changed)
    end = piles.in_order()[-1] if rows else None
    Walk.objects.filter(pk=walk_id).update(
        steps=len(rows), length=piles.length, last_step_id=rows[-1][0] if rows else None,
        low_key=first[end] if end is not None else "", high_key=rows[end][1] if end is not None else "",
    )  # fmt: skip


def _run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
