"""Addresses of imports and of long work."""

from django.urls import path

from carrel.doors.web.imports import vendors, views

urlpatterns = [
    path("", views.imports, name="imports.imports"),
    path("marc/", views.marc, name="imports.marc"),
    path("jobs/", views.all_jobs, name="imports.jobs"),
    path("vendors/", vendors.vendors, name="imports.vendors"),
    path("vendors/<int:vendor_id>/", vendors.keep_profile, name="imports.keep_profile"),
    path("vendors/<int:vendor_id>/words/<int:word_id>/forget/", vendors.forget_word, name="imports.forget_word"),
    path("<int:job_id>/words/", vendors.decide_words, name="imports.decide_words"),
    path("<int:job_id>/asked/", vendors.asked, name="imports.asked"),
    path("<int:job_id>/", views.job, name="imports.job"),
    path("<int:job_id>/import/", views.import_checked, name="imports.import_checked"),
    path("<int:job_id>/take-back/", views.take_back_import, name="imports.take_back_import"),
    path("<int:job_id>/refused.mrc", views.refused_file, name="imports.refused_file"),
    path("<int:job_id>/stop/", views.stop, name="imports.stop"),
    path("<int:job_id>/resume/", views.resume, name="imports.resume"),
]
