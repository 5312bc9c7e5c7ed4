"""The app of recovery."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "carrel.rooms.recovery"
    label = "recovery"
