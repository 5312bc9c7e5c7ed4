"""Carrel as an app of a phone: what it is called there, and the worker that keeps a page while there is no network."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from carrel.doors.web.access import public

KEEP = "Carrel-Keep"
"""The header of a page that a phone may show without a network: no reader is named on it."""
PAPER = "#f6f1e7"
"""`--paper` of tokens.css, by day: a manifest knows one colour."""
SHORTCUTS = (
    ("desk.desk", gettext_lazy("Desk")),
    ("catalogue.search", gettext_lazy("Catalogue")),
    ("today.today", gettext_lazy("Today")),
)


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, colours, icons and first pages, as phones ask for them (W3C, Web Application Manifest)."""
    sizes = [
        {"src": static(f"web/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    told = {
        "id": "/",
        "name": "Carrel",
        "short_name": "Carrel",
        "description": _("The school library's working day"),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": sizes,
        "shortcuts": [{"name": str(word), "url": reverse(name)} for name, word in SHORTCUTS],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands at the root, since one looks after no page above its own address."""
    found = finders.find("web/js/worker.js")
    if found is None:
        raise Http404
    answer = HttpResponse(Path(found).read_bytes(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page while there is no network: what waits on this phone, and how to go on."""
    return render(request, "web/shell/offline.html")
