"""`carrel import-roster FILE`: compare a OneRoster 1.1 package with what is known, and let it in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from carrel.cellar.files.phrases import PHRASES as OF_FILES
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.phrases import PHRASES as OF_THE_KERNEL
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.oneroster import Fault, Remark
from carrel.rooms.rosters import actions
from carrel.rooms.rosters.phrases import PHRASES, say_fault, say_remark, say_remedy
from carrel.rooms.rosters.rules import LEAVERS_IN_A_HUNDRED

COUNTED = (
    ("new", "new persons"),
    ("matched", "added at the desk and met again"),
    ("changed", "changed"),
    ("returned", "come back"),
    ("left", "leavers"),
    ("class_new", "new classes"),
    ("class_ended", "classes that end"),
    ("enrolments_new", "new enrolments"),
)


class Command(BaseCommand):
    """A wrong package is refused whole, with the place of every fault; status 1 when nothing came in."""

    help = "Compare a OneRoster 1.1 package with what is known, and let it in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="the zip, the folder with its CSV files, or a list of people")
        parser.add_argument("--dry-run", action="store_true", help="compare only, change nothing")
        parser.add_argument(
            "--leavers",
            type=int,
            default=LEAVERS_IN_A_HUNDRED,
            metavar="SHARE",
            help="stop when more in a hundred of a school's students or staff would leave (%(default)s)",
        )
        parser.add_argument("--whole", action="store_true", help="of a list of people: who is not in it has left")
        parser.add_argument("--accept-leavers", action="store_true", help="let it in however many leave")
        parser.add_argument("--reason", default="", help="why so many leave; kept on record")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["source"]
        try:
            seen = actions.dry_run_roster(
                SYSTEM,
                source=source,
                source_name=source.name,
                now=now(),
                leavers_in_a_hundred=options["leavers"],
                is_whole=options["whole"],
            )
            self._show(seen)
            if not options["dry_run"]:
                self._apply(seen, accept=options["accept_leavers"], reason=options["reason"])
        except Refused as refused:
            raise CommandError("\n".join(_say(each) for each in refused.objections)) from refused

    def _show(self, seen: actions.Seen) -> None:
        for remark in seen.remarks:
            times = f" ({remark.count} times)" if remark.count > 1 else ""
            self.stdout.write(f"{_place(remark)}{say_remark(remark.code, remark.facts)}{times}")
        if seen.faults:
            raise CommandError("\n".join(["Nothing came in.", *map(_say_fault, seen.faults)]))
        for objection in seen.objections:
            self.stdout.write(_say(objection))
        counted = [f"{word}: {seen.counts[name]:,}" for name, word in COUNTED if seen.counts.get(name)]
        self.stdout.write(", ".join(counted) + "." if counted else "Nothing differs from what is known.")

    def _apply(self, seen: actions.Seen, *, accept: bool, reason: str) -> None:
        if any(each.weight is Weight.REFUSE for each in seen.objections):
            raise CommandError("Nothing came in.")
        if not accept and any(each.weight is Weight.ASK for each in seen.objections):
            raise CommandError("Nothing came in. If this is right, say so with --accept-leavers and --reason.")
        reason = reason or "Said at the command line."
        actions.apply_roster(SYSTEM, import_id=seen.import_id, now=now(), accept_leavers=accept, reason=reason)
        self.stdout.write("Came in.")


def _place(finding: Fault | Remark) -> str:
    """`users.csv, line 3, givenName: `, as far as it is known."""
    parts = [finding.file, f"line {finding.line}" if finding.line else "", finding.column]
    place = ", ".join(part for part in parts if part)
    return f"{place}: " if place else ""


def _say_fault(fault: Fault) -> str:
    return f"{_place(fault)}{say_fault(fault.code, fault.facts)} {say_remedy(fault.code)}"


def _say(objection: Objection) -> str:
    phrases = {**OF_THE_KERNEL, **OF_FILES, **PHRASES}
    return str(phrases[objection.code]) % dict(objection.facts)
