"""The command line, as a Django app so that its commands are found."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """Holds no tables: only management commands."""

    name = "carrel.cli"
    label = "cli"
