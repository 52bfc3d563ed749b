# The first page of the admin: figures and the last audit; and indexes for what lists are narrowed by.

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import citations.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0005_lags"),
        ("glossary", "0001_terms_and_attestations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("key", citations.models.base.KeyField(max_length=120, verbose_name="key")),
                ("field", models.CharField(max_length=200, verbose_name="field")),
                ("language", models.CharField(blank=True, default="", max_length=10, verbose_name="language")),
                ("what", models.TextField(verbose_name="what is found")),
                ("to_do", models.TextField(verbose_name="what to do")),
                ("accepted", models.BooleanField(default=False, verbose_name="accepted")),
            ],
            options={
                "verbose_name": "finding of the audit",
                "verbose_name_plural": "findings of the audit",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AuditRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "revision",
                    models.BigIntegerField(
                        default=0,
                        help_text="The newest revision there was: later ones it has not seen.",
                        verbose_name="revision",
                    ),
                ),
                (
                    "counts",
                    models.JSONField(
                        help_text="Of each code how many were found, and how many of them are open.",
                        verbose_name="counts",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit",
                "verbose_name_plural": "audits",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Figures",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("counted", models.JSONField(verbose_name="counted")),
            ],
            options={
                "verbose_name": "figures",
                "verbose_name_plural": "figures",
            },
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(fields=["status", "language", "term", "source"], name="glossary_attestation_evidence"),
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(fields=["language", "key"], name="glossary_attestation_language"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["status", "key"], name="glossary_term_by_status"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["domain", "key"], name="glossary_term_by_domain"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["key", "pinyin", "palladius"], name="glossary_term_searched"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["name_ru"], name="glossary_term_ru_name"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["reliability_ru", "key"], name="glossary_term_ru_grade"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                django.db.models.functions.text.Length("definition_ru"), name="glossary_term_ru_defined"
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["name_zh_hans"], name="glossary_term_zh_hans_name"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["reliability_zh_hans", "key"], name="glossary_term_zh_hans_grade"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                django.db.models.functions.text.Length("definition_zh_hans"), name="glossary_term_zh_hans_defined"
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["name_en"], name="glossary_term_en_name"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["reliability_en", "key"], name="glossary_term_en_grade"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                django.db.models.functions.text.Length("definition_en"), name="glossary_term_en_defined"
            ),
        ),
        migrations.AddField(
            model_name="auditrun",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="findings",
                to="glossary.auditrun",
                verbose_name="audit",
            ),
        ),
        migrations.AddConstraint(
            model_name="figures",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", 1)),
                name="glossary_figures_are_one_row",
                violation_error_message="The figures are kept in one row.",
            ),
        ),
        migrations.AddIndex(
            model_name="auditfinding",
            index=models.Index(fields=["accepted", "kind", "code"], name="glossary_finding_by_kind"),
        ),
        migrations.AddIndex(
            model_name="auditfinding",
            index=models.Index(fields=["kind", "key"], name="glossary_finding_by_record"),
        ),
    ]
