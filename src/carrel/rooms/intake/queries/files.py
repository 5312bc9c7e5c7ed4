"""Questions about what comes in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from carrel.cellar.files import queries as files
from carrel.cellar.files.models import StoredFile
from carrel.cellar.jobs import queries as jobs
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import MarcRecord, Unreadable, read_marc, to_iso2709
from carrel.rooms.intake.models import AskedRecord, ReplacedRecord
from carrel.rooms.intake.rules import Known
from carrel.rooms.inventory.models import Item, ItemType
from carrel.rooms.schools.models import Fund, Place, Site

IMPORT, CHECK, TAKE_BACK = "intake.import_marc", "intake.check_marc", "intake.take_back_import"
STAYED = "stayed"
"""The lines of a job of taking back that say which items stayed."""
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportFile:
    """The file of an import and what the form said of it."""

    stored: StoredFile
    site: Site | None
    item_type: ItemType | None


def known_words() -> Known:
    """What a file's codes mean in this district: sites, places, item types and funds by code and by name."""
    sites: dict[str, int] = {}
    names: dict[int, str] = {}
    for pk, code, name, short_name in Site.objects.values_list("pk", "code", "name", "short_name"):
        names[pk] = short_name or name
        for word in (short_name, name, code):
            if word:
                sites[fold(word)] = pk
    places: dict[tuple[int, str], int] = {}
    for pk, site_id, code, name in Place.objects.order_by("-pk").values_list("pk", "site_id", "code", "name"):
        places.setdefault((site_id, fold(name)), pk)
        places[site_id, fold(code)] = pk
    item_types: dict[str, int] = {}
    for pk, code, name in ItemType.objects.values_list("pk", "code", "name"):
        item_types[fold(name)] = pk
        item_types[fold(code)] = pk
    funds: dict[str, int] = {}
    codes: dict[int, str] = {}
    for pk, code, name in Fund.objects.values_list("pk", "code", "name"):
        codes[pk] = code
        funds[fold(name)] = pk
        funds[fold(code)] = pk
    return Known(sites, places, item_types, names, funds, codes)


def made_records(job_id: int, skip: int, most: int) -> list[int]:
    """The ids of records an import made, in their order, those after the first `skip`; decided ones come last."""
    found: list[int] = []
    passed = 0
    for line in jobs.lines_of(job_id, "new").iterator(200):
        facts = line["facts"]
        count = facts["last"] - facts["first"] + 1 if "first" in facts else len(facts["records"])
        if passed + count > skip:
            ids = range(facts["first"], facts["last"] + 1) if "first" in facts else facts["records"]
            found += list(ids)[max(0, skip - passed) :][: most - len(found)]
        passed += count
        if len(found) == most:
            return found
    decided = AskedRecord.objects.filter(job_id=job_id).exclude(made_record=None).order_by("number")
    rest = max(0, skip - passed)
    made = decided.values_list("made_record", flat=True)[rest : rest + most - len(found)]
    return found + [pk for pk in made if pk is not None]


def replaced_after(job_id: int, after: int, most: int) -> list[ReplacedRecord]:
    """The next records an import replaced, each with what it is now."""
    rows = ReplacedRecord.objects.filter(job_id=job_id, pk__gt=after).select_related("record")
    return list(rows.order_by("pk")[:most])


def import_file(job: Job) -> ImportFile | None:
    """The file a job reads, with its defaults; None when it is no longer kept."""
    stored = files.file_by_id(job.params.get("file_id", 0))
    if stored is None:
        return None
    site = Site.objects.filter(pk=job.params.get("site_id")).first()
    return ImportFile(stored, site, ItemType.objects.filter(pk=job.params.get("item_type_id")).first())


def records_of_file(stored: StoredFile) -> Iterator[MarcRecord | Unreadable]:
    """Each record of a stored file, as it is read."""
    yield from read_marc(files.path_of(stored.sha256))


def about_how_many(stored: StoredFile) -> int | None:
    """How many records a file holds, counted by their end marks without reading them; None for a compressed file."""
    mark = b"<leader" if stored.content_type == "application/xml" else b"\x1d"
    if stored.content_type == "application/gzip":
        return None
    count = 0
    held = b""
    with files.open_file(stored) as file:
        while block := file.read(_BLOCK):
            text = held + block
            count += text.count(mark)
            held = text[-(len(mark) - 1) :] if len(mark) > 1 else b""
    return max(count, 1)


def refused_records(job: Job) -> Iterator[bytes]:
    """The records that did not come in, as they stood in the file, so that they can be mended and sent again."""
    found = import_file(job)
    if found is None:
        return
    wanted = set(jobs.lines_of(job.pk, "refused").values_list("number", flat=True))
    for number, record in enumerate(records_of_file(found.stored), start=1):
        if number in wanted:
            raw = record.raw if isinstance(record, Unreadable) else to_iso2709(record, oversize=True)
            yield raw if raw.endswith(b"\x1d") else raw + b"\x1d"


def items_that_stayed(job_id: int, most: int) -> list[Item]:
    """The first items that taking back left, with their records; what went by hand since is left out."""
    found: list[Item] = []
    for line in jobs.lines_of(job_id, STAYED).iterator(200):
        rows = Item.objects.filter(pk__in=line["facts"]["items"]).select_related("record").order_by("pk")
        found += rows[: most - len(found)]
        if len(found) == most:
            break
    return found


def job_made_from(job: Job, code: str) -> Job | None:
    """The newest job of this kind made from another: the import of a check, the taking back of an import."""
    key = {IMPORT: "check_job", TAKE_BACK: "import_job"}[code]
    made = Job.objects.filter(code=code, **{f"params__{key}": job.pk})
    return made.exclude(status=Job.Status.STOPPED).order_by("-pk").first()


def same_file_before(job: Job) -> Job | None:
    """The newest import of the very same bytes that was not taken back, other than those made from this check."""
    stored = files.file_by_id(job.params.get("file_id", 0))
    if stored is None:
        return None
    same = StoredFile.objects.filter(sha256=stored.sha256).values("pk")
    imports = Job.objects.filter(code=IMPORT, params__file_id__in=[row["pk"] for row in same])
    for each in imports.order_by("-pk")[:20]:
        if each.params.get("check_job") != job.pk and job_made_from(each, TAKE_BACK) is None and each.done:
            return each
    return None


def imports_of(actor: Actor) -> QuerySet[Job]:
    """The imports and checks this actor may look at, newest first."""
    return jobs.jobs_of(actor, IMPORT, CHECK, TAKE_BACK)
