"""Labels in the demo: how the middle school prints them, a sheet of its own, a run on paper and one half scanned."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.forms import ModelForm

from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.inventory.models import Item
from carrel.rooms.labels import actions, queries
from carrel.rooms.labels.forms import LabelPrinterForm, LabelSettingForm, LabelSheetForm
from carrel.rooms.labels.models import LabelPrinter
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account

_SHEET = {
    "name": "Spine sheet, 1 × 1.5 in", "unit": "in", "width": "1", "height": "1.5", "columns": "7", "rows": "6",
    "left": "0.5", "top": "0.75", "pitch_x": "1.05", "pitch_y": "1.6",
}  # fmt: skip
_ROLL = {"name": "Roll, 2.25 × 1.25 in", "unit": "in", "is_roll": "on", "width": "2.25", "height": "1.25"}
_PRINTER = {
    "name": "Office laser", "sheet": "5160", "offset_right": "3", "offset_down": "-2", "scale": "100", "dots": "600",
    "least_bar": "75",
}  # fmt: skip
_SETTING = {
    "item_symbology": "codabar_mod10", "card_symbology": "codabar_mod10", "asset_symbology": "qr",
    "top_line": "", "letters": "0", "spine_size": "14",
}  # fmt: skip
ON_PAPER, SCANNED = 40, 6


def print_labels(houses: Houses, *, now: datetime) -> int:
    """Keep sheets, a printer and how labels are made; print a run and begin one. Returns how many labels are on paper.

    Raises ValueError when a form of ours is not in order.
    """
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    for values in (_SHEET, _ROLL):
        actions.keep_label_sheet(dee, form=_checked(LabelSheetForm, values), now=now)
    actions.keep_label_printer(dee, form=_checked(LabelPrinterForm, _PRINTER, initial={"site": site_id}), now=now)
    setting = _checked(LabelSettingForm, _SETTING, instance=queries.setting_row(site_id))
    actions.keep_label_setting(dee, form=setting, now=now)
    printer = LabelPrinter.objects.get(site_id=site_id)
    books = Item.objects.filter(site_id=site_id, item_type__code="BOOK").exclude(barcode="").exclude(call_number="")
    numbers = list(books.order_by("shelving_key", "pk").values_list("barcode", flat=True)[: ON_PAPER + SCANNED])
    before = now - timedelta(days=2)
    printed = actions.start_run(dee, kind="spine", printer_id=printer.pk, order="shelf", now=before)
    for number in numbers[:ON_PAPER]:
        actions.scan_into_run(dee, run_id=printed, text=number, now=before)
    labels = actions.print_run(dee, run_id=printed, now=before)
    begun = actions.start_run(dee, kind="barcode", printer_id=printer.pk, now=now)
    for number in numbers[ON_PAPER:]:
        actions.scan_into_run(dee, run_id=begun, text=number, now=now)
    return labels


def _checked(form: type[ModelForm[Any]], values: Mapping[str, str], **more: Any) -> Any:
    made = form(dict(values), **more)
    if not made.is_valid():
        raise ValueError(f"The demo's labels are not in order: {made.errors.as_json()}")
    return made
