"""What the figure of a charge came from, in words, as far as the charge still knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.rooms.circulation.rules.fines import Fine, FineRule


def basis_words(basis: Mapping[str, Any], money: Callable[[int], str]) -> str:
    """The basis of a charge in one line: by hand, days late, price, age, pieces; empty where nothing is known."""
    if basis.get("rule") == "fine":
        return fine_words(*_late(basis), money)
    said = []
    if basis.get("rule") == "by hand":
        said.append(_("charged by hand"))
    if price := basis.get("price_minor") or basis.get("price"):
        said.append(_("price %(sum)s") % {"sum": money(int(price))})
    if basis.get("of") == "staff":
        said.append(_("as staff said it"))
    if "age_years" in basis and basis.get("left_percent", 100) != 100:
        said.append(
            _("%(years)s years old, %(percent)s %% of the price left")
            % {"years": basis["age_years"], "percent": basis["left_percent"]}
        )
    if kit := basis.get("kit"):
        said.append(_("part of %(kit)s") % {"kit": kit})
    if int(basis.get("count", 1)) > 1:
        said.append(_("%(count)s times") % {"count": basis["count"]})
    return ", ".join(said)


def part_words(basis: Mapping[str, Any], money: Callable[[int], str]) -> list[str]:
    """The parts of a kit a charge is for, or that were lost with it: "2 × Battery, $6.00", "Charger L1"."""
    said = []
    for each in basis.get("parts", ()):
        name = f"{each['count']} × {each['name']}" if int(each.get("count", 1)) > 1 else str(each["name"])
        name = f"{name} {each['barcode']}" if each.get("barcode") else name
        said.append(f"{name}, {money(int(each['minor']))}" if each.get("minor") else name)
    return said


def _late(basis: Mapping[str, Any]) -> tuple[Fine, FineRule]:
    before = int(basis.get("before_cap", 0))
    fine = Fine(before, int(basis["late"]), int(basis["counted"]), int(basis["periods"]), before, basis["capped_by"])
    rule = FineRule(int(basis["amount"]), int(basis["every"]), basis["unit"], open_only=basis["days"] == "open")
    return fine, rule


def fine_words(fine: Fine, rule: FineRule | None, money: Callable[[int], str]) -> str:
    """The sum of a fine in words: "14 days late, $0.10 for each: $1.40, at most $1.00"."""
    if rule is None:
        return ""
    if rule.unit == "hours":
        late = ngettext("%(n)s hour late", "%(n)s hours late", fine.late) % {"n": fine.late}
    elif rule.open_only:
        late = ngettext("%(n)s open day late", "%(n)s open days late", fine.late) % {"n": fine.late}
    else:
        late = ngettext("%(n)s day late", "%(n)s days late", fine.late) % {"n": fine.late}
    words = [late]
    if fine.counted != fine.late:
        words.append(_("%(counted)s of them after the grace") % {"counted": fine.counted})
    figures = {"sum": money(rule.amount_minor), "every": rule.every, "times": fine.periods}
    each = _("%(sum)s for each") if rule.every == 1 else _("%(sum)s for every %(every)s, %(times)s times")
    words.append(each % figures)
    if fine.capped_by:
        most = _("no more than the price") if fine.capped_by == "price" else _("no more for one item")
        words.append(most)
    return ", ".join(words)
