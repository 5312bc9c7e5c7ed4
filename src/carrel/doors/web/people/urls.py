"""Addresses of people, classes and accounts."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.people import accounts, cards, classes, merging, privacy, views
from carrel.doors.web.people.screens import SCREENS

urlpatterns = [
    path("", views.find, name="people.find"),
    path("add/", views.add_provisional_person, name="people.add_provisional_person"),
    path("<int:person_id>/", views.person, name="people.person"),
    path("<int:person_id>/change/", views.change_person, name="people.change_person"),
    path("<int:person_id>/photo/", views.photo, name="people.photo"),
    path("<int:person_id>/photo/set/", views.set_photo, name="people.set_photo"),
    path("<int:person_id>/who-looked/", views.access_log, name="people.access_log"),
    path("<int:person_id>/kept/", privacy.privacy, name="people.privacy"),
    path("<int:person_id>/kept/sever/", privacy.sever_loans, name="people.sever_loans"),
    path("<int:person_id>/kept/export/", privacy.export_person, name="people.export_person"),
    path("who-looked/", privacy.site_access_log, name="people.site_access_log"),
    path("<int:person_id>/cards/", cards.cards, name="people.cards"),
    path("<int:person_id>/cards/<int:card_id>/lose/", cards.lose_card, name="people.lose_card"),
    path("<int:person_id>/cards/<int:card_id>/pin/", cards.set_pin, name="people.set_pin"),
    path("<int:person_id>/merge/", merging.merge_persons, name="people.merge_persons"),
    path("<int:person_id>/merge/<int:merger_id>/undo/", merging.unmerge_persons, name="people.unmerge_persons"),
    path("classes/", classes.classes, name="people.classes"),
    path("classes/<int:class_id>/", classes.school_class, name="people.school_class"),
    path("accounts/", accounts.accounts, name="people.accounts"),
    path("accounts/add/", accounts.add_account, name="people.add_account"),
    path("accounts/<int:account_id>/", accounts.account, name="people.account"),
    path("accounts/<int:account_id>/roles/give/", accounts.give_role, name="people.give_role"),
    path("accounts/<int:account_id>/roles/<int:holding_id>/end/", accounts.end_role, name="people.end_role"),
    path("accounts/<int:account_id>/password/", accounts.set_password, name="people.set_password"),
    path("accounts/<int:account_id>/put-away/", accounts.put_away_account, name="people.put_away_account"),
    path("roles/", accounts.roles, name="people.roles"),
    path("roles/<slug:role>/", accounts.change_role_setting, name="people.change_role_setting"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
