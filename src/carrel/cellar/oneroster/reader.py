"""A package of OneRoster files, 1.1 or 1.2, whole or changes only → a `Roster`: all of it, or every reason why not."""

from collections.abc import Mapping

from carrel.cellar.oneroster.columns import EVERY_FILE, FILES_OF, FileTable
from carrel.cellar.oneroster.container import Source, package_bytes
from carrel.cellar.oneroster.csvtext import batches_of, decoded, has_control_signs
from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.oneroster.header import Header
from carrel.cellar.oneroster.manifest import MANIFEST, read_manifest
from carrel.cellar.oneroster.references import ReadFile, agreeing
from carrel.cellar.oneroster.rows import Roster
from carrel.cellar.oneroster.taking import Taking


def read(source: Source) -> Roster:
    """The roster in a zip (its bytes or its path), a folder, or files by name; oddities are in `roster.remarks`.

    Raises RosterRefused with all faults found, at most `FAULTS_LISTED`: nothing of a faulty package is handed out.
    """
    findings = Findings()
    files = _plain_names(package_bytes(source, findings), findings)
    findings.raise_if_faulty()
    manifest = read_manifest(files, findings)
    findings.raise_if_faulty()
    assert manifest is not None  # read_manifest gives None only after a fault
    tables = [
        read_file(table, files[f"{table.name}.csv"], findings, mode=manifest.modes[table.name])
        for table in FILES_OF[manifest.version]
        if manifest.modes[table.name] != "absent"
    ]
    kept = agreeing(tables, findings)
    findings.raise_if_faulty()
    return Roster(
        manifest=manifest,
        orgs=kept.get("orgs", ()),
        academic_sessions=kept.get("academicSessions", ()),
        courses=kept.get("courses", ()),
        classes=kept.get("classes", ()),
        enrollments=kept.get("enrollments", ()),
        users=kept.get("users", ()),
        roles=kept.get("roles", ()),
        deleted={table.table.name: table.deleted for table in tables if table.mode == "delta" and table.deleted},
        remarks=findings.remarks,
    )


def _plain_names(files: Mapping[str, bytes], findings: Findings) -> dict[str, bytes]:
    """Files by the standard's spelling of their names: some systems write `Users.csv`."""
    names = (name for of_version in EVERY_FILE.values() for name in of_version)
    standard = {f"{name}.csv".lower(): f"{name}.csv" for name in names} | {MANIFEST: MANIFEST}
    plain: dict[str, bytes] = {}
    for name, content in files.items():
        spelled = standard.get(name.lower(), name)
        if spelled in plain:
            findings.fault("twice_in_package", name)
        elif spelled != name:
            findings.remark("file_spelled", name, standard=spelled)
        plain[spelled] = content
    return plain


def read_file(table: FileTable, content: bytes, findings: Findings, *, mode: str = "bulk") -> ReadFile:
    """The rows of one file; rows marked as deleted are kept apart, faulty rows are left out."""
    file = f"{table.name}.csv"
    result = ReadFile(table, mode)
    text = decoded(file, content, findings)
    if text is None:
        result.is_whole = False
        return result
    batches = batches_of(file, text, findings)
    lines, rows = next(batches, ([1], [[]]))
    header = Header(table, file, lines[0], rows[0], findings)
    if not header.is_usable:
        result.is_whole = False
        return result
    taking = Taking(header, result, findings, checks_signs=has_control_signs(text))
    for lines, rows in batches:
        taking.take_all(lines, rows)
    return result
