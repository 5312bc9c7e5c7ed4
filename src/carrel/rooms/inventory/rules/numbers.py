"""What a scanned or typed number is, and whether it may be given to an item.

A scan is never refused for its form: old labels carry wrong check digits. Numbers are checked when assigned.
Source: docs/rules/callnumbers.md, part "Numbers on labels".
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

NUMBER_LENGTH = 64
CODE39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
NO_CHECK, MOD10, MOD43 = "", "mod10", "mod43"
CHECKS = (NO_CHECK, MOD10, MOD43)

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_CODABAR = re.compile(r"[ABCDTNE*]([0-9$:/.+-]+)[ABCDTNE*]")
_STARRED = re.compile(r"\*([^*]+)\*")
# Each digit doubled, and both digits of that summed.
_TWICE = bytes.maketrans(b"0123456789", b"0246813579")
_ISBN_13 = re.compile(r"97[89][0-9]{10}")


@dataclass(frozen=True)
class BarcodeTemplate:
    """How a site's item labels are made: the digits all share, the length of the whole, the check at the end.

    `length` 0 means any length. Example: prefix "31234", length 14, check "mod10".
    """

    prefix: str = ""
    length: int = 0
    check: str = NO_CHECK

    def full(self, short: str) -> str:
        """The number as printed for a bare item number, `1006` → `31234000010064`; blank where it cannot be."""
        room = self.length - len(self.prefix) - (1 if self.check else 0)
        if not self.prefix or not short.isdigit() or room < len(short):
            return ""
        body = self.prefix + short.zfill(room)
        return body + self.check_of(body)

    def check_of(self, body: str) -> str:
        """The check character that this template puts after `body`."""
        if self.check == MOD10:
            return mod10_check(body) if _is_digits(body) else ""
        return mod43_check(body) if self.check == MOD43 else ""


ANY_TEMPLATE = BarcodeTemplate()


def next_number(highest: str, template: BarcodeTemplate, skip: Callable[[int], int] = int) -> str:
    """The number after `highest` (blank when there is none yet) that the template can print; blank when it is full.

    `skip` moves a bare number on to the next that may be given (rules.next_outside).
    """
    short = _short_of(highest, template) if highest else ""
    following = skip(int(short) + 1 if _is_digits(short) else 1)
    return template.full(str(following))


def normalise_number(text: str) -> str:
    """The number as it is stored and compared: no blanks, control or guard characters, capitals.

    Takes off what readers add: the AIM prefix (`]C0`), Code 39 asterisks, Codabar start and stop letters.
    """
    if _is_digits(text):  # Nearly every number here; nothing below changes one.
        return text
    text = unicodedata.normalize("NFKC", text)
    text = "".join(char for char in text if char.isprintable() and not char.isspace())
    if _AIM.match(text):
        text = text[3:]
    text = text.upper()
    for guard in (_STARRED, _CODABAR):
        if match := guard.fullmatch(text):
            return match[1]
    return text


def numbers_meant(text: str, template: BarcodeTemplate = ANY_TEMPLATE) -> tuple[str, ...]:
    """The stored numbers a scan may stand for, the likeliest first: as read, without or with its check, rebuilt."""
    number = normalise_number(text)
    if not number or len(number) > NUMBER_LENGTH:
        return ()
    meant = [number, template.full(number)]
    if template.check == MOD43:
        meant += [number + mod43_check(number) if is_code39(number) else "", without_mod43(number)]
    if template.prefix and template.full(_short_of(number, template)) == number:
        meant.append(_short_of(number, template).lstrip("0"))
    return tuple(dict.fromkeys(one for one in meant if one))


def _short_of(number: str, template: BarcodeTemplate) -> str:
    end = -1 if template.check else None
    return number[len(template.prefix) : end] if number.startswith(template.prefix) else ""


def mod10_check(digits: str) -> str:
    """The last digit of a library number: from its right end, every other digit doubled (Luhn).

    >>> mod10_check("3123400001006")
    '4'
    """
    plain = digits.encode("ascii")
    total = sum(plain[-1::-2].translate(_TWICE)) + sum(plain[-2::-2]) - len(plain) * ord("0")
    return str(-total % 10)


def has_mod10_check(number: str) -> bool:
    """Whether the last digit agrees with those before it."""
    return len(number) > 1 and _is_digits(number) and mod10_check(number[:-1]) == number[-1]


def has_wrong_check(number: str) -> bool:
    """Whether a library's number of fourteen digits ends with another digit than its check."""
    return _is_library_number(number) and not has_mod10_check(number)


def is_code39(text: str) -> bool:
    """Whether Code 39 can print each character."""
    return bool(text) and all(char in CODE39 for char in text)


def mod43_check(text: str) -> str:
    """The optional check character of Code 39: the sum of the characters' values modulo 43.

    >>> mod43_check("CODE39")
    'W'
    """
    return CODE39[sum(CODE39.index(char) for char in text) % 43]


def without_mod43(number: str) -> str:
    """The number without its check character, or blank when the last one is none."""
    if len(number) > 1 and is_code39(number) and mod43_check(number[:-1]) == number[-1]:
        return number[:-1]
    return ""


def ean13_check(digits: str) -> str:
    """The thirteenth digit of an EAN or ISBN-13 from its first twelve, weighted 1 and 3 in turn.

    >>> ean13_check("978030640615")
    '7'
    """
    total = sum(int(char) * (3 if place % 2 else 1) for place, char in enumerate(digits))
    return str(-total % 10)


def scanned_isbn(text: str) -> str:
    """The ISBN-13 on a book's back, or blank; a reader may send the price add-on of 2 or 5 digits behind it."""
    number = normalise_number(text)
    head = number[:13]
    if not _is_digits(number) or len(number) not in (13, 15, 18) or not _ISBN_13.fullmatch(head):
        return ""
    return head if ean13_check(head[:12]) == head[12] else ""


def assign_number_objections(
    number: str,
    *,
    template: BarcodeTemplate = ANY_TEMPLATE,
    is_barcode: bool = True,
    taken_by: str = "",
    site: str = "",
) -> tuple[Objection, ...]:
    """What stands against giving the normalised `number` to an item; `taken_by` is the title that already has it."""
    facts: dict[str, object] = {"number": number[:NUMBER_LENGTH], "title": taken_by, "site": site}
    if not number:
        return (Objection("inventory.number_blank", Weight.REFUSE, facts),)
    if len(number) > NUMBER_LENGTH:
        return (Objection("inventory.number_long", Weight.REFUSE, {**facts, "most": NUMBER_LENGTH}),)
    found: list[Objection] = []
    if taken_by:
        found.append(Objection("inventory.number_taken", Weight.REFUSE, facts, Source("fact", "item numbers")))
    if is_barcode:
        found += _form_objections(number, template, facts)
    return tuple(found)


_SOURCE = Source("setting", "barcodes of the site", "schools.site.barcode")


def _form_objections(number: str, template: BarcodeTemplate, facts: dict[str, object]) -> list[Objection]:
    def ask(code: str, **more: object) -> Objection:
        return Objection(code, Weight.ASK, {**facts, **more}, _SOURCE, "inventory.override_barcode")

    if scanned_isbn(number):
        return [ask("inventory.number_is_isbn")]
    if template.length and len(number) != template.length:
        return [ask("inventory.number_length", expected=template.length, found=len(number))]
    if template.prefix and not number.startswith(template.prefix):
        return [ask("inventory.number_prefix", expected=template.prefix)]
    checks_mod10 = template.check == MOD10 or (template.check == NO_CHECK and _is_library_number(number))
    if checks_mod10 and not has_mod10_check(number):
        expected = mod10_check(number[:-1]) if _is_digits(number) else ""
        return [ask("inventory.number_check", expected=expected, found=number[-1])]
    if template.check == MOD43 and not without_mod43(number):
        expected = mod43_check(number[:-1]) if is_code39(number[:-1]) else ""
        return [ask("inventory.number_check", expected=expected, found=number[-1])]
    return []


def _is_library_number(number: str) -> bool:
    return len(number) == 14 and _is_digits(number) and number[0] in "23"


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
