"""The plain nouns of the district and how their lists look."""

from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.crud import Column, Screen
from carrel.rooms.schools import actions, forms, queries


def _week(row: Any, field: str) -> str:
    """“Mo Tu We” for the weekdays that are on."""
    names = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
    return " ".join(str(name) for name, sign in zip(names, getattr(row, field), strict=True) if sign == "1")


def _own_site(actor: Actor) -> dict[str, object]:
    return {"site": actor.site_id}


def _own_district(_actor: Actor) -> dict[str, object]:
    district = queries.district()
    return {"district": district.pk if district else None}


SITES = Screen(
    room="schools", noun="site", nouns="sites", title=_("Sites"), add_word=_("Add a site"),
    lead=_("Each school, and each other house of the district with things of its own."),
    form=forms.SiteForm, rows=queries.sites_of, view_permission="schools.view_settings", initial=_own_district,
    keep=actions.keep_site, removable=False, add_permission="schools.add_site",
    columns=(
        Column(_("Site"), lambda row: row.name), Column(_("Code"), lambda row: row.code),
        Column(_("Kind"), lambda row: row.get_kind_display()), Column(_("Open on"), lambda row: _week(row,
    "open_weekdays")),
    ),
)  # fmt: skip
PLACES = Screen(
    room="schools", noun="place", nouns="places", title=_("Places"), add_word=_("Add a place"),
    lead=_("Where things stand: rooms, areas, shelves, carts. An item's home is one of them."),
    form=forms.PlaceForm, rows=queries.places_of, view_permission="schools.view_settings", initial=_own_site,
    columns=(
        Column(_("Place"), lambda row: row.name), Column(_("Code"), lambda row: row.code),
        Column(_("Kind"), lambda row: row.get_kind_display()), Column(_("Inside"), lambda row: row.parent or "–"),
    ),
)  # fmt: skip
SCHOOL_YEARS = Screen(
    room="schools", noun="school_year", nouns="school_years", title=_("School years"), add_word=_("Add a school year"),
    lead=_("The first and the last day of each year, the next one included as soon as it is known."),
    form=forms.SchoolYearForm, rows=lambda _actor: queries.school_years(), view_permission="schools.view_settings",
    initial=_own_district,
    columns=(
        Column(_("School year"), lambda row: row.name), Column(_("First day"),
    lambda row: formats.date_format(row.starts_on)),
        Column(_("Last day"), lambda row: formats.date_format(row.ends_on)),
    ),
)  # fmt: skip
TERMS = Screen(
    room="schools", noun="term", nouns="terms", title=_("Terms"), add_word=_("Add a term"),
    lead=_("The parts of a school year, for the whole district or for one school."),
    form=forms.TermForm, rows=queries.terms_in_sight, view_permission="schools.view_settings",
    columns=(
        Column(_("Term"), lambda row: row.name), Column(_("School year"), lambda row: row.school_year),
        Column(_("School"), lambda row: row.site or _("all")),
        Column(_("First day"), lambda row: formats.date_format(row.starts_on)),
        Column(_("Last day"), lambda row: formats.date_format(row.ends_on)),
    ),
)  # fmt: skip
BELL_SCHEDULES = Screen(
    room="schools", noun="bell_schedule", nouns="bell_schedules", title=_("Bell schedules"),
    add_word=_("Add a bell schedule"),
    lead=_("When the bell rings, on ordinary and on half days. The desk shows the class that is due now."),
    form=forms.BellScheduleForm, rows=queries.bell_schedules_in_sight, view_permission="schools.view_settings",
    initial=_own_site,
    columns=(
        Column(_("Bell schedule"), lambda row: row.name), Column(_("Rings on"), lambda row: _week(row, "weekdays")),
        Column(_("For half days"), lambda row: _("yes") if row.is_half_day else _("no")),
        Column(_("Periods"), lambda row: row.bell_periods.count()),
    ),
)  # fmt: skip
VENDORS = Screen(
    room="schools", noun="vendor", nouns="vendors", title=_("Vendors"), add_word=_("Add a vendor"),
    lead=_("Who sends us things and files. How a vendor's files are read is kept with the imports."),
    form=forms.VendorForm, rows=queries.vendors, view_permission="schools.view_settings",
    columns=(Column(_("Vendor"), lambda row: row.name), Column(_("Kind"), lambda row: row.get_kind_display())),
)  # fmt: skip
FUNDS = Screen(
    room="schools", noun="fund", nouns="funds", title=_("Funds"), add_word=_("Add a fund"),
    lead=_("Money things are bought from, as orders and items name it."),
    form=forms.FundForm, rows=queries.funds, view_permission="schools.view_settings",
    columns=(Column(_("Fund"), lambda row: row.name), Column(_("Code"), lambda row: row.code)),
)  # fmt: skip

SCREENS = (SITES, PLACES, SCHOOL_YEARS, TERMS, BELL_SCHEDULES, VENDORS, FUNDS)
