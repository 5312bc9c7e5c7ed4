from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "carrel.rooms.people"
    label = "people"
