"""What keeps the lists of a large base quick: words beside the names in the search index, and indexes for filters.

The words are written when the search index is made anew, which the analyser's version asks for.
"""

from django.conf import settings
from django.db import migrations, models

import citations.search.models


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0007_confirmations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchMention",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "word", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", citations.search.models.BytewiseField(max_length=40)),
                ("word", citations.search.models.BytewiseField(max_length=80)),
                ("key", citations.search.models.BytewiseField(max_length=255)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="revision",
            name="citations_revision_languages",
        ),
        migrations.RemoveIndex(
            model_name="revision",
            name="citations_revision_origin",
        ),
        migrations.RemoveIndex(
            model_name="revision",
            name="citations_revision_searched",
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("family_name_ru", "")), fields=["key"], name="citations_person_no_ru"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("family_name_zh_hans", "")), fields=["key"], name="citations_person_no_zh_hans"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("family_name_en", "")), fields=["key"], name="citations_person_no_en"
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["kind", "id"], name="citations_revision_by_kind"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["languages", "id"], name="citations_revision_touching"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["origin", "id"], name="citations_revision_by_origin"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["by", "id"], name="citations_revision_by_account"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["by_name", "id"], name="citations_revision_by_person"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["id", "key", "by_name", "why"], name="citations_revision_searched"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["status", "key"], name="citations_source_status"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["type", "key"], name="citations_source_type"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["identification", "key"], name="citations_source_identified"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["language", "key"], name="citations_source_language"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(condition=models.Q(("title_ru", "")), fields=["key"], name="citations_source_no_ru"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(
                condition=models.Q(("title_zh_hans", "")), fields=["key"], name="citations_source_no_zh_hans"
            ),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(condition=models.Q(("title_en", "")), fields=["key"], name="citations_source_no_en"),
        ),
        migrations.AddIndex(
            model_name="searchmention",
            index=models.Index(fields=["key", "kind", "word"], name="citations_search_mention_key"),
        ),
    ]
