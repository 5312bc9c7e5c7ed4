"""Addresses of figures."""

from django.urls import path, register_converter

from carrel.doors.web.reports import counting, mailing, months, own, retention, tables, years


class MonthConverter:
    """A month in an address: 2026-11."""

    regex = r"2[0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MonthConverter, "month")

_MONTH, _TABLE = "month/<month:month>", "<str:by>/"

urlpatterns = [
    path("", months.figures, name="reports.figures"),
    path("whole/", months.whole_district, name="reports.whole_district"),
    path(f"{_MONTH}/", months.month, name="reports.month"),
    path(f"{_MONTH}/keep/", months.keep_page, name="reports.keep_page"),
    path(f"{_MONTH}/sign/", months.sign_page, name="reports.sign_page"),
    path(f"{_MONTH}/take-back/", months.take_back_signature, name="reports.take_back_signature"),
    path(f"{_MONTH}/note/", months.note_page, name="reports.note_page"),
    path(f"{_MONTH}/by/{_TABLE}", tables.month_table, name="reports.month_table"),
    path("year/<int:year_id>/", years.year, name="reports.year"),
    path("year/<int:year_id>/keep/", years.keep_year, name="reports.keep_year"),
    path("year/<int:year_id>/sign/", years.sign_year, name="reports.sign_year"),
    path("year/<int:year_id>/take-back/", years.take_back_year_signature, name="reports.take_back_year_signature"),
    path("year/<int:year_id>/note/", years.note_figure, name="reports.note_figure"),
    path(f"year/<int:year_id>/by/{_TABLE}", tables.year_table, name="reports.year_table"),
    path("own/", own.own_reports, name="reports.own_reports"),
    path("own/report/", own.own_report, name="reports.own_report"),
    path("own/save/", own.save_report, name="reports.save_report"),
    path("own/<int:report_id>/remove/", own.remove_report, name="reports.remove_report"),
    path("own/<int:report_id>/schedule/", own.schedule_report, name="reports.schedule_report"),
    path("own/<int:report_id>/mail/", mailing.mailing, name="reports.mailing"),
    path("own/<int:report_id>/mail/keep/", mailing.mail_report, name="reports.mail_report"),
    path("own/<int:report_id>/mail/pause/", mailing.pause_mailing, name="reports.pause_mailing"),
    path("own/<int:report_id>/mail/go-on/", mailing.resume_mailing, name="reports.resume_mailing"),
    path("own/<int:report_id>/mail/end/", mailing.end_mailing, name="reports.end_mailing"),
    path("own/<int:report_id>/export/", own.begin_export, name="reports.begin_export"),
    path("own/files/<int:kept_id>/", own.kept_report, name="reports.kept_report"),
    path("retention/", retention.retention, name="reports.retention"),
    path("retention/certificates/", retention.certificates, name="reports.certificates"),
    path("retention/certificates/<int:certificate_id>/", retention.certificate, name="reports.certificate"),
    path("retention/hold/", retention.put_legal_hold, name="reports.put_legal_hold"),
    path("retention/hold/<int:legal_hold_id>/lift/", retention.lift_legal_hold, name="reports.lift_legal_hold"),
    path("count/", counting.recount_days, name="reports.recount_days"),
    path("jobs/<int:job_id>/", counting.job, name="reports.job"),
    path("jobs/<int:job_id>/pause/", counting.pause, name="reports.pause"),
    path("jobs/<int:job_id>/go-on/", counting.go_on, name="reports.go_on"),
]
