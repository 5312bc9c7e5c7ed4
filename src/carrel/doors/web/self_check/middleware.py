"""A station is a station: whatever else is asked of its browser, it is led back to the one page it has."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from carrel.doors.web.self_check.station import STATION_KEY, is_station

Answer = Callable[[HttpRequest], HttpResponseBase]
ALSO = frozenset({"shell.alive"})


class StationMiddleware:
    """Keeps a station at its own pages; one whose opener may open none any more is an ordinary browser again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """Leads back to the station, unless the page is one of its own."""
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        if name in ALSO or request.user.is_authenticated or STATION_KEY not in request.session:
            return None
        if not is_station(request):
            request.session.flush()
            return None
        return None if name.startswith("self_check.") else redirect("self_check.station")
