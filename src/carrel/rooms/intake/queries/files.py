"""Questions about what comes in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from carrel.cellar.files import queries as files
from carrel.cellar.files.models import StoredFile
from carrel.cellar.jobs import queries as jobs
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import MarcRecord, Unreadable, read_marc, to_iso2709
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake.rules import Known
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools.models import Place, Site

IMPORT, CHECK, TAKE_BACK = "intake.import_marc", "intake.check_marc", "intake.take_back_import"
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportFile:
    """The file of an import and what the form said of it."""

    stored: StoredFile
    site: Site | None
    item_type: ItemType | None


def known_words() -> Known:
    """What a file's codes mean in this district: sites, places and item types by code and by name."""
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
    return Known(sites, places, item_types, names)


def formats_of(record_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Format and title of each of these records."""
    rows = Record.objects.filter(pk__in=record_ids).values_list("pk", "format", "title")
    return {pk: (form, title) for pk, form, title in rows}


def records_without_items(record_ids: Sequence[int]) -> list[int]:
    """Those of these records on which nothing hangs: no item, no other record, and which are not merged."""
    free = Record.objects.filter(pk__in=record_ids, items=None, merged_records=None, merged_into=None)
    return list(free.order_by("pk").values_list("pk", flat=True))


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


def job_made_from(job: Job, code: str) -> Job | None:
    """The newest job of this kind made from another: the import of a check, the taking back of an import."""
    key = {IMPORT: "check_job", TAKE_BACK: "import_job"}[code]
    made = Job.objects.filter(code=code, **{f"params__{key}": job.pk})
    return made.exclude(status=Job.Status.STOPPED).order_by("-pk").first()


def imports_of(actor: Actor) -> QuerySet[Job]:
    """The imports and checks this actor may look at, newest first."""
    return jobs.jobs_of(actor, IMPORT, CHECK, TAKE_BACK)
