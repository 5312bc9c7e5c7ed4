"""Questions about printers and slips."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.papers.models import Printer, PrintJob

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def printers_of(actor: Actor) -> "QuerySet[Printer]":
    """The printers of the actor's site, each with `waiting`, the number of slips that have not come out."""
    is_waiting = Q(print_jobs__printed_at=None, print_jobs__dropped_at=None)
    return Printer.objects.filter(site_id=actor.site_id or 0).annotate(waiting=Count("print_jobs", filter=is_waiting))


def slip_printers(site_id: int) -> list[Printer]:
    """The printers in use for slips at a site, by name."""
    return list(Printer.objects.filter(site_id=site_id, for_slips=True, is_active=True))


def slip_printer(site_id: int, desk: str = "") -> Printer | None:
    """The printer a slip of this desk goes to: the desk's own, else one of the whole site; None when there is none."""
    found = [each for each in slip_printers(site_id) if each.desk in {desk, ""}]
    return min(found, key=lambda each: (each.desk != desk, each.pk), default=None)


def desk_names(site_id: int) -> list[str]:
    """The desks of a site that printers name, in order."""
    named = Printer.objects.filter(site_id=site_id, is_active=True).exclude(desk="")
    return list(named.order_by("desk").values_list("desk", flat=True).distinct())


def jobs_to_print(site_id: int) -> "QuerySet[PrintJob]":
    """The slips of a site that are not on paper, the oldest first."""
    waiting = PrintJob.objects.filter(site_id=site_id, printed_at=None, dropped_at=None)
    return waiting.exclude(content={}).select_related("printer").order_by("made_at", "pk")


def waiting_count(site_id: int) -> int:
    """How many slips of a site need somebody: those without a printer, and those a printer would not take."""
    return jobs_to_print(site_id).filter(Q(printer=None) | Q(printer__is_active=False) | Q(tries__gt=0)).count()


def due_jobs(now: "datetime") -> "QuerySet[PrintJob]":
    """What can be sent to a printer now, in the order in which it was asked for."""
    return PrintJob.objects.filter(
        printer__is_active=True, next_try_at__lte=now, printed_at=None, dropped_at=None
    ).order_by("printer_id", "pk")
