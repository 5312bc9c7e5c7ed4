"""Which copies are ready, over plain values.

Source: docs/rules/receiving.md, part "Processing".
"""

from collections.abc import Collection, Mapping


def ready_lines(steps: Collection[int], done: Mapping[int, Collection[int]]) -> set[int]:
    """The lines (of those in `done`: line → steps done) whose every step is done; none where there are no steps.

    >>> ready_lines([1, 2], {7: [1, 2], 8: [2]})
    {7}
    """
    return {line for line, of_line in done.items() if steps and set(steps) <= set(of_line)}


def copies_to_make(came: int, damaged: int, made: int) -> int:
    """How many copies of a delivery's line are to be added: the sound ones that are no items yet."""
    return max(0, came - damaged - made)
