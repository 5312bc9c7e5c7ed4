"""`carrel demo`: the demo district with its cast, into an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from carrel.cellar.kernel.clock import now
from carrel.cli.demo.loading import DEMO_DISTRICT, load
from carrel.cli.demo.signing_in import PASSWORD, SIGN_IN
from carrel.rooms.schools.queries import district


class Command(BaseCommand):
    """Loads all or nothing; a second call finds the district there and says so."""

    help = "Load the demo district: three schools, 1,400 students, 4,000 items, three months of loans."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-names", action="store_true", help="do not print who can sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        there = district()
        if there is None:
            self.stdout.write("Loading the demo district. Everybody in it is invented.")
            load(now=now(), say=self._say)
        elif there.name == DEMO_DISTRICT:
            self.stdout.write("The demo district is there already.")
        else:
            self.stdout.write(f"This database belongs to {there.name}. The demo goes into an empty one:")
            self.stdout.write("set CARREL_VAR to a new folder and run `carrel prepare --demo`.")
            return
        if not options["no_names"]:
            self._say_who()

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _say_who(self) -> None:
        self.stdout.write("\nSign in as")
        for account in SIGN_IN:
            self.stdout.write(f"  {account.username:<6} {account.who}")
        self.stdout.write(f"each with the password {PASSWORD}")
