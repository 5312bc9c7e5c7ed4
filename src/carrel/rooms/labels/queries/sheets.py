"""Questions about a site's label settings, its sheets and its label printers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.papers.label_pages import AS_MEASURED, Fit
from carrel.cellar.papers.label_sheets import SHEETS, Sheet
from carrel.cellar.papers.symbols import Press
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.labels.models import LabelPrinter, LabelSetting, LabelSheet
from carrel.rooms.labels.rules import Setting
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from django.db.models import QuerySet

OWN = "own-"


def setting_row(site_id: int) -> LabelSetting:
    """The site's setting as its form changes it; one that was never kept has the defaults."""
    return LabelSetting.objects.filter(site_id=site_id).first() or LabelSetting(site_id=site_id)


def setting_of(site_id: int) -> Setting:
    """How this site's labels are made; without words of its own the top line is the site's name."""
    row, site = setting_row(site_id), schools.site(site_id)
    return Setting(
        item_symbology=row.item_symbology,
        card_symbology=row.card_symbology,
        asset_symbology=row.asset_symbology,
        top_line=row.top_line or (site.name if site else ""),
        letters=row.letters,
        spine_size=row.spine_size,
        template=inventory.template_of(site_id),
    )


def own_sheets(actor: Actor) -> "QuerySet[LabelSheet]":
    """The own sheets of the actor's site."""
    return LabelSheet.objects.filter(site_id=actor.site_id or 0)


def geometry_of(row: LabelSheet) -> Sheet:
    """A kept sheet as `papers` lays it out; on a roll the label is the page."""
    if row.is_roll:
        width, height = float(row.width), float(row.height)
        return Sheet(
            f"{OWN}{row.pk}", row.name, width, height, page_width=width, page_height=height, source=row.name,
            is_roll=True,
        )  # fmt: skip
    return Sheet(
        f"{OWN}{row.pk}", row.name, float(row.width), float(row.height), row.columns, row.rows, float(row.left),
        float(row.top), float(row.pitch_x), float(row.pitch_y), float(row.page_width), float(row.page_height),
        source=row.name,
    )  # fmt: skip


def sheets_at(site_id: int) -> Mapping[str, Sheet]:
    """Every sheet there is for a site, by code: its own first, then those known by name."""
    own = [geometry_of(row) for row in LabelSheet.objects.filter(site_id=site_id)]
    return {**{sheet.code: sheet for sheet in own}, **SHEETS}


def sheet_of(code: str, site_id: int) -> Sheet | None:
    """One sheet by its code, or None when it is not kept any more."""
    if code in SHEETS:
        return SHEETS[code]
    number = code.removeprefix(OWN)
    row = LabelSheet.objects.filter(site_id=site_id, pk=int(number)).first() if number.isdigit() else None
    return geometry_of(row) if row else None


def label_printers(actor: Actor) -> "QuerySet[LabelPrinter]":
    """The label printers of the actor's site."""
    return LabelPrinter.objects.select_related("queue").filter(site_id=actor.site_id or 0)


def fit_of(printer: LabelPrinter | None) -> Fit:
    """What makes a printer's page fit; nothing is moved without a printer."""
    if printer is None:
        return AS_MEASURED
    return Fit(printer.offset_right / 100, printer.offset_down / 100, float(printer.scale) / 100)


def press_of(printer: LabelPrinter | None) -> Press:
    """What a printer can print; the usual office printer without one."""
    return Press(printer.least_bar / 100, printer.dots) if printer else Press()


def next_cell_of(printer: LabelPrinter | None, sheet: Sheet) -> int:
    """The label with which the next run of this printer begins on this sheet."""
    return int(printer.next_cells.get(sheet.code, 0)) % sheet.cells if printer else 0
