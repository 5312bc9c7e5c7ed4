"""The command `carrel`: our own commands by their names, Django's behind `carrel manage`."""

import os
import sys
from collections.abc import Sequence

from carrel.cli.serving import serve

HELP = """\
carrel <command>            what it does

  serve                     serve the pages to browsers (--host --port --cert --key)
  work                      do the work that waits: imports, mail, the nightly tasks
  prepare                   create the database or bring it up to date; safe to repeat
  demo                      load the demo district: three schools, 1,400 students, 4,000 items
  import-marc FILE          add the records and copies of a MARC file (ISO 2709 or MARCXML)
  export-marc FILE          write the catalogue to a MARC file: .mrc, .xml or .json, also .gz
  import-roster FILE        bring the roster up to date from a OneRoster 1.1 zip or folder
  check                     prove that the data is sound; names what is not
  backup FILE               keep everything in one file, also while people work
  restore FILE              put a backup back; verifies it first
  manage ...                Django's own commands

carrel <command> --help tells more. Settings come from the environment: CARREL_VAR, DATABASE_URL, HOST, PORT."""

# Django keeps the name `check` for a check of its own.
MODULES = {"check": "check_invariants"}
ASKING = {"help", "--help", "-h"}


def module_of(word: str) -> str:
    """The management command for a word of the command line: `import-marc` is import_marc."""
    return MODULES.get(word, word.replace("-", "_"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what a command cannot do it says on standard error."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ASKING:
        print(HELP)
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carrel.config.settings")
    if words[0] == "serve":
        return serve(words[1:])
    # Django is imported only now: `carrel serve` does without it.
    from django.core.management import execute_from_command_line

    if words[0] == "manage":
        execute_from_command_line(["carrel manage", *(words[1:] or ["help"])])
    else:
        execute_from_command_line(["carrel", module_of(words[0]), *words[1:]])
    return 0
