"""The app of what comes in."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "carrel.rooms.intake"
    label = "intake"
