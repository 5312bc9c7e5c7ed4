"""Addresses of recordings, rights and copies."""

from django.urls import path

from carrel.doors.web.media import copies, erasing, recordings, rights

urlpatterns = [
    path("recordings/", recordings.recordings, name="media.recordings"),
    path("recordings/add/", recordings.record_off_air, name="media.record_off_air"),
    path("recordings/<int:recording_id>/", recordings.recording, name="media.recording"),
    path("recordings/<int:recording_id>/change/", recordings.change_recording, name="media.change_recording"),
    path("recordings/<int:recording_id>/show/", recordings.enter_showing, name="media.enter_showing"),
    path(
        "recordings/<int:recording_id>/copies/", recordings.count_recording_copies, name="media.count_recording_copies"
    ),
    path("recordings/<int:recording_id>/copies/add/", recordings.add_recording_copy, name="media.add_recording_copy"),
    path(
        "recordings/<int:recording_id>/copies/<int:item_id>/remove/",
        recordings.remove_recording_copy,
        name="media.remove_recording_copy",
    ),
    path("recordings/<int:recording_id>/take-back/", recordings.take_back_recording, name="media.take_back_recording"),
    path("recordings/<int:recording_id>/erase/", erasing.erase_recording, name="media.erase_recording"),
    path("recordings/<int:recording_id>/put-right/", erasing.take_back_erasure, name="media.take_back_erasure"),
    path("showings/<int:showing_id>/take-back/", recordings.take_back_showing, name="media.take_back_showing"),
    path("erase/", erasing.erase_list, name="media.erase_list"),
    path("erase/all/", erasing.erase_all_due, name="media.erase_all_due"),
    path("rights/", rights.rights, name="media.rights"),
    path("rights/add/<int:record_id>/", rights.add_right, name="media.add_right"),
    path("rights/<int:right_id>/end/", rights.end_right, name="media.end_right"),
    path("rights/<int:right_id>/reopen/", rights.reopen_right, name="media.reopen_right"),
    path("rights/<int:right_id>/proof/", rights.proof, name="media.proof"),
    path("copies/", copies.copies, name="media.copies"),
    path("copies/add/", copies.log_copy, name="media.log_copy"),
    path("copies/<int:copy_id>/take-back/", copies.take_back_copy, name="media.take_back_copy"),
    path("setting/", copies.setting, name="media.setting"),
]
