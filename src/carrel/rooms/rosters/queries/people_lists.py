"""A stored file that is a plain list of people: told from a OneRoster package, opened, its photos found."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from carrel.cellar.files.pictures import cleaned_photo
from carrel.cellar.files.rules import LARGEST, PHOTO
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.tables.mapping import best_preset, guess, mapped, squeezed
from carrel.cellar.tables.reading import OpenTable, open_table
from carrel.rooms.rosters.models import RosterImport, RosterPhoto
from carrel.rooms.rosters.rules.people_list import COLUMNS, PRESETS, PersonRow, missing_columns, person_rows

MOST_MEMBERS = 20_000
MOST_TABLE = 100 * 1024 * 1024
_TABLES = (".csv", ".xlsx", ".tsv", ".txt")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True)
class PeopleFile:
    """A list with the pictures beside it; `pictures` leads from a folded file name to the member of the zip."""

    name: str
    table: bytes
    archive: bytes = b""
    pictures: Mapping[str, str] = field(default_factory=dict)

    def picture(self, row: PersonRow) -> str:
        """The picture of a row, by the name its photo column says, else by the student number; blank for none."""
        wanted = [row.photo.rpartition("/")[2].rpartition("\\")[2]] if row.photo else []
        wanted += [f"{row.number}{ending}" for ending in _PICTURES]
        return next((self.pictures[name.lower()] for name in wanted if name.lower() in self.pictures), "")


def people_file(data: bytes, name: str) -> PeopleFile | None:
    """The list in a file: a CSV, a workbook, or a zip of one table and pictures; None for a OneRoster package.

    A zip that is damaged is none either: the reader of packages says what is wrong with it. Raises RosterRefused for
    one with too many files or a table too large.
    """
    if not data.startswith(b"PK"):
        return PeopleFile(name, data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _in_zip(archive, data, name)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return None


def _in_zip(archive: zipfile.ZipFile, data: bytes, name: str) -> PeopleFile | None:
    members = [each for each in archive.infolist() if not each.is_dir() and "__MACOSX" not in each.filename]
    names = {each.filename.lower() for each in members}
    if "[content_types].xml" in names:
        return PeopleFile(name, data)
    if any(each.endswith("manifest.csv") for each in names):
        return None
    tables = [each for each in members if each.filename.lower().endswith(_TABLES)]
    pictures = [each for each in members if each.filename.lower().endswith(_PICTURES)]
    if len(tables) != 1 or (not pictures and not tables[0].filename.lower().endswith(".xlsx") and len(members) > 1):
        return None
    findings = Findings()
    if len(members) > MOST_MEMBERS:
        findings.fault("too_many_files", limit=MOST_MEMBERS, count=len(members))
    findings.raise_if_faulty()
    with archive.open(tables[0]) as stream:
        table = stream.read(MOST_TABLE + 1)
    if len(table) > MOST_TABLE:
        findings.fault("file_too_large", tables[0].filename, limit=MOST_TABLE // 1024 // 1024)
    findings.raise_if_faulty()
    by_name = {each.filename.rpartition("/")[2].lower(): each.filename for each in pictures}
    return PeopleFile(tables[0].filename.rpartition("/")[2], table, data, by_name)


def opened(people: PeopleFile) -> OpenTable:
    """The table of a list. Raises RosterRefused for one that is none."""
    findings = Findings()
    try:
        return open_table(BytesIO(people.table), name=people.name, heads_may_repeat=True)
    except Refused as refused:
        _as_fault(people, refused, findings)
    findings.raise_if_faulty()
    raise AssertionError("a fault was found just now")


def _as_fault(people: PeopleFile, refused: Refused, findings: Findings) -> None:
    facts = dict(refused.objections[0].facts)
    line = facts.get("line", 0)
    findings.fault(
        refused.code.replace("tables.", "list_"), people.name, line if isinstance(line, int) else 0, "",
        **{name: value for name, value in facts.items() if name not in {"name", "line"}},
    )  # fmt: skip


def columns_for(heads: tuple[str, ...], run: RosterImport) -> tuple[dict[str, str], str]:
    """Our columns → the file's: as said for this import, else for the last of such a file, else guessed.

    Returns also the code of the system whose preset fits, or "".
    """
    preset = best_preset(heads, PRESETS)
    there = {squeezed(head) for head in heads}
    # First and last names head every list; only the column of the number tells one system from another.
    code = preset.code if preset and squeezed(preset.headers["number"]) in there else ""
    if run.reading.get("columns"):
        return dict(run.reading["columns"]), code
    before = (
        RosterImport.objects.filter(reading__heads=list(heads), reading__said=True)
        .exclude(pk=run.pk)
        .order_by("-pk")
        .first()
    )
    if before is not None:
        return dict(before.reading["columns"]), code
    return dict(guess(heads, COLUMNS, PRESETS)), code


def rows_of_list(
    people: PeopleFile, table: OpenTable, columns: Mapping[str, str], findings: Findings
) -> list[PersonRow]:
    """The rows of a list under our names. Raises RosterRefused with every fault."""
    for name in missing_columns(columns):
        findings.fault("list_column", people.name, 1, column=name)
    findings.raise_if_faulty()
    try:
        rows = person_rows(people.name, _cells(people, table, columns, findings), columns, findings)
    except Refused as refused:
        _as_fault(people, refused, findings)
        rows = []
    if not rows and not findings.has_faults:
        findings.fault("list_empty", people.name)
    findings.raise_if_faulty()
    if table.coding == "cp1252":
        findings.remark("read_as_windows", people.name)
    return rows


def _cells(
    people: PeopleFile, table: OpenTable, columns: Mapping[str, str], findings: Findings
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for row in table.rows:
        if row.found:
            findings.fault("row_length", people.name, row.line, count=row.found, header=len(table.heads))
        else:
            yield row.line, mapped(row.cells, columns)


@dataclass(frozen=True)
class NewPhoto:
    """A picture to give somebody: whose, where it lies in the zip, and the checksum it came with."""

    roster_id: str
    person: str
    member: str
    digest: str


def new_photos(
    people: PeopleFile, rows: list[PersonRow], handles: Mapping[str, str], findings: Findings
) -> tuple[NewPhoto, ...]:
    """The pictures that nobody has been given yet; one that is no picture is told and left out."""
    if not people.pictures:
        return ()
    given = dict(RosterPhoto.objects.exclude(person__roster_id=None).values_list("person__roster_id", "digest"))
    found = []
    for row in rows:
        member = people.picture(row) if row.number in handles else ""
        if not member:
            continue
        content = photo_bytes(people, member)
        digest = hashlib.sha256(content).hexdigest()
        if given.get(handles[row.number]) == digest:
            continue
        try:
            cleaned_photo(content, name=member)
        except Refused:
            findings.remark("photo_unreadable", people.name, row.line, "photo", name=member)
            continue
        who = f"{row.preferred_given or row.given_name} {row.family_name}"
        found.append(NewPhoto(handles[row.number], who, member, digest))
    return tuple(found)


def photo_bytes(people: PeopleFile, member: str) -> bytes:
    """The picture itself, as it came."""
    with zipfile.ZipFile(BytesIO(people.archive)) as archive, archive.open(member) as stream:
        return stream.read(LARGEST[PHOTO] * 1024 * 1024 + 1)
