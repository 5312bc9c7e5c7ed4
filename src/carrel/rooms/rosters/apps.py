from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "carrel.rooms.rosters"
    label = "rosters"
