"""`python -m carrel` is the command `carrel`."""

import sys

from carrel.cli.main import main

sys.exit(main())
