# Who said of which text that it still fits; and where the texts of rows stand that lag behind.

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import citations.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0006_transliterated_titles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="lag",
            name="field",
            field=models.CharField(
                help_text="Where the text stands: a field, or a field of a row, “events.2.note”, as the rows stand now.",
                max_length=60,
                verbose_name="field",
            ),
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", citations.models.base.KeyField(max_length=120, verbose_name="key")),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="The version of the record that was looked at.", verbose_name="version"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        help_text="Where the text stands in that version: a field, or a field of a row.",
                        max_length=60,
                        verbose_name="field",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ru", "Russian"), ("zh-Hans", "Chinese"), ("en", "English")],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "leader",
                    models.CharField(
                        choices=[("ru", "Russian"), ("zh-Hans", "Chinese"), ("en", "English")],
                        help_text="The language whose text was reworded.",
                        max_length=10,
                        verbose_name="reworded in",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "by_name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Kept when the account is gone.",
                        max_length=150,
                        verbose_name="by (name)",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "text that still fits",
                "verbose_name_plural": "texts that still fit",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["kind", "key", "version"], name="citations_confirmed_version")],
            },
        ),
    ]
