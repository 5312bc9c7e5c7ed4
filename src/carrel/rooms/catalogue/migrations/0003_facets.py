"""Facet words in the document, reading levels, and the words spelling is suggested from."""

import django.db.models.deletion
from django.db import migrations, models

from carrel.rooms.catalogue.queries.index import drop_index, make_index


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_search_index"),
    ]

    operations = [
        migrations.RunPython(drop_index, make_index),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("term", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("records", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="facets",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="held",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="recordnumber",
            name="kind",
            field=models.CharField(
                choices=[
                    ("isbn", "ISBN"),
                    ("issn", "ISSN"),
                    ("lccn", "Library of Congress number"),
                    ("oclc", "WorldCat number"),
                    ("upc", "Product code"),
                    ("control", "Source number"),
                ],
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="RecordLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("lexile", "Lexile"),
                            ("ar", "Accelerated Reader"),
                            ("rc", "Reading Counts"),
                            ("fp", "Guided reading"),
                            ("dra", "DRA"),
                            ("rr", "Reading Recovery"),
                            ("grade", "Reading grade"),
                            ("interest", "Interest grade"),
                            ("age", "Interest age"),
                        ],
                        max_length=10,
                    ),
                ),
                ("low", models.SmallIntegerField()),
                ("high", models.SmallIntegerField()),
                ("text", models.CharField(max_length=100)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="catalogue.record"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("low__lte", models.F("high"))), name="record_level_in_order"
                    )
                ],
            },
        ),
    ]
