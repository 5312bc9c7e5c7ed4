"""What the worker runs for labels."""

from django_tasks import task

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.rooms.labels import actions


@task()
def send_labels(run_id: int) -> None:
    """Send a printed run to its printer's queue."""
    actions.send_run_now(SYSTEM, run_id=run_id, now=now())
