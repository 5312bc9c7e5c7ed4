"""Addresses of receiving."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.receiving import by_isbn, cartons, deliveries, lines, processing, ranges, waiting
from carrel.doors.web.receiving.screens import SCREENS

_D = "deliveries/<int:delivery_id>/"
_L = f"{_D}lines/<int:line_id>/"
_C = "cartons/<int:carton_id>/"
_B = "processing/<int:batch_id>/"

urlpatterns = [
    path("isbn/", by_isbn.by_isbn, name="receiving.by_isbn"),
    path("isbn/<int:item_id>/take-back/", by_isbn.take_back_by_isbn, name="receiving.take_back_by_isbn"),
    path("isbn/done/", by_isbn.done, name="receiving.by_isbn_done"),
    path("isbn-queue/", waiting.waiting_isbns, name="receiving.waiting_isbns"),
    path("isbn-queue/<int:waiting_id>/", waiting.fill_waiting, name="receiving.fill_waiting"),
    path("number-ranges/<int:range_id>/", ranges.use_of_range, name="receiving.use_of_range"),
    path("deliveries/", deliveries.deliveries, name="receiving.deliveries"),
    path("deliveries/add/", deliveries.add_delivery, name="receiving.add_delivery"),
    path(_D, deliveries.delivery, name="receiving.delivery"),
    path(f"{_D}count/", deliveries.count_into_delivery, name="receiving.count_into_delivery"),
    path(f"{_D}columns/", deliveries.read_packing_list, name="receiving.read_packing_list"),
    path(f"{_D}close/", deliveries.close_delivery, name="receiving.close_delivery"),
    path(f"{_D}reopen/", deliveries.reopen_delivery, name="receiving.reopen_delivery"),
    path(f"{_D}take-out/", deliveries.take_out_delivery, name="receiving.take_out_delivery"),
    path(f"{_D}process/", deliveries.process_delivery, name="receiving.process_delivery"),
    path(f"{_D}claim/", lines.claim, name="receiving.claim"),
    path(f"{_D}lines/add/", deliveries.add_delivery_line, name="receiving.add_delivery_line"),
    path(_L, lines.change_delivery_line, name="receiving.change_delivery_line"),
    path(f"{_L}share/", lines.share_delivery_line, name="receiving.share_delivery_line"),
    path(f"{_L}take-out/", lines.take_out_delivery_line, name="receiving.take_out_delivery_line"),
    path(f"{_L}one-less/", lines.take_back_count, name="receiving.take_back_count"),
    path(f"{_D}cartons/add/", cartons.add_carton, name="receiving.add_carton"),
    path(f"{_D}cartons/labels/", cartons.carton_labels, name="receiving.carton_labels"),
    path(f"{_D}cartons/labels/print/", cartons.print_carton_labels, name="receiving.print_carton_labels"),
    path("cartons/find/", cartons.find_carton, name="receiving.find_carton"),
    path(_C, cartons.carton, name="receiving.carton"),
    path(f"{_C}pack/", cartons.pack_carton, name="receiving.pack_carton"),
    path(f"{_C}send/", cartons.send_carton, name="receiving.send_carton"),
    path(f"{_C}call-back/", cartons.call_back_carton, name="receiving.call_back_carton"),
    path(f"{_C}take-out/", cartons.take_out_carton, name="receiving.take_out_carton"),
    path(f"{_C}count/", cartons.count_carton, name="receiving.count_carton"),
    path(f"{_C}receive/", cartons.receive_carton, name="receiving.receive_carton"),
    path(f"{_C}reopen/", cartons.reopen_carton, name="receiving.reopen_carton"),
    path("processing/", processing.batches, name="receiving.processing"),
    path("processing/start/", processing.start_processing, name="receiving.start_processing"),
    path(_B, processing.batch, name="receiving.processing_batch"),
    path(f"{_B}tick/", processing.tick_step, name="receiving.tick_step"),
    path(f"{_B}scan/", processing.scan, name="receiving.label_copy"),
    path(f"{_B}take-back/", processing.take_back_processing, name="receiving.take_back_processing"),
]
for screen in SCREENS:
    urlpatterns += screen_urls(screen)
