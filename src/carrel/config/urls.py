"""The root addresses: one line for each place of the browser's door."""

from importlib.util import find_spec

from django.urls import include, path

_places = [
    ("", "carrel.doors.web.today.urls"),
    ("", "carrel.doors.web.shell.urls"),
    ("", "carrel.doors.web.shell.urls"),
    ("", "carrel.doors.web.account.urls"),
    ("desk/", "carrel.doors.web.desk.urls"),
    ("catalogue/", "carrel.doors.web.catalogue.urls"),
    ("items/", "carrel.doors.web.items.urls"),
    ("people/", "carrel.doors.web.people.urls"),
    ("schools/", "carrel.doors.web.schools.urls"),
    ("loans/", "carrel.doors.web.circulation.urls"),
    ("imports/", "carrel.doors.web.imports.urls"),
    ("rosters/", "carrel.doors.web.rosters.urls"),
]


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


urlpatterns = [path(where, include(what)) for where, what in _places if _is_there(what)]

if _is_there("carrel.doors.web.errors"):
    handler400 = "carrel.doors.web.errors.bad_request"
    handler403 = "carrel.doors.web.errors.not_allowed"
    handler404 = "carrel.doors.web.errors.not_found"
    handler500 = "carrel.doors.web.errors.broken"
