from datetime import date

import pytest

from carrel.rooms.schools.forms import DaysForm, PlaceForm, TermForm
from carrel.rooms.schools.models import SchoolYear
from tests.makers import make_district, make_place, make_site


def test_one_day_needs_no_last_day() -> None:
    form = DaysForm({"first_on": "2026-11-26", "kind": "closed"})
    assert form.is_valid()
    assert form.cleaned_data["last_on"] == date(2026, 11, 26)


@pytest.mark.parametrize("last_on", ["2026-11-01", "2027-11-26", "soon"])
def test_a_stretch_that_cannot_be_meant_is_refused(last_on: str) -> None:
    assert "last_on" in DaysForm({"first_on": "2026-11-26", "last_on": last_on, "kind": "closed"}).errors


@pytest.mark.django_db
def test_a_term_lies_in_its_year() -> None:
    year = SchoolYear.objects.create(
        district=make_district(), name="2026-27", starts_on=date(2026, 8, 17), ends_on=date(2027, 6, 11)
    )
    values = {"name": "Fall", "school_year": year.pk, "starts_on": "2026-08-17", "ends_on": "2026-12-18"}
    assert TermForm(values).is_valid()
    outside = TermForm(values | {"ends_on": "2027-06-30"})
    assert "2026-27" in outside.non_field_errors()[0]


@pytest.mark.django_db
def test_a_place_never_stands_inside_itself() -> None:
    site = make_site()
    room = make_place(site)
    shelf = make_place(site, parent=room)
    values = {"name": room.name, "code": room.code, "kind": "room", "parent": shelf.pk, "sort": 0, "site": site.pk}
    assert "inside" in PlaceForm(values, instance=room).errors["parent"][0]


@pytest.mark.django_db
def test_a_place_of_another_site_is_no_parent() -> None:
    site, other = make_site(), make_place()
    values = {"name": "Bay 1", "code": "B1", "kind": "shelf", "parent": other.pk, "sort": 0, "site": site.pk}
    assert "parent" in PlaceForm(values, initial={"site": site.pk}).errors
