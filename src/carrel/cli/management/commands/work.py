"""`carrel work`: the worker that does what waits, and once a day what the timetable asks for."""

import threading
from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from carrel.cellar.jobs.actions import resume_interrupted
from carrel.cellar.kernel.clock import now
from carrel.cli.timetable import OFTEN_S, do_what_is_due, do_what_is_often_due

ASK_EVERY_S = 1.0
# The first minute belongs to the people who are waiting for the first page.
FIRST_AFTER_S = 60.0
DAY_S = 86_400.0
RESUME_EVERY_S = 60.0


class Timetable(threading.Thread):
    """Does the day's work a minute after the start, then once a day, and looks after the rest every ten minutes."""

    def __init__(self) -> None:
        super().__init__(name="timetable", daemon=True)
        self.over = threading.Event()

    def run(self) -> None:
        wait, next_day = FIRST_AFTER_S, 0.0
        while not self.over.wait(wait):
            close_old_connections()
            if monotonic() >= next_day:
                do_what_is_due(now=now())
                next_day = monotonic() + DAY_S
            do_what_is_often_due(now=now())
            close_old_connections()
            wait = OFTEN_S


class Resumer(threading.Thread):
    """Puts jobs whose worker vanished back in line, once a minute."""

    def __init__(self, over: threading.Event) -> None:
        super().__init__(name="resumer", daemon=True)
        self.over = over

    def run(self) -> None:
        while not self.over.wait(RESUME_EVERY_S):
            close_old_connections()
            resume_interrupted(now=now())
            close_old_connections()


class Command(BaseCommand):
    """Runs until it is told to stop; what it was doing is taken up again at the next start."""

    help = "Do the work that waits: imports, mail, the nightly tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        resume_interrupted(now=now())
        if options["once"]:
            do_what_is_due(now=now())
            do_what_is_often_due(now=now())
            call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
            return
        timetable = Timetable()
        timetable.start()
        Resumer(timetable.over).start()
        try:
            call_command("db_worker", interval=ASK_EVERY_S, startup_delay=False, reload=False, verbosity=0)
        finally:
            timetable.over.set()
