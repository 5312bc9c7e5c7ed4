"""The source keeps the house's rules. Each checker is shown to bite in test_breaches.py."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from tests.house import verbs, words, writes
from tests.house.source import PACKAGE, ROOT, Source, actions, python_files

SOURCES = python_files()
# Only these may ask which database this is, two at most.
ASKS_THE_VENDOR: dict[str, str] = {
    "rooms/catalogue/queries/index.py": "one full-text index for each database",
    "cellar/kernel/planning.py": "only PostgreSQL plans by the size its tables had",
}


# Django asks a user model's manager to make accounts; only actions and commands call it.
WRITES_WITH_A_REASON = {"rooms/people/models/accounts.py"}


def complain(breaches: object) -> None:
    found = list(breaches)  # type: ignore[call-overload]  # any iterable of lines
    assert not found, "\n" + "\n".join(found)


def test_only_actions_and_the_cellar_write() -> None:
    complain(
        chain.from_iterable(
            writes.writes_in_the_wrong_place(source) for source in SOURCES if source.path not in WRITES_WITH_A_REASON
        )
    )


def test_rooms_are_told_the_time() -> None:
    complain(chain.from_iterable(writes.clocks_in_the_wrong_place(source) for source in SOURCES))


def test_two_named_files_ask_which_database_this_is() -> None:
    asking = {source.path for source in SOURCES if list(writes.asks_the_vendor(source))}
    complain(f"{path}: asks connection.vendor" for path in sorted(asking - set(ASKS_THE_VENDOR)))
    assert len(ASKS_THE_VENDOR) <= 2


def test_every_action_asks_for_its_permission_first() -> None:
    codes = {f"{source.room}.{function.name}" for source, function in actions(SOURCES)}
    complain(chain.from_iterable(verbs.missing_permission(*each, codes) for each in actions(SOURCES)))


def test_every_action_has_a_promise_and_an_inverse() -> None:
    names = {function.name for _, function in actions(SOURCES)}
    complain(chain.from_iterable(verbs.missing_promise(*each, names) for each in actions(SOURCES)))


def test_actions_take_all_but_the_actor_by_keyword() -> None:
    complain(chain.from_iterable(verbs.positional_arguments(*each) for each in actions(SOURCES)))


def test_every_action_has_a_test_file_of_its_name() -> None:
    complain(chain.from_iterable(verbs.missing_test_file(*each, ROOT / "tests") for each in actions(SOURCES)))


def test_parts_of_actions_name_their_inverse_and_are_out_of_reach_of_doors() -> None:
    inner = verbs.inner_verbs(SOURCES)
    complain(
        f"{code}: takes no actor, so it is a part of an action: name its inverse, or begin its name with _"
        for code, function in inner.items()
        if not verbs.names_an_inverse(function)
    )
    complain(chain.from_iterable(verbs.doors_calling_inner_verbs(source, inner) for source in SOURCES))


def rules_pages() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs" / "rules").glob("*.md")))


def phrases() -> set[str]:
    return {code for source in SOURCES if "phrases" in source.parts for code in words.phrase_codes(source)}


@pytest.mark.parametrize("source", [each for each in SOURCES if words.codes_in(each)], ids=lambda each: each.path)
def test_every_objection_has_a_phrase_and_a_line_in_the_rules(source: Source) -> None:
    said, explained = phrases(), rules_pages()
    codes = sorted(words.codes_in(source))
    complain(f"{source.path}: {code} has no phrase" for code in codes if code not in said)
    complain(f"{source.path}: {code} has no line in docs/rules/" for code in codes if code not in explained)


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "rules").glob("*.md")), ids=lambda each: each.stem)
def test_every_page_of_rules_has_prose_and_a_flow_chart(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    charts = re.findall(
        r"^```mermaid\n(?:flowchart|graph|stateDiagram)[^\n]*\n(.+?)^```$", text, re.MULTILINE | re.DOTALL
    )
    assert charts, f"{page.name} has no flow chart"
    complain(f"{page.name}: a chart of one step" for chart in charts if chart.count("-->") < 3)
    prose = [line for line in text.splitlines() if line and line[0] not in "#|`" and not line.startswith("    ")]
    assert len(prose) >= 2, f"{page.name} has a chart and no prose"


def test_module_names_say_what_is_inside() -> None:
    complain(words.forbidden_names([source.path for source in SOURCES]))


def own_files() -> list[tuple[str, str]]:
    """What we wrote, by path and text: Python, pages and scripts. Migrations and what others wrote are left out."""
    folders = [PACKAGE, ROOT / "tests", ROOT / "scripts", ROOT / "benchmarks"]
    paths = [path for folder in folders for kind in ("*.py", "*.html", "*.js") for path in folder.rglob(kind)]
    mine = [path for path in paths if not {"migrations", "vendor", "__pycache__"} & set(path.parts)]
    return [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(mine)]


def test_no_file_is_longer_than_one_can_keep_in_mind() -> None:
    complain(chain.from_iterable(words.too_long(path, text) for path, text in own_files()))


def test_every_exception_to_a_check_says_why() -> None:
    python = [(path, text) for path, text in own_files() if path.endswith(".py")]
    complain(chain.from_iterable(words.unreasoned_exceptions(path, text) for path, text in python))
