"""Every page there is: all addresses of the program, who looks at each, and what stands for the numbers in them.

A new address is a page by itself; a new argument needs its line in ARGUMENTS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.living import Living

# Addresses that stand for a state nobody who merely visits is in: half signed in, a second factor half set up.
NOT_PAGES = {
    "shell.alive",  # an answer without a page, for the desk that asks whether the house still stands
    "shell.manifest",
    "shell.worker",
    "registers.out",  # a table to save
    "plans.plan_paper",  # paper; looked at in test_plan_pages.py
    "plans.picture",  # a picture, and the demo's plan is drawn on a blank sheet
    "reports.kept_report",
    "registers.refused_lines",
    "labels.pdf",  # paper
    "charges.receipt_pdf",
    "charges.photo",
    "moving.packing_list",  # paper; looked at in test_moving_journeys.py
    "moving.courier_slips",
    "moving.run_sheet",
    "charges.invoice",
    "charges.deposit_slip",
    "labels.preview",
    "labels.test_page",
    "recovery.papers",  # paper; looked at in test_recovery_journeys.py
    "recovery.print_homeroom",
    "recovery.slip",
    "stocktake.still",  # a part of the page of a count
    "recovery.letter",
    # a station's own pages: staff are led to the page that opens one; they are visited in test_self_check.py
    "self_check.station",
    "self_check.pick_class",
    "self_check.pick_face",
    "self_check.photo",
    "self_check.leave",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_activate_totp",
    "account_inactive",
}

NOBODY = ""
TECHNICIAN = "technician"
WHO = {
    "account_login": NOBODY,
    "catalogue.search": NOBODY,
    "mine.mine": "student",
    "rosters.roll_over_grades": "district manager",
    "receiving.use_of_range": "district manager",
    "inventory.number_ranges": "district manager",
    "inventory.change_number_range": "district manager",
    "inventory.remove_number_range": "district manager",
    "schools.keep_district": "district manager",
    "schools.add_site": "district manager",
    "schools.law": "district manager",
    "schools.choose_law_profile": "district manager",
    "circulation.save_policy_row": "district manager",
    "circulation.save_hard_due_date": "district manager",
    "circulation.policy_version": "district manager",
    "schools.add_school_year": "district manager",
    "schools.change_school_year": "district manager",
    "schools.remove_school_year": "district manager",
    "moving.change_return_row": "district manager",  # the demo's row is another school's
    "moving.remove_return_row": "district manager",
    "charges.add_fund_term": "librarian",
    "charges.change_fund_term": "librarian",
    "charges.remove_fund_term": "librarian",
    "charges.keep_setting": "librarian",
    "charges.waivers": "librarian",
    "schools.marked_days": "district manager",  # the demo's holidays were marked for all schools at once
}

_MIDDLE = "(SELECT id FROM schools_site WHERE kind = 'middle')"
_BELLS = f"SELECT min(id) FROM schools_bellschedule WHERE site_id = {_MIDDLE}"
_ANA = "SELECT id FROM people_person WHERE given_name = 'Ana' AND family_name = 'Garcia'"
_ANA_CARD = "SELECT min(id) FROM people_card WHERE number = '21811000000013'"
_ELI = "SELECT id FROM people_account WHERE username = 'eli'"
_OPEN_LOAN = f"FROM circulation_loan WHERE returned_at IS NULL AND site_id = {_MIDDLE}"

# What stands for an argument: "url name:argument" or "room.:argument" first, else the argument alone.
ARGUMENTS = {
    "schools.bell_periods:pk": _BELLS,
    "schools.change_bell_schedule:pk": _BELLS,
    "schools.remove_bell_period:pk": "SELECT min(id) FROM schools_bellperiod",
    "schools.remove_bell_schedule:pk": _BELLS,
    "schools.change_site:pk": f"SELECT {_MIDDLE}",
    "schools.change_place:pk": f"SELECT min(id) FROM schools_place WHERE site_id = {_MIDDLE}",
    "schools.remove_place:pk": f"SELECT max(id) FROM schools_place WHERE site_id = {_MIDDLE}",
    "schools.change_school_year:pk": "SELECT min(id) FROM schools_schoolyear",
    "schools.remove_school_year:pk": "SELECT min(id) FROM schools_schoolyear",
    "schools.change_term:pk": "SELECT min(id) FROM schools_term",
    "schools.remove_term:pk": "SELECT min(id) FROM schools_term",
    "schools.:act_id": "SELECT max(id) FROM kernel_auditentry WHERE code = 'schools.mark_days'",
    "circulation.:act_id": "SELECT max(id) FROM kernel_auditentry WHERE code = 'circulation.renew_many'",
    "version_id": "SELECT max(id) FROM circulation_policyversion",
    "schools.:file_id": "SELECT max(id) FROM schools_calendarfile",
    "schools.calendar_feed:secret": "SELECT max(secret) FROM schools_calendarfeed",
    "schools.change_vendor:pk": "SELECT min(id) FROM schools_vendor",
    "schools.remove_vendor:pk": "SELECT min(id) FROM schools_vendor",
    "schools.change_fund:pk": "SELECT min(id) FROM schools_fund",
    "schools.remove_fund:pk": "SELECT min(id) FROM schools_fund",
    "vendor_id": "SELECT min(id) FROM schools_vendor",
    "word_id": "SELECT min(id) FROM intake_vendorword",
    "roll_over_id": "SELECT min(id) FROM rosters_rollover",
    "item_type_id": "SELECT item_type_id FROM inventory_itemfield WHERE code = 'case'",
    "field_id": "SELECT id FROM inventory_itemfield WHERE code = 'case'",
    "list_id": "SELECT min(id) FROM inventory_itemlist",
    "inventory.:pk": "SELECT max(id) FROM inventory_itemtype",
    "people.:pk": "SELECT max(id) FROM people_patroncategory",
    "person_id": _ANA,
    "patron_id": _ANA,
    "people.lose_card:person_id": "SELECT person_id FROM people_card WHERE id = (SELECT min(id) FROM people_card)",
    "people.set_pin:card_id": _ANA_CARD,
    "hold_id": "SELECT min(id) FROM circulation_hold WHERE reservation_id IS NULL",
    "holds.restore_hold:hold_id": "SELECT min(id) FROM circulation_hold WHERE status = 'cancelled'",
    "holds.of_title:record_id": "SELECT record_id FROM circulation_hold WHERE rank = 5",
    "reservation_id": "SELECT min(id) FROM circulation_reservation",
    "card_id": "SELECT min(id) FROM people_card",
    "class_id": "SELECT id FROM people_schoolclass WHERE name = '7B' AND kind = 'homeroom'",
    "account_id": _ELI,
    "holding_id": f"SELECT id FROM people_roleheld WHERE account_id = ({_ELI})",
    "role": "SELECT 'technician'",
    "batches.:place_id": "SELECT min(place_id) FROM circulation_loan WHERE place_id IS NOT NULL",
    "batch_id": "SELECT max(id) FROM circulation_batch WHERE kind = 'class'",
    "merger_id": "SELECT min(id) FROM people_merger",
    "record_id": f"SELECT record_id FROM inventory_item WHERE id = (SELECT min(item_id) {_OPEN_LOAN})",
    "item_id": f"SELECT min(item_id) {_OPEN_LOAN}",
    "items.last_borrower:item_id": "SELECT max(item_id) FROM circulation_loan WHERE returned_at IS NOT NULL "
    "AND returned_at = (SELECT max(returned_at) FROM circulation_loan WHERE patron_id IS NOT NULL "
    f"AND returned_at IS NOT NULL AND site_id = {_MIDDLE})",
    "past_loan_id": "SELECT min(id) FROM circulation_pastloan",
    "loan_id": f"SELECT min(id) {_OPEN_LOAN}",
    "block_id": "SELECT min(id) FROM circulation_block",
    "series_id": "SELECT min(id) FROM circulation_hardduedate",
    "row_id": "SELECT min(id) FROM circulation_policyrow",
    "registers.:job_id": "SELECT max(id) FROM jobs_job WHERE code LIKE 'registers.%'",
    "charges.:person_id": "SELECT id FROM people_person WHERE preferred_given = 'Ben' AND family_name = 'Okoye'",
    "receipt_id": "SELECT min(id) FROM charges_receipt WHERE person_id IS NOT NULL",
    "cash_day_id": "SELECT min(id) FROM charges_cashday",
    "waiver_id": "SELECT min(id) FROM charges_waiverasked",
    "invoice_id": "SELECT min(id) FROM charges_invoice",
    "credit_id": "SELECT min(id) FROM charges_credit",
    "agreement_id": "SELECT min(id) FROM charges_workagreement",
    "plan_id": "SELECT min(id) FROM charges_paymentplan",
    "charges.change_article:pk": "SELECT min(id) FROM charges_article",
    "charges.remove_article:pk": "SELECT min(id) FROM charges_article",
    "charges.change_damage_row:pk": "SELECT min(id) FROM charges_damagerow",
    "charges.remove_damage_row:pk": "SELECT min(id) FROM charges_damagerow",
    "charges.change_depreciation_step:pk": "SELECT min(id) FROM charges_depreciationstep",
    "charges.remove_depreciation_step:pk": "SELECT min(id) FROM charges_depreciationstep",
    "charges.change_fund_term:pk": "SELECT min(id) FROM charges_fundterm",
    "charges.remove_fund_term:pk": "SELECT min(id) FROM charges_fundterm",
    "charge_id": "SELECT min(id) FROM charges_charge",
    "charges.:photo_id": "SELECT min(id) FROM charges_chargephoto",
    "note_id": "SELECT min(id) FROM circulation_conditionnote WHERE photo_id IS NOT NULL",
    "transit_id": "SELECT min(id) FROM inventory_transit WHERE ended_at IS NULL",
    "labels.:run_id": "SELECT max(id) FROM labels_labelrun",
    "labels.:page": "SELECT 1",
    "labels.change_label_sheet:pk": "SELECT min(id) FROM labels_labelsheet",
    "labels.remove_label_sheet:pk": "SELECT min(id) FROM labels_labelsheet",
    "labels.change_label_printer:pk": "SELECT min(id) FROM labels_labelprinter",
    "labels.remove_label_printer:pk": "SELECT min(id) FROM labels_labelprinter",
    "labels.add_persons_to_run:run_id": "SELECT max(id) FROM labels_labelrun",
    "papers.:pk": "SELECT min(id) FROM papers_printer",
    "job_id": "SELECT max(id) FROM jobs_job WHERE code LIKE 'intake.%'",
    "import_id": "SELECT max(id) FROM rosters_rosterimport",
    "site_id": f"SELECT {_MIDDLE}",
    "recording_id": f"SELECT min(id) FROM media_recording WHERE site_id = {_MIDDLE}",
    "showing_id": "SELECT min(id) FROM media_showing",
    "right_id": "SELECT min(id) FROM media_right",
    "copy_id": "SELECT min(id) FROM media_copymade",
    "licence_id": "SELECT min(id) FROM software_licence",
    "seat_id": "SELECT min(id) FROM software_seat",
    "code_id": "SELECT min(id) FROM software_seatcode",
    "case_id": "SELECT min(id) FROM care_carecase WHERE ended_at IS NULL",
    "care.:list_id": "SELECT max(id) FROM care_disposallist",
    "run_id": "SELECT max(id) FROM care_manychange",
    "genre_id": "SELECT min(id) FROM care_genre",
    "care.:pk": "SELECT max(id) FROM care_genre",
    "care.job:job_id": "SELECT max(id) FROM jobs_job WHERE code LIKE 'care.%'",
    "items.attachment_photo:attachment_id": "SELECT min(id) FROM inventory_attachment WHERE kind = 'photo'",
    "attachment_id": "SELECT min(id) FROM inventory_attachment",
    "delivery_id": "SELECT min(id) FROM intake_delivery",
    "line_id": "SELECT min(id) FROM intake_deliveryline WHERE delivery_id = (SELECT min(id) FROM intake_delivery)",
    "transfer_id": "SELECT min(id) FROM moving_transfer",
    "display_id": "SELECT max(id) FROM moving_display",
    "moving.:run_id": "SELECT max(id) FROM moving_run",
    "moving.:pk": "SELECT max(id) FROM inventory_returnrow",
    "carton_id": "SELECT min(id) FROM intake_carton",
    "receiving.:batch_id": "SELECT min(id) FROM intake_processingbatch",
    "intake.change_processing_step:pk": "SELECT max(id) FROM intake_processingstep",
    "intake.remove_processing_step:pk": "SELECT max(id) FROM intake_processingstep",
    "waiting_id": "SELECT min(id) FROM intake_waitingisbn WHERE filled_at IS NULL",
    "range_id": "SELECT min(id) FROM inventory_numberrange",
    "inventory.change_number_range:pk": "SELECT min(id) FROM inventory_numberrange",
    "inventory.remove_number_range:pk": "SELECT min(id) FROM inventory_numberrange",
    "plans.:plan_id": "SELECT min(id) FROM plans_floorplan",
    "profile_id": "SELECT min(id) FROM weeding_weedingprofile",
    "weeding.:list_id": "SELECT min(id) FROM weeding_weedinglist",
    "kept_id": "SELECT min(id) FROM weeding_keptcopy",
    # kits, carts, supplies
    "kits.cart:item_id": "SELECT min(item_id) FROM inventory_itempart WHERE slot IS NOT NULL",
    "part_id": "SELECT min(id) FROM inventory_itempart WHERE slot IS NULL",
    "missing_id": "SELECT min(id) FROM circulation_missingpart",
    "kits.charge_missing_parts:loan_id": "SELECT min(loan_id) FROM circulation_missingpart",
    "kits.count_parts:loan_id": "SELECT min(loan_id) FROM circulation_missingpart",
    "inventory.change_kit_part:pk": "SELECT min(id) FROM inventory_kitpart",
    "inventory.remove_kit_part:pk": "SELECT min(id) FROM inventory_kitpart",
    "recovery.:run_id": "SELECT max(id) FROM recovery_run",
    "recovery.student:person_id": "SELECT person_id FROM recovery_notice WHERE kind = 'call'",
    "recovery.:notice_id": "SELECT min(id) FROM recovery_notice WHERE kind = 'call'",
    "call_id": "SELECT min(id) FROM recovery_notice",
    "clearance_id": "SELECT max(id) FROM recovery_clearance",
    "mail_id": "SELECT min(id) FROM post_mail",
    # figures
    "month": "SELECT strftime('%Y-%m', max(day)) FROM reports_daycount",
    "by": "SELECT 'grade'",
    "year_id": "SELECT max(id) FROM schools_schoolyear WHERE starts_on <= date('now')",
    "report_id": "SELECT min(id) FROM reports_ownreport",
    "certificate_id": "SELECT min(id) FROM reports_certificate",
    "legal_hold_id": "SELECT min(id) FROM people_legalhold",
    "reports.:job_id": "SELECT max(id) FROM jobs_job WHERE code LIKE 'reports.%'",
    # stocktake
    "count_id": "SELECT id FROM stocktake_count WHERE state = 'open'",
    "seen_id": "SELECT max(id) FROM stocktake_seen",
    "stray_id": "SELECT min(id) FROM stocktake_stray",
    "stocktake.:job_id": "SELECT max(id) FROM jobs_job WHERE code LIKE 'stocktake.%'",
    "supply_id": "SELECT min(id) FROM supplies_supply WHERE handed_out > 0",
    "movement_id": "SELECT min(id) FROM supplies_movement",
    "supplies.:pk": "SELECT min(id) FROM supplies_supply",
}

# The same address in another state: name → question asked.
ASKED = {
    "items.list": {"insurance": {"list": "insurance"}, "saved": {"list": 1}, "master": {"list": "master-device"}},
    "items.list_values": {"insurance": {"list": "insurance"}},
    "batches.start_class": {"found": {"find": "chromebook", "add": 1}},
    "circulation.what_if": {"answered": {"category": 1, "item_type": 1}},
    "catalogue.search": {"found": {"q": "dragon"}, "nothing": {"q": "xyzzyq"}, "levels": {"q": "level:600-900"}},
    "catalogue.merge_records": {"found": {"q": "wolf"}, "compared": {"winner": 1, "loser": 2}},
    "schools.law": {"shift": {"for": "district", "profile": "neutral"}},
    "charges.find": {"found": {"q": "garcia"}, "nothing": {"q": "xyzzyq"}},
    "reports.own_report": {
        "loans": {"subject": "loans", "by": "grade"},
        "items": {"subject": "items"},
    },
    "reports.month_table": {"published": {"publish": 1}},
    "stocktake.results": {"order": {"list": "order"}, "strays": {"list": "strays"}},
    "people.find": {"found": {"q": "garcia"}},
    "moving.transfers": {"over": {"over": 1}, "copies": {"record": 1}},
    "moving.displays": {"over": {"over": 1}},
}

# The same page of another thing: name → state → argument → what stands for it there.
OTHERS = {
    "stocktake.results": {"finished": {"count_id": "SELECT id FROM stocktake_count WHERE state = 'finished'"}},
    "reports.month": {"signed": {"month": "SELECT strftime('%Y-%m', max(first_on)) FROM reports_keptpage"}},
    "reports.month_table": {"owned": {"by": "SELECT 'stock-kind'"}},
    "moving.transfer": {
        "coming": {"transfer_id": "SELECT min(id) FROM moving_transfer WHERE state = 'sent'"},
        "lent": {"transfer_id": "SELECT min(id) FROM moving_transfer WHERE until_on IS NOT NULL"},
    },
    "moving.display": {"over": {"display_id": "SELECT min(id) FROM moving_display"}},
    "labels.run": {"printed": {"run_id": "SELECT min(id) FROM labels_labelrun"}},
    "catalogue.record": {
        "levels": {"record_id": "SELECT min(record_id) FROM catalogue_recordlevel WHERE measure = 'lexile'"},
    },
    "imports.job": {"look": {"job_id": "SELECT max(id) FROM jobs_job WHERE code = 'intake.check_marc'"}},
    "registers.job": {
        "look": {"job_id": "SELECT id FROM jobs_job WHERE title = 'lab-loans.csv'"},
        "items": {"job_id": "SELECT max(id) FROM jobs_job WHERE title = 'lab-inventory.csv'"},
    },
}


@dataclass(frozen=True)
class PlannedPage:
    """One page in one state; `title` names its pictures."""

    name: str
    who: str
    arguments: tuple[str, ...] = ()
    state: str = ""

    @property
    def title(self) -> str:
        return "-".join(part for part in (self.name.replace(".", "-"), self.state) if part)

    def address(self, carrel: Living) -> str:
        """The path on this Carrel; empty when the demo holds nothing to show there (nothing merged, no block)."""
        others = OTHERS.get(self.name, {}).get(self.state, {})
        values = {each: carrel.one(others.get(each) or question_for(self.name, each)) for each in self.arguments}
        if None in values.values():
            return ""
        path = reverse(self.name, kwargs=values)
        asked = ASKED.get(self.name, {}).get(self.state)
        return f"{path}?{urlencode(asked)}" if asked else path


def question_for(name: str, argument: str) -> str:
    room = name.partition(".")[0]
    found = ARGUMENTS.get(f"{name}:{argument}") or ARGUMENTS.get(f"{room}.:{argument}") or ARGUMENTS.get(argument)
    assert found is not None, f"tests/browser/pages.py does not say what stands for {argument} in {name}"
    return found


def addresses(resolver: URLResolver | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address with the names of its arguments."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, tuple(pattern.pattern.converters)


def planned() -> list[PlannedPage]:
    """Every page in every state, in order of their names."""
    pages = []
    for name, arguments in sorted(set(addresses())):
        if name not in NOT_PAGES:
            who = WHO.get(name, TECHNICIAN)
            pages.append(PlannedPage(name, who, arguments))
            states = (*ASKED.get(name, ()), *OTHERS.get(name, ()))
            pages += [PlannedPage(name, who, arguments, state) for state in states]
    return pages
