"""The Django app of the parking place."""

from django.apps import AppConfig


class ParkingConfig(AppConfig):
    """Holds half-done work; knows nothing of what it is."""

    name = "carrel.cellar.parking"
    label = "parking"
