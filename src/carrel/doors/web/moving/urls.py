"""Addresses of moving."""

from django.urls import path

from carrel.doors.web.crud import screen_urls
from carrel.doors.web.moving import counting, displays, runs, transfers
from carrel.doors.web.moving.screens import RETURN_ROWS

_T = "transfers/<int:transfer_id>/"
_D = "displays/<int:display_id>/"
_R = "runs/<int:run_id>/"

urlpatterns = [
    path("transfers/", transfers.transfers, name="moving.transfers"),
    path("transfers/find/", transfers.find_transfer, name="moving.find_transfer"),
    path(_T, transfers.transfer, name="moving.transfer"),
    path(f"{_T}packing-list/", transfers.packing_list, name="moving.packing_list"),
    path(f"{_T}slips/", transfers.courier_slips, name="moving.courier_slips"),
    path(f"{_T}add/", transfers.add_to_transfer, name="moving.add_to_transfer"),
    path(f"{_T}take-out/", transfers.take_out_of_transfer, name="moving.take_out_of_transfer"),
    path(f"{_T}fill/", transfers.fill_transfer, name="moving.fill_transfer"),
    path(f"{_T}boxes/", transfers.set_boxes, name="moving.set_boxes"),
    path(f"{_T}change/", transfers.change_transfer, name="moving.change_transfer"),
    path(f"{_T}drop/", transfers.drop_transfer, name="moving.drop_transfer"),
    path(f"{_T}send/", transfers.send_transfer, name="moving.send_transfer"),
    path(f"{_T}call-back/", transfers.call_back_transfer, name="moving.call_back_transfer"),
    path(f"{_T}call-home/", transfers.call_back_lent, name="moving.call_back_lent"),
    path(f"{_T}count/", counting.count_transfer, name="moving.count_transfer"),
    path(f"{_T}receive/", counting.receive_transfer, name="moving.receive_transfer"),
    path(f"{_T}reopen/", counting.reopen_transfer, name="moving.reopen_transfer"),
    path(f"{_T}missing/", counting.settle_line, name="moving.settle_line"),
    path(f"{_T}take-back/", counting.take_back_line, name="moving.take_back_line"),
    path(f"{_T}strangers/", counting.settle_stranger, name="moving.settle_stranger"),
    path(f"{_T}strangers/take-back/", counting.take_back_stranger, name="moving.take_back_stranger"),
    path("displays/", displays.displays, name="moving.displays"),
    path(_D, displays.display, name="moving.display"),
    path(f"{_D}show/", displays.show_on_display, name="moving.show_on_display"),
    path(f"{_D}take-down/", displays.take_down, name="moving.take_down"),
    path(f"{_D}put-up-again/", displays.put_up_again, name="moving.put_up_again"),
    path(f"{_D}change/", displays.change_display, name="moving.change_display"),
    path(f"{_D}end/", displays.end_display, name="moving.end_display"),
    path(f"{_D}reopen/", displays.reopen_display, name="moving.reopen_display"),
    path("runs/", runs.runs, name="moving.runs"),
    path("runs/add/", runs.keep_run, name="moving.add_run"),
    path(_R, runs.run, name="moving.run"),
    path(f"{_R}change/", runs.keep_run, name="moving.keep_run"),
    path(f"{_R}drop/", runs.drop_run, name="moving.drop_run"),
    path(f"{_R}sheet/", runs.run_sheet, name="moving.run_sheet"),
    path(f"{_R}tick/", runs.tick_stop, name="moving.tick_stop"),
    path(f"{_R}untick/", runs.untick_stop, name="moving.untick_stop"),
    *screen_urls(RETURN_ROWS),
]
