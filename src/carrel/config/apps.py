"""The roof's own app: once everything is loaded, it wires who hears of what."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "carrel.config"
    label = "config"

    def ready(self) -> None:
        from carrel.config.wiring import wire

        wire()
