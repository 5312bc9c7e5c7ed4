"""What the worker runs for recovery."""

from django_tasks import task

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.rooms.recovery import actions


@task()
def clear_leavers() -> None:
    """Begin the clearance of whoever has left with something out or owed, and drop that of who is back."""
    actions.drop_clearances_of_returned(SYSTEM, now=now())
    actions.begin_clearances_of_leavers(SYSTEM, now=now())
