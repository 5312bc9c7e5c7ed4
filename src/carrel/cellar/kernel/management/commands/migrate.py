"""`migrate`: Django's own, save that an empty database gets its tables at once instead of its whole history."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate

from carrel.cellar.kernel.founding import found, is_empty

_ASKS_FOR_LESS = ("app_label", "plan", "check_unapplied", "prune", "fake", "fake_initial", "run_syncdb")


class Command(migrate.Command):
    """Django's command and its options; `--by-history` takes the long way, which a test compares with the short one."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--by-history", action="store_true", help="go through every migration on an empty database")

    def handle(self, *args: Any, **options: Any) -> None:
        by_history = options.pop("by_history")
        asks_for_all = not any(options[each] for each in _ASKS_FOR_LESS)
        if asks_for_all and not by_history and is_empty(options["database"]):
            found(options["database"])
        super().handle(*args, **options)
