"""Addresses of floor plans, under /schools/plans/."""

from django.urls import path

from carrel.doors.web.plans import drawing, views

_PLAN = "<int:plan_id>"

urlpatterns = [
    path("", views.plans, name="plans.plans"),
    path(f"{_PLAN}/", views.plan, name="plans.plan"),
    path(f"{_PLAN}/paper/", views.plan_paper, name="plans.plan_paper"),
    path(f"{_PLAN}/picture/", views.picture, name="plans.picture"),
    path(f"{_PLAN}/draw/", drawing.keep_plan, name="plans.keep_plan"),
    path(f"{_PLAN}/take-back/", drawing.take_back_plan, name="plans.take_back_plan"),
    path(f"{_PLAN}/remove/", drawing.remove_plan, name="plans.remove_plan"),
    path(f"{_PLAN}/bring-back/", drawing.bring_back_plan, name="plans.bring_back_plan"),
    path(f"{_PLAN}/lay-picture/", drawing.lay_picture, name="plans.lay_picture"),
    path(f"{_PLAN}/take-off-picture/", drawing.take_off_picture, name="plans.take_off_picture"),
]
