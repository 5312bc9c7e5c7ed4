"""The present moment: the desk reads the clock, so tests of it count from now."""

from datetime import datetime

from carrel.cellar.kernel.clock import now


def at() -> datetime:
    """Now."""
    return now()
