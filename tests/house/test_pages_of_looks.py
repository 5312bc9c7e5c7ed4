"""Each page that writes down who was looked at has a name for those who ask who looked."""

import ast
from collections.abc import Iterator
from pathlib import Path

from carrel.rooms.people.phrases import PAGE_NAMES

SOURCE = Path(__file__).resolve().parents[2] / "src" / "carrel"
PLACE_OF_PAGE = {"record_view": None, "record_views": None, "opened": 2}
"""What writes a look down, and where its page stands among the arguments when it has no name."""


def pages() -> Iterator[tuple[str, str]]:
    """Every page code in the source, with the file it stands in."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in PLACE_OF_PAGE:
                continue
            place = PLACE_OF_PAGE[name]
            said = [each.value for each in node.keywords if each.arg == "page"]
            said += [node.args[place]] if place is not None and len(node.args) > place else []
            for each in said:
                if isinstance(each, ast.Constant):
                    yield str(each.value), str(path.relative_to(SOURCE))


def test_every_page_has_a_name() -> None:
    found = sorted(pages())
    assert len(found) > 20
    unnamed = [f"{file}: {page}" for page, file in found if page not in PAGE_NAMES]
    assert not unnamed, "\n".join(unnamed)
