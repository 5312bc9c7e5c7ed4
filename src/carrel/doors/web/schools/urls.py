"""Addresses of the school's own pages."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.schools import calendar_files, feeds, law, marking, views
from carrel.doors.web.schools.screens import SCREENS

urlpatterns = [
    path("", views.overview, name="schools.overview"),
    path("district/", views.keep_district, name="schools.keep_district"),
    path("law/", law.law, name="schools.law"),
    path("law/choose/", law.choose_law_profile, name="schools.choose_law_profile"),
    path("calendar/", views.calendar, name="schools.calendar"),
    path("calendar/mark/", marking.mark_days, name="schools.mark_days"),
    path("calendar/marked/<int:act_id>/", marking.marked_days, name="schools.marked_days"),
    path("calendar/marked/<int:act_id>/move/", marking.move_due_dates, name="schools.move_due_dates"),
    path("calendar/marked/<int:act_id>/take_back/", marking.take_back_days, name="schools.take_back_days"),
    path("calendar/files/", calendar_files.calendar_files, name="schools.calendar_files"),
    path("calendar/files/send/", calendar_files.send_calendar, name="schools.send_calendar"),
    path("calendar/files/<int:file_id>/", calendar_files.calendar_file, name="schools.calendar_file"),
    path(
        "calendar/files/<int:file_id>/choose/",
        calendar_files.choose_calendar_kinds,
        name="schools.choose_calendar_kinds",
    ),
    path("calendar/files/<int:file_id>/take_in/", calendar_files.take_in_calendar, name="schools.take_in_calendar"),
    path(
        "calendar/files/<int:file_id>/take_back/", calendar_files.take_back_calendar, name="schools.take_back_calendar"
    ),
    path("calendar/files/<int:file_id>/drop/", calendar_files.drop_calendar, name="schools.drop_calendar"),
    path("calendar/export/", feeds.export_calendar, name="schools.export_calendar"),
    path("calendar/feed/<str:secret>.ics", feeds.calendar_feed, name="schools.calendar_feed"),
    path("calendar/feed/renew/", feeds.renew_feed, name="schools.renew_feed"),
    path("calendar/feed/close/", feeds.close_feed, name="schools.close_feed"),
    path("bell_schedules/<int:pk>/periods/", views.bell_periods, name="schools.bell_periods"),
    path("bell_periods/<int:pk>/remove/", views.remove_bell_period, name="schools.remove_bell_period"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
