"""The jobs of registers: a look into a file, its import, its taking back; and the file itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import QuerySet

from carrel.cellar.files import queries as files
from carrel.cellar.files.models import StoredFile
from carrel.cellar.jobs import queries as jobs
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables import CODE, Column, Table
from carrel.cellar.tables.mapping import squeezed
from carrel.cellar.tables.reading import Row, open_table

CHECK, IMPORT, TAKE_BACK = "registers.check_register", "registers.import_register", "registers.take_back_register"
_MADE_FROM = {IMPORT: "check_job", TAKE_BACK: "import_job"}


def registers_of(actor: Actor) -> "QuerySet[Job]":
    """The registers this actor may look at, newest first."""
    return jobs.jobs_of(actor, CHECK, IMPORT, TAKE_BACK)


def job_made_from(job: Job, code: str) -> Job | None:
    """The newest job of this kind made from another: the import of a check, the taking back of an import."""
    made = Job.objects.filter(code=code, **{f"params__{_MADE_FROM[code]}": job.pk})
    return made.exclude(status=Job.Status.STOPPED).order_by("-pk").first()


def job_held(actor: Actor, job_id: int, code: str) -> Job | None:
    """A register's job that this actor may act on, held until the transaction ends."""
    job = Job.objects.select_for_update().filter(pk=job_id, code=code).first()
    if job is None or not (actor.sees_site(job.site_id) or job.started_by == actor.account_id):
        return None
    return job


def file_of(params: Mapping[str, object]) -> StoredFile | None:
    """The file a register reads; None when it is no longer kept."""
    number = params.get("file_id")
    return files.file_by_id(number) if isinstance(number, int) else None


def rows_of(stored: StoredFile) -> Iterator[Row]:
    """The rows of a stored register, read while they are used. Raises Refused for what is no table, with its line."""
    with files.open_file(stored) as stream:
        yield from open_table(stream, name=stored.name, heads_may_repeat=True).rows


def heads_of(stored: StoredFile) -> tuple[str, ...]:
    """The headings of a stored register. Raises Refused for a file that is no table."""
    with files.open_file(stored) as stream:
        return open_table(stream, name=stored.name, heads_may_repeat=True).heads


def refused_table(job: Job) -> Table | None:
    """The lines of a look or an import that did not come in, as they stood in the file, to be mended and sent again.

    None when the file is no longer kept. A cell beyond the head, which made its line slip, is left out.
    """
    stored = file_of(job.params)
    if stored is None:
        return None
    wanted = set(jobs.lines_of(job.pk, "refused").values_list("number", flat=True))
    rows = (list(row.cells.values()) for row in rows_of(stored) if row.line in wanted)
    return Table(stored.name.rpartition(".")[0], [Column(head, CODE) for head in job.params["heads"]], rows)


def signature_of(heads: Iterable[str]) -> str:
    """What files of one origin have in common: their headings in order, as they are compared."""
    return "|".join(squeezed(head) for head in heads)[:2000]


def remembered_mapping(kind: str, heads: Sequence[str]) -> dict[str, str] | None:
    """The columns that were chosen last for a file of this kind with these headings, if it was let in."""
    job = Job.objects.filter(
        code=IMPORT, status=Job.Status.DONE, params__kind=kind, params__signature=signature_of(heads)
    ).order_by("-pk")
    params = job.values_list("params", flat=True).first()
    return dict(params["mapping"]) if params else None


def old_files(before: object) -> list[tuple[int, int]]:
    """Job and file of the registers sent in before this moment whose file is kept still."""
    rows = Job.objects.filter(code__in=(CHECK, IMPORT), created_at__lt=before, params__has_key="file_id")
    return [(pk, params["file_id"]) for pk, params in rows.values_list("pk", "params")]
