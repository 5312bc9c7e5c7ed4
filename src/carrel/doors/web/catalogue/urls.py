"""Addresses under /catalogue/."""

from django.urls import path

from carrel.doors.web.catalogue import describing, exporting, merging, views

urlpatterns = [
    path("", views.search, name="catalogue.search"),
    path("add/", describing.add_brief_record, name="catalogue.add_brief_record"),
    path("export/", exporting.export_records, name="catalogue.export_records"),
    path("merge/", merging.merge_records, name="catalogue.merge_records"),
    path("<int:record_id>/", views.record, name="catalogue.record"),
    path("<int:record_id>/marc/", views.marc, name="catalogue.marc"),
    path("<int:record_id>/edit/", describing.edit_record, name="catalogue.edit_record"),
    path("<int:record_id>/take-out/", describing.take_out_record, name="catalogue.take_out_record"),
    path("<int:record_id>/unmerge/", merging.unmerge_record, name="catalogue.unmerge_record"),
]
