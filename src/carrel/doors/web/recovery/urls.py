"""Addresses of recovery."""

from django.urls import path

from carrel.doors.web.recovery import calls, clearances, homerooms, ladders, runs, standing

urlpatterns = [
    path("", standing.standing, name="recovery.standing"),
    path("students/<int:person_id>/", standing.student, name="recovery.student"),
    path("preview/", runs.preview, name="recovery.preview"),
    path("runs/", runs.runs, name="recovery.runs"),
    path("runs/make/", runs.make_run, name="recovery.make_run"),
    path("runs/<int:run_id>/", runs.run, name="recovery.run"),
    path("runs/<int:run_id>/papers.pdf", runs.papers, name="recovery.papers"),
    path("runs/<int:run_id>/give-out/", runs.give_out, name="recovery.give_out"),
    path("runs/<int:run_id>/still-here/", runs.take_back_giving_out, name="recovery.take_back_giving_out"),
    path("runs/<int:run_id>/undo/", runs.undo_run, name="recovery.undo_run"),
    path("notices/<int:notice_id>/undo/", runs.undo_notice, name="recovery.undo_notice"),
    path("homerooms/", homerooms.homerooms, name="recovery.homerooms"),
    path("homerooms/papers.pdf", homerooms.print_homeroom, name="recovery.print_homeroom"),
    path("homerooms/mail/", homerooms.mail_homeroom, name="recovery.mail_homeroom"),
    path("calls/", calls.calls, name="recovery.calls"),
    path("calls/<int:notice_id>/", calls.log_call, name="recovery.log_call"),
    path("calls/<int:call_id>/take-back/", calls.take_back_call, name="recovery.take_back_call"),
    path("clearances/", clearances.clearances, name="recovery.clearances"),
    path("clearances/begin/<int:person_id>/", clearances.begin_clearance, name="recovery.begin_clearance"),
    path("clearances/<int:clearance_id>/", clearances.clearance, name="recovery.clearance"),
    path("clearances/<int:clearance_id>/slip.pdf", clearances.slip, name="recovery.slip"),
    path("clearances/<int:clearance_id>/letter.pdf", clearances.letter, name="recovery.letter"),
    path("clearances/<int:clearance_id>/sign/", clearances.sign_off, name="recovery.sign_off"),
    path("clearances/<int:clearance_id>/unsign/", clearances.take_back_sign_off, name="recovery.take_back_sign_off"),
    path("clearances/<int:clearance_id>/drop/", clearances.drop_clearance, name="recovery.drop_clearance"),
    path(
        "clearances/<int:clearance_id>/next-school/", clearances.write_to_next_school,
        name="recovery.write_to_next_school",
    ),
    path("ladder/", ladders.keep_ladder, name="recovery.keep_ladder"),
    path("ladder/drop/", ladders.drop_ladder, name="recovery.drop_ladder"),
]  # fmt: skip
