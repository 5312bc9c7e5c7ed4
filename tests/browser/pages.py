"""Every page there is: all addresses of the program, who looks at each, and what stands for the numbers in them.

A new address is a page until it is named in NOT_PAGES; a new argument needs its line in ARGUMENTS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.living import Living

# Addresses that take a form and answer with a page of another address, or that answer with no page at all.
NOT_PAGES = {
    "shell.alive",
    "shell.language",
    "shell.site",
    "shell.theme",
    "today.take_up",
    "today.drop",
    "desk.scan",
    "desk.look",
    "desk.answer",
    "desk.open",
    "desk.undo",
    "desk.tick",
    "desk.change_due",
    "desk.park",
    "schools.mark_days",
    "schools.remove_bell_period",
    # These stand for a state of signing in that nobody who merely visits is in.
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
    "schools.keep_district": "district manager",
    "schools.add_site": "district manager",
}

# What stands for an argument: "url name:argument" first, else the argument alone.
ARGUMENTS = {
    "schools.bell_periods:pk": "SELECT id FROM schools_bellschedule LIMIT 1",
    "schools.change_site:pk": "SELECT id FROM schools_site WHERE kind = 'middle'",
    "schools.change_place:pk": "SELECT id FROM schools_place LIMIT 1",
    "schools.remove_place:pk": "SELECT max(id) FROM schools_place",
    "schools.change_school_year:pk": "SELECT id FROM schools_schoolyear LIMIT 1",
    "schools.remove_school_year:pk": "SELECT id FROM schools_schoolyear LIMIT 1",
    "schools.change_term:pk": "SELECT id FROM schools_term LIMIT 1",
    "schools.remove_term:pk": "SELECT id FROM schools_term LIMIT 1",
    "schools.change_bell_schedule:pk": "SELECT id FROM schools_bellschedule LIMIT 1",
    "schools.remove_bell_schedule:pk": "SELECT id FROM schools_bellschedule LIMIT 1",
    "person_id": "SELECT id FROM people_person WHERE given_name = 'Ana' AND family_name = 'Garcia'",
    "class_id": "SELECT id FROM people_schoolclass WHERE name = '7B' AND kind = 'homeroom'",
    "account_id": "SELECT id FROM people_account WHERE username = 'eli'",
    "record_id": "SELECT record_id FROM inventory_item WHERE state = 'on_loan' LIMIT 1",
    "item_id": "SELECT id FROM inventory_item WHERE state = 'on_loan' LIMIT 1",
    "loan_id": "SELECT id FROM circulation_loan WHERE returned_at IS NULL LIMIT 1",
    "job_id": "SELECT max(id) FROM jobs_job",
    "site_id": "SELECT id FROM schools_site WHERE kind = 'middle'",
}

# The same address in another state: name → question asked.
ASKED = {
    "catalogue.search": {"found": {"q": "dragon"}, "nothing": {"q": "xyzzyq"}},
    "people.find": {"found": {"q": "garcia"}},
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
        """The path on this Carrel. Raises LookupError when the demo holds nothing to show there."""
        values = {argument: carrel.one(question_for(self.name, argument)) for argument in self.arguments}
        path = reverse(self.name, kwargs=values)
        return f"{path}?{urlencode(ASKED[self.name][self.state])}" if self.state else path


def question_for(name: str, argument: str) -> str:
    found = ARGUMENTS.get(f"{name}:{argument}") or ARGUMENTS.get(argument)
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
            pages += [PlannedPage(name, who, arguments, state) for state in ASKED.get(name, ())]
    return pages
