# Titles of works in other scripts, in Latin letters.

from django.db import migrations, models

import citations.validators


class Migration(migrations.Migration):
    dependencies = [
        ("citations", "0005_lags"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="title_transliterated",
            field=models.CharField(
                blank=True,
                default="",
                help_text="For a work in another script, its title as Latin letters write it: Chinese in Hanyu Pinyin without tones, divided into words (GB/T 16159); Russian by ALA-LC without diacritics and ties. Capitals as in a sentence.",
                max_length=500,
                validators=[citations.validators.validate_latin_letters],
                verbose_name="title in Latin letters",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="container_title_transliterated",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The same by the same rules: Zhongguo shehui kexue, Mezhdunarodnaia zhiznʹ.",
                max_length=500,
                validators=[citations.validators.validate_latin_letters],
                verbose_name="published in, in Latin letters",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("container_title_transliterated", ""),
                    ("title_transliterated", ""),
                )
                | models.Q(("language__in", ("", "en")), _negated=True),
                name="citations_source_transliterated_is_in_another_script",
                violation_error_message="Titles in Latin letters belong to a work in another script: give its language, or take them out.",
            ),
        ),
    ]
