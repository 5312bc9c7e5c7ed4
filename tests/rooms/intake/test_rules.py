"""What becomes of the copies in a record: sites, places, types, call numbers, numbers."""

from datetime import date

import pytest

from carrel.cellar.marc import facts_of, holdings_of
from carrel.rooms.intake import rules
from carrel.rooms.intake.rules import Defaults, Known, Unknown
from carrel.rooms.inventory.rules.facts import COLUMN_NAMES
from tests.makers import make_marc, marc_field
from tests.rooms.intake.marc_files import book, copy

KNOWN = Known(sites={"acms": 1, "chs": 2}, places={(1, "fic"): 11, (2, "fic"): 21}, item_types={"reference": 5})
HERE = Defaults(site_id=1, item_type_id=4)


def plan_of(*copies: str, **more: object) -> tuple[rules.Plan, Unknown]:
    record, unknown = book("Holes", "", *copies), Unknown()
    defaults = Defaults(site_id=1, item_type_id=4, **more)  # type: ignore[arg-type]  # named by each test
    plan = rules.planned(facts_of(record), holdings_of(record), KNOWN, defaults)
    for kind, site_id, word in plan.unknown:
        unknown.add(kind, word, site_id)
    return plan, unknown


def type_of(item: rules.PlannedItem) -> object:
    return dict(zip(COLUMN_NAMES, item.values, strict=True))["item_type_id"]


def test_site_place_and_type_by_code() -> None:
    plan, unknown = plan_of(copy("A1", site="CHS", c="fic", x="FSC@aReference"))
    item = plan.items[0]
    assert (item.site_id, item.place_id, type_of(item)) == (2, 21, 5)
    assert unknown == Unknown()


def test_defaults_hold_where_nothing_is_said() -> None:
    plan, unknown = plan_of(copy("A1"))
    item = plan.items[0]
    assert (item.site_id, item.place_id, type_of(item)) == (1, None, 4)
    assert unknown == Unknown()


def test_other_sites_are_not_written_to() -> None:
    plan, _ = plan_of(copy("A1", site="CHS"), site_ids=frozenset({1}))
    assert [each.code for each in plan.objections] == ["intake.other_site"]


def test_unknown_words_are_counted_and_capped() -> None:
    unknown = Unknown()
    for number in range(300):
        unknown.add("places", f"P{number}")
    unknown.add("places", "P1")
    assert len(unknown.places) == 201
    assert (unknown.places["…"], unknown.places["P1"]) == (100, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20260815", date(2026, 8, 15)),
        ("2026-08-15", date(2026, 8, 15)),
        ("20261399", None),
        ("", None),
        ("summer", None),
    ],
)
def test_acquired_on(text: str, day: date | None) -> None:
    assert rules.acquired_on(text) == day


def test_a_copy_without_a_call_number_takes_the_records_class_with_three_letters() -> None:
    fields = marc_field("082", "$a599.77/3", "04"), marc_field("852", "$pA1", "  ")
    record = make_marc("Wolves", "Gibbons, Gail", "", "", *fields)
    holding = holdings_of(record)[0]
    assert rules.call_number_of(holding, facts_of(record)) == ("599.773 GIB", "ddc")


def test_scheme_of_the_copy() -> None:
    record = book("Holes", "", copy("A1"))
    assert rules.call_number_of(holdings_of(record)[0], facts_of(record)) == ("FIC SAC", "local")


def test_number_objections_name_what_came_first() -> None:
    found = rules.number_objections(
        ["A1", "A2", "A3", "A3"], taken={"A1": "Ghost"}, earlier={"A2": 7}, number_of_record=9
    )
    assert [(each.code, each.facts) for each in found] == [
        ("intake.number_taken", {"number": "A1", "title": "Ghost"}),
        ("intake.number_twice", {"number": "A2", "first": 7}),
        ("intake.number_twice", {"number": "A3", "first": 9}),
    ]
