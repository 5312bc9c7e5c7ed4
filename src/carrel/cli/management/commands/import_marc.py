"""`carrel import-marc FILE`: look into a MARC file, let it in with its copies, and say what did not come in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from carrel.cellar.files.phrases import PHRASES as OF_FILES
from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.queries import lines_of
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.phrases import PHRASES as OF_THE_KERNEL
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.phrases import PHRASES
from carrel.rooms.inventory.queries import item_type_of_code, item_types
from carrel.rooms.schools.queries import sites

MOST_SHOWN = 50


class Command(BaseCommand):
    """Each record comes in whole or not at all; status 1 when the file could not be read to its end."""

    help = "Add the records and copies of a MARC file (ISO 2709 or MARCXML)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the MARC file, .gz too")
        parser.add_argument("--site", default="", help="code of the site for copies that name none known here")
        parser.add_argument("--type", default="", help="code of the item type for copies that name none known here")
        parser.add_argument("--dry-run", action="store_true", help="report only, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        site_id, item_type_id = self._site(options["site"]), self._item_type(options["type"])
        verb = actions.check_marc if options["dry_run"] else actions.import_marc
        try:
            with path.open("rb") as stream:
                job_id = verb(
                    SYSTEM, stream=stream, name=path.name, site_id=site_id, item_type_id=item_type_id, now=now()
                )
        except OSError as why:
            raise CommandError(f"{path} cannot be read: {why.strerror}.") from why
        except Refused as refused:
            said = {**OF_THE_KERNEL, **OF_FILES, **PHRASES}
            raise CommandError("\n".join(str(said[each.code]) % each.facts for each in refused.objections)) from refused
        job = run_now(job_id, self._progress)
        self._report(job, is_check=options["dry_run"])

    def _site(self, code: str) -> int:
        known = {site.code.casefold(): site.pk for site in sites()}
        if len(known) == 1 and not code:
            return next(iter(known.values()))
        if code.casefold() not in known:
            names = ", ".join(site.code for site in sites()) or "none yet"
            raise CommandError(f"Say with --site which site the copies belong to. Known: {names}.")
        return known[code.casefold()]

    def _item_type(self, code: str) -> int:
        known = item_types()
        if len(known) == 1 and not code:
            return known[0].pk
        found = item_type_of_code(code) if code else None
        if found is None:
            names = ", ".join(each.code for each in known) or "none yet"
            raise CommandError(f"Say with --type what kind of things the copies are. Known: {names}.")
        return found.pk

    def _progress(self, done: int, total: int | None) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done:,} of {total:,}" if total else f"\r{done:,}", ending="")
            self.stdout.flush()

    def _report(self, job: Job, *, is_check: bool) -> None:
        counts = job.report.get("counts", {})
        words = {"new": "new records", "more": "bring more copies of ours", "known": "known and without copies",
                 "refused": "refused", "items": "items"}  # fmt: skip
        parts = [f"{counts[name]:,} {word}" for name, word in words.items() if counts.get(name)]
        self.stdout.write(f"\r{counts.get('read', 0):,} records read: {', '.join(parts) or 'nothing in them'}.")
        for kind, unknown in job.report.get("unknown", {}).items():
            for word, count in unknown.items():
                self.stdout.write(f"Not known here, {kind.replace('_', ' ')}: {word} ({count:,} copies)")
        lines = lines_of(job.pk, "refused")
        for line in lines[:MOST_SHOWN]:
            why = " ".join(str(PHRASES[said["code"]]) % said["facts"] for said in line["facts"]["said"])
            self.stdout.write(f"Record {line['number']:,} {line['facts']['title']}: {why}")
        if counts.get("refused", 0) > MOST_SHOWN:
            self.stdout.write(f"And {counts['refused'] - MOST_SHOWN:,} more.")
        self.stdout.write("Nothing came in: this was a look." if is_check else f"Its report is import {job.pk}.")
