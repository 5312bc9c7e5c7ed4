"""The app of weeding."""

from django.apps import AppConfig


class WeedingConfig(AppConfig):
    name = "carrel.rooms.weeding"
    label = "weeding"
