"""The library of the demo's middle school, drawn: walls of shelves with their call numbers, tables, the desk, the door."""

from datetime import datetime

from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.plans import actions as plans
from carrel.rooms.plans.rules import Shape

# Kind, label, the square and the size, code of the place, call numbers.
DRAWN = (
    ("shelf", "Fiction wall, shelf 1", (2, 1, 10, 2), "FIC", ("FIC A", "FIC F")),
    ("shelf", "Fiction wall, shelf 2", (13, 1, 10, 2), "FIC", ("FIC G", "FIC L")),
    ("shelf", "Fiction wall, shelf 3", (24, 1, 10, 2), "FIC", ("FIC M", "FIC R")),
    ("shelf", "Fiction wall, shelf 4", (35, 1, 10, 2), "FIC", ("FIC S", "FIC Z")),
    ("shelf", "Nonfiction 000 to 399", (45, 5, 2, 9), "NF", ("000", "399")),
    ("shelf", "Nonfiction 400 to 699", (45, 15, 2, 8), "NF", ("400", "699")),
    ("shelf", "Nonfiction 700 to 999", (45, 24, 2, 7), "NF", ("700", "999")),
    ("shelf", "Graphic novels", (18, 13, 10, 2), "GN", ("GN", "")),
    ("shelf", "Biography", (18, 18, 10, 2), "B", ("", "")),
    ("shelf", "Español", (32, 13, 8, 2), "ESP", ("", "")),
    ("shelf", "Reference", (32, 18, 8, 2), "REF", ("REF", "")),
    ("shelf", "Picture books", (1, 8, 2, 9), "E", ("E", "")),
    ("shelf", "Recordings", (1, 19, 2, 5), "AV", ("", "")),
    ("seat", "Round tables", (7, 7, 6, 4), "", ("", "")),
    ("seat", "Reading corner", (7, 14, 6, 4), "", ("", "")),
    ("seat", "Class tables", (22, 23, 14, 6), "", ("", "")),
    ("desk", "Desk", (7, 25, 8, 3), "DESK", ("", "")),
    ("door", "Door", (1, 30, 5, 1), "", ("", "")),
)


def draw_library(houses: Houses, *, now: datetime) -> int:
    """Draw the plan as the technician would; returns how many shelves are on it."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    plan_id = plans.add_plan(dee, site_id=site_id, name="Library", now=now)
    shapes = [
        Shape(kind, label, *measures, houses.places.get((SITE_CODES["M"], code)), *calls)
        for kind, label, measures, code, calls in DRAWN
    ]
    plans.keep_plan(
        dee, plan_id=plan_id, version=0, name="Library", width=48, height=32, scheme="ddc", shapes=shapes, now=now
    )
    return sum(each.kind == "shelf" for each in shapes)
