"""manifest.csv: which version, whose, and which files are whole (`bulk`), partial (`delta`) or not there (`absent`)."""

from carrel.cellar.oneroster.columns import EVERY_FILE, FILES_OF, NEEDED_FILES
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
    version = properties["oneroster.version"][1]
    return Manifest(
        version=version,
        source_name=_said(properties, "source.systemName"),
        source_code=_said(properties, "source.systemCode"),
        modes=_Modes(version, files, findings).read(properties),
    )


def _said(properties: dict[str, tuple[int, str]], name: str) -> str:
    """A property that says something; some systems write `absent` where they have nothing to say."""
    text = properties.get(name, (0, ""))[1]
    return "" if text == "absent" else text


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
    if version not in FILES_OF:
        findings.fault("version_not_read", MANIFEST, line, "value", version=version)
        return False
    return True


class _Modes:
    """Which files are whole, partial or not there."""

    def __init__(self, version: str, files: dict[str, bytes], findings: Findings) -> None:
        self.version = version
        self.files = files
        self.findings = findings
        self.known = {table.name.lower(): table.name for table in FILES_OF[version]}
        self.modes = dict.fromkeys(EVERY_FILE[version], "absent")

    def read(self, properties: dict[str, tuple[int, str]]) -> dict[str, str]:
        for name, (line, value) in properties.items():
            if name.startswith("file."):
                # Some producers copied the star of the standard's printed table into the name.
                self._take(name.removeprefix("file.").rstrip("*").strip(), line, value)
        if not self.findings.has_faults:
            self._check_needed()
        self._remark_unlisted()
        return self.modes

    def _take(self, written: str, line: int, value: str) -> None:
        file, mode = self.known.get(written.lower()), value.lower()
        if file is None:
            self.modes[written] = "absent"
        elif mode not in {"bulk", "delta", "absent"}:
            self.findings.fault("mode_unknown", MANIFEST, line, "value", name=file, value=value)
        elif mode != "absent" and f"{file}.csv" not in self.files:
            self.findings.fault("file_missing", MANIFEST, line, "value", name=f"{file}.csv")
        else:
            self.modes[file] = mode

    def _check_needed(self) -> None:
        """A whole package needs schools and persons; a partial one needs nothing, and without any it says nothing."""
        modes = set(self.modes.values())
        if "delta" in modes or modes == {"absent"}:
            return
        for file in NEEDED_FILES[self.version]:
            if self.modes[file] == "absent":
                self.findings.fault("needed_file_absent", MANIFEST, name=f"{file}.csv")

    def _remark_unlisted(self) -> None:
        for name in self.files:
            if name != MANIFEST and self.modes.get(name.removesuffix(".csv"), "absent") == "absent":
                self.findings.remark("file_ignored", name)
