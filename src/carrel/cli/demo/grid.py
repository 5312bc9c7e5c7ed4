"""The demo's rules of lending: item types, the policy grid, and the dates by which everything is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.writing import writing
from carrel.cli.demo.district import last_day
from carrel.cli.demo.holidays import last_return_day
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import DayOfSeries
from carrel.rooms.inventory.forms import ItemTypeForm
from carrel.rooms.inventory.models import ItemType

BOOKS_BACK, DEVICES_BACK = "Library books back", "Device collection"
STUDENT = "student"
ADULTS = ("teacher", "staff")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid in codes; an empty code means all."""

    settings: Mapping[str, object]
    site: str = ""
    category: str = ""
    item_type: str = ""


_HELD = {"loanable": True, "length": 200, "length_unit": "open_days", "max_loans_of_type": 1, "renewals": 0}
_OVERNIGHT = {"loanable": True, "length": 1, "length_unit": "open_days", "renewals": 0}
LINES = (
    Line(
        {"length": 14, "length_unit": "calendar_days", "renewals": 2, "renew_from": "due", "hard_due_date": BOOKS_BACK}
    ),
    Line({"max_loans": 10, "max_overdue": 3, "renew_overdue": False}, category=STUDENT),
    Line({"max_loans": 3, "length": 7, "length_unit": "calendar_days"}, site=SITE_CODES["E"], category=STUDENT),
    *(
        Line({"max_loans": 60, "length": 40, "length_unit": "open_days", "renewals": 5}, category=code)
        for code in ADULTS
    ),
    # Only the middle school charges for lateness; the others are fine-free, which is the default.
    Line(
        {
            "fine_minor": 10,
            "fine_grace": 1,
            "fine_cap_minor": 300,
            "fine_cap_price": True,
            "lost_fee_minor": 300,
            "long_overdue_days": 30,
            "max_claims": 2,
        },
        site=SITE_CODES["M"],
        category=STUDENT,
    ),
    Line({"loanable": False}, item_type="REFERENCE"),
    *(Line(_OVERNIGHT, category=code, item_type="REFERENCE") for code in ADULTS),
    Line({"length": 5, "length_unit": "open_days", "renewals": 1, "max_loans_of_type": 2}, item_type="RECORDING"),
    Line(_HELD | {"hard_due_date": DEVICES_BACK}, category=STUDENT, item_type="CHROMEBOOK"),
    Line(_HELD | {"hard_due_date": DEVICES_BACK}, category=STUDENT, item_type="CHARGER"),
    Line({"length": 1, "length_unit": "open_days", "renewals": 1}, item_type="EQUIPMENT"),
)


ITEM_TYPES = (
    ("BOOK", "Book", "book"),
    ("REFERENCE", "Reference book", "book"),
    ("RECORDING", "Recording", "media"),
    ("CHROMEBOOK", "Chromebook", "device"),
    ("CHARGER", "Charger", "device"),
    ("EQUIPMENT", "Equipment", "equipment"),
)


def add_item_types(*, now: datetime) -> dict[str, int]:
    """The kinds of things the district owns; returns their keys by code."""
    with writing():
        for sort, (code, name, family) in enumerate(ITEM_TYPES, start=1):
            form = ItemTypeForm(data={"code": code, "name": name, "family": family, "sort": sort})
            keep(SYSTEM, form, "inventory.keep_item_type", now=now)
    return dict(ItemType.objects.values_list("code", "pk"))


def build_grid(
    year: int, houses: Houses, categories: Mapping[str, int], item_types: Mapping[str, int], *, now: datetime
) -> None:
    """Write the grid and its hard due dates; ``categories`` and ``item_types`` give the keys of their codes."""
    with writing():
        series = {
            BOOKS_BACK: _series(BOOKS_BACK, [last_return_day(each) for each in (year - 1, year, year + 1)], now),
            DEVICES_BACK: _series(
                DEVICES_BACK, [last_day(each) - timedelta(days=7) for each in (year - 1, year, year + 1)], now
            ),
        }
        for line in LINES:
            settings = dict(line.settings)
            if "hard_due_date" in settings:
                settings["hard_due_date"] = series[str(settings["hard_due_date"])]
            actions.save_policy_row(
                SYSTEM,
                now=now,
                settings=settings,
                site_id=houses.sites.get(line.site),
                category_id=categories.get(line.category),
                item_type_id=item_types.get(line.item_type),
            )


def _series(name: str, days: list[date], now: datetime) -> int:
    return actions.save_hard_due_date(SYSTEM, name=name, days=[DayOfSeries(day) for day in days], now=now)
