"""Each checker of the house finds what it is for: every test feeds one a deliberate breach, and its honest twin."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import verbs, words, writes
from tests.house.source import Source, actions


def function_in(source: Source) -> ast.FunctionDef:
    return next(node for node in source.tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(
    "line",
    [
        "Loan.objects.create(item=item)",
        "Loan.objects.filter(pk=1).update(note='')",
        "Loan.objects.filter(pk=1).delete()",
        "Loan._default_manager.bulk_create(rows)",
        "Person.objects.get_or_create(number='1')",
        "loan.save()",
        "form.save(commit=True)",
        "cursor.execute('UPDATE circulation_loan SET due_at = 1')",
    ],
)
def test_a_write_outside_actions_is_found(line: str) -> None:
    assert list(writes.writes_in_the_wrong_place(Source("rooms/circulation/queries.py", line)))
    assert list(writes.writes_in_the_wrong_place(Source("doors/web/desk/views.py", line)))
    assert not list(writes.writes_in_the_wrong_place(Source("rooms/circulation/actions.py", line)))
    assert not list(writes.writes_in_the_wrong_place(Source("rooms/circulation/actions/lending.py", line)))
    assert not list(writes.writes_in_the_wrong_place(Source("cellar/kernel/audit.py", line)))


@pytest.mark.parametrize(
    "line",
    [
        "facts.update(more)",
        "picture.save(path, 'WEBP')",
        "cursor.execute('SELECT 1')",
        "digest.update(data)",
        "Source.create(3)",
    ],
)
def test_what_only_looks_like_a_write_is_left_alone(line: str) -> None:
    assert not list(writes.writes_in_the_wrong_place(Source("rooms/circulation/queries.py", line)))


@pytest.mark.parametrize(
    "line",
    [
        "from carrel.cellar.kernel.clock import now",
        "today = date.today()",
        "at = timezone.now()",
        "at = datetime.now(UTC)",
    ],
)
def test_a_room_that_asks_the_clock_is_found(line: str) -> None:
    assert list(writes.clocks_in_the_wrong_place(Source("rooms/circulation/actions.py", line)))
    assert not list(writes.clocks_in_the_wrong_place(Source("rooms/circulation/tasks.py", line)))
    assert not list(writes.clocks_in_the_wrong_place(Source("doors/web/desk/views.py", line)))


def test_asking_for_the_database_is_found() -> None:
    assert list(writes.asks_the_vendor(Source("rooms/x/queries.py", "if connection.vendor == 'sqlite':\n    pass")))
    assert not list(writes.asks_the_vendor(Source("rooms/x/queries.py", "copy.vendor")))


HONEST = '''
def lend(actor, *, item_id, now):
    """Lend it.

    Inverse: take_back.
    """
    require(actor, "circulation.lend")
'''


def test_an_honest_action_passes() -> None:
    source = Source("rooms/circulation/actions.py", HONEST)
    function = function_in(source)
    assert not list(verbs.missing_permission(source, function, {"circulation.other"}))
    assert not list(verbs.missing_promise(source, function, {"take_back"}))
    assert not list(verbs.positional_arguments(source, function))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"circulation.lend"', '"circulation.look"'),
        ('    require(actor, "circulation.lend")', "    pass"),
        ('    require(actor, "circulation.lend")', '    now = 1\n    require(actor, "circulation.lend")'),
    ],
)
def test_a_forgotten_permission_is_found(old: str, new: str) -> None:
    source = Source("rooms/circulation/actions.py", HONEST.replace(old, new))
    assert list(verbs.missing_permission(source, function_in(source), {"circulation.other"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Inverse: take_back.", ""),
        ("Inverse: take_back.", "Inverse: nothing_of_this_name."),
        ("Inverse: take_back.", "No inverse."),
        ("Lend it.\n", "Lend it\n"),
        ('"""Lend it.\n\n    Inverse: take_back.\n    """', ""),
    ],
)
def test_a_forgotten_promise_or_inverse_is_found(old: str, new: str) -> None:
    source = Source("rooms/circulation/actions.py", HONEST.replace(old, new))
    assert list(verbs.missing_promise(source, function_in(source), {"take_back"}))


def test_a_reason_for_no_inverse_is_enough() -> None:
    text = HONEST.replace("Inverse: take_back.", "No inverse: sent mail cannot be called back.")
    source = Source("rooms/circulation/actions.py", text)
    assert not list(verbs.missing_promise(source, function_in(source), set()))


def test_positional_arguments_are_found() -> None:
    source = Source("rooms/circulation/actions.py", HONEST.replace("*, item_id", "item_id"))
    assert list(verbs.positional_arguments(source, function_in(source)))


def test_an_action_without_its_test_file_is_found(tmp_path: Path) -> None:
    source = Source("rooms/circulation/actions.py", HONEST)
    assert list(verbs.missing_test_file(source, function_in(source), tmp_path))
    (tmp_path / "rooms" / "circulation").mkdir(parents=True)
    (tmp_path / "rooms" / "circulation" / "test_lend.py").touch()
    assert not list(verbs.missing_test_file(source, function_in(source), tmp_path))


CODES = """
Objection("people.one", Weight.ASK)
Objection(code="people.two", weight=Weight.ASK)
Objection("people.three" if late else "people.four", Weight.ASK)
code = "people.five"
verdicts.Objection(code, Weight.ASK, {}, None, "people.an_override")
"""


def test_codes_are_found_however_they_are_given() -> None:
    found = words.codes_in(Source("rooms/people/rules.py", CODES))
    assert found == {f"people.{number}" for number in ("one", "two", "three", "four", "five")}


def test_codes_with_phrases_are_found() -> None:
    assert words.phrase_codes(Source("rooms/people/phrases.py", 'PHRASES = {"people.one": _("Text")}')) == {
        "people.one"
    }


@pytest.mark.parametrize(
    "path", ["rooms/people/utils.py", "rooms/core/rules.py", "doors/web/helpers.py", "cellar/misc/x.py"]
)
def test_a_name_that_says_nothing_is_found(path: str) -> None:
    assert list(words.forbidden_names([path]))


def test_names_with_a_reason_pass() -> None:
    assert not list(
        words.forbidden_names(["cellar/kernel/sqlite/base.py", "rooms/helpers/rules.py", "rooms/people/rules.py"])
    )


def test_a_long_file_is_found() -> None:
    assert list(words.too_long("x.py", "\n" * 401))
    assert not list(words.too_long("x.py", "\n" * 400))


@pytest.mark.parametrize(
    "comment", ["# noqa", "# noqa: S603", "# type: ignore", "# type: ignore[attr-defined]", "# TODO later"]
)
def test_an_exception_without_reason_is_found(comment: str) -> None:
    assert list(words.unreasoned_exceptions("x.py", f"x = 1  {comment}\n"))


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: S603 - the words are ours",
        "# type: ignore[attr-defined]  # the library ships no types",
    ],
)
def test_an_exception_with_its_reason_passes(comment: str) -> None:
    assert not list(words.unreasoned_exceptions("x.py", f"x = 1  {comment}\n"))


def test_a_permission_may_have_a_name_or_be_that_of_another_action() -> None:
    named = Source(
        "rooms/circulation/actions.py", 'CODE = "circulation.lend"\n' + HONEST.replace('"circulation.lend"', "CODE")
    )
    other = Source("rooms/circulation/actions.py", HONEST.replace('"circulation.lend"', '"circulation.other"'))
    assert not list(verbs.missing_permission(named, function_in(named), ()))
    assert not list(verbs.missing_permission(other, function_in(other), {"circulation.other"}))


@pytest.mark.parametrize(
    "door",
    [
        "from carrel.rooms.inventory.actions import mark_lent",
        "from carrel.rooms.inventory import actions\nactions.mark_lent(item_id=1)",
        "from carrel.rooms.inventory import actions as items\nitems.mark_lent(item_id=1)",
    ],
)
def test_a_door_that_goes_past_the_permission_is_found(door: str) -> None:
    inner = verbs.inner_verbs([Source("rooms/inventory/actions.py", "def mark_lent(*, item_id): ...")])
    assert list(inner) == ["inventory.mark_lent"]
    assert list(verbs.doors_calling_inner_verbs(Source("doors/web/desk/views.py", door), inner))
    assert not list(verbs.doors_calling_inner_verbs(Source("rooms/circulation/actions.py", door), inner))


def test_a_permission_chosen_by_the_case_counts_when_all_are_known() -> None:
    line = 'require(actor, "circulation.other" if quiet else {})'
    for second, honest in (('"circulation.lend"', True), ('"circulation.unheard_of"', False)):
        text = HONEST.replace('require(actor, "circulation.lend")', line.format(second))
        source = Source("rooms/circulation/actions.py", text)
        assert (not list(verbs.missing_permission(source, function_in(source), {"circulation.other"}))) is honest


def test_reaching_behind_another_rooms_actions_is_found() -> None:
    line = "from carrel.rooms.inventory.actions.marking import mark_lent"
    assert list(verbs.past_the_front(Source("doors/web/desk/views.py", line)))
    assert not list(verbs.past_the_front(Source("rooms/inventory/actions/adding.py", line)))


def test_of_a_package_what_its_front_shows_is_an_action() -> None:
    front = Source("rooms/people/actions/__init__.py", "from carrel.rooms.people.actions.cards import assign_card")
    text = "def assign_card(actor, *, number): ...\n\ndef checked(actor, number): ..."
    cards = Source("rooms/people/actions/cards.py", text)
    assert [function.name for _, function in actions([front, cards])] == ["assign_card"]
