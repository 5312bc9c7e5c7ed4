"""Links that leave the browser: in mail, in somebody's calendar."""

from django.conf import settings
from django.http import HttpRequest


def link_for_others(request: HttpRequest, path: str) -> str:
    """The whole address of a page for people elsewhere: under the one the installation names (CARREL_ADDRESS).

    Without that it is the one this browser used, which may mean something on this machine only.
    """
    return f"{settings.CARREL_ADDRESS}{path}" if settings.CARREL_ADDRESS else request.build_absolute_uri(path)
