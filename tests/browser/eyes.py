"""What a careful reader would see: axe's findings, a page too wide, words cut off or on top of each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core" / "axe.min.js"
EYES = Path(__file__).with_name("eyes.js")
ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What can be wrong in one theme and right in the other: themes are sets of colours and change nothing else."""


def put_on(page: Page, glasses: Path) -> None:
    """Bring a script into the page from outside; as a script of the page its own policy would rightly refuse it."""
    page.evaluate(f"() => {{ {glasses.read_text(encoding='utf-8')} }}")


def axe(page: Page, rules: Mapping[str, object] = ALL_RULES) -> list[str]:
    """Axe's violations, one line per rule with the first elements it names."""
    if not page.evaluate("typeof globalThis.axe === 'object'"):
        put_on(page, AXE)
    put_on(page, EYES)
    found: list[dict[str, Any]] = page.evaluate("rules => carrelEyes.findings(rules)", rules)
    return [f"axe {each['id']}: {each['help']}\n    " + "\n    ".join(each["nodes"]) for each in found]


def layout(page: Page) -> list[str]:
    """A page wider than the window, words cut off, words on top of other words, a scan the camera cannot make."""
    put_on(page, EYES)
    words = page.evaluate("carrelEyes.words()")
    lines = [f"too wide: {line}" for line in page.evaluate("carrelEyes.tooWide()")]
    lines += [f"cut off: {line}" for line in words["cut"]]
    lines += [f"without the camera: {line}" for line in page.evaluate("carrelEyes.blind()")]
    return lines + [f"on top of each other: {line}" for line in words["over"]]
