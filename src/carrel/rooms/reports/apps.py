"""The app of figures, reports and retention."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "carrel.rooms.reports"
    label = "reports"
