"""The app of what comes from another system's tables, and of what goes out as tables."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "carrel.rooms.registers"
    label = "registers"
