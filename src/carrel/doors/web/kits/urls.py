"""Addresses of kits, carts and missing parts."""

from django.urls import path

from carrel.doors.web.kits import carts, missing, parts

urlpatterns = [
    path("carts/", carts.carts, name="kits.carts"),
    path("carts/<int:item_id>/", carts.cart, name="kits.cart"),
    path("carts/<int:item_id>/slots/", carts.make_slots, name="kits.make_slots"),
    path("carts/<int:item_id>/fill/", carts.fill_slot, name="kits.fill_slot"),
    path("slots/<int:part_id>/empty/", carts.empty_slot, name="kits.empty_slot"),
    path("slots/<int:part_id>/move/", carts.move_to_slot, name="kits.move_to_slot"),
    path("slots/<int:part_id>/look/", carts.note_in_slot, name="kits.note_in_slot"),
    path("parts/<int:part_id>/", parts.change_part, name="kits.change_part"),
    path("parts/<int:part_id>/remove/", parts.remove_part, name="kits.remove_part"),
    path("of/<int:item_id>/add/", parts.add_part, name="kits.add_part"),
    path("missing/", missing.missing_parts, name="kits.missing_parts"),
    path("missing/<int:missing_id>/found/", missing.part_found, name="kits.part_found"),
    path("loans/<int:loan_id>/charge/", missing.charge_missing_parts, name="kits.charge_missing_parts"),
    path("missing/<int:missing_id>/settle/", missing.settle_missing_part, name="kits.settle_missing_part"),
    path("count/<int:loan_id>/", missing.count_parts, name="kits.count_parts"),
]
