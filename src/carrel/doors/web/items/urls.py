"""Addresses of items."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.items import adding, attachments, conditions, last_borrower, shelves, views
from carrel.doors.web.items.screens import SCREENS

urlpatterns = [
    path("", shelves.items, name="items.items"),
    path("shelf-list/", shelves.shelf_list, name="items.shelf_list"),
    path("add/<int:record_id>/", adding.add_item, name="items.add_item"),
    path("<int:item_id>/", views.item, name="items.item"),
    path("<int:item_id>/last-borrower/", last_borrower.last_borrower, name="items.last_borrower"),
    path("<int:item_id>/change/", views.change_item, name="items.change_item"),
    path("<int:item_id>/numbers/add/", views.assign_number, name="items.assign_number"),
    path("<int:item_id>/numbers/remove/", views.remove_number, name="items.remove_number"),
    path("<int:item_id>/state/", views.set_item_state, name="items.set_item_state"),
    path("<int:item_id>/condition/", conditions.condition, name="items.condition"),
    path("conditions/<int:note_id>/photo/", conditions.photo, name="items.condition_photo"),
    path("<int:item_id>/attach/", attachments.attach_file, name="items.attach_file"),
    path("of-record/<int:record_id>/attach/", attachments.attach_file_to_record, name="items.attach_file_to_record"),
    path("attachments/<int:attachment_id>/", attachments.attachment, name="items.attachment"),
    path("attachments/<int:attachment_id>/photo/", attachments.attachment_photo, name="items.attachment_photo"),
    path("attachments/<int:attachment_id>/off/", attachments.detach_file, name="items.detach_file"),
    path("attachments/<int:attachment_id>/back/", attachments.reattach_file, name="items.reattach_file"),
    path("<int:item_id>/take-out/", views.take_out_item, name="items.take_out_item"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
