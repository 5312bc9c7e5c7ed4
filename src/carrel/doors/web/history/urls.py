"""Addresses of what is kept of oneself."""

from django.urls import path

from carrel.doors.web.history import views

urlpatterns = [
    path("", views.history, name="mine.history"),
    path("keep/", views.keep_history, name="mine.keep_history"),
    path("forget/", views.forget_history, name="mine.forget_history"),
    path("forget/<int:past_loan_id>/", views.forget_past_loan, name="mine.forget_past_loan"),
    path("sever/", views.sever_own_loans, name="mine.sever_own_loans"),
    path("record/", views.export_own_record, name="mine.export_own_record"),
]
