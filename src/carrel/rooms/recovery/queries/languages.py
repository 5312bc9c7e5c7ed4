"""The languages notices can be written in: English and Spanish from the program's translations, others from files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import UnknownLocaleError
from babel.core import Locale
from babel.dates import format_date
from django.conf import settings
from django.utils.translation import override

from carrel.cellar.kernel.money import Money
from carrel.rooms.recovery import phrases
from carrel.rooms.recovery.phrases import NOTICE_TEXTS

SHIPPED = Path(phrases.__file__).parent / "languages"
_OWN = {"en": ("English", "en_US"), "es": ("Español", "es_US")}
# What may stand in texts; a text that asks for anything else is left out and named.
_SAMPLE = {"names": "x", "items": 1, "amount": "x", "site": "x"}
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its own name, how it writes days and money, which way it runs, and its texts by name.

    `faults` are names of texts that could not be used; English stands in for them.
    """

    code: str
    name: str
    locale: str
    direction: str
    texts: Mapping[str, str]
    faults: tuple[str, ...] = field(default=())

    def say(self, name: str, **facts: object) -> str:
        """One text with its facts."""
        text = self.texts.get(name)
        return (text if text is not None else tongue("en").texts[name]) % facts

    def day(self, day: date) -> str:
        """A day as this language writes it."""
        return format_date(day, "long", locale=self.locale)

    def money(self, minor: int, currency: str) -> str:
        """An amount as this language writes it."""
        return Money(minor, currency).text(self.locale)


def tongue(code: str) -> Tongue:
    """The language of this code; English where there is none."""
    if code not in _OWN:
        for path in _files().get(code, ()):
            return _read(path, path.stat().st_mtime_ns)
        code = "en"
    return _translated(code)


def tongues() -> dict[str, Tongue]:
    """Every language notices can be written in, by code."""
    return {code: tongue(code) for code in (*_OWN, *sorted(_files()))}


def _files() -> dict[str, tuple[Path, ...]]:
    """The files there are by their code; one of the installation goes before ours."""
    found: dict[str, tuple[Path, ...]] = {}
    for folder in (SHIPPED, Path(settings.CARREL_NOTICES)):
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            if path.stem.isalpha() and len(path.stem) in {2, 3} and path.stem not in _OWN:
                found[path.stem] = (path, *found.get(path.stem, ()))
    return found


@cache
def _translated(code: str) -> Tongue:
    name, locale = _OWN[code]
    with override(code):
        return Tongue(code, name, locale, "ltr", {key: str(text) for key, text in NOTICE_TEXTS.items()})


@cache
def _read(path: Path, _changed_at: int) -> Tongue:
    """A file of texts. What is wrong in it is left out and named, so that a slip of the pen stops no notice."""
    code, faults = path.stem, []
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        return Tongue(code, code, "en_US", "ltr", {}, ("",))
    texts = {}
    given = said.get("texts", {})
    for key, text in given.items() if isinstance(given, dict) else ():
        if key in NOTICE_TEXTS and _can_be_said(text):
            texts[key] = text
        else:
            faults.append(str(key)[:40])
    locale = str(said.get("locale", code))
    if not _is_locale(locale):
        faults.append("locale")
        locale = "en_US"
    faults += [key for key in NOTICE_TEXTS if key not in texts and key not in faults]
    direction = "rtl" if said.get("direction") == "rtl" else "ltr"
    return Tongue(code, str(said.get("name", code))[:40], locale, direction, texts, tuple(faults))


def _can_be_said(text: object) -> bool:
    if not isinstance(text, str) or len(text) > LONGEST:
        return False
    try:
        text % _SAMPLE
    except (KeyError, ValueError, TypeError):
        return False
    return True


def _is_locale(name: str) -> bool:
    try:
        Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return False
    return True
