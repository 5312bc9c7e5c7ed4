"""When two records may become one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Verdict, Weight


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """What deciding about a merge needs to know of one of the two records."""

    record_id: int
    title: str
    format: str
    merged_into: int | None


def merge_records_objections(winner: MergeFacts, loser: MergeFacts) -> Verdict:
    """Every objection to making `loser` a pointer to `winner`."""
    return Verdict.of(_objections(winner, loser))


def _objections(winner: MergeFacts, loser: MergeFacts) -> Iterator[Objection]:
    fact = Source("fact", "Records", f"record:{loser.record_id}")
    if winner.record_id == loser.record_id:
        yield Objection("catalogue.same_record", Weight.REFUSE, {"title": winner.title}, fact)
        return
    for record in (winner, loser):
        if record.merged_into is not None:
            yield Objection("catalogue.record_is_merged", Weight.REFUSE, {"title": record.title}, fact)
    if winner.format != loser.format:
        yield Objection(
            "catalogue.formats_differ",
            Weight.ASK,
            {"title": winner.title, "other": loser.title, "format": winner.format, "other_format": loser.format},
            fact,
            override="catalogue.override_formats",
        )


def unmerge_record_objections(loser: MergeFacts, winner: MergeFacts | None) -> Verdict:
    """Every objection to making a merged record stand by itself again."""
    fact = Source("fact", "Records", f"record:{loser.record_id}")
    if winner is None:
        return Verdict((Objection("catalogue.not_merged", Weight.REFUSE, {"title": loser.title}, fact),))
    if winner.merged_into is not None:
        facts = {"title": loser.title, "other": winner.title}
        return Verdict((Objection("catalogue.winner_is_merged", Weight.REFUSE, facts, fact),))
    return Verdict()
