"""The full-text index of the database in use."""

from django.db import migrations

from carrel.rooms.catalogue.queries.index import drop_index, make_index


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
