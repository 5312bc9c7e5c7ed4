"""Where copies stand goes into the catalogue's documents, as adding and moving items keeps it from now on."""

from itertools import groupby

from django.db import migrations

from carrel.rooms.catalogue.rules.facets import held_words

AT_ONCE = 500


def fill(apps, editor):
    items = apps.get_model("inventory", "Item").objects.exclude(state="withdrawn")
    documents = apps.get_model("catalogue", "SearchDocument").objects
    last = 0
    while known := _next(documents, last):
        rows = items.filter(record_id__in=list(known)).order_by("record_id")
        places = rows.values_list("record_id", "site_id", "place_id")
        changed = []
        for record_id, group in groupby(places, key=lambda row: row[0]):
            document = known[record_id]
            document.held = held_words((site_id, place_id) for _, site_id, place_id in group)
            changed.append(document)
        documents.bulk_update(changed, ["held"])
        last = max(known)


def _next(documents, last):
    return {each.pk: each for each in documents.filter(pk__gt=last).order_by("pk")[:AT_ONCE]}


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial"), ("catalogue", "0004_facet_words")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
