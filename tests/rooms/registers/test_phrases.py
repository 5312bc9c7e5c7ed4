"""Every code a register can give has a sentence and a line in the rules; every refusal says what to do."""

import re
from pathlib import Path

from carrel.rooms.registers import rules
from carrel.rooms.registers.phrases import ADVICE, COLUMN_WORDS, KIND_WORDS, PHRASES

ROOM = Path(rules.__file__).parent.parent
PAGE = Path(__file__).parents[3] / "docs" / "rules" / "registers.md"


def given() -> set[tuple[str, str]]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py") if path.name != "phrases.py")
    return set(re.findall(r"\.(refuse|tell)\(\s*\"(registers\.\w+)\"", text))


def test_codes() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(given()) > 20
    for weight, code in given():
        assert code in PHRASES
        assert f"`{code}`" in page
        assert weight == "tell" or code in ADVICE, code
    assert set(ADVICE) <= {code for _, code in given()}


def test_words() -> None:
    names = {column.name for columns in rules.COLUMNS.values() for column in columns}
    assert names == set(COLUMN_WORDS)
    assert set(rules.KINDS) <= set(KIND_WORDS)


def test_presets_name_columns_there_are() -> None:
    for kind, presets in rules.PRESETS.items():
        names = {column.name for column in rules.COLUMNS[kind]}
        for preset in presets:
            assert set(preset.headers) <= names, preset.code
            assert len(set(preset.headers.values())) == len(preset.headers)
