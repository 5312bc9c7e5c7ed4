"""The worker sends the PDF to the queue, and keeps why it did not go."""

from pathlib import Path

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.papers.models import Printer
from carrel.rooms.labels import actions
from tests import makers
from tests.cellar.papers.test_printing import fake_lp
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db(transaction=True)
NOW = makers.NOON


def printed(labels: Labels) -> int:
    labels.printer.queue = Printer.objects.create(site_id=labels.site.pk, name="Q", kind="cups", address="labels")
    labels.printer.save()
    return labels.print(labels.book()).pk


def test_the_queue_gets_the_whole_pdf(labels: Labels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch)
    run_id = printed(labels)
    assert actions.send_run_now(SYSTEM, run_id=run_id, now=NOW)
    assert any(path.read_bytes().startswith(b"%PDF-") for path in tmp_path.iterdir() if path.name != "lp")


def test_why_it_did_not_go_is_kept(labels: Labels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, monkeypatch, 'echo "lp: The printer or class does not exist." >&2; exit 1')
    run_id = printed(labels)
    assert not actions.send_run_now(SYSTEM, run_id=run_id, now=NOW)
    labels.printer.runs.get().refresh_from_db()
    assert labels.printer.runs.get().fault["code"] == "papers.queue_refused"
