"""What is weeded by which rule, what never is, and what it adds up to. By values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.care.rules.disposal import REASONS as DISPOSAL_REASONS
from carrel.rooms.inventory.rules import DEWEY, LC, LOCAL, section_key, shelving_key
from carrel.rooms.weeding import phrases, rules
from carrel.rooms.weeding.rules import USUAL_RULES, Copy, Reason, ScanFacts, WeedingRule

TODAY = date(2026, 11, 23)


def days_ago(years: float) -> date:
    return TODAY - timedelta(days=round(years * 365.25))


def copy(call: str = "520 STA", **values: object) -> Copy:
    """A book on stars of 2005 that is here for ten years, lent forty times, last month the last time."""
    made = {
        "item_id": 1, "key": shelving_key(call), "item_type_id": 3, "state": "available", "condition": "good",
        "year": 2005, "here_since_on": days_ago(10), "last_used_on": days_ago(0.1), "uses": 40,
    }  # fmt: skip
    return Copy(**(made | values))  # type: ignore[arg-type]  # plain values


SCIENCE = WeedingRule("Science", "500", "599", age_years=8, unused_years=3, needs=2)


def codes(rule: WeedingRule, one: Copy) -> list[Reason]:
    return list(rules.reasons_of(rule, one, TODAY))


def test_age_is_by_the_year_of_publication_and_use_by_the_last_day() -> None:
    assert codes(SCIENCE, copy()) == [Reason("old", 2005)]
    assert codes(SCIENCE, copy(year=2018)) == []
    assert codes(SCIENCE, copy(year=2017)) == [Reason("old", 2017)]
    assert codes(SCIENCE, copy(year=None)) == []
    assert codes(SCIENCE, copy(year=2020, last_used_on=days_ago(5.5))) == [Reason("unused", 5)]
    assert codes(SCIENCE, copy(year=2020, last_used_on=None, here_since_on=days_ago(2))) == []
    assert codes(SCIENCE, copy(year=2020, last_used_on=None, here_since_on=days_ago(4))) == [Reason("unused", 4)]


def test_every_reason_there_is() -> None:
    rule = WeedingRule(
        "All", age_years=8, owned_years=8, unused_years=3, seldom_tenths=15, copies_over=2, needs=6, worn=True
    )
    one = copy(
        here_since_on=days_ago(10.2), last_used_on=days_ago(4.1), uses=10, condition="worn", copies_here=4, rank=3
    )
    assert codes(rule, one) == [
        Reason("old", 2005), Reason("owned", 10), Reason("unused", 4), Reason("seldom", 10), Reason("worn"),
        Reason("duplicate", 4),
    ]  # fmt: skip
    assert rules.weighed([rule], one, TODAY) is not None
    assert rules.weighed([rule], replace(one, rank=2), TODAY) is None
    assert codes(rule, copy(year=2024, here_since_on=days_ago(0.5), uses=0, last_used_on=None)) == []
    assert [each.code for each in codes(rule, replace(one, condition="damaged"))].count("damaged") == 1


def test_one_reason_is_not_two() -> None:
    assert rules.weighed([SCIENCE], copy(), TODAY) is None
    named = rules.weighed([SCIENCE], copy(condition="worn"), TODAY)
    assert named == (SCIENCE, (Reason("old", 2005), Reason("worn")))


def test_the_first_rule_that_fits_counts() -> None:
    local = WeedingRule("Local history", "979.4", "979.4", never=True)
    history = WeedingRule("History", "900", "999", age_years=1)
    chargers = WeedingRule("Chargers", item_type_id=9, age_years=1)
    everything = WeedingRule("Rest", unused_years=1)
    table = [local, history, chargers, everything]
    assert [
        rules.rule_for(table, one)
        for one in (copy("979.4 ALD"), copy("979.5 ORE"), copy("X", item_type_id=9), copy("FIC SAC"))
    ] == table
    assert rules.rule_for([history], copy("FIC SAC")) is None
    assert rules.weighed(table, copy("979.4 ALD", year=1900), TODAY) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"state": "on_loan"}, "out"), ({"state": "on_hold"}, "out"), ({"state": "in_transit"}, "out"),
        ({"state": "lost"}, "out"), ({"state": "withdrawn"}, "out"), ({"is_waited_for": True}, "waited_for"),
        ({"is_reserved": True}, "reserved"), ({"is_on_a_list": True}, "on_a_list"), ({"is_kept": True}, "kept"),
        ({}, ""), ({"state": "in_repair"}, ""),
    ],
)  # fmt: skip
def test_what_is_never_weeded(values: dict[str, object], expected: str) -> None:
    old = copy(year=1950, condition="damaged", last_used_on=days_ago(20), **values)
    assert rules.spared_by(old, SCIENCE) == expected
    assert (rules.weighed([SCIENCE], old, TODAY) is None) == bool(expected)


copies = st.builds(
    Copy,
    item_id=st.just(1), key=st.sampled_from(["520", "FIC SAC", "E SEU", "B LIN", "REF 031", "979.4", "Q"]).map(
        shelving_key
    ),
    item_type_id=st.just(3), state=st.sampled_from(["available", "on_loan", "in_repair", "on_hold", "lost"]),
    condition=st.sampled_from(["new", "good", "worn", "damaged"]), year=st.none() | st.integers(1900, 2026),
    here_since_on=st.none() | st.dates(date(1990, 1, 1), TODAY),
    last_used_on=st.none() | st.dates(date(2000, 1, 1), TODAY),
    uses=st.integers(0, 300), copies_here=st.just(6), rank=st.integers(1, 6), is_waited_for=st.booleans(),
    is_reserved=st.booleans(), is_on_a_list=st.booleans(), is_kept=st.booleans(),
)  # fmt: skip


@given(copies)
def test_whatever_is_named_is_in_hand_wanted_by_nobody_and_has_its_reasons(one: Copy) -> None:
    named = rules.weighed(USUAL_RULES, one, TODAY)
    if named is not None:
        rule, reasons = named
        assert one.state in ("available", "in_repair")
        assert not (one.is_waited_for or one.is_reserved or one.is_on_a_list or one.is_kept)
        assert len({each.code for each in reasons}) == len(reasons) >= rule.needs
        assert all(each.code in rules.REASONS for each in reasons)


@given(copies, st.integers(1, 9))
def test_an_older_copy_never_stays_where_a_younger_goes(one: Copy, years: int) -> None:
    if one.year is None or one.last_used_on is None or rules.weighed(USUAL_RULES, one, TODAY) is None:
        return
    older = replace(one, year=one.year - years, last_used_on=one.last_used_on - timedelta(days=365 * years))
    assert rules.weighed(USUAL_RULES, older, TODAY) is not None


def test_the_usual_table_can_be_kept_and_said() -> None:
    for table in (USUAL_RULES, rules.usual_rules(with_lc=True)):
        assert rules.keep_profile_objections(name="Ours", rules=table, types=[]) == ()
        assert {each.section for each in table} == set(phrases.SECTION_WORDS)
    assert set(rules.REASONS) < set(phrases.REASON_WORDS) == set(phrases.REASONS_SAID)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (WeedingRule(" ", age_years=1), "section_unnamed"),
        (WeedingRule("X", "599", "500", age_years=1), "range_backwards"),
        (WeedingRule("X", "", "500", age_years=1), "range_backwards"),
        (WeedingRule("X", item_type_id=4, age_years=1), "no_such_type"),
        (WeedingRule("X", age_years=1, needs=3), "needs_too_much"),
        (WeedingRule("X", worn=False), "needs_too_much"),
    ],
)
def test_what_stands_against_a_rule(rule: WeedingRule, code: str) -> None:
    found = rules.keep_profile_objections(name="Ours", rules=[rule], types=[3])
    assert [each.code for each in found] == [f"weeding.{code}"]


def test_what_stands_against_a_table() -> None:
    found = rules.keep_profile_objections(name=" ", rules=[], types=[])
    assert [each.code for each in found] == ["weeding.unnamed", "weeding.no_rules"]
    many = [SCIENCE] * 101
    assert [each.code for each in rules.keep_profile_objections(name="x", rules=many, types=[])] == [
        "weeding.too_many_rules"
    ]


def test_every_reason_has_its_word_on_a_disposal_list() -> None:
    assert all(rules.disposal_reason([code]) in DISPOSAL_REASONS for code in (*rules.REASONS, "added"))
    assert rules.disposal_reason(["old", "unused", "damaged"]) == "damaged"


SCANNED = ScanFacts("Holes", "Spring", is_proposed=False, is_ours=True, state="available", is_on_list=True)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"is_proposed": True}, ["list_proposed"]),
        ({"is_ours": False}, ["other_sites"]),
        ({"state": "on_loan"}, ["is_out"]),
        ({"state": "missing"}, ["not_there"]),
        ({"is_waited_for": True}, ["is_waited_for"]),
        ({"is_reserved": True}, ["is_reserved"]),
        ({"other_list": "Surplus"}, ["on_disposal_list"]),
        ({"is_on_list": False}, ["not_on_list"]),
        ({"is_on_list": False, "is_kept": True}, ["is_kept"]),
        ({"is_marked": True, "is_last": True}, ["marked_already", "last_copy"]),
    ],
)
def test_a_scan(values: dict[str, object], expected: list[str]) -> None:
    found = rules.scan_objections(replace(SCANNED, **values))  # type: ignore[arg-type]  # plain values
    assert [each.code for each in found] == [f"weeding.{each}" for each in expected]


@pytest.mark.parametrize(
    ("until_on", "why", "expected"),
    [
        (None, "local history", []), (TODAY + timedelta(days=1), "", []), (None, " ", ["kept_why"]),
        (TODAY, "", ["kept_until_past"]),
    ],
)  # fmt: skip
def test_kept_until_when(until_on: date | None, why: str, expected: list[str]) -> None:
    found = rules.mark_objections(
        name="Spring", is_proposed=False, mark=rules.KEEP, until_on=until_on, today=TODAY, why=why
    )
    assert [each.code for each in found] == [f"weeding.{each}" for each in expected]


def test_proposals() -> None:
    def proposed(*marked: tuple[str, str], is_proposed: bool = False) -> list[str]:
        found = rules.propose_objections(name="x", is_proposed=is_proposed, marked=marked)
        return [each.code for each in found]

    assert proposed(("Holes", "available")) == []
    assert proposed() == ["weeding.nothing_marked"]
    assert proposed(("Holes", "available"), is_proposed=True) == ["weeding.list_proposed"]
    assert proposed(("A", "on_loan"), ("B", "available"), ("C", "lost")) == ["weeding.is_out", "weeding.not_there"]
    states = ("", "draft", "asked", "declined", "approved", "carried_out")
    refused = [each for each in states if rules.take_back_objections(name="x", disposal_state=each)]
    assert refused == ["approved", "carried_out"]
    assert rules.drop_objections(name="x", is_proposed=True) and not rules.drop_objections(name="x", is_proposed=False)


def test_what_it_adds_up_to() -> None:
    science, fiction = rules.tallies(
        [
            ("Science", "withdraw", 1200, ["old", "unused"]),
            ("Science", "keep", 900, ["old", "worn"]),
            ("Fiction", "", 700, ["unused"]),
            ("Science", "withdraw", None, ["worn", "old"]),
        ]
    )
    assert (science.looked_at, science.kept, science.withdrawn, science.value_minor, science.unpriced) == (
        3, 1, 2, 1200, 1
    )  # fmt: skip
    assert science.reasons == {"old": 2, "unused": 1, "worn": 1}
    assert (fiction.looked_at, fiction.withdrawn, fiction.reasons) == (1, 0, {})


def section_of(call_number: str, scheme: str = DEWEY, *, with_lc: bool = True) -> str:
    """The section of the usual table a copy with this call number goes by."""
    key = shelving_key(call_number, scheme)
    one = replace(copy(), key=key, section_key=section_key(key, call_number))
    rule = rules.rule_for(rules.usual_rules(with_lc=with_lc), one)
    assert rule is not None
    return rule.section


@pytest.mark.parametrize(
    ("call_number", "section"),
    [
        ("FIC ROW", "Fiction"), ("F ROW v.2", "Fiction"), ("E SEUSS", "Picture books"), ("ER LOB", "Easy readers"),
        ("GN TEL", "Graphic novels"), ("SC POE", "Story collections"), ("B LINCOLN FRE", "Biography"),
        ("92 LINCOLN", "Biography"), ("921 LIN", "Biography"), ("929.4 NAM", "History"), ("909.8 COO", "History"),
        ("917.94 CAL", "Geography, travel"), ("REF 031 WOR", "Reference"), ("REF B LINCOLN", "Reference"),
        ("PRO 370 ABC", "Professional collection"), ("DVD 796 SOC", "Films, recordings, kits"),
        ("398.2 GRI", "Folk tales"), ("", "Everything else"), ("KIT", "Films, recordings, kits"),
        ("MAGAZINE", "Everything else"),
    ],
)  # fmt: skip
def test_the_usual_table_knows_every_section_of_a_school(call_number: str, section: str) -> None:
    assert section_of(call_number, with_lc=False) == section
    assert section_of(call_number, LOCAL) == section


@pytest.mark.parametrize(
    ("call_number", "section"),
    [
        ("QA76.73 .P98", "Computers"), ("QA135 .B8", "Science, mathematics"), ("QL737 .C23", "Science, mathematics"),
        ("E185 .F7", "History"), ("CT107 .A3", "Biography"), ("PZ7 .R79835", "Fiction"), ("PS3545 .E5", "Literature"),
        ("PE1591 .R73", "Languages"), ("GR550 .G7", "Folk tales"), ("GV943 .S6", "Arts, music, sports"),
        ("G1019 .N3", "Geography, travel"), ("GN281 .L4", "Social sciences, law, careers"),
        ("KF4550 .C6", "Social sciences, law, careers"), ("RA776 .H4", "Medicine, technology"),
        ("TX724 .C5", "Farming, home, crafts"), ("TR146 .P5", "Arts, music, sports"),
        ("BL303 .G7", "Religion, mythology"), ("AE5 .W55", "General works, news"), ("Z1037 .L5", "General works, news"),
        ("FIC ROW", "Fiction"), ("E SEUSS", "Picture books"), ("B LINCOLN FRE", "Biography"),
        ("GN TEL", "Graphic novels"), ("REF QA76 .B3", "Reference"), ("REF", "Reference"),
        ("WHATEVER", "Everything else"),
    ],
)  # fmt: skip
def test_what_is_shelved_by_lc_goes_by_its_class_and_stories_by_their_section(call_number: str, section: str) -> None:
    assert section_of(call_number, LC) == section


def test_without_lc_numbers_no_copy_goes_by_a_class_of_lc() -> None:
    for call_number in ("E SEUSS", "B LINCOLN", "GN TEL", "Q", "E 185"):
        rule = rules.rule_for(rules.usual_rules(with_lc=True), copy(call_number))
        assert rule is not None and rule.scheme == DEWEY
