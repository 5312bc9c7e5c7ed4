"""The root addresses: one line for each place of the browser's door."""

from django.urls import include, path

from carrel.doors.web import errors

urlpatterns = [
    path("", include("carrel.doors.web.today.urls")),
    path("", include("carrel.doors.web.shell.urls")),
    path("", include("carrel.doors.web.account.urls")),
    path("mine/", include("carrel.doors.web.mine.urls")),
    path("self-check/", include("carrel.doors.web.self_check.urls")),
    path("desk/", include("carrel.doors.web.desk.urls")),
    path("catalogue/", include("carrel.doors.web.catalogue.urls")),
    path("items/", include("carrel.doors.web.items.urls")),
    path("people/", include("carrel.doors.web.people.urls")),
    path("schools/plans/", include("carrel.doors.web.plans.urls")),
    path("schools/", include("carrel.doors.web.schools.urls")),
    path("loans/", include("carrel.doors.web.circulation.urls")),
    path("holds/", include("carrel.doors.web.holds.urls")),
    path("batches/", include("carrel.doors.web.batches.urls")),
    path("imports/", include("carrel.doors.web.imports.urls")),
    path("rosters/", include("carrel.doors.web.rosters.urls")),
    path("registers/", include("carrel.doors.web.registers.urls")),
    path("kits/", include("carrel.doors.web.kits.urls")),
    path("supplies/", include("carrel.doors.web.supplies.urls")),
    path("transits/", include("carrel.doors.web.transits.urls")),
    path("moving/", include("carrel.doors.web.moving.urls")),
    path("slips/", include("carrel.doors.web.papers.urls")),
    path("labels/", include("carrel.doors.web.labels.urls")),
    path("charges/", include("carrel.doors.web.charges.urls")),
    path("recovery/", include("carrel.doors.web.recovery.urls")),
    path("post/", include("carrel.doors.web.post.urls")),
    path("media/", include("carrel.doors.web.media.urls")),
    path("software/", include("carrel.doors.web.software.urls")),
    path("care/", include("carrel.doors.web.care.urls")),
    path("weeding/", include("carrel.doors.web.weeding.urls")),
    path("receiving/", include("carrel.doors.web.receiving.urls")),
    path("stocktake/", include("carrel.doors.web.stocktake.urls")),
    path("figures/", include("carrel.doors.web.reports.urls")),
    path("mine/history/", include("carrel.doors.web.history.urls")),
]

handler400 = errors.bad_request
handler403 = errors.not_allowed
handler404 = errors.not_found
handler500 = errors.broken
