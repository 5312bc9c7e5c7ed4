"""Addresses of registers."""

from django.urls import path

from carrel.doors.web.registers import views

urlpatterns = [
    path("", views.registers, name="registers.registers"),
    path("send/", views.check_register, name="registers.check_register"),
    path("out/<str:kind>/", views.out, name="registers.out"),
    path("<int:job_id>/", views.job, name="registers.job"),
    path("<int:job_id>/columns/", views.check_again, name="registers.check_again"),
    path("<int:job_id>/import/", views.import_register, name="registers.import_register"),
    path("<int:job_id>/take-back/", views.take_back_register, name="registers.take_back_register"),
    path("<int:job_id>/refused/", views.refused_lines, name="registers.refused_lines"),
    path("<int:job_id>/stop/", views.stop, name="registers.stop"),
    path("<int:job_id>/resume/", views.resume, name="registers.resume"),
]
