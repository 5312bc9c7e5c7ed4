"""A printed run goes to its printer's queue through the worker."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.models import Printer
from carrel.rooms.labels import actions
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_a_printed_run_is_enqueued(labels: Labels, django_capture_on_commit_callbacks: object) -> None:
    labels.printer.queue = Printer.objects.create(site_id=labels.site.pk, name="Q", kind="cups", address="labels")
    labels.printer.save()
    run = labels.print(labels.book())
    actions.send_run(labels.dee, run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert run.sent_at is None and run.fault == {}


def test_without_a_queue_or_unprinted_it_is_refused(labels: Labels) -> None:
    run = labels.print(labels.book())
    with pytest.raises(Refused, match="no_queue"):
        actions.send_run(labels.dee, run_id=run.pk, now=NOW)
    with pytest.raises(Refused, match="not_printed"):
        actions.send_run(labels.dee, run_id=labels.begin().pk, now=NOW)
