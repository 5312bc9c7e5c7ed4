"""What the worker runs for printing."""

from django_tasks import task

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.cellar.papers import actions


@task()
def print_what_waits() -> None:
    """Send the slips that wait to their printers."""
    actions.print_waiting(SYSTEM, now=now())
