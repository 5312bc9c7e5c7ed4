"""One step of an import: up to a few hundred records judged, and stored or not, in one short transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun, Line
from carrel.cellar.jobs.seen import Seen
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue import queries as catalogue_queries
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.actions.storing import Judged, store_batch
from carrel.rooms.intake.queries import Ours
from carrel.rooms.intake.rules import Ready, TitleKey, Unknown
from carrel.rooms.inventory import queries as inventory_queries

MOST_TOLD = 5_000

Pair = tuple[str, str]


@dataclass(slots=True)
class Progress:
    """What a run of an import remembers between its steps.

    `first_record` is the first record this import made: what is not older came in with this very file. `seen` is what
    a check remembers instead, because it stores nothing.
    """

    is_check: bool
    matching: str = rules.ADD_ITEMS
    counts: Counter[str] = field(default_factory=Counter)
    unknown: Unknown = field(default_factory=Unknown)
    kinds: Counter[str] = field(default_factory=Counter)
    first_record: int | None = None
    seen: Seen | None = None

    def report(self) -> dict[str, Any]:
        """The report as the job keeps it."""
        return {
            "counts": dict(self.counts),
            "unknown": asdict(self.unknown),
            "kinds": dict(self.kinds),
            "first_record": self.first_record,
        }


def import_batch(
    actor: Actor, *, run: JobRun, batch: Sequence[Ready], progress: Progress, now: datetime, write: bool = True
) -> None:
    """Judge a batch of records and, unless the run is a check, store them with their copies, each whole or not at all.

    What another process could do beforehand is done (rules.ready). With `write` False nothing is written, not even the
    report: so a check that is taken up again learns what it had read. Inverse: take_back_import.
    """
    require(actor, "intake.import_marc" if not progress.is_check else "intake.check_marc")
    judged = [Judged(each, list(each.said)) for each in batch]
    last = batch[-1]
    if progress.is_check:
        _decide(judged, progress)
    with writing():
        if not progress.is_check:
            _decide(judged, progress)
            made = store_batch(actor, judged, run.job_id, now)
            progress.first_record = progress.first_record or min(made, default=None)
        _remember(judged, progress)
        if write:
            jobs.advance(
                run, now=now, done=last.number, cursor={"number": last.number, "offset": last.offset},
                report=progress.report(), lines=_lines(judged, progress),
            )  # fmt: skip


@dataclass(slots=True)
class _Here:
    """What is here already of what a batch brings, and what came earlier in the batch or the file."""

    taken: dict[str, str]
    barcodes: dict[str, int]
    ours: dict[Pair, int]
    titles: dict[TitleKey, int]
    records: dict[int, Ours]
    seen: dict[str, int]
    waiting: set[int]
    numbers: dict[Pair, int] = field(default_factory=dict)
    keys: dict[TitleKey, tuple[int, bool]] = field(default_factory=dict)


def _decide(batch: Sequence[Judged], progress: Progress) -> None:
    """Give each record its outcome, in the order of the file."""
    here = _here([judged.ready for judged in batch], progress.seen)
    fresh: dict[str, int] = {}
    for judged in batch:
        each = judged.ready
        if each.kind not in (rules.BIBLIOGRAPHIC, rules.UNREADABLE):
            judged.outcome = rules.APART
            continue
        if each.extract is None:
            continue
        own = [item.number for item in each.items if item.number]
        judged.said += rules.number_objections(
            own, taken=here.taken, earlier=here.barcodes, number_of_record=each.number
        )
        if any(said.weight is Weight.REFUSE for said in judged.said):
            continue
        _match(judged, here, progress)
        if judged.outcome in rules.WITH_ITEMS:
            here.barcodes.update(dict.fromkeys(own, each.number))
            fresh.update(dict.fromkeys((f"b:{number}" for number in own), each.number))
        if judged.outcome == rules.NEW:
            here.numbers.update((pair, each.number) for pair in each.numbers if pair not in here.numbers)
            if each.key is not None:
                here.keys.setdefault(each.key, (each.number, each.has_isbn))
            if progress.seen is not None:
                fresh.update(dict.fromkeys(_words(each), each.number))
    if progress.seen is not None:
        progress.seen.add(fresh)


def _here(batch: Sequence[Ready], seen: Seen | None) -> _Here:
    barcodes = [item.number for each in batch for item in each.items if item.number]
    ours = catalogue_queries.records_by_numbers(pair for each in batch for pair in each.numbers)
    by_title = [each for each in batch if each.key is not None and not any(pair in ours for pair in each.numbers)]
    titles = queries.records_by_title((each.key, each.has_isbn) for each in by_title if each.key is not None)
    words = seen.first_of(_asked(batch, barcodes)) if seen is not None else {}
    return _Here(
        taken={number: title for number, (_, title) in inventory_queries.titles_of_numbers(barcodes).items()},
        barcodes={number: words[f"b:{number}"] for number in barcodes if f"b:{number}" in words},
        ours=ours,
        titles=titles,
        records=queries.records_known({*ours.values(), *titles.values()}) if ours or titles else {},
        seen=words,
        waiting=queries.waiting_records(ours.values()) if ours else set(),
    )


def _asked(batch: Sequence[Ready], barcodes: Iterable[str]) -> list[str]:
    """What a check looks up of earlier records of the file."""
    asked = [f"b:{number}" for number in barcodes]
    for each in batch:
        asked += [f"{kind}:{value}" for kind, value in each.numbers]
        if each.key is not None:
            asked.append(_title_word(each.key, no_isbn=each.has_isbn))
    return asked


def _words(each: Ready) -> list[str]:
    """What a check remembers of a new record; without an ISBN it is remembered for those with and those without."""
    words = [f"{kind}:{value}" for kind, value in each.numbers]
    if each.key is not None:
        words.append(_title_word(each.key, no_isbn=False))
        if not each.has_isbn:
            words.append(_title_word(each.key, no_isbn=True))
    return words


def _title_word(key: TitleKey, *, no_isbn: bool) -> str:
    return f"{'u' if no_isbn else 't'}:{key.form}:{key.year}:{key.author}:{key.title}"


def _match(judged: Judged, here: _Here, progress: Progress) -> None:
    """Find the record that is ours already, or that came earlier in this file, and say what becomes of this one."""
    each = judged.ready
    by_title = False
    for pair in each.numbers:
        if pair in here.ours:
            ours = here.records[here.ours[pair]]
            # A record that waits for its title claims no kind: its ISBN alone says what it is.
            if ours.form != each.form and ours.record_id not in here.waiting:
                judged.said.append(Objection("intake.same_number_other_kind", Weight.TELL, {"title": ours.title}))
                break
            judged.record_id, judged.matched_by = ours.record_id, pair[0]
            break
        if (earlier := here.numbers.get(pair) or here.seen.get(f"{pair[0]}:{pair[1]}")) is not None:
            judged.same_as, judged.matched_by = earlier, pair[0]
            break
    else:
        by_title = _match_title(judged, here)
    if not judged.matched_by:
        judged.outcome = rules.NEW
        return
    came_with_this_file = judged.same_as is not None or (
        progress.first_record is not None and (judged.record_id or 0) >= progress.first_record
    )
    choice = rules.ADD_ITEMS if came_with_this_file else progress.matching
    if judged.record_id in here.waiting:
        here.waiting.discard(judged.record_id)
        choice = rules.REPLACE
    judged.outcome = rules.outcome_of(choice, has_items=bool(each.items), by_title=by_title)
    if by_title:
        title = here.records[judged.record_id].title if judged.record_id else each.title
        judged.said.append(Objection("intake.matched_by_title", Weight.TELL, {"title": title}))


def _match_title(judged: Judged, here: _Here) -> bool:
    """Whether title, author, year and kind make this one of ours, or of this file's."""
    each = judged.ready
    if each.key is None:
        return False
    if (record_id := here.titles.get(each.key)) is not None:
        judged.record_id, judged.matched_by = record_id, rules.TITLE
        return True
    number, theirs = here.keys.get(each.key, (None, False))
    if number is None or (each.has_isbn and theirs):
        number = here.seen.get(_title_word(each.key, no_isbn=each.has_isbn))
    if number is not None:
        judged.same_as, judged.matched_by = number, rules.TITLE
    return number is not None


def _remember(batch: Sequence[Judged], progress: Progress) -> None:
    for judged in batch:
        progress.counts["read"] += 1
        progress.counts[judged.outcome] += 1
        for kind, site_id, word in judged.ready.unknown:
            progress.unknown.add(kind, word, site_id)
        if judged.outcome == rules.APART:
            progress.kinds[judged.ready.kind] += 1
        if judged.outcome in rules.WITH_ITEMS:
            items = judged.ready.items
            progress.counts["items"] += len(items)
            progress.counts["without_number"] += sum(1 for item in items if not item.number)
        if judged.outcome != rules.REFUSED:
            progress.counts["told"] += len([each for each in judged.said if each.weight is Weight.TELL])


def _lines(batch: Sequence[Judged], progress: Progress) -> list[Line]:
    lines = []
    for judged in batch:
        refusals = [each for each in judged.said if each.weight is Weight.REFUSE]
        if judged.outcome == rules.REFUSED:
            lines.append(_line("refused", judged, refusals))
        elif judged.said and progress.counts["told"] <= MOST_TOLD:
            lines.append(_line("told", judged, judged.said))
    new = [judged.record_id for judged in batch if judged.outcome == rules.NEW and judged.record_id is not None]
    if new:
        lines.append(Line("new", batch[0].ready.number, _ids(new)))
    return lines


def _ids(ids: list[int]) -> dict[str, Any]:
    """The ids of new records, as a range where they follow each other, as they nearly always do."""
    if ids == list(range(ids[0], ids[0] + len(ids))):
        return {"first": ids[0], "last": ids[-1]}
    return {"records": ids}


def _line(kind: str, judged: Judged, objections: list[Objection]) -> Line:
    said = [{"code": each.code, "facts": dict(each.facts)} for each in objections[:20]]
    facts: dict[str, Any] = {"title": judged.ready.title, "said": said, "isbn": judged.ready.isbn}
    if judged.ready.kind == rules.UNREADABLE:
        facts |= {"offset": judged.ready.offset, "line": judged.ready.line}
    return Line(kind, judged.ready.number, facts)
