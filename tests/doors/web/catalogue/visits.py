"""Signing in for the catalogue's pages."""

from django.test import Client

from carrel.rooms.people.models import Account, Person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client
