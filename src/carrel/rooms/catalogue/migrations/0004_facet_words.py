"""Records that were there before get their facet words and levels; then the index is made over both."""

from django.db import migrations

from carrel.cellar.marc import facts_of, from_iso2709
from carrel.rooms.catalogue.queries.index import drop_index, make_index_with_facets
from carrel.rooms.catalogue.rules.facets import facet_words, sample_words, topics_of
from carrel.rooms.catalogue.rules.levels import levels_of

AT_ONCE = 500


def fill(apps, editor):
    marcs = apps.get_model("catalogue", "RecordMarc").objects.order_by("pk")
    documents = apps.get_model("catalogue", "SearchDocument").objects
    level = apps.get_model("catalogue", "RecordLevel")
    last = 0
    while rows := list(marcs.filter(pk__gt=last)[:AT_ONCE]):
        changed, levels = [], []
        known = documents.in_bulk([row.pk for row in rows])
        for row in rows:
            marc = from_iso2709(bytes(row.iso2709))
            found = levels_of(marc)
            levels.extend(
                level(record_id=row.pk, measure=each.measure, low=each.low, high=each.high, text=each.text)
                for each in found
            )
            if row.pk in known:
                document = known[row.pk]
                facts = facts_of(marc)
                words = facet_words(marc, facts, found, topics_of(facts))
                document.facets = f"{words} {sample_words(row.pk)}".strip()
                changed.append(document)
        documents.bulk_update(changed, ["facets"])
        level.objects.bulk_create(levels)
        last = rows[-1].pk


def forget(apps, editor):
    apps.get_model("catalogue", "RecordLevel").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_facets")]
    operations = [
        migrations.RunPython(fill, forget),
        migrations.RunPython(make_index_with_facets, drop_index, hints={"founding": True}),
    ]
