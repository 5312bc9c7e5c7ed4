"""The Django app of printed papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Slips, printers and the queue between them."""

    name = "carrel.cellar.papers"
    label = "papers"
