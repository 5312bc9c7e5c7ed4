"""`carrel backup FILE`: database and stored files in one file, also while people work."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from carrel.cellar.kernel.clock import now
from carrel.cli.keeping import archive, postgresql, sqlite


class Command(BaseCommand):
    """Nobody has to stop; an unfinished backup never takes the place of a whole one."""

    help = "Keep the database and the stored files in one file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to put it; a name ending in .gz is compressed")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"].resolve()
        if not target.parent.is_dir():
            raise CommandError(f"There is no folder {target.parent}. Make it, or name another place.")
        engine = "postgresql" if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else "sqlite"
        # Beside the target: a disk with room for the backup has room for the copy, and /tmp may be memory.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".carrel-backup-") as folder:
            copy = Path(folder) / ("database.pgdump" if engine == "postgresql" else "database.sqlite3")
            try:
                take(engine, copy)
            except (postgresql.NoProgram, postgresql.Stopped, archive.Unsound) as reason:
                raise CommandError(f"No backup was made. {reason}") from reason
            manifest = archive.write(
                target,
                database=copy,
                files=Path(settings.CARREL_FILES),
                engine=engine,
                migrations=migrations(),
                at=now(),
            )
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target}: {size:.1f} MB, the database and {len(manifest.members) - 1} stored files.")


def take(engine: str, copy: Path) -> None:
    """Copy the database as it is at one moment."""
    where = connection.settings_dict
    if engine == "postgresql":
        postgresql.snapshot(where, copy)
    elif not Path(where["NAME"]).exists():
        raise archive.Unsound(f"There is no database at {where['NAME']} yet.")
    else:
        sqlite.snapshot(Path(where["NAME"]), copy)


def migrations() -> dict[str, str]:
    """The newest migration of each app: which version of the tables this database has."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return dict(applied)
