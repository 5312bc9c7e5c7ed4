"""The app of long work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "carrel.cellar.jobs"
    label = "jobs"
