"""What was found wrong (faults: the package is refused) or odd (remarks: it is read, and someone is told)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

FAULTS_LISTED = 200


def _frozen(facts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(facts))


@dataclass(frozen=True)
class Fault:
    """One reason to refuse the package.

    `line` is the line of the file as an editor counts it, 0 when the fault is of the whole file; `column` is the
    name in the header, or empty; `code` starts with `oneroster.`; `facts` hold what a sentence about it names.
    """

    file: str
    line: int
    column: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", _frozen(self.facts))


@dataclass(frozen=True)
class Remark:
    """One oddity that did not stop the reading, told once per file and column: `line` is the first, `count` all."""

    file: str
    line: int
    column: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    count: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", _frozen(self.facts))


class RosterRefused(Exception):
    """The package cannot be read; `faults` lists why, at most `FAULTS_LISTED` of them, and `more` counts the rest."""

    def __init__(self, faults: tuple[Fault, ...], more: int = 0) -> None:
        self.faults = faults
        self.more = more
        first = faults[0]
        super().__init__(
            f"{first.file} line {first.line} {first.column}: {first.code} (and {len(faults) + more - 1} more)"
        )


class Findings:
    """Collects faults and remarks while a package is read."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._more = 0
        self._remarks: dict[tuple[str, str, str], Remark] = {}

    def fault(self, code: str, file: str = "", line: int = 0, column: str = "", **facts: object) -> None:
        if len(self._faults) >= FAULTS_LISTED:
            self._more += 1
            return
        self._faults.append(Fault(file, line, column, f"oneroster.{code}", _shown(facts)))

    def remark(
        self, code: str, file: str = "", line: int = 0, column: str = "", times: int = 1, **facts: object
    ) -> None:
        seen = self._remarks.get((code, file, column))
        if seen:
            self._remarks[code, file, column] = replace(seen, line=min(seen.line, line), count=seen.count + times)
        else:
            self._remarks[code, file, column] = Remark(file, line, column, f"oneroster.{code}", _shown(facts), times)

    @property
    def has_faults(self) -> bool:
        return bool(self._faults)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(self._faults)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(self._remarks.values())

    def raise_if_faulty(self) -> None:
        """Raises `RosterRefused` with the faults in the order of file, line and column when there is any."""
        if self._faults:
            ordered = sorted(self._faults, key=lambda fault: (fault.file, fault.line, fault.column))
            raise RosterRefused(tuple(ordered), self._more)


def _shown(facts: Mapping[str, object]) -> dict[str, str]:
    """Facts as short printable texts: a fault must be readable even when the file is full of rubbish."""
    return {name: _short(str(value)) for name, value in facts.items()}


def _short(text: str) -> str:
    printable = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return printable if len(printable) <= 120 else printable[:117] + "…"
