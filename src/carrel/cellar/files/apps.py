"""The app of stored files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "carrel.cellar.files"
    label = "files"
