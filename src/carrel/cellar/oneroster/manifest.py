"""manifest.csv: which version, whose, and which files are whole (`bulk`), partial (`delta`) or not there (`absent`)."""

from carrel.cellar.oneroster.columns import EVERY_FILE, FILE_BY_NAME, NEEDED_FILES
from carrel.cellar.oneroster.csvtext import decoded, rows_of
from carrel.cellar.oneroster.faults import Findings
from carrel.cellar.oneroster.rows import Manifest

MANIFEST = "manifest.csv"
HEADER = ["propertyname", "value"]


def read_manifest(files: dict[str, bytes], findings: Findings) -> Manifest | None:
    """The manifest of a package whose file names are already plain; None after a fault that ends the reading."""
    if MANIFEST not in files:
        findings.fault("no_manifest", MANIFEST)
        return None
    text = decoded(MANIFEST, files[MANIFEST], findings)
    if text is None:
        return None
    properties = _properties(text, findings)
    if properties is None or not _is_read_version(properties, findings):
        return None
    modes = _modes(properties, files, findings)
    return Manifest(
        version=properties["oneroster.version"][1],
        source_name=properties.get("source.systemName", (0, ""))[1],
        source_code=properties.get("source.systemCode", (0, ""))[1],
        modes=modes,
    )


def _properties(text: str, findings: Findings) -> dict[str, tuple[int, str]] | None:
    rows = list(rows_of(MANIFEST, text, findings))
    if not rows or [cell.strip().lower() for cell in rows[0][1]] != HEADER:
        findings.fault("manifest_header", MANIFEST, 1)
        return None
    properties: dict[str, tuple[int, str]] = {}
    for line, row in rows[1:]:
        if len(row) != 2:
            findings.fault("row_length", MANIFEST, line, count=len(row), header=2)
        elif row[0].strip() in properties:
            findings.fault("property_twice", MANIFEST, line, "propertyName", name=row[0].strip())
        else:
            properties[row[0].strip()] = line, row[1].strip()
    return properties


def _is_read_version(properties: dict[str, tuple[int, str]], findings: Findings) -> bool:
    if "oneroster.version" not in properties:
        findings.fault("version_missing", MANIFEST)
        return False
    line, version = properties["oneroster.version"]
    if version != "1.1":
        findings.fault("version_not_read", MANIFEST, line, "value", version=version)
        return False
    return True


def _modes(properties: dict[str, tuple[int, str]], files: dict[str, bytes], findings: Findings) -> dict[str, str]:
    modes = dict.fromkeys(EVERY_FILE, "absent")
    for name, (line, value) in properties.items():
        if name.startswith("file."):
            file = name.removeprefix("file.").rstrip("*")
            _take_mode(file, line, value, files=files, modes=modes, findings=findings)
    _check_needed(modes, findings)
    _remark_unlisted(files, modes, findings)
    return modes


def _take_mode(
    file: str, line: int, value: str, *, files: dict[str, bytes], modes: dict[str, str], findings: Findings
) -> None:
    mode = value.lower()
    if mode not in {"bulk", "delta", "absent"}:
        findings.fault("mode_unknown", MANIFEST, line, "value", name=file, value=value)
    elif file not in FILE_BY_NAME:
        modes[file] = "absent"
    elif mode == "delta":
        findings.fault("mode_delta", MANIFEST, line, "value", name=f"{file}.csv")
    elif mode == "bulk" and f"{file}.csv" not in files:
        findings.fault("file_missing", MANIFEST, line, "value", name=f"{file}.csv")
    else:
        modes[file] = mode


def _check_needed(modes: dict[str, str], findings: Findings) -> None:
    if findings.has_faults:
        return
    for file in NEEDED_FILES:
        if modes[file] != "bulk":
            findings.fault("needed_file_absent", MANIFEST, name=f"{file}.csv")


def _remark_unlisted(files: dict[str, bytes], modes: dict[str, str], findings: Findings) -> None:
    for name in files:
        plain = name.removesuffix(".csv")
        if name != MANIFEST and modes.get(plain, "absent") != "bulk":
            findings.remark("file_ignored", name)
