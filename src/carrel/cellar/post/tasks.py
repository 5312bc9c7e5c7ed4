"""What the worker runs for post."""

from django_tasks import task

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.cellar.post import actions


@task()
def send_what_waits(way: str) -> None:
    """Send the mails of one way that wait."""
    actions.send_waiting(SYSTEM, way=way, now=now())
