"""`carrel export-marc FILE`: the whole catalogue with its copies as a MARC file, of any size."""

import gzip
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.management.base import BaseCommand, CommandError

from carrel.cellar.marc import FORMS, MarcRecord, sent
from carrel.rooms.inventory.queries.leaving import Leaving, leaving_records
from carrel.rooms.schools.queries import sites

_TOLD_EVERY = 10_000


class Command(BaseCommand):
    """The file is written beside its place and put there when it is whole: there is never half a file of that name."""

    help = "Write the catalogue to a MARC file: ISO 2709, MARCXML or MARC-in-JSON by the ending of its name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to: .mrc, .xml or .json, each also with .gz")
        parser.add_argument("--form", choices=list(FORMS), help="the form, when the name does not tell")
        parser.add_argument("--site", default="", help="only records with a copy at this site, and its copies")
        parser.add_argument("--without-copies", action="store_true", help="the records as they came, no copies of ours")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        form = options["form"] or path.name.removesuffix(".gz").rpartition(".")[2]
        if form not in FORMS:
            raise CommandError(f"Say with --form which form {path.name} should have: {', '.join(FORMS)}.")
        site_id = self._site(options["site"])
        wanted = Leaving(site_id, not options["without_copies"], site_id)
        beside = path.with_name(path.name + ".part")
        try:
            count = self._write(beside, leaving_records(wanted), form, is_packed=path.name.endswith(".gz"))
            beside.replace(path)
        except OSError as why:
            beside.unlink(missing_ok=True)
            raise CommandError(f"{path} cannot be written: {why.strerror}.") from why
        self.stdout.write(f"\r{count:,} records in {path}.")

    def _site(self, code: str) -> int | None:
        known = {site.code.casefold(): site.pk for site in sites()}
        if code and code.casefold() not in known:
            raise CommandError(
                f"There is no site {code}. Known: {', '.join(site.code for site in sites()) or 'none yet'}."
            )
        return known.get(code.casefold())

    def _write(self, path: Path, records: Iterable[MarcRecord], form: str, *, is_packed: bool) -> int:
        counting = _Counting(records, self._progress)
        with ExitStack() as opened:
            file: BinaryIO = opened.enter_context(path.open("wb"))
            if is_packed:
                file = cast(BinaryIO, opened.enter_context(gzip.GzipFile(path.stem, "wb", 6, file)))
            for piece in sent(counting, form):
                file.write(piece)
        return counting.count

    def _progress(self, done: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done:,}", ending="")
            self.stdout.flush()


class _Counting:
    """Records as they pass, counted."""

    def __init__(self, records: Iterable[MarcRecord], told: Any) -> None:
        self.count = 0
        self._records, self._told = records, told

    def __iter__(self) -> Iterator[MarcRecord]:
        for record in self._records:
            self.count += 1
            if self.count % _TOLD_EVERY == 0:
                self._told(self.count)
            yield record
