"""Addresses of items."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.items import adding, attachments, conditions, kinds, last_borrower, listing, lists, shelves, views
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
    path("<int:item_id>/send/", views.send_item, name="items.send_item"),
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
urlpatterns += [
    path("lists/", lists.lists, name="items.lists"),
    path("lists/show/", listing.item_list, name="items.list"),
    path("lists/values/", listing.list_values, name="items.list_values"),
    path("lists/save/", lists.save_item_list, name="items.save_item_list"),
    path("lists/<int:list_id>/remove/", lists.remove_item_list, name="items.remove_item_list"),
    path("item_types/<int:item_type_id>/fields/", kinds.item_fields, name="inventory.item_fields"),
    path("item_types/<int:item_type_id>/fields/add/", kinds.add_item_field, name="inventory.add_item_field"),
    path("item_types/<int:item_type_id>/fields/usual/", kinds.add_usual_fields, name="inventory.add_usual_fields"),
    path("fields/<int:field_id>/", kinds.change_item_field, name="inventory.change_item_field"),
    path("fields/<int:field_id>/move/", kinds.move_item_field, name="inventory.move_item_field"),
    path("fields/<int:field_id>/remove/", kinds.remove_item_field, name="inventory.remove_item_field"),
    path("fields/<int:field_id>/bring-back/", kinds.bring_back_item_field, name="inventory.bring_back_item_field"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
