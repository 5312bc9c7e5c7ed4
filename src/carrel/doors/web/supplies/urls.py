"""Addresses of counted stock."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.supplies import views
from carrel.doors.web.supplies.screens import SCREENS

urlpatterns = [
    path("", views.supplies, name="supplies.supplies"),
    path("<int:supply_id>/", views.supply, name="supplies.supply"),
    path("<int:supply_id>/use/", views.use_supply, name="supplies.use_supply"),
    path("<int:supply_id>/receive/", views.receive_supply, name="supplies.receive_supply"),
    path("<int:supply_id>/count/", views.count_supply, name="supplies.count_supply"),
    path("<int:supply_id>/hand-out/", views.hand_out_supply, name="supplies.hand_out_supply"),
    path("<int:supply_id>/give-back/", views.give_back_supply, name="supplies.give_back_supply"),
    path("<int:supply_id>/write-off/", views.write_off_supply, name="supplies.write_off_supply"),
    path("<int:supply_id>/reverse/<int:movement_id>/", views.reverse_movement, name="supplies.reverse_movement"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
