"""Every sentence care says to people, by code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Mapping[str, str | Promise] = {
    "care.case_open": _("‹%(title)s› is in mending or repair already. End that case first."),
    "care.item_out": _("‹%(title)s› is on loan. Return it at the desk, then go on here."),
    "care.item_promised": _(
        "‹%(title)s› is on the hold shelf or on its way to another school. Scan it at the return desk or call that "
        "off, then go on here."
    ),
    "care.item_withdrawn": _("‹%(title)s› is withdrawn. Put it in on its page first if it is to be mended."),
    "care.what_missing": _("What is wrong with ‹%(title)s›? A few words are enough."),
    "care.back_before_sent": _(
        "‹%(title)s› went on %(sent)s and cannot be back on %(due)s. Look at the two days again."
    ),
    "care.no_such_case": _("This case is no longer there: it was taken back as begun by mistake."),
    "care.case_over": _("The case of ‹%(title)s› has ended already. Open it again if that was wrong."),
    "care.case_not_over": _("The case of ‹%(title)s› is open. Nothing has changed."),
    "care.outcome_unknown": _("Say how the case of ‹%(title)s› ends: choose one of the words."),
    "care.replacement_unknown": _(
        "“%(number)s” is on no other item. Add what came in place of ‹%(title)s› first, then scan its label here."
    ),
    "care.moved_on": _(
        "‹%(title)s› was lent, found or withdrawn since. What happened then comes first: begin a new case instead."
    ),
    "care.list_decided": _(
        "‹%(title)s› stands on “%(list)s”, which is under way. Take it off that list first, then open the case again."
    ),
    "care.no_vendor": _("Choose the vendor who repairs it. A new one is added under School, Vendors."),
    "care.no_such_list": _("This list is no longer there."),
    "care.no_such_number": _("No item has the number %(number)s. Look at the label again."),
    "care.list_closed": _(
        "“%(list)s” is asked for or decided, so nothing is added to it. Take the request back, or open another list."
    ),
    "care.list_empty": _("Nothing stands on “%(list)s” yet. Scan the first item."),
    "care.list_unnamed": _("The list has no name yet, such as “Spring surplus”."),
    "care.on_list_already": _("‹%(title)s› is on “%(list)s” already."),
    "care.on_other_list": _("‹%(title)s› is on “%(list)s”. Take it off there first."),
    "care.withdrawn_already": _("‹%(title)s› is withdrawn already. Its page says when and why."),
    "care.list_not_asked": _("Nobody asks for approval of “%(list)s” at the moment. Look at its page again."),
    "care.own_proposal": _("You proposed “%(list)s” yourself. Somebody else who may approve decides on it."),
    "care.own_proposal_alone": _(
        "You proposed “%(list)s” yourself, and nobody else here may approve. Say on whose word you approve it."
    ),
    "care.why_missing": _("Say why “%(list)s” is declined, so that it can be changed."),
    "care.list_not_approved": _("“%(list)s” is not approved. Ask for approval first."),
    "care.item_meanwhile": _(
        "‹%(title)s› is out, promised or withdrawn by now. Take it off “%(list)s”, then carry it out."
    ),
    "care.not_stamped": _(
        "%(count)s of “%(list)s” are not ticked as stamped. Stamp and tick them, or say why they go without."
    ),
    "care.no_recipient": _("%(count)s of “%(list)s” do not say where they go. Say it, or say why they go without."),
    "care.list_not_carried_out": _("“%(list)s” is not carried out. Nothing has changed."),
    "care.disposal_moved_on": _(
        "‹%(title)s› is not withdrawn any more, so “%(list)s” cannot be taken back as a whole. Put the others in on "
        "their pages."
    ),
    "care.nothing_to_take_back": _("“%(list)s” is neither asked for nor approved. Nothing has changed."),
    "care.no_such_change": _("This change is no longer there."),
    "care.change_nothing": _("Nothing is to change yet. Choose at least one thing, such as the place."),
    "care.change_no_lines": _("There is no number yet. Scan the first label, or say from where to where on the shelf."),
    "care.change_too_many": _("%(count)s lines are more than the %(most)s of one change. Do it in parts."),
    "care.line_unknown": _("No item has the number %(number)s."),
    "care.line_twice": _("%(number)s stood further up already."),
    "care.line_same": _("‹%(title)s› is so already."),
    "care.line_withdrawn": _("‹%(title)s› is withdrawn."),
    "care.line_other_site": _("‹%(title)s› belongs to a site at which you hold no role."),
    "care.line_moved_on": _("‹%(title)s› was changed by somebody else in between, and stays as it is."),
    "care.prefix_not_there": _("‹%(title)s›, %(call_number)s, does not begin with %(prefix)s."),
    "care.call_number_long": _("The call number of ‹%(title)s› would be too long."),
    "care.place_of_other_site": _("‹%(title)s› stands at another site than the place. Choose a place of its own site."),
    "care.change_begun": _("This change was begun already. Its page says how far it is."),
    "care.change_not_done": _("This change is not done, or is taken back already. Nothing has changed."),
    "care.genre_of_other_site": _("“%(genre)s” is the genre of another site. Choose one of yours."),
    "care.no_such_genre": _("This genre is no longer there."),
}
