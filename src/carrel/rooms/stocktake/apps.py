"""The app of stocktake: counts of the shelves and rooms."""

from django.apps import AppConfig


class StocktakeConfig(AppConfig):
    name = "carrel.rooms.stocktake"
    label = "stocktake"
