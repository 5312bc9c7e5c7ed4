"""A backup made by the command comes back by the command, on the engine of this run; what is not whole is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

# The commands run in processes of their own; the mark brings these tests to both engines.
pytestmark = pytest.mark.django_db(transaction=True)
ADD_DISTRICT = (
    "from carrel.rooms.schools.models import District; from carrel.cellar.files.actions import store_file;"
    "from carrel.cellar.kernel.actors import SYSTEM; from carrel.cellar.kernel.clock import now; import io;"
    "District.objects.create(name={name!r});"
    "store_file(SYSTEM, stream=io.BytesIO(b'Dear Ms Clark, thank you.'), name='letter.txt', kind='document', now=now())"
)
NAME_OF_DISTRICT = "from carrel.rooms.schools.models import District; print('It is', District.objects.get().name)"


@dataclass(frozen=True)
class Place:
    """An installation of its own: folder and database."""

    environment: dict[str, str]
    var: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "carrel", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def must(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str], Place]:
    """place("first") → a new installation with nothing in it."""

    def make(name: str) -> Place:
        var = tmp_path / name
        environment = {**os.environ, "CARREL_VAR": str(var)}
        if connection.vendor == "postgresql":
            where = connection.settings_dict
            database = f"{where['NAME']}_{name}"
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{database}"')
                cursor.execute(f'CREATE DATABASE "{database}"')
            address = f"{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT']}"
            environment["DATABASE_URL"] = f"postgresql://{address}/{database}"
        else:
            environment.pop("DATABASE_URL", None)
        return Place(environment, var)

    return make


def test_a_backup_comes_back_whole(place: Callable[[str], Place], tmp_path: Path) -> None:
    first, second, kept = place("first"), place("second"), tmp_path / "kept.tar.gz"
    first.must("prepare")
    first.must("manage", "shell", "-c", ADD_DISTRICT.format(name="Alder Creek"))
    assert "1 stored files" in first.must("backup", str(kept))
    assert "Restored" in second.must("restore", str(kept))
    assert "It is Alder Creek" in second.must("manage", "shell", "-c", NAME_OF_DISTRICT)
    assert "Everything is sound." in second.must("check")
    assert not list(tmp_path.glob(".carrel*"))


ATTACH = (
    "from carrel.rooms.inventory.actions import attach_file; from carrel.cellar.kernel.actors import SYSTEM;"
    "from carrel.rooms.catalogue.actions import add_brief_record; from carrel.cellar.kernel.clock import now;"
    "import io; made = add_brief_record(SYSTEM, title='Camera', now=now());"
    "attach_file(SYSTEM, stream=io.BytesIO(b'%PDF-1.7 How to hold it'), name='a.pdf', kind='manual',"
    " record_id=made.record_id, now=now())"
)
ATTACHED = (
    "from carrel.rooms.inventory.models import Attachment; from carrel.cellar.files.queries import open_file;"
    "print('It says', open_file(Attachment.objects.get().file).read())"
)


def test_what_is_attached_is_in_the_backup(place: Callable[[str], Place], tmp_path: Path) -> None:
    first, second, kept = place("first"), place("second"), tmp_path / "kept.tar"
    first.must("prepare")
    first.must("manage", "shell", "-c", ATTACH)
    first.must("backup", str(kept))
    second.must("restore", str(kept))
    assert "It says b'%PDF-1.7 How to hold it'" in second.must("manage", "shell", "-c", ATTACHED)


def test_data_is_replaced_only_when_told_to(place: Callable[[str], Place], tmp_path: Path) -> None:
    first, second, kept = place("first"), place("second"), tmp_path / "kept.tar"
    for each, name in ((first, "Alder Creek"), (second, "Birch Valley")):
        each.must("prepare")
        each.must("manage", "shell", "-c", ADD_DISTRICT.format(name=name))
    first.must("backup", str(kept))
    refused = second.run("restore", str(kept))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert "It is Birch Valley" in second.must("manage", "shell", "-c", NAME_OF_DISTRICT)
    second.must("restore", str(kept), "--replace")
    assert "It is Alder Creek" in second.must("manage", "shell", "-c", NAME_OF_DISTRICT)


def test_a_changed_backup_changes_nothing(place: Callable[[str], Place], tmp_path: Path) -> None:
    first, kept = place("first"), tmp_path / "kept.tar"
    first.must("prepare")
    first.must("manage", "shell", "-c", ADD_DISTRICT.format(name="Alder Creek"))
    first.must("backup", str(kept))
    whole = bytearray(kept.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    kept.write_bytes(whole)
    refused = first.run("restore", str(kept), "--replace")
    assert refused.returncode == 1
    assert "Nothing was changed." in refused.stderr
    assert "It is Alder Creek" in first.must("manage", "shell", "-c", NAME_OF_DISTRICT)


def test_what_is_not_there_is_named(place: Callable[[str], Place], tmp_path: Path) -> None:
    first = place("first")
    missing = first.run("restore", str(tmp_path / "nothing.tar"))
    assert "There is no file" in missing.stderr
    nowhere = first.run("backup", str(tmp_path / "no" / "such" / "kept.tar"))
    assert "There is no folder" in nowhere.stderr
