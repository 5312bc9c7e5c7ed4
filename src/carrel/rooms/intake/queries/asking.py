"""What waits for a decision: records of a file that are ours already, and words of a file that mean nothing here."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.marc import MarcRecord, RecordFacts, facts_of, from_iso2709
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.intake import rules
from carrel.rooms.intake.models import AskedRecord
from carrel.rooms.intake.queries.files import CHECK, IMPORT
from carrel.rooms.intake.queries.profiles import profile_of, words_of
from carrel.rooms.intake.rules import Unknown, holdings_by
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools.models import Fund, Place
from carrel.rooms.schools.queries import sites_of


@dataclass(frozen=True, slots=True)
class Question:
    """One record that waits: theirs beside ours."""

    asked: AskedRecord
    theirs: RecordFacts
    ours: RecordFacts | None
    copies: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """One unknown word: how many copies bear it, what it may mean here, and what was decided for it."""

    kind: str
    word: str
    site_id: int | None
    site_name: str
    count: int
    meanings: tuple[tuple[int, str], ...]
    decided: bool
    target: int | None

    @property
    def name(self) -> str:
        """The name of its field in the form."""
        return f"{self.kind}|{self.site_id or ''}|{self.word}"


def file_job(actor: Actor, job_id: int) -> Job:
    """The check or import of this number, locked; Refused when the actor may not see it."""
    job = Job.objects.select_for_update().filter(pk=job_id, code__in=(CHECK, IMPORT)).first()
    if job is None or not (actor.sees_site(job.site_id) or job.started_by == actor.account_id):
        raise Refused(Objection("intake.no_such_import", Weight.REFUSE))
    return job


def asked_of(job_id: int) -> QuerySet[AskedRecord]:
    """The records of an import that wait or waited, those undecided first."""
    return AskedRecord.objects.filter(job_id=job_id).order_by("choice", "number")


def waiting_count(job_id: int) -> int:
    """How many records of an import wait for a decision."""
    return AskedRecord.objects.filter(job_id=job_id, choice="").count()


def counts_now(job: Job) -> Counter[str]:
    """The figures of a report with what was decided since: what no longer waits counts as what became of it."""
    counts = Counter(job.report.get("counts", {}))
    decided = AskedRecord.objects.filter(job_id=job.pk).exclude(choice="")
    for choice, items, unlabelled in decided.values_list("choice", "items_in", "without_number"):
        counts[rules.ASKED] -= 1
        counts[rules.outcome_decided(choice, has_items=bool(items))] += 1
        counts["items"] += items
        counts["without_number"] += unlabelled
    return counts


def question_of(asked: AskedRecord, job: Job) -> Question:
    """A record that waits, taken apart for the page; of ours None when it is gone."""
    theirs: MarcRecord = from_iso2709(bytes(asked.iso2709))
    ours = catalogue.marc_of(asked.record_id)
    copies = holdings_by(profile_of(job.params.get("vendor_id")), theirs)
    return Question(asked, facts_of(theirs), facts_of(ours) if ours else None, len(copies))


def meanings(actor: Actor, kind: str, site_id: int | None) -> list[tuple[int, str]]:
    """What a word of this kind may mean here: rows by number and name."""
    if kind == rules.SITE:
        return [(site.pk, site.called) for site in sites_of(actor)]
    if kind == rules.PLACE:
        if not actor.sees_site(site_id) or site_id is None:
            return []
        return list(Place.objects.filter(site_id=site_id or 0).values_list("pk", "name"))
    model = ItemType if kind == rules.ITEM_TYPE else Fund
    return [(row.pk, str(row)) for row in model.objects.all()]


def proposals_of(actor: Actor, job: Job) -> list[Proposal]:
    """The unknown words of a file with what may be decided of each, the most frequent first of each kind."""
    unknown = Unknown(**job.report.get("unknown", {}))
    decided = {(each.kind, each.site_id, each.folded): each.target for each in words_of(job.params.get("vendor_id"))}
    names = {site.pk: site.called for site in sites_of(actor)}
    rows: list[tuple[str, str, int | None, int]] = []
    for kind in (rules.SITE, rules.ITEM_TYPE, rules.FUND):
        rows += [(kind, word, None, count) for word, count in getattr(unknown, f"{kind}s").items() if word != "…"]
    for word, sites in unknown.place_sites.items():
        rows += [(rules.PLACE, word, int(pk), count) for pk, count in sites.items() if int(pk) in names]
    rows.sort(key=lambda row: (rules.WORD_KINDS.index(row[0]), -row[3], row[1]))
    choices = {(kind, site_id): tuple(meanings(actor, kind, site_id)) for kind, _, site_id, _ in rows}
    return [
        Proposal(
            kind, word, site_id, names.get(site_id or 0, ""), count, choices[kind, site_id],
            (kind, site_id, fold(word)) in decided, decided.get((kind, site_id, fold(word))),
        )
        for kind, word, site_id, count in rows
    ]  # fmt: skip
