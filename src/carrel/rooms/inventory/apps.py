"""The app of what the school owns."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "carrel.rooms.inventory"
    label = "inventory"
