# Lists and the feed of changes: texts that lag behind, and the languages a revision touched.

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import citations.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0003_narrower_search_index"),
        ("citations", "0004_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", citations.models.base.KeyField(max_length=120, verbose_name="key")),
                ("field", models.CharField(max_length=60, verbose_name="field")),
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
                ("was", models.TextField(help_text="What that text said before.", verbose_name="was")),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="The version of the record that reworded it.", verbose_name="version"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
            ],
            options={
                "verbose_name": "text that lags behind",
                "verbose_name_plural": "texts that lag behind",
                "ordering": ["kind", "key", "field", "language"],
            },
        ),
        migrations.AddField(
            model_name="revision",
            name="languages",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The content languages whose texts this step changed, separated by spaces.",
                max_length=20,
                verbose_name="languages",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["languages"], name="citations_revision_languages"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["origin"], name="citations_revision_origin"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["key", "by_name", "why"], name="citations_revision_searched"),
        ),
        migrations.AddIndex(
            model_name="lag",
            index=models.Index(fields=["kind", "language", "key"], name="citations_lag_by_language"),
        ),
        migrations.AddConstraint(
            model_name="lag",
            constraint=models.UniqueConstraint(
                fields=("kind", "key", "field", "language"),
                name="citations_lag_is_unique",
                violation_error_message="This text is marked to be looked at already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="lag",
            constraint=models.CheckConstraint(
                condition=models.Q(("language", models.F("leader")), _negated=True),
                name="citations_lag_is_behind_another_language",
                violation_error_message="A text lags behind another language, not behind its own.",
            ),
        ),
    ]
