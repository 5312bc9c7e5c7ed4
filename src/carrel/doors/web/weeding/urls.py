"""Addresses of weeding."""

from django.urls import path

from carrel.doors.web.weeding import board, kept, lists, profiles, scanning

_PROFILE, _LIST = "profiles/<int:profile_id>", "lists/<int:list_id>"

urlpatterns = [
    path("", lists.weeding, name="weeding.weeding"),
    path("profiles/add/", profiles.add_profile, name="weeding.add_profile"),
    path(f"{_PROFILE}/", profiles.keep_profile, name="weeding.keep_profile"),
    path(f"{_PROFILE}/take-back/", profiles.take_back_profile, name="weeding.take_back_profile"),
    path(f"{_PROFILE}/remove/", profiles.remove_profile, name="weeding.remove_profile"),
    path(f"{_PROFILE}/bring-back/", profiles.bring_back_profile, name="weeding.bring_back_profile"),
    path("lists/make/", lists.make_list, name="weeding.make_list"),
    path(f"{_LIST}/", lists.weeding_list, name="weeding.weeding_list"),
    path(f"{_LIST}/mark/", lists.mark_lines, name="weeding.mark_lines"),
    path(f"{_LIST}/scan/", scanning.scan_to_withdraw, name="weeding.scan_to_withdraw"),
    path(f"{_LIST}/propose/", lists.propose_withdrawal, name="weeding.propose_withdrawal"),
    path(f"{_LIST}/take-back/", lists.take_back_proposal, name="weeding.take_back_proposal"),
    path(f"{_LIST}/drop/", lists.drop_list, name="weeding.drop_list"),
    path(f"{_LIST}/board/", board.board, name="weeding.board"),
    path("kept/", kept.keep_copy, name="weeding.keep_copy"),
    path("kept/<int:kept_id>/let-go/", kept.let_copy_go, name="weeding.let_copy_go"),
]
