"""The command `carrel`: our own commands by their names, Django's behind `carrel manage`."""

import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line

# Django keeps the name `check` for a check of its own; the modules of ours are named apart.
MODULES = {"check": "check_invariants", "help": "carrel_help", "--help": "carrel_help", "-h": "carrel_help"}
DJANGO = "manage"


def module_of(word: str) -> str:
    """Return the management command for a word of the command line: `import-marc` is import_marc."""
    return MODULES.get(word, word.replace("-", "_"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what a command cannot do it says on standard error."""
    words = list(sys.argv[1:] if arguments is None else arguments) or ["help"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carrel.config.settings")
    if words[0] == DJANGO:
        execute_from_command_line(["carrel manage", *(words[1:] or ["help"])])
    else:
        execute_from_command_line(["carrel", module_of(words[0]), *words[1:]])
    return 0
