"""The demo's schools as rows: sites, places, years and terms, calendar and bells. Written through the rooms' own forms."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import ModelForm

from carrel.cellar.ics import CalendarEvent, write_calendar
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.writing import writing
from carrel.cli.demo.district import BIRCH, CEDAR, DISTRICT_NAME, MIDDLE, School, first_day, last_day
from carrel.cli.demo.holidays import stretches
from carrel.cli.demo.shelving import SITE_CODES, SITE_DIGITS
from carrel.rooms.schools import actions
from carrel.rooms.schools.forms import (
    BellPeriodForm,
    BellScheduleForm,
    DistrictForm,
    FundForm,
    PlaceForm,
    SchoolYearForm,
    SiteForm,
    TermForm,
    VendorForm,
)

ZONE = "America/Los_Angeles"
SCHOOL_OF = {SITE_CODES["E"]: BIRCH, SITE_CODES["M"]: MIDDLE, SITE_CODES["H"]: CEDAR}
_KINDS = {SITE_CODES["E"]: "elementary", SITE_CODES["M"]: "middle", SITE_CODES["H"]: "high"}
RANGE_SITE = "BIR"
"""The site whose labels are described whole, so that a vendor can have a range of them."""
_SHORT = {SITE_CODES["E"]: "Birch", SITE_CODES["M"]: "Alder Creek Middle", SITE_CODES["H"]: "Cedar High"}
_WEEK = ["0", "1", "2", "3", "4"]

# Code, name, kind, code of what it stands in.
PLACES = (
    ("LIB", "Library", "room", ""),
    ("DESK", "Desk", "desk", "LIB"),
    ("E", "Picture books and first readers", "area", "LIB"),
    ("FIC", "Fiction", "area", "LIB"),
    ("GN", "Graphic novels", "area", "LIB"),
    ("NF", "Nonfiction", "area", "LIB"),
    ("B", "Biography", "area", "LIB"),
    ("ESP", "Español", "area", "LIB"),
    ("REF", "Reference", "area", "LIB"),
    ("AV", "Recordings", "area", "LIB"),
    ("LAB", "Computer lab", "room", ""),
    ("CART", "Chromebook cart", "cart", "LAB"),
    ("TECH", "Equipment cupboard", "store", "LAB"),
)
_VENDORS = (("Foxglove Library Books", "books"), ("Cardinal School Devices", "devices"))
_FUNDS = (("LIB", "Library budget"), ("FAIR", "Book fair"))
_BELLS = (
    ("Period 1", "08:30", "09:20"),
    ("Period 2", "09:25", "10:15"),
    ("Period 3", "10:30", "11:20"),
    ("Period 4", "11:25", "12:15"),
    ("Lunch", "12:15", "12:50"),
    ("Period 5", "12:55", "13:45"),
    ("Period 6", "13:50", "14:40"),
)
_HALF_BELLS = (
    ("Period 1", "08:30", "09:00"),
    ("Period 2", "09:05", "09:35"),
    ("Period 3", "09:40", "10:10"),
    ("Period 4", "10:25", "10:55"),
    ("Period 5", "11:00", "11:30"),
    ("Period 6", "11:35", "12:05"),
)


@dataclass(frozen=True, slots=True)
class Houses:
    """The keys of the sites by their codes, and of the places by code of site and place."""

    sites: dict[str, int]
    places: dict[tuple[str, str], int]


def build_houses(year: int, *, now: datetime) -> Houses:
    """The district with its three schools, and the calendars of this school year and the one before."""
    with writing():
        district = _kept(
            DistrictForm, "district", now, name=DISTRICT_NAME, timezone=ZONE, currency="USD", language="en"
        )
        sites = {code: _site(code, school, district, now) for code, school in SCHOOL_OF.items()}
        places = {(code, place): key for code, site in sites.items() for place, key in _places(site, now).items()}
        # The roster brings the school year that runs; this is the one before.
        _school_year(year - 1, district, now)
        for begins in (year - 1, year):
            _mark(begins, list(sites.values()), now)
        _send_next_years(year + 1, sites[SITE_CODES["M"]], now)
        for name, kind in _VENDORS:
            _kept(VendorForm, "vendor", now, name=name, kind=kind)
        for code, name in _FUNDS:
            _kept(FundForm, "fund", now, name=name, code=code)
        for site in sites.values():
            _bells(site, "Every day", _BELLS, now)
            _bells(site, "Half day", _HALF_BELLS, now, half=True)
    return Houses(sites, places)


def _kept(form: type[ModelForm[Any]], noun: str, now: datetime, **values: object) -> int:
    """The key of a row saved as the page would save it."""
    initial = {"site": values["site"]} if "site" in values else {}
    filled = form(data=values, initial=initial)
    if not filled.is_valid():
        raise ValueError(f"The demo's {noun} is not in order: {filled.errors.as_json()}")
    return int(keep(SYSTEM, filled, f"schools.keep_{noun}", now=now).pk)


def _site(code: str, school: School, district: int, now: datetime) -> int:
    values = {
        "district": district, "code": code, "name": school.name, "short_name": _SHORT[code], "kind": _KINDS[code],
        "timezone": ZONE, "open_weekdays": _WEEK, "opens_at": "07:45", "closes_at": "16:00", "public_catalogue": "on",
        "out_again": "ask", "still_same_after_seconds": 60, "barcode_prefix": f"3{SITE_DIGITS[code]}", "is_active": "on",
        "hold_slips": "on", "transit_slips": "on", "transit_days": 7,
    }  # fmt: skip
    if code == RANGE_SITE:
        values |= {"barcode_length": 14, "barcode_check": "mod10"}
    form = SiteForm(data=values)
    if not form.is_valid():
        raise ValueError(f"The demo's site {code} is not in order: {form.errors.as_json()}")
    return int(actions.keep_site(SYSTEM, form=form, now=now).pk)


def _places(site: int, now: datetime) -> dict[str, int]:
    keys: dict[str, int] = {}
    for sort, (code, name, kind, parent) in enumerate(PLACES, start=1):
        values = {"name": name, "code": code, "kind": kind, "parent": keys.get(parent, ""), "sort": sort, "site": site}
        keys[code] = _kept(PlaceForm, "place", now, **values)
    return keys


def _school_year(year: int, district: int, now: datetime) -> None:
    begins, ends = first_day(year), last_day(year)
    name = f"{year}–{(year + 1) % 100:02}"
    key = _kept(SchoolYearForm, "school_year", now, name=name, starts_on=begins, ends_on=ends, district=district)
    middle, after = date(year, 12, 18), date(year + 1, 1, 5)
    for term, first, last in ((f"Fall {year}", begins, middle), (f"Spring {year + 1}", after, ends)):
        _kept(TermForm, "term", now, name=term, school_year=key, starts_on=first, ends_on=last)


def _mark(year: int, sites: list[int], now: datetime) -> None:
    for stretch in stretches(year):
        actions.mark_days(
            SYSTEM,
            site_ids=sites,
            first_on=stretch.first_on,
            last_on=stretch.last_on,
            kind=stretch.kind,
            note=stretch.note,
            now=now,
        )


def _send_next_years(year: int, site: int, now: datetime) -> None:
    """The district's calendar of the year to come, sent in at one school and waiting for somebody to decide on it."""
    events = [
        CalendarEvent(each.first_on, each.last_on, each.note, uid=f"{each.first_on}@{DISTRICT_NAME}")
        for each in stretches(year)
    ]
    name = f"{DISTRICT_NAME} {year}–{(year + 1) % 100:02}"
    raw = write_calendar(events, name=name, made_at=now)
    actions.send_calendar(SYSTEM, site_ids=[site], name=f"{name}.ics", raw=raw, now=now)


def _bells(site: int, name: str, bells: tuple[tuple[str, str, str], ...], now: datetime, *, half: bool = False) -> None:
    values: dict[str, object] = {"name": name, "weekdays": _WEEK, "site": site}
    if half:
        values["is_half_day"] = "on"
    schedule = _kept(BellScheduleForm, "bell_schedule", now, **values)
    for period, starts, ends in bells:
        _kept(BellPeriodForm, "bell_period", now, name=period, starts=starts, ends=ends, bell_schedule=schedule)
