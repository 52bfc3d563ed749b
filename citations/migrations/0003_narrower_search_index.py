"""Narrower tables of the search index. They are made anew, empty: the analyser's version asks for a rebuild anyway."""

from django.db import migrations, models

import citations.search.models


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0002_search_index"),
    ]

    operations = [
        migrations.DeleteModel(name="SearchDocument"),
        migrations.DeleteModel(name="SearchWord"),
        migrations.DeleteModel(name="SearchTypo"),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("kind", citations.search.models.BytewiseField(max_length=40)),
                ("key", citations.search.models.BytewiseField(max_length=255)),
                ("weight", models.PositiveSmallIntegerField()),
                ("labels", models.TextField(help_text="A line for each: language, role and text, parted by tabs.")),
                (
                    "sounds",
                    models.TextField(
                        blank=True, help_text="A line for each label: the pinyin of its Chinese characters."
                    ),
                ),
                (
                    "facets",
                    citations.search.models.BytewiseField(
                        blank=True, help_text="|name=value|name=value|", max_length=500
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="citations_search_document_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "text", "gram", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", citations.search.models.BytewiseField(max_length=80)),
                ("gram", models.IntegerField()),
                (
                    "sound",
                    citations.search.models.BytewiseField(
                        blank=True, help_text="What its transliterations share.", max_length=80
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sound__gt", "")), fields=["sound"], name="citations_search_word_sound"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchTypo",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("bucket", models.PositiveSmallIntegerField(db_index=True)),
                (
                    "slips",
                    models.BinaryField(help_text="The hashes, ascending, then the gram of each; four bytes each."),
                ),
            ],
        ),
    ]
