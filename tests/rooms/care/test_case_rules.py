"""When a thing may go to mending or repair, how a case may end, and when it may be opened again: plain values."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carrel.rooms.care.rules import cases as rules
from tests.makers import TODAY

WHOLE = rules.BeginFacts(title="Holes", state="available", what="Loose spine", begun_on=TODAY)
BACK = rules.EndFacts(title="Holes", kind="mending", outcome="mended", begun_on=TODAY, back_on=TODAY)


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, []),
        ({"state": "missing"}, []),
        ({"state": "in_repair"}, []),
        ({"state": "on_loan"}, ["care.item_out"]),
        ({"state": "on_hold"}, ["care.item_promised"]),
        ({"state": "in_transit"}, ["care.item_promised"]),
        ({"state": "withdrawn"}, ["care.item_withdrawn"]),
        ({"what": "  "}, ["care.what_missing"]),
        ({"due_back_on": TODAY}, []),
        ({"due_back_on": TODAY - timedelta(days=1)}, ["care.back_before_sent"]),
        ({"open_kind": "repair", "state": "in_repair", "what": ""}, ["care.case_open", "care.what_missing"]),
    ],
)
def test_what_stands_against_beginning(values: dict[str, object], codes: list[str]) -> None:
    assert [each.code for each in rules.begin_objections(replace(WHOLE, **values))] == codes  # type: ignore[arg-type]  # told by the test


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, []),
        ({"outcome": "beyond"}, []),
        ({"outcome": "replaced"}, ["care.outcome_unknown", "care.replacement_unknown"]),
        ({"kind": "repair", "outcome": "repaired"}, []),
        ({"kind": "repair", "outcome": "mended"}, ["care.outcome_unknown"]),
        ({"kind": "repair", "outcome": "replaced"}, ["care.replacement_unknown"]),
        ({"kind": "repair", "outcome": "replaced", "replacement_known": True}, []),
        (
            {"kind": "repair", "outcome": "replaced", "replacement_known": True, "replaces_itself": True},
            ["care.replacement_unknown"],
        ),
        ({"back_on": TODAY - timedelta(days=1)}, ["care.back_before_sent"]),
        ({"is_over": True, "outcome": ""}, ["care.case_over"]),
    ],
)
def test_what_stands_against_ending(values: dict[str, object], codes: list[str]) -> None:
    assert [each.code for each in rules.end_objections(replace(BACK, **values))] == codes  # type: ignore[arg-type]  # told by the test


@pytest.mark.parametrize(
    ("outcome", "state", "more", "codes"),
    [
        ("mended", "available", {}, []),
        ("mended", "on_loan", {}, ["care.moved_on"]),
        ("mended", "on_hold", {}, ["care.moved_on"]),
        ("replaced", "withdrawn", {}, []),
        ("beyond", "in_repair", {}, []),
        ("beyond", "in_repair", {"on_list": "Spring"}, ["care.list_decided"]),
        ("elsewhere", "on_loan", {}, ["care.moved_on"]),
        ("mended", "available", {"has_other": True}, ["care.case_open"]),
        ("", "in_repair", {"is_over": False}, ["care.case_not_over"]),
    ],
)
def test_what_stands_against_opening_again(outcome: str, state: str, more: dict[str, object], codes: list[str]) -> None:
    facts = rules.ReopenFacts(title="Holes", outcome=outcome, state=state, **more)  # type: ignore[arg-type]  # told by the test
    assert [each.code for each in rules.reopen_objections(facts)] == codes


def test_days_late() -> None:
    assert rules.days_late(None, TODAY) == rules.days_late(TODAY, TODAY) == 0
    assert rules.days_late(TODAY - timedelta(days=3), TODAY) == 3
