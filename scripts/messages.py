"""Keep the translations: `python scripts/messages.py update|compile|check`.

update   read every sentence out of the Python files and templates and bring each src/carrel/locale/*/…/django.po up
         to date: new ones come in empty, ones no longer said go out
compile  make the .mo files beside them (they are not committed)
check    say what is not translated, or translated with other placeholders; the exit status is 1 then

Babel does the work, with Django's `templatize` for the templates; no gettext of the system is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "carrel"
LOCALE = SOURCE / "locale"
PLURALS = "nplurals=2; plural=(n != 1);"
TEMPLATES = {".html", ".txt"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PASSING = re.compile(rb'"(Report-|POT-|PO-Rev|Last-T|Generated)[^"]*"\n')
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def found() -> Catalog:
    """Every sentence the program can say, with the files that say it."""
    catalog = Catalog(project="Carrel", charset="utf-8")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", *TEMPLATES} and "migrations" not in path.parts:
            place = path.relative_to(ROOT).as_posix()
            for _, message, comments, context in extract(
                "python", BytesIO(_as_python(path)), KEYWORDS, ["Translators:"]
            ):
                catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def _as_python(path: Path) -> bytes:
    """A file as Python source; of a template only its sentences are left, each at the beginning of a line."""
    if path.suffix == ".py":
        return path.read_bytes()
    text = path.read_text(encoding="utf-8")
    if "{%" not in text:
        return b""
    lines = templatize(text, origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines if "gettext" in line or "_(" in line).encode()


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Each language's file with what is in it."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parent.parent.name)


def update() -> int:
    """Bring every .po file up to date; what was translated stays."""
    template = found()
    for path, catalog in catalogues():
        catalog.update(template, no_fuzzy_matching=True)
        buffer = BytesIO()
        write_po(buffer, catalog, width=110, include_lineno=False, ignore_obsolete=True, sort_by_file=False)
        path.write_bytes(_tidied(buffer.getvalue()))
        empty = sum(1 for message in catalog if message.id and not _is_translated(message))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} sentences, {empty} not translated")
    return 0


def _tidied(content: bytes) -> bytes:
    """A header without moments and empty names, so that an update without news changes no byte; two plural forms."""
    content = _PASSING.sub(b"", content)
    return re.sub(rb'"Plural-Forms: [^"]*"', f'"Plural-Forms: {PLURALS}\\\\n"'.encode(), content)


def compile_all() -> int:
    """Make the .mo file beside each .po file."""
    for path, catalog in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return 0


def faults() -> list[str]:
    """What is missing or wrong in the translations, one sentence each; compared with what the program says today."""
    said = {
        (message.id if isinstance(message.id, str) else message.id[0], message.context): message for message in found()
    }
    told: list[str] = []
    for path, catalog in catalogues():
        language = path.parent.parent.name
        for (text, context), message in said.items():
            translated = catalog.get(text, context) if text else None
            if not text:
                continue
            if translated is None or not _is_translated(translated):
                told.append(f"{language}: not translated: {text!r}")
            elif wrong := _other_placeholders(message, translated):
                told.append(f"{language}: {text!r} is translated with other placeholders: {wrong}")
    return told


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(strings) and len(strings) == (2 if isinstance(message.id, (list, tuple)) else 1) and not message.fuzzy


def _other_placeholders(said: Message, translated: Message) -> str:
    """Placeholders that only one side has; the singular of a plural may leave its number out."""
    ids = list(said.id) if isinstance(said.id, (list, tuple)) else [said.id]
    strings = list(translated.string) if isinstance(translated.string, (list, tuple)) else [translated.string]
    known, used = _placeholders(ids[-1]) | _placeholders(ids[0]), _placeholders(strings[-1])
    extra = (_placeholders(strings[0]) | used) - known
    missing = _placeholders(ids[-1]) - used
    return ", ".join(sorted(extra | missing))


def _placeholders(text: str | None) -> set[str]:
    return {match.group() for match in _PLACEHOLDER.finditer(text or "")}


def check() -> int:
    """Print every fault; 1 when there is one."""
    told = faults()
    for fault in told:
        print(fault)
    return 1 if told else 0


def main(words: list[str]) -> int:
    """Do what the first word says."""
    todo = {"update": update, "compile": compile_all, "check": check}.get(words[0] if words else "")
    if todo is None:
        print(__doc__)
        return 2
    return todo()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
