"""One list of items: narrowed, sorted, in pages, as a file or for paper; and what its items are worth."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.tables import CODE, DATE, MOMENT, MONEY, NUMBER, TEXT, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items import shown
from carrel.doors.web.items.own import value_words
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.doors.web.templatetags.carrel_web import chip, code, day_words
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.forms import ListForm, list_data
from carrel.rooms.inventory.phrases import CONDITION_WORDS, LIST_COLUMN_WORDS, PRESET_WORDS, STATE_WORDS
from carrel.rooms.inventory.queries import Listed
from carrel.rooms.inventory.rules import FieldRule
from carrel.rooms.schools import queries as schools

PAGE = 50
MOST_PRINTED = 5_000


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column as it is shown: its name in addresses, its word, what its cells are, and how a row fills it."""

    name: str
    word: str
    kind: str
    value: Callable[[Listed], Any]
    is_sorted: bool = True

    @property
    def css(self) -> str:
        return "end" if self.kind in (MONEY, NUMBER) else ""

    @property
    def css_attribute(self) -> SafeString:
        return mark_safe(' class="end"' if self.css else "")  # noqa: S308  our own words


_VALUES: Mapping[str, Callable[[Listed], Any]] = {
    "title": lambda row: row.item.record.title,
    "author": lambda row: row.item.record.author,
    "barcode": lambda row: row.item.barcode,
    "kind": lambda row: row.item.item_type.name,
    "site": lambda row: row.item.site.called,
    "place": lambda row: row.item.place.name if row.item.place else "",
    "call_number": lambda row: row.item.call_number,
    "copy_number": lambda row: row.item.copy_number,
    "volume": lambda row: row.item.volume,
    "serial": lambda row: row.numbers.get("serial", ""),
    "asset_tag": lambda row: row.numbers.get("asset_tag", ""),
    "state": lambda row: str(STATE_WORDS[row.item.state]),
    "condition": lambda row: str(CONDITION_WORDS[row.item.condition]),
    "price": lambda row: row.item.price_minor,
    "fund": lambda row: row.item.fund,
    "acquired_on": lambda row: row.item.acquired_on,
    "loans": lambda row: row.item.loan_count,
    "last_lent": lambda row: row.item.last_loaned_at,
    "last_seen": lambda row: row.item.last_seen_at,
    "note": lambda row: row.item.note,
}


@require_safe
@allowed("inventory.view_items")
def item_list(request: HttpRequest) -> HttpResponseBase:
    """One list; as CSV and XLSX with all its rows, and in one piece for paper."""
    form = ListForm(_asked(request), actor=actor_of(request), currency=shown.currency())
    shape = wanted_shape(request)
    if shape and form.is_valid():
        columns = columns_of(form)
        rows = queries.listed_in_steps(queries.all_ids(form.wanted()), form.columns, form.own)
        heads = [Column(column.word, column.kind, 44 if column.name == "title" else 0) for column in columns]
        cells = ([column.value(row) for column in columns] for row in rows)
        return table_response(Table(str(_title(form)), heads, cells, zone=_zone(request)), shape)
    return list_shown(request, form, status=200 if form.is_valid() else 422)


def list_shown(
    request: HttpRequest, form: ListForm, *, status: int = 200, mistakes: list[str] | None = None
) -> HttpResponse:
    """The page of a list; `mistakes` are what stands against saving it."""
    actor, is_print = actor_of(request), request.GET.get("as") == "print"
    wanted = form.wanted() if form.is_valid() else None
    number = request.GET.get("page", "")
    length = MOST_PRINTED if is_print else PAGE
    found = queries.list_page(
        wanted, page=int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1, length=length
    ) if wanted else queries.ListPage((), 0, is_more=False)  # fmt: skip
    page = Paginator(range(found.count), length).get_page(number)
    columns = columns_of(form)
    currency = shown.currency()
    rows = [
        [_cell(column, row, currency) for column in columns]
        for row in queries.listed(found.ids, form.columns, form.own)
    ]
    context = {
        "form": form,
        "title": _title(form),
        "columns": columns,
        "rows": rows,
        "found": found,
        "most": rules.MOST_COUNTED,
        "page": page,
        "is_print": is_print,
        "sort": form.sort,
        "list_id": _saved_id(form.data.get("list", "")),
        "list_key": form.data.get("list", ""),
        "address": form.asked.urlencode(),
        "funds": [fund.code for fund in schools.funds()],
        "may_keep": actor.may("inventory.save_item_list") and actor.site_id is not None,
        "mistakes": mistakes or [],
    }
    return render(request, "web/items/list.html", context, status=status)


_NOTHING = mark_safe('<span class="quiet">—</span>')


def _cell(column: ListColumn, row: Listed, currency: str) -> SafeString:
    """One cell of the page. Made here: a template takes ten times as long for the hundreds of cells of a page."""
    value = column.value(row)
    text: object
    if column.name == "title":
        pattern = '<th scope="row"><a href="{}">{}</a></th>'
        return format_html(pattern, reverse("items.item", args=[row.item.pk]), value)
    if column.name == "state":
        state = shown.state_shown(row.item.state)
        text = chip(state.shape, state.word)
    elif value in (None, ""):
        text = _NOTHING
    elif column.name == "barcode":
        text = format_html('<a href="{}">{}</a>', reverse("items.item", args=[row.item.pk]), code(value))
    elif column.kind == CODE:
        text = code(value)
    elif column.kind == MONEY:
        text = shown.price_words(value, currency)
    elif column.kind in (DATE, MOMENT):
        text = day_words(value)
    else:
        text = value
    return format_html('<td{} data-label="{}">{}</td>', column.css_attribute, column.word, text)


@require_safe
@allowed("inventory.view_items")
def list_values(request: HttpRequest) -> HttpResponseBase:
    """What a list's items are worth, by kind and place, and how many have no price told (r214)."""
    form = ListForm(_asked(request), actor=actor_of(request), currency=shown.currency())
    sums = queries.values_by_kind_and_place(form.wanted()) if form.is_valid() else []
    title, currency = _("Value by kind and place"), shown.currency()
    if shape := wanted_shape(request):
        heads = [
            Column(_("Item type")), Column(_("Site")), Column(_("Place")), Column(_("Items"), NUMBER),
            Column(_("Without a price"), NUMBER), Column(_("Value"), MONEY),
        ]  # fmt: skip
        cells = ([each.kind, each.site, each.place, each.count, each.untold, each.sum_minor] for each in sums)
        return table_response(Table(title, heads, cells, zone=_zone(request)), shape)
    context = {
        "form": form,
        "title": title,
        "list_title": _title(form),
        "rows": [(each, shown.price_words(each.sum_minor, currency)) for each in sums],
        "count": sum(each.count for each in sums),
        "untold": sum(each.untold for each in sums),
        "total": shown.price_words(sum(each.sum_minor for each in sums), currency),
        "address": form.asked.urlencode(),
    }
    return render(request, "web/items/list_values.html", context, status=200 if form.is_valid() else 422)


def columns_of(form: ListForm) -> list[ListColumn]:
    """The columns of a list, in their order."""
    return [_column(name, form.own) for name in form.columns]


def _column(name: str, own: Mapping[str, Any]) -> ListColumn:
    if name in _VALUES:
        kind = rules.LIST_COLUMNS[name]
        return ListColumn(name, str(LIST_COLUMN_WORDS[name]), kind, _VALUES[name], name not in rules.UNSORTED)
    of_field = name.removeprefix(rules.OWN)
    field: FieldRule = own[of_field][0]
    kind, currency = (CODE if field.is_number else TEXT), shown.currency() if field.kind == rules.MONEY else ""
    return ListColumn(name, field.label, kind, lambda row: _own_words(field, row.own.get(of_field, ""), currency))


def _own_words(field: FieldRule, text: str, currency: str) -> str:
    return value_words(field, text, currency) if text else ""


def _asked(request: HttpRequest) -> QueryDict:
    """What the address asks for; a list that is there by itself or was saved, where it says no columns."""
    key = request.GET.get("list", "")
    spec = rules.PRESETS.get(key)
    saved = _saved_id(key)
    if spec is None and saved is not None:
        found = queries.saved_lists(actor_of(request)).filter(pk=saved).first()
        spec = found.spec if found else None
    if spec is None or "c" in request.GET:
        return request.GET
    data = list_data(spec)
    if key.startswith("master-"):
        of_family = queries.fields_listed(queries.kinds_listed(None, spec.filters["family"]))
        listed = [rules.own_name(code) for code, fields in of_family.items() if fields[0].is_listed]
        data.setlist("c", [*spec.columns, *(name for name in listed if name != "own_serial_number")])
    for name in request.GET:
        data[name] = request.GET.get(name, "")
    return data


def _saved_id(key: str) -> int | None:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else None


def _title(form: ListForm) -> str | Promise:
    key = form.data.get("list", "")
    if key in PRESET_WORDS:
        return PRESET_WORDS[key][0]
    saved = _saved_id(key)
    found = queries.saved_lists(form.actor).filter(pk=saved).first() if saved is not None else None
    return found.name if found else _("List of items")


def _zone(request: HttpRequest) -> str:
    site_id = actor_of(request).site_id
    return str(schools.zone_of(site_id)) if site_id else "UTC"
