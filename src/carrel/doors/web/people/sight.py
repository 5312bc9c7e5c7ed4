"""Opening one person's pages: only for whoever sees them, and never without a trace."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.clock import now
from carrel.doors.web.actors import actor_of
from carrel.rooms.people import actions, queries
from carrel.rooms.people.rules import Sight
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.rooms.people.models import Person

Page = Callable[..., HttpResponseBase]


class OtherSchool(Exception):
    """The person belongs to another school; the page that says so names nobody."""


def today_of(actor: Actor) -> date:
    """The day it is where the actor works."""
    return schools.today_at(actor.site_id, now())


def opened(request: HttpRequest, person_id: int, page: str) -> "Person":
    """The person whose whole record this page shows; that it was looked at is written down.

    Raises OtherSchool, also where there is no such person: nobody learns from a number who exists. A merged person
    opens as the one that is kept.
    """
    actor = actor_of(request)
    person = queries.kept_person(person_id)
    if person is None:
        raise OtherSchool
    sight = queries.sight_of_person(actor, person.pk, today=today_of(actor))
    if sight < Sight.FULL:
        if sight is Sight.NONE:
            raise OtherSchool
        require(actor, "people.view_person")
        raise OtherSchool
    actions.record_view(actor, person_id=person.pk, page=page, now=now())
    return person


def within_sight(page: Page) -> Page:
    """A view of one person: whoever does not see the person gets the page that names nobody."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return page(request, *args, **kwargs)
        except OtherSchool:
            return other_school(request)

    return guarded


def other_school(request: HttpRequest) -> HttpResponse:
    """The page for a student of another school of this district: no name, and what to do."""
    return render(request, "web/people/other_school.html", status=404)


def to_kept(person: "Person", person_id: int, name: str) -> HttpResponse | None:
    """To the address of the kept person when the number asked for was merged into it."""
    return redirect(name, person.pk) if person.pk != person_id else None
