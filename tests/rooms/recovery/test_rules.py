"""The ladder, families, calls and clearance, over plain values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.recovery.rules import clearing, ladder
from carrel.rooms.recovery.rules.clearing import DepartmentFacts, NoticeFacts
from carrel.rooms.recovery.rules.families import families_of, language_of
from carrel.rooms.recovery.rules.ladder import DEFAULT, Rung, Step, next_rung

DUE = date(2026, 9, 1)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_the_default_ladder_is_sound_and_goes_up() -> None:
    assert ladder.ladder_objections(DEFAULT) == ()
    assert [each.kind for each in DEFAULT] == ["reminder", "notice", "notice", "letter", "call", "bill", "office"]
    assert ladder.from_rows(ladder.to_rows(DEFAULT)) == DEFAULT


@pytest.mark.parametrize(
    ("taken", "code", "on"),
    [
        ({}, "notice-1", 1),
        ({"notice-1": 1}, "notice-2", 14),
        ({"notice-1": 30}, "notice-2", 43),  # thirteen days lie between them, however late the first was
        ({"notice-1": 1, "notice-2": 14}, "letter", 28),
        ({"notice-2": 14}, "letter", 28),  # a step that was skipped by hand is not asked for again
        ({"notice-1": 1, "notice-2": 14, "letter": 28, "call": 42}, "bill", 56),
    ],
)
def test_the_next_step(taken: dict[str, int], code: str, on: int) -> None:
    rung = next_rung(DEFAULT, {key: after(days) for key, days in taken.items()}, DUE)
    assert rung is not None and (rung.step.code, rung.on) == (code, after(on))


def test_the_ladder_ends() -> None:
    assert next_rung(DEFAULT, {"office": after(84)}, DUE) is None
    assert next_rung((), {}, DUE) is None


def test_who_was_forgotten_for_months_gets_a_first_notice() -> None:
    rung = next_rung(DEFAULT, {}, DUE)
    assert rung is not None and rung.step.code == "notice-1"
    assert ladder.highest([rung], after(300)) == rung


def test_the_furthest_step_of_several_things() -> None:
    first, letter = Rung(DEFAULT[1], after(1)), Rung(DEFAULT[3], after(28))
    assert ladder.highest([first, letter], after(28)) == letter
    assert ladder.highest([first, letter], after(27)) == first
    assert ladder.highest([first, letter], DUE) is None


@pytest.mark.parametrize(("day", "goes"), [(-3, False), (-2, True), (0, True), (1, False)])
def test_a_reminder_goes_before_the_due_day_and_once(day: int, goes: bool) -> None:
    assert (ladder.reminder_of(DEFAULT, {}, DUE, after(day)) is not None) is goes
    assert ladder.reminder_of(DEFAULT, {"reminder": after(-2)}, DUE, after(day)) is None


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([], "recovery.ladder_empty"),
        ([Step(str(n), "notice", n, "slip") for n in range(1, 14)], "recovery.ladder_too_long"),
        ([Step("a", "notice", 1, "slip"), Step("b", "letter", 1, "paper")], "recovery.ladder_same_day"),
        ([Step("a", "notice", 1, "slip"), Step("a", "notice", 2, "slip")], "recovery.ladder_same_day"),
        ([Step("a", "call", 1, "slip")], "recovery.ladder_way"),
        ([Step("a", "reminder", 1, "email")], "recovery.ladder_days"),
        ([Step("a", "notice", -1, "slip")], "recovery.ladder_days"),
        ([Step("a", "notice", 721, "slip")], "recovery.ladder_days"),
    ],
)
def test_a_ladder_that_cannot_be(steps: list[Step], code: str) -> None:
    assert [each.code for each in ladder.ladder_objections(steps)] == [code]


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(100, 130)), max_size=40))
def test_families_part_all_students_and_keep_sharers_together(pairs: list[tuple[int, int]]) -> None:
    students = set(range(1, 31))
    family = families_of(students, pairs)
    assert set(family) == students
    assert all(family[root] == root and root <= student for student, root in family.items())
    for one, guardian in pairs:
        for other, same in pairs:
            assert guardian != same or family[one] == family[other]


def test_a_third_child_joins_two() -> None:
    assert families_of({1, 2, 3, 4}, [(2, 10), (3, 10), (3, 11), (1, 11)]) == {1: 1, 2: 1, 3: 1, 4: 4}


@pytest.mark.parametrize(
    ("codes", "found"),
    [(["es-MX"], "es"), (["spa"], "es"), (["ARA"], "ar"), (["xx", "ar"], "ar"), ([], "en"), (["vi"], "en")],
)
def test_the_language_of_a_paper(codes: list[str], found: str) -> None:
    assert language_of(codes, {"en", "es", "ar"}) == found


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (NoticeFacts(), ""),
        (NoticeFacts(is_undone=True), "recovery.undone_already"),
        (NoticeFacts(mail_states=("sent",)), "recovery.is_sent"),
        (NoticeFacts(mail_states=("waiting",)), ""),
        (NoticeFacts(is_given_out=True), "recovery.is_given_out"),
        (NoticeFacts(calls=1), "recovery.was_called"),
    ],
)
def test_what_may_be_taken_back(facts: NoticeFacts, code: str) -> None:
    assert [each.code for each in clearing.undo_notice_objections(facts)] == ([code] if code else [])


def test_a_call_needs_an_outcome_and_a_promise_its_day() -> None:
    def codes(outcome: str, promised: date | None = None, *, waiting: bool = True) -> list[str]:
        found = clearing.log_call_objections(outcome=outcome, promised_on=promised, today=DUE, is_waiting=waiting)
        return [each.code for each in found]

    assert codes("reached") == codes("promised", DUE) == []
    assert codes("shouted") == ["recovery.no_outcome"]
    assert codes("promised") == codes("promised", after(-1)) == ["recovery.promise_without_day"]
    assert codes("reached", waiting=False) == ["recovery.not_to_call"]


def test_departments_and_signatures() -> None:
    assert [clearing.department_of(each) for each in ("book", "textbook", "device", "kit", "media", "periodical")] == [
        "library", "textbooks", "devices", "devices", "media", "library",
    ]  # fmt: skip
    clear = DepartmentFacts("library")
    assert clearing.sign_off_objections(clear, name="Dee") == ()
    assert [each.code for each in clearing.sign_off_objections(DepartmentFacts("library", 2), name=" ")] == [
        "recovery.name_missing", "recovery.not_clear",
    ]  # fmt: skip
    signed = DepartmentFacts("library", signed_by="Dee")
    assert [each.code for each in clearing.sign_off_objections(signed, name="Gus")] == ["recovery.signed_already"]
    assert clearing.is_clear([signed]) and not clearing.is_clear([signed, clear]) and not clearing.is_clear([])
