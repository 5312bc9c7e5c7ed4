"""`carrel check`: prove that the data is sound, and name what is not."""

import sys
import time
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from carrel.cellar.kernel.clock import now
from carrel.cli.soundness import QUESTIONS

MOST_SHOWN = 20


class Command(BaseCommand):
    """Only reads. Ends with status 1 when something is not as it must be."""

    help = "Prove that the data is sound; names each row that is not."

    def handle(self, *args: Any, **options: Any) -> None:
        moment, unsound = now(), 0
        for title, question in QUESTIONS:
            begun = time.monotonic()
            answers = question(moment)
            shown = list(islice(answers, MOST_SHOWN))
            more = sum(1 for _ in answers)
            self.stdout.write(f"{'NOT SO' if shown else 'sound '}  {title} ({time.monotonic() - begun:.1f} s)")
            for line in shown:
                self.stdout.write(f"        {line}")
            if more:
                self.stdout.write(f"        … and {more} more.")
            unsound += len(shown) + more
        if unsound:
            self.stdout.write(f"\n{unsound} things are not as they must be.")
            sys.exit(1)
        self.stdout.write("\nEverything is sound.")
