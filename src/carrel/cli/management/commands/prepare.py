"""`carrel prepare`: the database exists, has the tables of this version, and (asked for) the demo district."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from carrel.rooms.schools.queries import district


class Command(BaseCommand):
    """Safe to repeat: what is there stays."""

    help = "Create the database or bring it up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the demo district into an empty database")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        # Where whitenoise looks for collected files; it complains when there is no such folder.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        if options["demo"] and district() is None:
            call_command("demo", no_names=True)
            # `make run` then says who to sign in as, without asking the database.
            (Path(settings.CARREL_VAR) / "demo").touch()
