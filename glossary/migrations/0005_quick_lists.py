"""Indexes that the lists of a large base are narrowed by: terms that lack something, attestations by each filter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("glossary", "0004_findings_without_sentences"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="term",
            name="glossary_term_searched",
        ),
        migrations.RemoveIndex(
            model_name="term",
            name="glossary_term_ru_defined",
        ),
        migrations.RemoveIndex(
            model_name="term",
            name="glossary_term_zh_hans_defined",
        ),
        migrations.RemoveIndex(
            model_name="term",
            name="glossary_term_en_defined",
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(fields=["term", "status", "language", "source"], name="glossary_attestation_of_term"),
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(fields=["status", "key"], name="glossary_attestation_status"),
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(fields=["attests", "key"], name="glossary_attestation_attests"),
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(fields=["mode", "key"], name="glossary_attestation_mode"),
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(condition=models.Q(("context_ru", "")), fields=["key"], name="glossary_attested_no_ru"),
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(
                condition=models.Q(("context_zh_hans", "")), fields=["key"], name="glossary_attested_no_zh_hans"
            ),
        ),
        migrations.AddIndex(
            model_name="attestation",
            index=models.Index(condition=models.Q(("context_en", "")), fields=["key"], name="glossary_attested_no_en"),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("definition_ru", "")), fields=["key"], name="glossary_term_ru_blank"
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("gap_note_ru", ""), ("name_ru", "")),
                fields=["name_ru", "key"],
                name="glossary_term_ru_unnamed",
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("definition_zh_hans", "")), fields=["key"], name="glossary_term_zh_hans_blank"
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("gap_note_zh_hans", ""), ("name_zh_hans", "")),
                fields=["name_zh_hans", "key"],
                name="glossary_term_zh_hans_unnamed",
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("definition_en", "")), fields=["key"], name="glossary_term_en_blank"
            ),
        ),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                condition=models.Q(("gap_note_en", ""), ("name_en", "")),
                fields=["name_en", "key"],
                name="glossary_term_en_unnamed",
            ),
        ),
    ]
