"""What the tests of registers start from: the cast, a place, two item types, and verbs that run a file to its end."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.queries import lines_of
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.registers import actions
from tests import makers
from tests.cast import Cast


@dataclass
class Registers:
    """The cast with its technician; `check` looks into a file, `bring` looks and imports."""

    cast: Cast
    dee: Actor
    book: ItemType

    def send(self, kind: str, data: bytes | str, *, name: str = "register.csv", **more: object) -> int:
        stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
        made: dict[str, object] = {
            "kind": kind, "stream": stream, "name": name, "site_id": self.cast.middle.pk,
            "item_type_id": self.book.pk, "now": makers.NOON,
        }  # fmt: skip
        return actions.check_register(self.dee, **made | more)  # type: ignore[arg-type]  # handed on by name

    def check(self, kind: str, data: bytes | str, **more: object) -> Job:
        return run_now(self.send(kind, data, **more))  # type: ignore[arg-type]  # handed on to send

    def bring(self, kind: str, data: bytes | str, **more: object) -> Job:
        check = self.check(kind, data, **more)
        return run_now(actions.import_register(self.dee, job_id=check.pk, now=makers.NOON))

    def take_back(self, job: Job) -> Job:
        return run_now(actions.take_back_register(self.dee, job_id=job.pk, now=makers.NOON))

    @staticmethod
    def said(job: Job, kind: str = "refused") -> list[tuple[int, str]]:
        return [(line["number"], said["code"]) for line in lines_of(job.pk, kind) for said in line["facts"]["said"]]

    @staticmethod
    def table(heads: str, *lines: str) -> str:
        return "\n".join((heads, *lines)) + "\n"


def counts(job: Job, *names: str) -> Sequence[int]:
    """These figures of a job's report, 0 for what was not counted."""
    return tuple(job.report["counts"].get(name, 0) for name in names)


@pytest.fixture
def registers(cast: Cast) -> Registers:
    makers.make_place(cast.middle, code="FIC", name="Fiction")
    makers.make_item_type("chromebook", name="Chromebook", family="device")
    return Registers(cast, cast.actor(cast.dee), makers.make_item_type("book", name="Book"))
