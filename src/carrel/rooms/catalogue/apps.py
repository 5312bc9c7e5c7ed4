"""The app of what the district knows of its titles."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "carrel.rooms.catalogue"
    label = "catalogue"
