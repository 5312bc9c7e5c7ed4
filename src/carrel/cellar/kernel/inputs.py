"""Inputs of forms for which HTML has a kind, or a scanner a use: a day, a number that is scanned, a list of such."""

from typing import Any

from django import forms

_AS_SCANNED = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ScanInput(forms.TextInput):
    """A number that is scanned, among other fields: the camera fills it and sends nothing."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(_AS_SCANNED | {"data-scan-box": "fill"} | (attrs or {}))


class ScanLines(forms.Textarea):
    """Numbers scanned one after the other, or pasted: one on each line. The camera adds a line for each."""

    def __init__(self, rows: int = 6) -> None:
        super().__init__(_AS_SCANNED | {"rows": rows, "data-scan-box": ""})
