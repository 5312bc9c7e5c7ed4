"""Which bars a number becomes, and why it does not. Source: docs/rules/barcodes.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.cellar.papers import symbols
from carrel.cellar.papers.label_layout import STACK, Label, lay_out
from carrel.cellar.papers.label_sheets import SHEETS, Sheet
from carrel.cellar.papers.symbols import Press, can_be_symbol, symbol_of
from carrel.rooms.inventory.rules import (
    BarcodeTemplate,
    ean13_check,
    has_mod10_check,
    has_wrong_check,
    mod10_check,
    mod43_check,
    without_mod43,
)

CODE128, CODABAR, CODABAR_MOD10 = "code128", "codabar", "codabar_mod10"
CODE39, CODE39_MOD43 = "code39", "code39_mod43"
ITF, ITF_MOD10, EAN13, QR = "itf", "itf_mod10", "ean13", "qr"

# Names of inventions, the same in every language.
SYMBOLOGY_NAMES: Mapping[str, str] = {
    CODE128: "Code 128",
    CODABAR_MOD10: "Codabar, mod 10",
    CODABAR: "Codabar",
    CODE39: "Code 39",
    CODE39_MOD43: "Code 39, mod 43",
    ITF: "Interleaved 2 of 5",
    ITF_MOD10: "Interleaved 2 of 5, mod 10",
    EAN13: "EAN-13",
    QR: "QR",
}
_PATTERNS: Mapping[str, str] = {
    CODE128: symbols.CODE128,
    CODABAR_MOD10: symbols.CODABAR,
    CODABAR: symbols.CODABAR,
    CODE39: symbols.CODE39,
    CODE39_MOD43: symbols.CODE39,
    ITF: symbols.ITF,
    ITF_MOD10: symbols.ITF,
    EAN13: symbols.EAN13,
    QR: symbols.QR,
}
_OFFERED = (CODE128, CODABAR, CODE39, QR)
"""What is named as a way out, the most usual first."""
_SOURCE = Source("setting", "labels of the site", "labels.setting")


@dataclass(frozen=True, slots=True)
class Coded:
    """A number ready to be barred: the pattern, what the bars say, and what is wrong with it ("" when nothing is)."""

    pattern: str
    text: str
    wrong: str = ""


def coded(number: str, symbology: str, template: BarcodeTemplate) -> Coded:
    """What the bars of a number say in a symbology; a check sign is added only where the number has none of its own.

    A number has its own when the site's numbers end with one, or when it is a library's number of fourteen digits.
    `wrong` is signs, check or odd.
    """
    pattern = _PATTERNS[symbology]
    if symbology == CODABAR_MOD10:
        return _with_mod10(number, pattern, template)
    if symbology == CODE39_MOD43:
        if not can_be_symbol(pattern, number):
            return Coded(pattern, number, "signs")
        if template.check == "mod43":
            return Coded(pattern, number, "" if without_mod43(number) else "check")
        return Coded(pattern, number + mod43_check(number))
    if symbology == ITF_MOD10:
        return _even(pattern, number + mod10_of_threes(number) if _is_digits(number) else number)
    if symbology == ITF:
        return _even(pattern, number)
    if symbology == EAN13:
        whole = number + ean13_check(number) if _is_digits(number) and len(number) == 12 else number
        if not can_be_symbol(pattern, whole):
            return Coded(pattern, whole, "signs")
        return Coded(pattern, whole, "" if ean13_check(whole[:12]) == whole[12] else "check")
    return Coded(pattern, number, "" if can_be_symbol(pattern, number) else "signs")


def _with_mod10(number: str, pattern: str, template: BarcodeTemplate) -> Coded:
    if not _is_digits(number) or not can_be_symbol(pattern, number):
        return Coded(pattern, number, "signs")
    has_own = template.check == "mod10" or (len(number) == 14 and number[0] in "23")
    if has_own:
        is_right = has_mod10_check(number) and not has_wrong_check(number)
        return Coded(pattern, number, "" if is_right else "check")
    return Coded(pattern, number + mod10_check(number))


def _even(pattern: str, text: str) -> Coded:
    if not can_be_symbol(pattern, text):
        return Coded(pattern, text, "signs")
    return Coded(pattern, text, "odd" if len(text) % 2 else "")


def mod10_of_threes(digits: str) -> str:
    """The check digit of Interleaved 2 of 5: weights 3 and 1 in turn from the right (as GS1 does in ITF-14).

    >>> mod10_of_threes("1540014128876")
    '3'
    """
    return str(-sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits))) % 10)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def number_objections(
    number: str, *, symbology: str, template: BarcodeTemplate, sheet: Sheet, press: Press, title: str = ""
) -> tuple[Objection, ...]:
    """What stands against printing a number so on this sheet, with what would do instead."""
    facts: dict[str, object] = {
        "number": number, "title": title, "symbology": SYMBOLOGY_NAMES[symbology], "sheet": sheet.name,
    }  # fmt: skip
    if not number:
        return (Objection("labels.no_number", Weight.REFUSE, facts),)
    made = coded(number, symbology, template)
    if made.wrong:
        better = [name for name in fitting_symbologies(number, template, sheet, press) if name != symbology]
        facts["instead"] = _names(better)
        return (Objection(f"labels.number_{made.wrong}", Weight.REFUSE, facts, _SOURCE),)
    if _fits(made, sheet, press):
        return ()
    facts["instead"] = _names(fitting_symbologies(number, template, sheet, press))
    facts["sheets"] = ", ".join(each.name for each in SHEETS.values() if _fits(made, each, press)) or "–"
    return (Objection("labels.bars_too_wide", Weight.REFUSE, facts, _SOURCE),)


def _names(codes: Iterable[str]) -> str:
    return ", ".join(SYMBOLOGY_NAMES[code] for code in codes) or "–"


def fitting_symbologies(number: str, template: BarcodeTemplate, sheet: Sheet, press: Press) -> list[str]:
    """The usual symbologies in which this number fits a label of the sheet, and is found by a scan afterwards."""
    made = {code: coded(number, code, template) for code in _OFFERED}
    return [code for code, each in made.items() if not each.wrong and _fits(each, sheet, press)]


def _fits(made: Coded, sheet: Sheet, press: Press) -> bool:
    label = Label(STACK, (), symbol_of(made.pattern, made.text), made.text)
    return not lay_out(label, sheet, press).is_too_small
