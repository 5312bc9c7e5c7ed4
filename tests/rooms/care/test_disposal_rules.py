"""Who may propose, approve and carry out a disposal: plain values."""

import pytest

from carrel.cellar.kernel.verdicts import Weight
from carrel.rooms.care.rules import disposal as rules


def codes(found: tuple[object, ...]) -> list[str]:
    return [each.code for each in found]  # type: ignore[attr-defined]  # objections


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"state": "lost"}, []),
        ({"state": "in_repair"}, []),
        ({"state": "on_loan"}, ["care.item_out"]),
        ({"state": "on_hold"}, ["care.item_promised"]),
        ({"state": "withdrawn"}, ["care.withdrawn_already"]),
        ({"other_list": "Fall"}, ["care.on_other_list"]),
        ({"is_here": True}, ["care.on_list_already"]),
        ({"list_state": "declined"}, []),
        ({"list_state": "asked"}, ["care.list_closed"]),
        ({"list_state": "approved", "is_here": True}, ["care.list_closed"]),
    ],
)
def test_putting_on(values: dict[str, object], expected: list[str]) -> None:
    facts = {"title": "Holes", "state": "available", "list_name": "Spring", "list_state": "draft"} | values
    assert codes(rules.put_on_objections(**facts)) == expected  # type: ignore[arg-type]  # told by the test


@pytest.mark.parametrize(
    ("state", "is_own", "others", "expected"),
    [
        ("asked", False, 0, []),
        ("asked", True, 1, [("care.own_proposal", Weight.REFUSE)]),
        ("asked", True, 0, [("care.own_proposal_alone", Weight.ASK)]),
        ("draft", False, 1, [("care.list_not_asked", Weight.REFUSE)]),
        ("approved", False, 1, [("care.list_not_asked", Weight.REFUSE)]),
    ],
)
def test_who_proposes_does_not_approve(
    state: str, is_own: bool, others: int, expected: list[tuple[str, Weight]]
) -> None:
    found = rules.approve_objections(rules.DecideFacts("Spring", state, is_own, others))
    assert [(each.code, each.weight) for each in found] == expected


def test_declining_says_why() -> None:
    facts = rules.DecideFacts("Spring", "asked", is_own=False, others=1)
    assert codes(rules.decline_objections(facts)) == ["care.why_missing"]
    assert not rules.decline_objections(rules.DecideFacts("Spring", "asked", False, 1, "Keep the atlas"))
    assert codes(rules.decline_objections(rules.DecideFacts("S", "draft", False, 1, "No"))) == ["care.list_not_asked"]


def test_asking() -> None:
    assert not rules.ask_objections(name="Spring", state="draft", lines=1)
    assert codes(rules.ask_objections(name="Spring", state="draft", lines=0)) == ["care.list_empty"]
    assert codes(rules.ask_objections(name="Spring", state="approved", lines=1)) == ["care.list_closed"]


def test_carrying_out() -> None:
    whole = rules.LineFacts("Holes", "available", is_stamped=True, has_recipient=True)
    assert not rules.carry_out_objections(name="S", state="approved", lines=(whole,))
    assert codes(rules.carry_out_objections(name="S", state="asked", lines=(whole,))) == ["care.list_not_approved"]
    bare = rules.LineFacts("Holes", "on_loan", is_stamped=False, has_recipient=False)
    found = rules.carry_out_objections(name="S", state="approved", lines=(whole, bare))
    assert codes(found) == ["care.item_meanwhile", "care.not_stamped", "care.no_recipient"]
    assert [each.weight for each in found] == [Weight.REFUSE, Weight.ASK, Weight.ASK]


def test_taking_back() -> None:
    assert not rules.undo_disposal_objections(name="S", state="carried_out", moved=())
    assert codes(rules.undo_disposal_objections(name="S", state="approved", moved=())) == ["care.list_not_carried_out"]
    found = rules.undo_disposal_objections(name="S", state="carried_out", moved=("Holes", "Hatchet"))
    assert [each.facts["title"] for each in found] == ["Holes", "Hatchet"]
    assert not rules.take_back_objections(name="S", state="approved")
    assert codes(rules.take_back_objections(name="S", state="carried_out")) == ["care.nothing_to_take_back"]
