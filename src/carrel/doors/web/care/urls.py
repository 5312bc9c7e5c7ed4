"""Addresses of care."""

from django.urls import path

from carrel.doors.web.care import cases, changing, disposals, genres
from carrel.doors.web.crud import screen_urls

_LIST = "disposals/<int:list_id>"

urlpatterns = [
    path("mending/", cases.mending, name="care.mending"),
    path("mending/begin/", cases.begin_mending, name="care.begin_mending"),
    path("repairs/", cases.repairs, name="care.repairs"),
    path("repairs/send/", cases.send_to_repair, name="care.send_to_repair"),
    path("repairs/costs/", cases.costs, name="care.costs"),
    path("cases/<int:case_id>/", cases.case, name="care.case"),
    path("cases/<int:case_id>/change/", cases.change_case, name="care.change_case"),
    path("cases/<int:case_id>/end/", cases.end_case, name="care.end_case"),
    path("cases/<int:case_id>/reopen/", cases.reopen_case, name="care.reopen_case"),
    path("cases/<int:case_id>/take-back/", cases.take_back_case, name="care.take_back_case"),
    path("disposals/", disposals.disposals, name="care.disposals"),
    path(f"{_LIST}/", disposals.disposal_list, name="care.disposal_list"),
    path(f"{_LIST}/change/", disposals.change_disposal_list, name="care.change_disposal_list"),
    path(f"{_LIST}/put/", disposals.put_on_disposal_list, name="care.put_on_disposal_list"),
    path(f"{_LIST}/lines/", disposals.change_disposal_lines, name="care.change_disposal_lines"),
    path(f"{_LIST}/ask/", disposals.ask_approval, name="care.ask_approval"),
    path(f"{_LIST}/take-back/", disposals.take_back_approval, name="care.take_back_approval"),
    path(f"{_LIST}/approve/", disposals.approve_disposal, name="care.approve_disposal"),
    path(f"{_LIST}/decline/", disposals.decline_disposal, name="care.decline_disposal"),
    path(f"{_LIST}/carry-out/", disposals.carry_out_disposal, name="care.carry_out_disposal"),
    path(f"{_LIST}/undo/", disposals.undo_disposal, name="care.undo_disposal"),
    path(f"{_LIST}/drop/", disposals.drop_disposal_list, name="care.drop_disposal_list"),
    path("change/", changing.change_many, name="care.change_many"),
    path("change/<int:run_id>/", changing.change_run, name="care.change_run"),
    path("change/<int:run_id>/do/", changing.do_change, name="care.do_change"),
    path("change/<int:run_id>/undo/", changing.undo_change, name="care.undo_change"),
    path("change/<int:run_id>/pause/", changing.pause, name="care.pause"),
    path("change/<int:run_id>/go-on/", changing.go_on, name="care.go_on"),
    path("jobs/<int:job_id>/", changing.job, name="care.job"),
    path("genre/<int:genre_id>/", genres.genre, name="care.genre"),
    path("records/<int:record_id>/genres/", genres.put_in_genre, name="care.put_in_genre"),
    path("records/<int:record_id>/genres/<int:genre_id>/out/", genres.take_out_of_genre, name="care.take_out_of_genre"),
    *screen_urls(genres.GENRES),
]
