"""Addresses of post."""

from django.urls import path

from carrel.doors.web.post import views

urlpatterns = [
    path("", views.outbox, name="post.outbox"),
    path("<int:mail_id>/try-again/", views.try_again, name="post.try_again"),
    path("<int:mail_id>/take-off/", views.take_off, name="post.take_off"),
]
