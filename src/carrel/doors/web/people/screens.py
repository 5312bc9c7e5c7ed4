"""The plain nouns of people, kept by generic screens."""

from django.utils.translation import gettext_lazy as _

from carrel.doors.web.crud import Column, Screen
from carrel.rooms.people import forms, queries

SCREENS = (
    Screen(
        room="people",
        noun="patron_category",
        nouns="patron_categories",
        title=_("Patron categories"),
        add_word=_("Add a category"),
        lead=_("Kinds of readers. The policy of lending asks which kind somebody is."),
        form=forms.PatronCategoryForm,
        rows=lambda _actor: queries.patron_categories(),
        columns=(
            Column(_("Name"), lambda row: row.name),
            Column(_("Code"), lambda row: row.code),
        ),
        view_permission="people.keep_patron_category",
    ),
)
