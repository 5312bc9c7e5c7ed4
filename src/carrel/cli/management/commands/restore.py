"""`carrel restore FILE`: verify a backup to its last byte, then put it in the place of what is there."""

import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from carrel.cellar.kernel.clock import now
from carrel.cli.keeping import archive, postgresql, sqlite
from carrel.cli.timetable import forget_again

STOP_FIRST = "Carrel is running on this database. Stop the server and the worker (Ctrl-C), then restore again."


class Command(BaseCommand):
    """All or nothing: until everything is verified, nothing that is there is touched."""

    help = "Put a backup back. The server and the worker must not run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file made by `carrel backup`")
        parser.add_argument(
            "--replace", action="store_true", help="although there is data: put the backup in its place"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        if not source.is_file():
            raise CommandError(f"There is no file {source}. Name a backup made by `carrel backup`.")
        if not (options["replace"] or is_empty()):
            raise CommandError(
                f"There is data in {connection.settings_dict['NAME']} already. "
                f"To put the backup in its place: carrel restore {source} --replace"
            )
        folder = Path(settings.CARREL_VAR)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".carrel-restore-") as name:
            try:
                manifest = verified(source, Path(name))
                self.put_in_place(manifest, Path(name))
            except sqlite.InUse as reason:
                raise CommandError(f"Nothing was changed. {STOP_FIRST}") from reason
            except (archive.Unsound, postgresql.NoProgram, postgresql.Stopped) as reason:
                raise CommandError(f"Nothing was changed. {source}: {reason}") from reason
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        forget_again(now=now())
        self.stdout.write(f"Restored: the database of {manifest.made_at} and {len(manifest.members) - 1} stored files.")

    def put_in_place(self, manifest: archive.Manifest, folder: Path) -> None:
        where = connection.settings_dict
        fresh = folder / manifest.database.name
        # Stored files first: named by their checksum, they are either new or already the same.
        keep_files(folder / "files", Path(settings.CARREL_FILES))
        connection.close()
        if manifest.engine == "postgresql":
            others_must_be_gone()
            postgresql.put_in_place(fresh, where)
            return
        former = sqlite.put_in_place(fresh, Path(where["NAME"]), now())
        if former is not None:
            self.stdout.write(f"The former database is kept as {former}; delete it when you no longer need it.")


def is_empty() -> bool:
    """Whether the place the backup would go to has no table yet."""
    if connection.settings_dict["ENGINE"].endswith("postgresql"):
        return not connection.introspection.table_names()
    return sqlite.is_empty(Path(connection.settings_dict["NAME"]))


def verified(source: Path, folder: Path) -> archive.Manifest:
    """Unpack and compare everything. Raises Unsound also for a backup of another engine or of a newer Carrel."""
    manifest = archive.unpack(source, folder)
    engine = "postgresql" if connection.settings_dict["ENGINE"].endswith("postgresql") else "sqlite"
    if manifest.engine != engine:
        raise archive.Unsound(f"It holds a {manifest.engine} database, and DATABASE_URL names a {engine} one.")
    known = set(MigrationLoader(None).disk_migrations)
    newer = sorted(f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in known)
    if newer:
        raise archive.Unsound(f"It was made by a newer Carrel (it has {newer[0]}). Bring Carrel up to date first.")
    if engine == "sqlite":
        sqlite.verify(folder / manifest.database.name)
    return manifest


def keep_files(fresh: Path, place: Path) -> None:
    """Move stored files that are not there yet to their place."""
    for path in sorted(fresh.glob("??/*")):
        target = place / path.parent.name / path.name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def others_must_be_gone() -> None:
    """Raises InUse while anybody else is connected to the PostgreSQL database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()
    connection.close()
    if others is not None and others[0]:
        raise sqlite.InUse
