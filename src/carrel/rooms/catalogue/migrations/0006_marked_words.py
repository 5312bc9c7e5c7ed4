"""On PostgreSQL the index is made anew, with the words of titles, names and subjects by themselves."""

from django.db import migrations

from carrel.rooms.catalogue.queries.index import remake_index


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_topics")]
    operations = [migrations.RunPython(remake_index, migrations.RunPython.noop)]
