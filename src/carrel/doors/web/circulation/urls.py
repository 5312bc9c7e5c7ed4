"""Addresses of the pages about loans."""

from django.urls import path

from carrel.doors.web.circulation import (
    blocks,
    explaining,
    grid,
    hard_due_dates,
    loans,
    losing,
    overdues,
    renewing_many,
    versions,
    what_if,
)

urlpatterns = [
    path("overdues/", overdues.overdues, name="circulation.overdues"),
    path("<int:loan_id>/", loans.loan, name="circulation.loan"),
    path("<int:loan_id>/renew/", loans.renew, name="circulation.renew"),
    path("<int:loan_id>/swap/", loans.swap_copies, name="circulation.swap_copies"),
    path("<int:loan_id>/take_back_renewal/", loans.take_back_renewal, name="circulation.take_back_renewal"),
    path("<int:loan_id>/change_due/", loans.change_due, name="circulation.change_due"),
    path("<int:loan_id>/check_in/", loans.check_in, name="circulation.check_in"),
    path("<int:loan_id>/why/", explaining.why, name="circulation.why"),
    path("why_not/<int:patron_id>/<int:item_id>/", explaining.why_not, name="circulation.why_not"),
    path("claims/", losing.claims, name="circulation.claims"),
    path("<int:loan_id>/lost/", losing.declare_lost, name="circulation.declare_lost"),
    path("<int:loan_id>/claim/", losing.claim_returned, name="circulation.claim_returned"),
    path("<int:loan_id>/take_back_loss/", losing.take_back_loss, name="circulation.take_back_loss"),
    path("<int:loan_id>/fine/", losing.forgive_fine, name="circulation.forgive_fine"),
    path("what_if/", what_if.what_if, name="circulation.what_if"),
    path("policies/", grid.policies, name="circulation.policies"),
    path("policies/add/", grid.save_policy_row, name="circulation.add_policy_row"),
    path("policies/<int:row_id>/", grid.save_policy_row, name="circulation.save_policy_row"),
    path("policies/<int:row_id>/remove/", grid.remove_policy_row, name="circulation.remove_policy_row"),
    path("policies/versions/", versions.policy_versions, name="circulation.policy_versions"),
    path("policies/versions/<int:version_id>/", versions.policy_version, name="circulation.policy_version"),
    path(
        "policies/versions/<int:version_id>/restore/",
        versions.restore_policy_version,
        name="circulation.restore_policy_version",
    ),
    path("renew_many/", renewing_many.renew_many, name="circulation.renew_many"),
    path("renew_many/<int:act_id>/", renewing_many.renewed_many, name="circulation.renewed_many"),
    path("renew_many/<int:act_id>/undo/", renewing_many.undo_renew_many, name="circulation.undo_renew_many"),
    path("hard_due_dates/", hard_due_dates.hard_due_dates, name="circulation.hard_due_dates"),
    path("hard_due_dates/add/", hard_due_dates.save_hard_due_date, name="circulation.add_hard_due_date"),
    path("hard_due_dates/<int:series_id>/", hard_due_dates.save_hard_due_date, name="circulation.save_hard_due_date"),
    path(
        "hard_due_dates/<int:series_id>/remove/",
        hard_due_dates.remove_hard_due_date,
        name="circulation.remove_hard_due_date",
    ),
    path("blocks/add/<int:person_id>/", blocks.put_block, name="circulation.put_block"),
    path("blocks/<int:block_id>/lift/", blocks.lift_block, name="circulation.lift_block"),
]
