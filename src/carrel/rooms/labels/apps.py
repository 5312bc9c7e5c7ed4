"""The app of labels."""

from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "carrel.rooms.labels"
    label = "labels"
