"""Counts over plain values: any run of movements that is allowed leaves nothing below nothing, and can be unwound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.supplies import rules
from carrel.rooms.supplies.phrases import KIND_WORDS, PHRASES
from carrel.rooms.supplies.rules import Change, MovementFacts


@given(st.lists(st.tuples(st.sampled_from([k for k in rules.KINDS if k != rules.REVERSED]), st.integers(0, 12))))
def test_nothing_falls_below_nothing(deeds: list[tuple[str, int]]) -> None:
    on_hand = held = 0
    done: list[Change] = []
    for kind, count in deeds:
        facts = MovementFacts(kind, "Set", count, on_hand, held, True, "counted")
        if rules.movement_objections(facts):
            continue
        change = rules.change_of(facts)
        done.append(change)
        on_hand, held = on_hand + change.on_hand, held + change.handed_out
        assert on_hand >= 0 and held >= 0
    for change in reversed(done):
        against = rules.reverse_movement_objections(
            name="Set", known=True, is_reversed=False, change=change, on_hand=on_hand, held=held
        )
        assert against == ()
        on_hand, held = on_hand - change.on_hand, held - change.handed_out
    assert (on_hand, held) == (0, 0)


@pytest.mark.parametrize(("on_hand", "level", "low"), [(3, None, False), (3, 2, False), (2, 2, True), (0, 0, True)])
def test_low(on_hand: int, level: int | None, low: bool) -> None:
    assert rules.is_low(on_hand=on_hand, reorder_level=level) is low


def test_every_word_is_there() -> None:
    assert set(KIND_WORDS) == set(rules.KINDS)
    facts = {"name": "Toner", "count": 1, "on_hand": 1, "held": 1, "most": 9}
    assert all(str(text) % facts for text in PHRASES.values())
