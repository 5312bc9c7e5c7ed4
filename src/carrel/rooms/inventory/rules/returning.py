"""Floating: whether what is returned at another school stays there (circulation-rules, section 11)."""

from collections.abc import Mapping, Sequence

GOES_HOME, STAYS_HERE = "home", "stays"


def return_goes(kinds: Sequence[int], site_id: int, rows: Mapping[tuple[int, int | None], str]) -> str:
    """What the rows say of a thing returned at a school it does not belong to.

    `kinds` is its kind and those it is part of, the nearest first; rows are by kind and school, None for every school.
    The nearest kind that has a row for this school, or for all, decides; its own school before all schools.
    """
    for kind in kinds:
        for where in (site_id, None):
            if found := rows.get((kind, where)):
                return found
    return GOES_HOME
