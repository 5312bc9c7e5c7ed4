"""Addresses of labels."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.labels import hub, paper, runs, starting
from carrel.doors.web.labels.screens import SCREENS

urlpatterns = [
    path("", hub.labels, name="labels.labels"),
    path("settings/", hub.setting, name="labels.setting"),
    path("sheets/", paper.sheets, name="labels.sheets"),
    path("start/", starting.start_run, name="labels.start_run"),
    path("numbers/", starting.print_numbers, name="labels.print_numbers"),
    path("cartons/", starting.print_cartons, name="labels.print_cartons"),
    path("runs/<int:run_id>/", runs.run, name="labels.run"),
    path("runs/<int:run_id>/scan/", runs.scan, name="labels.scan_into_run"),
    path("runs/<int:run_id>/remove/", runs.remove_lines, name="labels.remove_lines"),
    path("runs/<int:run_id>/items/", starting.add_items, name="labels.add_items_to_run"),
    path("runs/<int:run_id>/class/", starting.add_class, name="labels.add_persons_to_run"),
    path("runs/<int:run_id>/change/", runs.change_run, name="labels.change_run"),
    path("runs/<int:run_id>/print/", runs.print_run, name="labels.print_run"),
    path("runs/<int:run_id>/take-back/", runs.take_back_run, name="labels.take_back_run"),
    path("runs/<int:run_id>/repeat/", runs.repeat_run, name="labels.repeat_run"),
    path("runs/<int:run_id>/send/", runs.send_run, name="labels.send_run"),
    path("runs/<int:run_id>/labels.pdf", paper.pdf, name="labels.pdf"),
    path("runs/<int:run_id>/pages/<int:page>.svg", paper.preview, name="labels.preview"),
    path("label_printers/<int:pk>/test/", paper.test_page, name="labels.test_page"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
