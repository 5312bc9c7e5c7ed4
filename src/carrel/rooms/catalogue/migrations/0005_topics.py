"""How topics are written, and the narrow table of what is read of hits."""

from django.db import migrations, models

from carrel.rooms.catalogue.queries.index import drop_hits, make_hits
from carrel.rooms.catalogue.rules.facets import topic_of, topic_word

AT_ONCE = 1_000


def fill(apps, editor):
    headings = apps.get_model("catalogue", "RecordSubject").objects.order_by("pk").values_list("heading", flat=True)
    topic = apps.get_model("catalogue", "Topic")
    found = {}
    for heading in headings.iterator(AT_ONCE):
        if word := topic_word(heading):
            found.setdefault(word, topic_of(heading))
    topic.objects.bulk_create((topic(word=word, heading=heading) for word, heading in found.items()), AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_facet_words")]
    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("heading", models.CharField(max_length=300)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make_hits, drop_hits, hints={"founding": True}),
    ]
