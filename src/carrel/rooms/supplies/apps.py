"""The app of counted stock."""

from django.apps import AppConfig


class SuppliesConfig(AppConfig):
    name = "carrel.rooms.supplies"
    label = "supplies"
