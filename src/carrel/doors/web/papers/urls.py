"""Addresses of slips and printers."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.papers import views
from carrel.doors.web.papers.screens import SCREENS

urlpatterns = [
    path("", views.slips, name="papers.slips"),
    path("print/", views.print_view, name="papers.print_view"),
    path("printed/", views.tick_printed, name="papers.tick_printed"),
    path("send/", views.reprint, name="papers.reprint"),
    path("drop/", views.drop_job, name="papers.drop_job"),
    path("printers/<int:pk>/test/", views.print_test_slip, name="papers.print_test_slip"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
