"""Every sentence this room says to people, by code."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.phrases import Text

PHRASES: Mapping[str, Text] = {
    "people.hold_without_reason": _("A legal hold needs a reason: the case, the letter, who asked for it."),
    "people.hold_on_nothing": _("Say what is held: one person, or one kind of data. Not both."),
    "people.hold_unknown": _("This hold is lifted already, or it is another school's."),
    "people.other_school": _("This is a student of another school of this district. Ask that school, or the district."),
    "people.name_missing": _("Somebody needs a name. Write a given name or a family name."),
    "people.no_site": _("You do not work at a school now. Choose one at the top of the page, then add the person."),
    "people.same_name": _(
        "There is already %(names)s at this school. If it is the same person, open that record; if not, say so and add."
    ),
    "people.number_missing": _("A card needs a number. Scan it or type what is printed under the bars."),
    "people.card_in_use": _("%(number)s is the card of %(name)s. Mark it as lost there first, or use another number."),
    "people.card_in_use_elsewhere": _("%(number)s is a card at another school of this district. Use another number."),
    "people.pin_too_short": _("A PIN has at least %(digits)s figures and nothing else. Choose a longer one."),
    "people.merge_with_itself": _("Both are the same record of %(name)s. Choose the second record."),
    "people.already_merged": _(
        "%(other)s or %(name)s was already made one with another. Open the record that is kept."
    ),
    "people.two_in_roster": _(
        "%(name)s and %(other)s each stand in the roster with a number of their own, so they may be two students. "
        "Ask the office; if they are one, say why and go on."
    ),
    "people.two_accounts": _(
        "%(name)s and %(other)s each have an account. The account of %(other)s will be put away. Say why and go on."
    ),
    "people.merged_further": _("%(name)s was merged again since. Part the later ones first."),
    "people.username_taken": _("There is already an account “%(username)s”. Choose another user name."),
    "people.person_has_account": _("This person has an account already. Give that one another role instead."),
    "people.role_too_high": _(
        "You cannot give this role: it may do as much as yours or more. Ask who stands above you."
    ),
    "people.role_elsewhere": _(
        "You hold no role at that school, so you cannot give one there. Ask the district manager."
    ),
    "people.account_above": _(
        "This account may do as much as yours or more, or works at another school. Ask the district."
    ),
    "people.own_role": _("This is your own account. Somebody else has to end your role or put your account away."),
    "people.account_of_nobody": _(
        "This account belongs to nobody in the records. Ask staff to link it to your record."
    ),
    "people.only_district": _("This holds for every school. Ask the district manager to change it."),
}

ROLE_NAMES: Mapping[str, Text] = {
    "district_manager": _("District manager"),
    "librarian": _("Librarian"),
    "technician": _("Library technician"),
    "assistant": _("Library assistant"),
    "student_worker": _("Student worker"),
    "volunteer": _("Volunteer"),
    "teacher": _("Teacher"),
    "student": _("Student"),
}

PAGE_NAMES: Mapping[str, Text] = {
    "desk": _("The desk"),
    "person": _("Page of the person"),
    "loans": _("Loans"),
    "class": _("Page of the class"),
    "change": _("Changing the record"),
    "merge": _("Merging"),
    "cards": _("Cards"),
    "access_log": _("Who looked"),
    "list": _("A list"),
    "batch": _("Many at once"),
    "renew_many": _("Renew together"),
    "holds": _("Holds of the person"),
    "hold": _("A hold"),
    "hold_queue": _("Who waits for a title"),
    "hold_shelf": _("The hold shelf"),
    "loan": _("A loan"),
    "why": _("Why a loan is due then"),
    "overdues": _("The overdues"),
    "block": _("A block"),
    "privacy": _("What is kept"),
    "last_borrower": _("Who had an item last"),
    "seats": _("Who holds the seats of a licence"),
    "cart": _("Slots of a cart"),
    "account": _("Account of the person"),
    "missing_parts": _("List of missing parts"),
    "export": _("The whole record, handed out"),
    "labels": _("Library cards to print"),
    "notices": _("Notices to print"),
    "clearance": _("Clearance"),
}
