"""The app of instructional software: licences and who holds their seats."""

from django.apps import AppConfig


class SoftwareConfig(AppConfig):
    name = "carrel.rooms.software"
    label = "software"
