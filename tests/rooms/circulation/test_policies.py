"""Which row decides: site before category before item type, each setting alone."""

from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.circulation.rules.policies import (
    Row,
    Situation,
    policy_for,
    policy_row_objection_codes,
    rank_of,
    resolve,
    type_limits,
)

HERE = Situation(site_id=1, category_id=2, item_types=(3,))


def row(number: int, site: int | None, category: int | None, item_type: int | None, **values: object) -> Row:
    return Row(number, site, category, item_type, values)


ALL_EIGHT = [row(n, *where, length=n) for n, where in enumerate(
    [(1, 2, 3), (1, 2, None), (1, None, 3), (1, None, None), (None, 2, 3), (None, 2, None), (None, None, 3),
     (None, None, None)], start=1)]  # fmt: skip


def test_kohas_table_of_eight_in_its_order() -> None:
    assert [rank_of(each, HERE) for each in ALL_EIGHT] == [1, 2, 3, 4, 5, 6, 7, 8]
    for first in range(8):
        assert resolve("length", reversed(ALL_EIGHT[first:]), HERE).value == first + 1


def test_a_row_that_leaves_a_setting_empty_hides_nothing() -> None:
    rows = [row(1, 1, 2, 3, renewals=4), row(2, None, None, None, length=21, length_unit="open_days", renewals=1)]
    policy = policy_for(rows, HERE)
    assert (policy.value("length"), policy.value("renewals")) == (21, 4)
    assert policy.row_ids == {"length": 2, "length_unit": 2, "renewals": 1}
    assert [each.row.id for each in policy.settings["length"].candidates] == [1, 2]


def test_rows_of_elsewhere_are_no_candidates() -> None:
    rows = [row(1, 9, None, None, length=1), row(2, None, 9, None, length=2), row(3, None, None, 9, length=3)]
    resolved = resolve("length", rows, HERE)
    assert (resolved.value, resolved.row, resolved.candidates) == (None, None, ())


def test_no_and_nought_are_answers_too() -> None:
    rows = [row(1, 1, None, None, loanable=False, max_loans=0), row(2, None, None, None, loanable=True, max_loans=9)]
    policy = policy_for(rows, HERE)
    assert (policy.value("loanable"), policy.number("max_loans")) == (False, 0)


def test_limits_of_the_patron_come_only_from_rows_without_an_item_type() -> None:
    rows = [row(1, 1, 2, 3, max_loans=1), row(2, None, 2, None, max_loans=5)]
    assert policy_for(rows, HERE).number("max_loans") == 5


def test_a_type_takes_what_it_does_not_say_itself_from_its_parent() -> None:
    inside = Situation(1, 2, (31, 3))
    rows = [row(1, None, None, 3, length=7), row(2, None, None, 31, renewals=2), row(3, None, None, None, length=14)]
    policy = policy_for(rows, inside)
    assert (policy.value("length"), policy.value("renewals")) == (7, 2)


def test_every_limit_by_type_up_the_tree_holds_at_once() -> None:
    inside = Situation(1, 2, (31, 3))
    rows = [
        row(1, None, None, 3, max_loans_of_type=2),
        row(2, None, None, 31, max_loans_of_type=5),
        row(3, None, 2, 31, max_loans_of_type=4),
        row(4, None, None, None, max_loans_of_type=9),
    ]
    assert [(each.item_type_id, each.limit, each.row.id) for each in type_limits(rows, inside)] == [
        (31, 4, 3),
        (3, 2, 1),
    ]
    assert [(each.limit, each.row.id) for each in type_limits(rows[3:], inside)] == [(9, 4)]


def test_a_row_says_where_it_stands() -> None:
    named = Row(4, 1, 2, None, {"length": 3}, ("Birch", "Students", ""))
    assert (named.source("length").label, named.source("length").ref) == ("Students, Birch", "policy:4:length")


def test_rows_that_contradict_themselves_are_named() -> None:
    assert policy_row_objection_codes({"max_loans": 3}, names_item_type=True) == ("circulation.policy_patron_setting",)
    assert policy_row_objection_codes({"length": 3}, names_item_type=False) == (
        "circulation.policy_length_without_unit",
    )
    assert policy_row_objection_codes({"length": 3, "length_unit": "hours"}, names_item_type=True) == ()


numbers = st.one_of(st.none(), st.integers(1, 3))


@given(st.lists(st.builds(lambda n, s, c, t, v: Row(n, s, c, t, {} if v is None else {"length": v}),
                          st.integers(1, 99), numbers, numbers, numbers, numbers), max_size=12))  # fmt: skip
def test_the_winner_is_a_fitting_row_with_a_value_and_none_before_it(rows: list[Row]) -> None:
    resolved = resolve("length", rows, HERE)
    ranks = [each.rank for each in resolved.candidates]
    assert ranks == sorted(ranks)
    filled = [each for each in resolved.candidates if each.value is not None]
    assert resolved.value == (filled[0].value if filled else None)
